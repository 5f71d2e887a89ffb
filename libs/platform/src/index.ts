export { systemClock, type Clock, type TimerHandle } from './clock/clock.js';
export { ConfigError, envVar, parseEnv, type ParseEnvOptions } from './config/env.js';
export {
  createLogger,
  silentLogger,
  LOG_LEVELS,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './logging/logger.js';
export { schemaName, type ConnectionSettings } from './postgres/connection.js';
export { createClient, createPool, guardPool, type PoolOptions } from './postgres/pool.js';
export { classifySqlState, sqlStateOf, type SqlErrorKind } from './postgres/sql-state.js';
export {
  createRedis,
  redisOptions,
  redisReady,
  type CreateRedisOptions,
  type RedisKind,
} from './redis/redis.js';
export {
  ERROR_DOMAIN,
  GrpcError,
  grpcError,
  readStatusDetails,
  type GrpcErrorContent,
} from './grpc/error.js';
export {
  decodeStatus,
  encodeStatus,
  STATUS_DETAILS_KEY,
  type FieldViolation,
  type LocalizedMessage,
  type PreconditionViolation,
  type QuotaViolation,
  type ResourceInfo,
  type StatusContent,
  type StatusDetails,
} from './grpc/status-details.js';
export {
  assertBindingAllowed,
  BindingRefusedError,
  serverCredentials,
  type BindingOptions,
  type TlsFiles,
} from './grpc/binding.js';
export { ServerHealth } from './grpc/health.js';
export { channelOptions, channelTarget } from './grpc/client-channel.js';
export { httpServer, type HttpServerInput, type HttpServerSetup } from './http/server.js';
export { runUntilSignal, type RunOptions } from './lifecycle/run.js';
