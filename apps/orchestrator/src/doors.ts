/**
 * The doors of the orchestrator: the gRPC server, and beside it the REST face of the admin service (docs/adr/0024). Which
 * packages they serve, within which limits, and in which order they open.
 */
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions, Server } from '@nestjs/microservices';
import { fileDescriptors, loadProtos } from '#libs/contracts';
import { httpServer, systemClock, type HttpServerSetup, type Logger } from '#libs/platform';
import {
  GrpcExceptionFilter,
  grpcServerOptions,
  listen,
  NestLogger,
  type GrpcServerSetup,
} from '#libs/platform/nest';
import { AdminGuard } from './admin/admin-guard.js';
import { AdminGateway } from './admin/rest/admin-gateway.js';
import { readinessOf } from './admin/rest/readiness.js';
import { restFace } from './admin/rest/rest-face.js';
import type { OrchestratorConfig } from './config.js';
import { toGrpcError } from './grpc/engine-errors.js';
import type { Orchestrator } from './orchestrator.module.js';

const PACKAGES = ['suoke.saga.v1', 'suoke.saga.admin.v1', 'suoke.consultation.flow.v1'];
/** An input of 256 KiB as a Struct is several times as large on the wire. */
const LARGEST_REQUEST_BYTES = 2 * 1024 * 1024;

/** Both servers; `shutdown` stops them side by side. */
export interface Doors extends GrpcServerSetup {
  /** Null in a process that serves nobody but who asks for its health. */
  readonly http: HttpServerSetup | null;
}

/**
 * The servers, not yet listening.
 * @throws BindingRefusedError, ConfigError, or an error of the file system for a certificate that cannot be read
 */
export function doorsOf(config: OrchestratorConfig): Doors {
  const isApi = config.roles.has('api');
  const { insecure, tls, production } = config;
  const grpc = grpcServerOptions({
    ...{ url: config.grpcUrl, insecure, tls, production },
    packages: isApi ? PACKAGES : [],
    packageDefinition: loadProtos(),
    fileDescriptors: fileDescriptors(),
    reflection: config.grpcReflection,
    maxReceiveBytes: LARGEST_REQUEST_BYTES,
  });
  const http = isApi ? httpServer({ url: config.httpUrl, insecure, tls, production }) : null;
  return {
    ...grpc,
    http,
    shutdown: async (graceMs) => {
      await Promise.all([grpc.shutdown(graceMs), http?.shutdown(graceMs)]);
    },
  };
}

/**
 * Starts the orchestrator, then listens. Its health says that it serves when both doors are open. Where definitions of open
 * sagas do not fit, it serves and moves what it can, and its health says that it is not ready (G10).
 * @throws ConfigError when it cannot listen
 */
export async function openDoors(
  config: OrchestratorConfig,
  logger: Logger,
  orchestrator: Orchestrator,
  doors: Doors,
): Promise<INestMicroservice> {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(orchestrator.module, {
    ...doors.options,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new GrpcExceptionFilter(logger, toGrpcError));
  app.useGlobalGuards(new AdminGuard(orchestrator.gate));
  const unfit = await orchestrator.start();
  doors.health.setServing(false);
  await listen(app, config.grpcUrl);
  logger.info({ host: config.grpcUrl, count: unfit.size }, 'listening');
  if (doors.http !== null) {
    const gateway = new AdminGateway(app.getTransportServer() as Server);
    const dependencies = { ...orchestrator.dependencies, serves: () => doors.health.isServing };
    const readiness = () => readinessOf(dependencies, systemClock);
    const overTls = config.tls !== undefined;
    const nobody = (peer: string) => orchestrator.gate.nobody(peer);
    await doors.http.listen(await restFace({ gateway, readiness, logger, nobody, overTls }));
    logger.info({ host: config.httpUrl }, 'listening for REST');
  }
  doors.health.setServing(unfit.size === 0 || config.acceptUnfitDefinitions);
  return app;
}
