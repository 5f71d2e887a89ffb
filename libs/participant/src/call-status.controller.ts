import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { participant_v1 } from '#libs/contracts';
import { Barrier } from './barrier.js';
import { invalidKey, parseCallKey, type CallKey } from './call-key.js';

const STATUS_OF = {
  none: 'CALL_STATUS_NONE',
  applied: 'CALL_STATUS_APPLIED',
  compensated: 'CALL_STATUS_COMPENSATED',
} as const;

/** suoke.participant.v1.CallStatusService, over the barrier of the service that it runs in. */
@Controller()
export class CallStatusController {
  constructor(private readonly barrier: Barrier) {}

  /** What stands recorded for a key. */
  @GrpcMethod('CallStatusService', 'GetCallStatus')
  async getCallStatus(
    request: participant_v1.GetCallStatusRequest__Output,
  ): Promise<participant_v1.GetCallStatusResponse> {
    const record = await this.barrier.status(keyOf(request.key));
    return {
      status: STATUS_OF[record.status],
      ...(record.status === 'applied' ? { reply: Buffer.from(record.reply) } : {}),
    };
  }

  /** Settles an action once and for all. */
  @GrpcMethod('CallStatusService', 'SealCall')
  async sealCall(request: participant_v1.SealCallRequest__Output): Promise<participant_v1.SealCallResponse> {
    const key = keyOf(request.key);
    if (key.direction !== 'action') throw invalidKey('key', 'only the key of an action can be sealed');
    const seal = await this.barrier.seal(key);
    return seal.outcome === 'applied'
      ? { outcome: 'SEAL_OUTCOME_APPLIED', reply: Buffer.from(seal.reply) }
      : { outcome: 'SEAL_OUTCOME_SEALED' };
  }
}

function keyOf(text: string): CallKey {
  const key = parseCallKey(text);
  if (key === undefined)
    throw invalidKey('key', 'must have the form <saga>/<step>/<branch>/<generation>/<action|compensation>');
  return key;
}
