/** Holds and releases of participants, apart from the wire. What they go through before is admission.ts (D1, D2). */
import { MAX_RELEASE_RATE } from '#libs/saga-core';
import type { AuditTrail, Engine, HoldRequest } from '#libs/saga-engine';
import type { RequestChecks } from '../grpc/request-checks.js';
import { Admission, type Asked } from './admission.js';
import type { Caller } from './caller.js';
import { knownParticipant, type KnownParticipant } from './known-participant.js';
import type { Oversight, ParticipantPicture } from './oversight.js';

/** What every mutation of a participant has. */
export interface ParticipantMutation {
  readonly participant: string;
  readonly request_id: string;
  readonly reason: string;
  readonly validate_only: boolean;
}

export interface ParticipantActed {
  /** As lists show it, read after the action. */
  readonly picture: ParticipantPicture;
  /** Number of the audit entry; null with validate_only. */
  readonly auditSeq: number | null;
}

export interface ParticipantWorld {
  readonly engine: Pick<Engine, 'catalog' | 'operators'>;
  readonly audit: Pick<AuditTrail, 'append' | 'seqOf'>;
  readonly oversight: Pick<Oversight, 'participant'>;
}

/** Full name of a service, as protos have them. */
const SERVICE = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
const LONGEST_NAME = 128;
const isService = (name: string): boolean => name.length <= LONGEST_NAME && SERVICE.test(name);
/** The reason is kept as it is, in the clear: in columns of text, and on terminals. */
const UNREADABLE = /[\p{Cc}\p{Surrogate}]/u;

export class ParticipantDoor {
  private readonly admission: Admission;

  constructor(private readonly world: ParticipantWorld) {
    this.admission = new Admission(world.audit);
  }

  /** @throws EngineError, GrpcError PERMISSION_DENIED */
  async hold(caller: Caller, mutation: ParticipantMutation): Promise<ParticipantActed> {
    const { participant, request } = await this.admit(caller, 'HoldParticipant', mutation);
    await this.world.engine.operators.holdParticipant(request);
    return this.answer(participant, request);
  }

  /**
   * @param releaseRate sagas a second that wake; 0 for all at once
   * @throws EngineError, GrpcError PERMISSION_DENIED
   */
  async release(
    caller: Caller,
    mutation: ParticipantMutation,
    releaseRate: number,
  ): Promise<ParticipantActed> {
    const checkRate = (checks: RequestChecks): void => {
      if (Number.isInteger(releaseRate) && releaseRate >= 0 && releaseRate <= MAX_RELEASE_RATE) return;
      checks.add('release_rate', `must be 1 to ${MAX_RELEASE_RATE} sagas a second, or 0 for all at once`);
    };
    const { participant, request } = await this.admit(caller, 'ReleaseParticipant', mutation, checkRate);
    const rate = releaseRate === 0 ? null : releaseRate;
    await this.world.engine.operators.releaseParticipant({ ...request, rate });
    return this.answer(participant, request);
  }

  private async admit(
    caller: Caller,
    action: string,
    mutation: ParticipantMutation,
    check: (checks: RequestChecks) => void = () => {},
  ): Promise<{ participant: KnownParticipant; request: HoldRequest }> {
    const { participant: name, request_id: requestId, reason, validate_only: validateOnly } = mutation;
    const target = `participants/${isService(name) ? name : '-'}`;
    const asked: Asked = { caller, action, target, requestId, validateOnly };
    const participant = await this.admission.admit(asked, async (checks) => {
      const found = isService(name) ? await this.find(name) : null;
      if (found === null) checks.add('participant', 'is no service that a known definition calls');
      checks.requestId(requestId, true);
      checks.reason(reason);
      if (UNREADABLE.test(reason)) checks.add('reason', 'must have no control characters');
      check(checks);
      return found ?? { name, methods: [], barrier: false };
    });
    const { name: actor, origin } = caller;
    return { participant, request: { participant: name, actor, origin, requestId, reason, validateOnly } };
  }

  /** Sagas may run on a snapshot that another process brought: then this one meets it now. */
  private async find(name: string): Promise<KnownParticipant | null> {
    const { catalog } = this.world.engine;
    const known = knownParticipant(name, catalog.all());
    if (known !== null) return known;
    await catalog.checkOpen();
    return knownParticipant(name, catalog.all());
  }

  private async answer(
    participant: KnownParticipant,
    { participant: name, actor, requestId, validateOnly }: HoldRequest,
  ): Promise<ParticipantActed> {
    const { oversight, audit } = this.world;
    const picture = await oversight.participant(participant);
    const auditSeq = validateOnly ? null : await audit.seqOf(`participants/${name}`, actor, requestId);
    return { picture, auditSeq };
  }
}
