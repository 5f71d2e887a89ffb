/** The orchestrator's process: configuration, checks, engine, doors, and a stop that hands every saga over. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { loadProtos } from '#libs/contracts';
import {
  ConfigError,
  GrpcExceptionFilter,
  grpcServerOptions,
  NestLogger,
  runUntilSignal,
  type GrpcServerSetup,
  type Logger,
} from '#libs/platform';
import { readConfig, type OrchestratorConfig } from './config.js';
import { toGrpcError } from './grpc/engine-errors.js';
import { buildOrchestrator, orchestratorLogger, type Orchestrator } from './orchestrator.module.js';
import { checkDefinitions } from './sagas/registry.js';

const PACKAGES = ['suoke.saga.v1', 'suoke.saga.admin.v1', 'suoke.consultation.flow.v1'];
/** What closing doors and connections may take after the sagas were handed over. */
const STOP_SLACK_MS = 2_000;
/** An input of 256 KiB as a Struct is several times as large on the wire. */
const LARGEST_REQUEST_BYTES = 2 * 1024 * 1024;

/** The configuration, or null when it was wrong; every mistake was told. */
function configOrNull(): OrchestratorConfig | null {
  try {
    const config = readConfig();
    const mistakes = checkDefinitions(config.participants);
    if (mistakes.length > 0) throw new ConfigError(mistakes);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return null;
  }
}

function doorsOf(config: OrchestratorConfig): GrpcServerSetup {
  return grpcServerOptions({
    url: config.grpcUrl,
    packages: PACKAGES,
    packageDefinition: loadProtos(),
    insecure: config.insecure,
    tls: config.tls,
    production: config.production,
    reflection: config.grpcReflection,
    maxReceiveBytes: LARGEST_REQUEST_BYTES,
  });
}

async function serve(
  config: OrchestratorConfig,
  logger: Logger,
  orchestrator: Orchestrator,
  doors: GrpcServerSetup,
) {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(orchestrator.module, {
    ...doors.options,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new GrpcExceptionFilter(logger, toGrpcError));
  const unfit = await orchestrator.start();
  for (const [definition, mistakes] of unfit)
    logger.error({ definition, mistakes: [...mistakes] }, 'definition_unfit');
  doors.health.setServing(unfit.size === 0 || config.acceptUnfitDefinitions);
  await app.listen();
  logger.info({ host: config.grpcUrl }, 'listening');
  return app;
}

async function main(config: OrchestratorConfig): Promise<void> {
  const logger = orchestratorLogger(config);
  const doors = doorsOf(config);
  const onDead = (): void => process.exit(1);
  const orchestrator = buildOrchestrator(config, logger, onDead);
  let app: Awaited<ReturnType<typeof serve>> | undefined;
  await runUntilSignal({
    logger,
    graceMs: config.graceMs + STOP_SLACK_MS,
    start: async () => {
      app = await serve(config, logger, orchestrator, doors);
    },
    stop: async () => {
      doors.health.drain();
      await orchestrator.stop(config.graceMs);
      await doors.shutdown(STOP_SLACK_MS / 4);
      await app?.close();
    },
  });
}

const config = configOrNull();
if (config === null) process.exitCode = 1;
else await main(config);
