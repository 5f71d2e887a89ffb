/**
 * Puts the gate before every handler of the operators' door, for the whole server: no controller can forget it. Whatever face
 * calls a handler by Nest's registry comes through here too (docs/adr/0023).
 */
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { sourceAddressOf } from '../grpc/call-origin.js';
import { AdminGate } from './admin-gate.js';

type Call = Pick<ServerUnaryCall<object, unknown>, 'getPath' | 'getPeer'>;

export class AdminGuard implements CanActivate {
  constructor(private readonly gate: Pick<AdminGate, 'admit'>) {}

  /** What the gate throws is sent as an error of the handler would be. Other services are none of its business. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const [request, metadata, call] = context.getArgs<[object, Metadata, Call]>();
    const path = call.getPath();
    if (!AdminGate.concerns(path)) return true;
    const peer = sourceAddressOf(call) ?? call.getPeer();
    return this.gate.admit({ path, peer, metadata, request }).then(() => true);
  }
}
