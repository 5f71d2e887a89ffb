import type { ServerResponse } from 'node:http';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from '#libs/platform';
import { problemAnswer, problemOf, type Language } from './problem.js';
import { pathOf, type RestRequest } from './rest-request.js';

/** What express adds to a request for the choice of a language. */
interface Negotiating {
  acceptsLanguages(languages: readonly string[]): string | false;
}

function languageOf(request: Negotiating): Language {
  return request.acceptsLanguages(['en', 'zh-CN', 'zh']).toString().startsWith('zh') ? 'zh' : 'en';
}

/** The last word on whatever was thrown: a problem document, and the log for what nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  constructor(private readonly logger: Logger) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<RestRequest & Negotiating>();
    const response = http.getResponse<ServerResponse>();
    const problem = problemOf(exception);
    if (problem.isBug) this.logger.error({ err: exception }, 'an unforeseen exception of the REST face');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, headers, body } = problemAnswer(problem, languageOf(request), pathOf(request));
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.statusCode = status;
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  }
}
