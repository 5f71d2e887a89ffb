import { status as GrpcStatus } from '@grpc/grpc-js';
import { grpcError, type GrpcError } from '#libs/platform';

/**
 * NOT_FOUND for a read. `what` names the kind of thing and never the id that was asked for.
 * @param reason a constant of the service, such as `REPORT_NOT_FOUND`
 */
export function notFound(reason: string, what: string): GrpcError {
  return grpcError({ code: GrpcStatus.NOT_FOUND, message: `there is no such ${what}`, reason });
}
