/** What is told without a token: whether the process lives, whether it is ready, and what the contract is. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Res } from '@nestjs/common';
import { OPENAPI_PATH } from './rest-request.js';
import type { Readiness } from './readiness.js';

export class Probe {
  constructor(readonly readiness: () => Promise<Readiness>) {}
}

@Controller()
export class OpenController {
  private document: string | null = null;

  constructor(private readonly probe: Probe) {}

  /** That it answers is the answer: it looks at nothing that a restart would not mend. */
  @Get('livez')
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: ServerResponse): Promise<Readiness> {
    const readiness = await this.probe.readiness();
    response.statusCode = readiness.status === 'not_ready' ? 503 : 200;
    return readiness;
  }

  /** The committed document, as `npm run openapi:gen` wrote it. */
  @Get(OPENAPI_PATH)
  contract(@Res() response: ServerResponse): void {
    this.document ??= readFileSync(fileURLToPath(import.meta.resolve('#docs/openapi.json')), 'utf8');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(this.document);
  }
}
