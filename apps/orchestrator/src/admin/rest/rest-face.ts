/** The HTTP application of the REST face: what each request goes through, in this order, and who answers it. */
import type { RequestListener, ServerResponse } from 'node:http';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { GrpcError, Logger } from '#libs/platform';
import { NestLogger } from '#libs/platform/nest';
import { AdminGateway } from './admin-gateway.js';
import { AdminRestController } from './admin-rest.controller.js';
import { OpenController, Probe } from './open.controller.js';
import { ProblemFilter } from './problem.filter.js';
import type { Readiness } from './readiness.js';
import { admit, type RestRequest } from './rest-request.js';

/** As the largest message of the gRPC face. */
const LARGEST_BODY_BYTES = 2 * 1024 * 1024;

export interface RestFaceInput {
  readonly gateway: AdminGateway;
  readonly readiness: () => Promise<Readiness>;
  readonly logger: Logger;
  /** What callers hear who bring no token, by their address. */
  readonly nobody: (peer: string) => GrpcError;
  /** It is served by TLS: browsers may be told to insist on it. */
  readonly overTls: boolean;
}

@Module({})
class RestModule {}

function moduleOf({ gateway, readiness }: RestFaceInput): DynamicModule {
  return {
    module: RestModule,
    controllers: [OpenController, AdminRestController],
    providers: [
      { provide: AdminGateway, useValue: gateway },
      { provide: Probe, useValue: new Probe(readiness) },
    ],
  };
}

/** Before a byte of the body is read. Nothing of an answer is for a cache: it is data of the moment, and of one caller. */
function front({ nobody }: RestFaceInput) {
  return (request: RestRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    response.setHeader('cache-control', 'no-store');
    try {
      request.match = admit(request, nobody);
      next();
    } catch (error) {
      next(error);
    }
  };
}

/** @returns the listener for a server of Node; there is nothing to be closed */
export async function restFace(input: RestFaceInput): Promise<RequestListener> {
  const app = await NestFactory.create<NestExpressApplication>(moduleOf(input), {
    logger: new NestLogger(input.logger),
    abortOnError: false,
    bodyParser: false,
  });
  app.set('etag', false);
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: input.overTls,
  });
  app.enableCsrfProtection();
  app.use(front(input));
  app.useBodyParser('raw', { type: () => true, limit: LARGEST_BODY_BYTES, inflate: false });
  app.useGlobalFilters(new ProblemFilter(input.logger));
  await app.init();
  return app.getHttpAdapter().getInstance() as RequestListener;
}
