/** An operator who calls: who it is, how that was proven, and from where the call came (G11). */
import type { CallOrigin } from '#libs/saga-engine';
import { originOf, type Incoming } from '../grpc/call-origin.js';
import type { OperatorIdentity } from './operator-identity.js';

export interface Caller extends OperatorIdentity {
  readonly origin: CallOrigin;
}

export function callerOf(operator: OperatorIdentity, call: Incoming): Caller {
  return { ...operator, origin: originOf(operator.authMethod, call) };
}
