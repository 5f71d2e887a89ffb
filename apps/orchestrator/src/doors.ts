/** The gRPC server of the orchestrator: which packages it serves, within which limits, and in which order it opens. */
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { fileDescriptors, loadProtos } from '#libs/contracts';
import {
  GrpcExceptionFilter,
  grpcServerOptions,
  listen,
  NestLogger,
  type GrpcServerSetup,
  type Logger,
} from '#libs/platform';
import { AdminGuard } from './admin/admin-guard.js';
import type { OrchestratorConfig } from './config.js';
import { toGrpcError } from './grpc/engine-errors.js';
import type { Orchestrator } from './orchestrator.module.js';

const PACKAGES = ['suoke.saga.v1', 'suoke.saga.admin.v1', 'suoke.consultation.flow.v1'];
/** An input of 256 KiB as a Struct is several times as large on the wire. */
const LARGEST_REQUEST_BYTES = 2 * 1024 * 1024;

/**
 * The server, not yet listening.
 * @throws BindingRefusedError, or an error of the file system for a certificate that cannot be read
 */
export function doorsOf(config: OrchestratorConfig): GrpcServerSetup {
  return grpcServerOptions({
    url: config.grpcUrl,
    packages: config.roles.has('api') ? PACKAGES : [],
    packageDefinition: loadProtos(),
    fileDescriptors: fileDescriptors(),
    insecure: config.insecure,
    tls: config.tls,
    production: config.production,
    reflection: config.grpcReflection,
    maxReceiveBytes: LARGEST_REQUEST_BYTES,
  });
}

/**
 * Starts the orchestrator, then listens. Where definitions of open sagas do not fit, it serves and moves what it can, and
 * its health says that it is not ready (G10).
 * @throws ConfigError when it cannot listen
 */
export async function openDoors(
  config: OrchestratorConfig,
  logger: Logger,
  orchestrator: Orchestrator,
  doors: GrpcServerSetup,
): Promise<INestMicroservice> {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(orchestrator.module, {
    ...doors.options,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new GrpcExceptionFilter(logger, toGrpcError));
  app.useGlobalGuards(new AdminGuard(orchestrator.gate));
  const unfit = await orchestrator.start();
  doors.health.setServing(unfit.size === 0 || config.acceptUnfitDefinitions);
  await listen(app, config.grpcUrl);
  logger.info({ host: config.grpcUrl, count: unfit.size }, 'listening');
  return app;
}
