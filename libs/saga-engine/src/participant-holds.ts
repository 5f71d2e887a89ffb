/**
 * Operators hold and release a participant. The invariants are those of operators.ts: decided on the row that is locked, one
 * effect per request id, refused attempts audited too.
 *
 * A hold is in force in every process within a second: each looks at the holds that often, and a call that began before is
 * not cut off. That nobody rests on a hold that is gone does not hang on that: the store lets a saga block only while the
 * hold stands.
 */
import { canonicalJson, guardHold, type HoldCommand, type HoldStanding } from '#libs/saga-core';
import { isSameRequest, requestConflict } from './admin-request.js';
import { EngineError } from './errors.js';
import { auditOf } from './operator-audit.js';
import type { AdminRequestRecord, CallOrigin, Hold, HoldWrite, PayloadCipher, SagaStore } from './ports.js';

export interface HoldRequest {
  /** Full name of the service; whether anybody calls it is for the door to know. */
  readonly participant: string;
  readonly actor: string;
  readonly origin: CallOrigin | null;
  readonly requestId: string;
  /** Kept in the clear. */
  readonly reason: string;
  /** Says whether it would be done and writes nothing. */
  readonly validateOnly: boolean;
}

export interface ReleaseRequest extends HoldRequest {
  /** Sagas per second that wake, 1 to `MAX_RELEASE_RATE`, in all processes together; null for all at once. */
  readonly rate: number | null;
}

export interface HoldAnswer {
  /** The request id was known: nothing was done again. */
  readonly repeated: boolean;
}

export interface ParticipantHoldsWorld {
  readonly store: Pick<SagaStore, 'operateHold'>;
  readonly cipher: Pick<PayloadCipher, 'hmac'>;
  /** A hold began or ended here. */
  readonly onHoldsChanged: () => void;
}

/** Names of the operations as the audit knows them. */
const ACTIONS = { hold: 'HoldParticipant', release: 'ReleaseParticipant' } as const;

type Verdict = HoldAnswer | EngineError;

export class ParticipantHolds {
  constructor(private readonly world: ParticipantHoldsWorld) {}

  /** @throws EngineError ACTION_REFUSED, REQUEST_CONFLICT; StoreError: ask again with the same request id */
  async act(request: HoldRequest, command: HoldCommand): Promise<HoldAnswer> {
    const { participant, actor, requestId, reason, validateOnly } = request;
    const body = canonicalJson([participant, { ...command }, reason]);
    const bodyHmac = this.world.cipher.hmac('admin-body', body);
    const verdict = await this.world.store.operateHold(
      participant,
      (hold, earlier) => judge(hold, earlier, request, command, bodyHmac),
      { actor, requestId },
    );
    if (verdict instanceof EngineError) throw verdict;
    if (!validateOnly && !verdict.repeated) this.world.onHoldsChanged();
    return verdict;
  }
}

function judge(
  hold: Hold | null,
  earlier: AdminRequestRecord | null,
  request: HoldRequest,
  command: HoldCommand,
  bodyHmac: Uint8Array,
): HoldWrite<Verdict> {
  const { participant, actor, requestId, reason, validateOnly } = request;
  const write = (result: Verdict, code: string, rest: Partial<HoldWrite<Verdict>> = {}) => {
    const nothing = { change: null, request: null, audit: null, result };
    if (validateOnly) return nothing;
    const audit = auditOf(request, ACTIONS[command.kind], `participants/${participant}`, code);
    return { ...nothing, audit, ...rest };
  };
  if (earlier !== null) {
    if (isSameRequest(earlier, bodyHmac)) return write({ repeated: true }, 'ok', { audit: null });
    const conflict = requestConflict(requestId, earlier);
    return write(conflict, conflict.code);
  }
  const refused = guardHold(standingOf(hold), command);
  if (refused !== null) {
    const { code, message } = refused;
    return write(new EngineError('ACTION_REFUSED', message, { refusal: code }), code);
  }
  return write({ repeated: false }, 'ok', {
    change: command.kind === 'hold' ? { kind: 'hold', actor, reason } : command,
    request: { actor, requestId, bodyHmac },
  });
}

function standingOf(hold: Hold | null): HoldStanding {
  if (hold === null) return 'never';
  return hold.release === null ? 'held' : 'released';
}
