import type { Server, ServerInterceptor } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { Transport, type GrpcOptions } from '@nestjs/microservices';
import { systemClock, type Clock } from '../clock/clock.js';
import { serverCredentials, type TlsFiles } from './binding.js';
import { ServerHealth } from './health.js';

export interface GrpcServerInput {
  /** `host:port` to listen on; the port is not 0, because nobody could learn which one was chosen. */
  url: string;
  /** Proto packages whose services have handlers, such as `suoke.report.v1`. */
  packages: readonly string[];
  /** The loaded protos, with these packages among them; by the same options as clients use. */
  packageDefinition: PackageDefinition;
  /**
   * For reflection: serialized `FileDescriptorProto`s of these packages, of grpc.health.v1 and google.rpc, which every
   * server speaks besides, and of what they import.
   */
  fileDescriptors: readonly Buffer[];
  /** `INSECURE=1`. */
  insecure: boolean;
  tls?: TlsFiles;
  /** `NODE_ENV=production`: refuses plain text without `insecure`; reflection is off unless asked for. */
  production: boolean;
  reflection?: boolean;
  /** Largest request; default 4 MiB. */
  maxReceiveBytes?: number;
  /** Largest reply; default 4 MiB. */
  maxSendBytes?: number;
  /** Largest metadata of a call; default 16 KiB. */
  maxMetadataBytes?: number;
  /** Calls of one connection at the same time; default 1,024. */
  maxConcurrentStreams?: number;
  /** A connection of this age takes no new calls and ends after those that run, so that clients spread anew; default never. */
  maxConnectionAgeMs?: number;
  interceptors?: readonly ServerInterceptor[];
  clock?: Clock;
}

export interface GrpcServerSetup {
  /** For `NestFactory.createMicroservice(Module, options)` or `app.connectMicroservice(options)`. */
  options: GrpcOptions;
  health: ServerHealth;
  /**
   * Stops: health says NOT_SERVING, no new calls, those that run may end within `graceMs`, then they are cut.
   * Call it before `app.close()`, which would wait for open streams without a limit.
   */
  shutdown(graceMs: number): Promise<void>;
}

const MIB = 1024 * 1024;
const HEALTH_SERVICE = 'grpc.health.v1.Health';
const SHUTDOWN_SLACK_MS = 500;

/**
 * All of a gRPC server that is the same in every process: binding rule, limits, keepalive, health, reflection.
 * Throws BindingRefusedError when the address may not be offered in plain text.
 */
export function grpcServerOptions(input: GrpcServerInput): GrpcServerSetup {
  const credentials = serverCredentials(input);
  const services = serviceNames(input.packageDefinition, input.packages);
  const health = new ServerHealth(services);
  const reflection = input.reflection ?? !input.production;
  let server: Server | undefined;

  const options: GrpcOptions = {
    transport: Transport.GRPC,
    options: {
      url: input.url,
      package: [...input.packages],
      packageDefinition: input.packageDefinition,
      credentials,
      maxReceiveMessageLength: input.maxReceiveBytes ?? 4 * MIB,
      maxSendMessageLength: input.maxSendBytes ?? 4 * MIB,
      maxMetadataSize: input.maxMetadataBytes ?? 16 * 1024,
      keepalive: { keepaliveTimeMs: 30_000, keepaliveTimeoutMs: 10_000, keepalivePermitWithoutCalls: 1 },
      channelOptions: {
        'grpc.enable_channelz': 0,
        'grpc.max_concurrent_streams': input.maxConcurrentStreams ?? 1_024,
        ...(input.maxConnectionAgeMs === undefined
          ? {}
          : { 'grpc.max_connection_age_ms': input.maxConnectionAgeMs }),
        interceptors: [...(input.interceptors ?? [])],
      } as NonNullable<GrpcOptions['options']['channelOptions']>,
      gracefulShutdown: true,
      onLoadPackageDefinition: (_definition: PackageDefinition, started: Server) => {
        server = started;
        health.addTo(started);
        if (reflection)
          new ReflectionService(reflected(input.fileDescriptors), {
            services: [...services, HEALTH_SERVICE],
          }).addToServer(started);
      },
    },
  };
  return {
    options,
    health,
    shutdown: async (graceMs) => {
      health.drain();
      if (server !== undefined) await shutDown(server, input.url, graceMs, input.clock ?? systemClock);
    },
  };
}

/** Full names of the services in the packages. */
function serviceNames(definition: PackageDefinition, packages: readonly string[]): string[] {
  return Object.entries(definition)
    .filter(([name, entry]) => !('format' in entry) && packages.some((one) => name.startsWith(`${one}.`)))
    .map(([name]) => name);
}

/**
 * `forceShutdown` would not do: with channelz off, grpc-js 1.14 does not know its connections there. `drain` cuts them
 * after the grace period; the timer is for what hangs in spite of it.
 */
function shutDown(server: Server, url: string, graceMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(graceMs + SHUTDOWN_SLACK_MS, resolve);
    server.drain(url, graceMs);
    server.tryShutdown(() => {
      timer.cancel();
      resolve();
    });
  });
}

/** What reflection tells: the library reads nothing but the descriptors. */
function reflected(fileDescriptors: readonly Buffer[]): PackageDefinition {
  const all = {
    format: 'Protocol Buffer 3 DescriptorProto',
    type: {},
    fileDescriptorProtos: [...fileDescriptors],
  };
  return { all: all as unknown as PackageDefinition[string] };
}
