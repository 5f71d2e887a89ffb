import { status as GrpcStatus } from '@grpc/grpc-js';
import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import { GrpcError, grpcError } from './error.js';
import type { Logger } from '../logging/logger.js';

/** Reason of every error that no one foresaw. */
export const INTERNAL_REASON = 'INTERNAL';

/**
 * The last filter of a gRPC server, to be set by `app.useGlobalFilters(new GrpcExceptionFilter(logger, translate))`.
 * A GrpcError goes out as it is. Anything else goes out as INTERNAL with a constant text, and is logged: texts of
 * databases and libraries quote data and internals.
 */
@Catch()
export class GrpcExceptionFilter implements RpcExceptionFilter<unknown> {
  /**
   * @param translate makes a GrpcError of a server's own errors, or returns undefined for those that it does not know.
   */
  constructor(
    private readonly logger: Logger,
    private readonly translate: (exception: unknown) => GrpcError | undefined = () => undefined,
  ) {}

  catch(exception: unknown): Observable<never> {
    const known = exception instanceof GrpcError ? exception : this.translate(exception);
    if (known === undefined)
      this.logger.error({ err: asError(exception) }, 'an unforeseen exception of a handler');
    const sent =
      known ?? grpcError({ code: GrpcStatus.INTERNAL, message: 'internal error', reason: INTERNAL_REASON });
    return throwError(() => sent.getError());
  }
}

function asError(exception: unknown): unknown {
  if (!(exception instanceof RpcException)) return exception;
  const inner = exception.getError();
  return inner instanceof Error ? inner : exception;
}
