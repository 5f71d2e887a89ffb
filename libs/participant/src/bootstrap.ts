/**
 * A participant as a process: settings → migrations → data source → gRPC server, and back.
 *
 * P1 It listens only when its schema is migrated and its module is up: a caller that connects is served.
 * P2 It stops from the outside in: no new calls, the running ones end or are cut, then the module, then the database.
 */
import { INestMicroservice, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { fileDescriptors, loadProtos } from '#libs/contracts';
import {
  ConfigError,
  createLogger,
  parseEnv,
  runUntilSignal,
  systemClock,
  type Clock,
  type Logger,
} from '#libs/platform';
import { GrpcExceptionFilter, grpcServerOptions, listen, NestLogger } from '#libs/platform/nest';
import {
  createDataSource,
  migrate,
  type DataSourceOptions,
  type MigrationClass,
} from '#libs/platform/typeorm';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { Barrier } from './barrier.js';
import { participantSettings, tlsFiles, type ParticipantSettings } from './config.js';
import { databaseFailureOf } from './failures.js';
import { rootModule } from './participant.module.js';
import { keepPurging } from './retention.js';

/** What is different from one participant to the next. */
export interface ParticipantDefinition<Extra extends z.ZodRawShape> {
  /** Of the process and in the logs: `health-record`. */
  name: string;
  /** Its schema in Postgres: `health_record`. */
  schema: string;
  /** Where it listens on loopback by default. */
  port: number;
  /** Its package in proto/: `suoke.health_record.v1`. */
  protoPackage: string;
  /** Settings of its own, beside those that every participant has; all keys begin with `SUOKE_`. */
  settings: Extra;
  entities: NonNullable<DataSourceOptions['entities']>;
  migrations: readonly MigrationClass[];
  module: (settings: SettingsOf<Extra>) => Type | DynamicModule;
}

export type SettingsOf<Extra extends z.ZodRawShape> = ParticipantSettings & z.output<z.ZodObject<Extra>>;

/** A participant that listens. */
export interface RunningParticipant {
  /** Where it listens: `127.0.0.1:5101`. */
  readonly url: string;
  readonly app: INestMicroservice;
  readonly dataSource: DataSource;
  /** Stops within `graceMs` for the calls that run. */
  stop(graceMs: number): Promise<void>;
}

export interface StartOptions {
  logger: Logger;
  clock?: Clock;
}

const CALL_STATUS_PACKAGE = 'suoke.participant.v1';

/** Reads the settings of a participant, by default from the environment; throws ConfigError with every mistake. */
export function readSettings<Extra extends z.ZodRawShape>(
  definition: ParticipantDefinition<Extra>,
  env?: Readonly<Record<string, string | undefined>>,
): SettingsOf<Extra> {
  return parseEnv(participantSettings(definition.port).extend(definition.settings), env) as SettingsOf<Extra>;
}

/** Starts a participant in this process; for `bootstrapParticipant`, and for tests. */
export async function startParticipant<Extra extends z.ZodRawShape>(
  definition: ParticipantDefinition<Extra>,
  settings: SettingsOf<Extra>,
  { logger, clock = systemClock }: StartOptions,
): Promise<RunningParticipant> {
  const production = settings.NODE_ENV === 'production';
  const server = grpcServerOptions({
    url: settings.SUOKE_GRPC_URL,
    packages: [definition.protoPackage, CALL_STATUS_PACKAGE],
    packageDefinition: loadProtos(),
    fileDescriptors: fileDescriptors(),
    insecure: settings.INSECURE,
    tls: tlsFiles(settings),
    production,
    reflection: settings.SUOKE_GRPC_REFLECTION,
    clock,
  });
  const dataSource = await openDatabase(definition, settings, logger);
  try {
    const root = rootModule({ dataSource, clock, logger }, definition.module(settings));
    const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
      ...server.options,
      logger: new NestLogger(logger),
      abortOnError: false,
    });
    app.useGlobalFilters(new GrpcExceptionFilter(logger, databaseFailureOf));
    await listen(app, settings.SUOKE_GRPC_URL);
    const stopPurging = keepPurging(app.get(Barrier), settings.SUOKE_BARRIER_RETENTION_DAYS, clock, logger);
    return {
      url: settings.SUOKE_GRPC_URL,
      app,
      dataSource,
      stop: async (graceMs) => {
        await server.shutdown(graceMs);
        await app.close();
        await stopPurging();
        await dataSource.destroy();
      },
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function openDatabase<Extra extends z.ZodRawShape>(
  { name, schema, entities, migrations }: ParticipantDefinition<Extra>,
  settings: ParticipantSettings,
  logger: Logger,
): Promise<DataSource> {
  const url = settings.DATABASE_URL;
  await migrate({ url, schema, migrations, logger });
  const dataSource = createDataSource({
    url,
    schema,
    entities,
    applicationName: name,
    max: settings.SUOKE_POSTGRES_CONNECTIONS,
    lockTimeoutMs: settings.SUOKE_LOCK_TIMEOUT,
    logger,
  });
  return dataSource.initialize();
}

/** The whole of a participant's main.ts: runs until a signal, and ends the process then. */
export async function bootstrapParticipant<Extra extends z.ZodRawShape>(
  definition: ParticipantDefinition<Extra>,
): Promise<void> {
  let settings: SettingsOf<Extra>;
  try {
    settings = readSettings(definition);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const logger = createLogger({
    name: definition.name,
    level: settings.SUOKE_LOG_LEVEL,
    errorTexts: settings.NODE_ENV === 'development',
  });
  let running: RunningParticipant | undefined;
  await runUntilSignal({
    logger,
    graceMs: settings.SUOKE_GRACE + STOP_SLACK_MS,
    start: async () => {
      running = await startParticipant(definition, settings, { logger });
      logger.info({ host: running.url }, 'listening');
    },
    stop: async () => running?.stop(settings.SUOKE_GRACE),
  });
}

/** What closing the module and the database may take after the calls have ended. */
const STOP_SLACK_MS = 2_000;
