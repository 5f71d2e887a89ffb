export { NestLogger } from './logging/nest-logger.js';
export { GrpcExceptionFilter, INTERNAL_REASON } from './grpc/exception-filter.js';
export { listen } from './grpc/listen.js';
export { grpcServerOptions, type GrpcServerInput, type GrpcServerSetup } from './grpc/server.js';
