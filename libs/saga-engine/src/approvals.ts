/**
 * Two-person approvals: who needs one is told so, a second person decides, and then it is done in the name of the first.
 *
 * Y1 What is approved is what was asked for: command, reason and etag are kept sealed, and the etag is the state that was looked
 *    at, so that an approval of something that has changed since does nothing. They are sealed with the key of the saga, so that
 *    they go with it; where none opens, with one of the approval's own until it is done or never will be.
 * Y2 It is decided once, by somebody else, before it expires; of two who decide at once one does (guardDecision, under the
 *    lock of its row, by the database's clock).
 * Y3 What was approved is done, once: its action has the request id of who asked, so whoever finds it unfinished does it
 *    again and is answered. Every process of the door looks for what a dead one left.
 * Y4 Both are in the audit: who asked and who decided with the approval, who asked with the action itself (G11).
 * Y5 It is approved, and done, only while who asked may still do it: rights that were lost since count.
 */
import {
  canonicalJson,
  guardDecision,
  needsApproval,
  type ApprovalMarks,
  type ApprovalPolicy,
  type ApprovalRefusalCode,
  type Json,
  type OperatorAction,
  type OperatorCommand,
  type Phase,
  type ResolvedDefinition,
  type SagaState,
} from '#libs/saga-core';
import { isSameRequest, requestConflict } from './admin-request.js';
import { EngineError } from './errors.js';
import type { ApprovalRecord, ApprovalStore, ApprovalWrite, NewApproval } from './operation-ports.js';
import { auditOf, type OperatorCall } from './operator-audit.js';
import type { OperatorAnswer, OperatorRequest, Operators } from './operators.js';
import {
  DecryptError,
  type AdminRequestRecord,
  type AuditLog,
  type CallOrigin,
  type Clock,
  type DataKey,
  type EngineLog,
  type Ids,
  type PayloadCipher,
  type SagaStore,
} from './ports.js';
import { Pulse } from './time.js';

export interface ApprovalsWorld {
  readonly store: ApprovalStore;
  readonly sagas: Pick<SagaStore, 'load'>;
  readonly operators: Pick<Operators, 'act'>;
  readonly audit: AuditLog;
  readonly cipher: PayloadCipher;
  readonly ids: Pick<Ids, 'sagaId'>;
  readonly nowMs: () => number;
  readonly policy: ApprovalPolicy & { readonly expiresInMs: number };
  /** Whether who asked for it may still do what it is about. */
  readonly mayStill: (approval: ApprovalRecord) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** An operation was set going. */
  readonly onMoved: () => void;
}

/** `pass`: do it, with `approved` as the request's. `pending`: a second person is asked. */
export type GateAnswer =
  | { readonly kind: 'pass'; readonly approved: boolean }
  | { readonly kind: 'pending'; readonly approvalId: string; readonly preview: Json | null };

/** What an action would do to the saga as it was read, without any payload; null where that cannot be told. */
export type TellPreview = () => Promise<Json | null>;

export interface ApprovalDecisionRequest {
  readonly approvalId: string;
  readonly decision: 'approve' | 'reject';
  /** The revision of the approval that was looked at. */
  readonly etag: number;
  readonly actor: string;
  /** How the actor came in. */
  readonly origin: CallOrigin;
  readonly requestId: string;
  /** Kept in the clear. */
  readonly reason: string;
  readonly validateOnly: boolean;
}

export interface DecidedApproval {
  readonly approval: ApprovalRecord;
  /** The saga that was acted on; null for an operation, a rejection, and with validateOnly. */
  readonly sagaId: string | null;
}

const DECIDE_METHODS = { approve: 'ApproveRequest', reject: 'RejectRequest' } as const;
const LOOK_INTERVAL_MS = 2_000;
/** What was approved this long ago and is not done was left by a process that died. */
const UNFINISHED_AFTER_MS = 15_000;
const FINISHED_AT_ONCE = 16;

const REFUSALS: Record<ApprovalRefusalCode, string> = {
  OWN_REQUEST: 'You asked for it yourself: somebody else has to decide.',
  APPROVAL_DECIDED: 'It was decided already.',
  APPROVAL_EXPIRED: 'Nobody decided in time: it has to be asked for again.',
  REQUESTER_LOST_RIGHT: 'Whoever asked for it may not do it any more: somebody who may has to ask again.',
};

const refusalOf = (code: ApprovalRefusalCode): EngineError =>
  new EngineError('ACTION_REFUSED', REFUSALS[code], { refusal: code });

/** What of a saga says whether a second person is needed: the definition that it runs on, and where it stands. */
export interface JudgedSaga {
  readonly definition: Pick<ResolvedDefinition, 'approvals'>;
  readonly state: Pick<SagaState, 'phase'>;
}

/** What is kept sealed. */
interface Wish {
  readonly command: OperatorCommand;
  readonly reason: string;
  readonly etag: number;
}

type Verdict = ApprovalRecord | EngineError | null;

export class Approvals {
  private readonly pulse: Pulse;

  constructor(private readonly world: ApprovalsWorld) {
    this.pulse = new Pulse(
      world.clock,
      () => LOOK_INTERVAL_MS,
      () => this.look(),
      (error) => world.log.warn('approvals_failed', { err: error }),
    );
  }

  start(): void {
    this.pulse.start();
  }

  stop(): Promise<void> {
    return this.pulse.stop();
  }

  /** Whether an action on a saga needs a second person, for interfaces that must not guess. */
  needed(action: OperatorAction, { definition, state: { phase } }: JudgedSaga): boolean {
    return this.neededIn(phase, action, definition.approvals);
  }

  private neededIn(phase: Phase, action: OperatorAction, marks: ApprovalMarks): boolean {
    return needsApproval(this.world.policy, { kind: 'saga', action, phase, marks });
  }

  /**
   * Asked before an action on one saga is done: passes it, or asks a second person for it. Nothing is asked for that the saga
   * does not allow now. The same request again gets the same approval, and passes once that was approved and done.
   * @param requester who asks, as authenticated: nothing that is a secret
   * @param saga as it was just read
   * @param tellPreview asked for where a second person is: it is kept with the approval, for whoever decides
   * @throws as Operators.act; what is refused here is audited here
   */
  async gate(
    request: OperatorRequest,
    requester: Json,
    saga: JudgedSaga,
    tellPreview: TellPreview,
  ): Promise<GateAnswer> {
    const { policy, store } = this.world;
    const { command, actor, requestId } = request;
    const asksNobody = !policy.required && saga.definition.approvals.size === 0;
    if (request.validateOnly || asksNobody) return { kind: 'pass', approved: true };
    const earlier = await store.askedBy({ actor, requestId });
    const bodyHmac = this.world.cipher.hmac('admin-body', wishText(request));
    if (earlier !== null) return this.answerAgain(request, earlier, bodyHmac);
    const { kind } = command;
    // It may complete before it is acted on: then undoing it is another matter.
    const approved = !this.neededIn('COMPLETED', 'compensate', saga.definition.approvals);
    const pass = { kind: 'pass', approved } as const;
    if (kind === 'unblock' || kind === 'give_up' || !this.needed(kind, saga)) return pass;
    const answer = await this.rehearse(request);
    // Done before, when nobody had to be asked: its answer is known.
    if (answer.repeated) return pass;
    return this.ask(
      request,
      { action: kind, identity: requester, preview: await tellPreview() },
      answer,
      bodyHmac,
    );
  }

  /**
   * Decides; what is approved of a saga is done before this resolves.
   * @throws EngineError ACTION_REFUSED (a code of APPROVAL_REFUSALS), ETAG_MISMATCH (of the approval, or of the saga that has
   *   changed since), REQUEST_CONFLICT, and as Operators.act; null: there is no such approval
   */
  async decide(request: ApprovalDecisionRequest): Promise<DecidedApproval | null> {
    const { approvalId, decision, etag, actor, requestId, reason, validateOnly } = request;
    const body = canonicalJson([approvalId, decision, etag, reason]);
    const bodyHmac = this.world.cipher.hmac('admin-body', body);
    const asked = await this.world.store.get(approvalId);
    const requesterMayStill = asked !== null && (await this.world.mayStill(asked));
    const verdict = await this.world.store.decide<Verdict>(
      approvalId,
      (approval, earlier, nowMs) =>
        judge(approval, earlier, nowMs, { ...request, requesterMayStill }, bodyHmac),
      { actor, requestId },
    );
    if (verdict instanceof EngineError) throw verdict;
    if (verdict === null) return null;
    if (validateOnly) return { approval: verdict, sagaId: null };
    const decided = await this.world.store.get(approvalId);
    if (decided === null) throw new EngineError('INTERNAL', `The approval ${approvalId} is not there.`);
    if (decided.sealed === null) {
      this.world.onMoved();
      return { approval: decided, sagaId: null };
    }
    if (decision === 'reject') return { approval: decided, sagaId: null };
    await this.finish(decided);
    return { approval: (await this.world.store.get(approvalId)) ?? decided, sagaId: sagaOf(decided) };
  }

  private async look(): Promise<void> {
    const { store, log } = this.world;
    await store.expire();
    for (const approval of await store.unfinished(UNFINISHED_AFTER_MS, FINISHED_AT_ONCE)) {
      // Its refusal is in the audit; here nobody waits for it.
      await this.finish(approval).catch((error: unknown) => {
        if (!(error instanceof EngineError)) throw error;
        log.info('approval_not_done', { approval: approval.id, why: error.code });
      });
    }
  }

  private answerAgain(request: OperatorRequest, earlier: ApprovalRecord, bodyHmac: Uint8Array): GateAnswer {
    const { requestId, sagaId } = request;
    const record = { sagaId, bodyHmac: earlier.bodyHmac, revision: null };
    if (!isSameRequest(record, bodyHmac)) throw requestConflict(requestId, record);
    if (earlier.state === 'APPROVED' && earlier.result === 'ok') return { kind: 'pass', approved: true };
    return { kind: 'pending', approvalId: earlier.id, preview: earlier.preview };
  }

  /** Whether the saga allows it; a refusal leaves its track like that of the action itself. */
  private async rehearse(request: OperatorRequest): Promise<OperatorAnswer> {
    try {
      return await this.world.operators.act({ ...request, validateOnly: true, approved: true });
    } catch (error) {
      if (error instanceof EngineError) await this.noteRefused(request, error);
      throw error;
    }
  }

  private async noteRefused(
    { actor, origin, requestId, action, sagaId }: Omit<OperatorCall, 'reason'>,
    error: EngineError,
  ): Promise<void> {
    const code = error.details.refusal ?? error.code;
    const entry = auditOf({ actor, origin, requestId, reason: null }, action, `sagas/${sagaId}`, code);
    await this.world.audit.append(entry);
  }

  private async ask(
    request: OperatorRequest,
    asks: Pick<NewApproval, 'action' | 'identity' | 'preview'>,
    { opened }: OperatorAnswer,
    bodyHmac: Uint8Array,
  ): Promise<GateAnswer> {
    const { store, cipher, ids, nowMs, policy } = this.world;
    const { actor, origin, requestId, sagaId, command, reason, action: method } = request;
    const id = ids.sagaId(nowMs());
    const wish: Wish = { command, reason, etag: request.etag ?? opened.row.revision };
    const approval = {
      ...{ ...asks, id, method, target: `sagas/${sagaId}`, types: [opened.row.type] },
      ...{ requestedBy: actor, requestId, bodyHmac, expiresInMs: policy.expiresInMs },
      ...sealWish(cipher, opened.key, sagaId, id, wish),
    };
    // Their words are with the approval, and with the action once it is done: here they would lie in the clear.
    const entry = auditOf({ actor, origin, requestId, reason: null }, method, `approvals/${id}`, 'ok');
    const asked = await store.ask(approval, entry);
    if (asked === 'asked') return { kind: 'pending', approvalId: id, preview: asks.preview };
    if (asked !== 'asked before') throw requestConflict(requestId, asked);
    const earlier = await store.askedBy({ actor, requestId });
    if (earlier === null) throw new EngineError('INTERNAL', 'The approval was asked for and is not there.');
    return this.answerAgain(request, earlier, bodyHmac);
  }

  /** Does what was approved, in the name of who asked (Y3, Y5). */
  private async finish(approval: ApprovalRecord): Promise<void> {
    if (approval.state !== 'APPROVED' || approval.result !== null) return;
    const { store, operators } = this.world;
    const { id, method: action, requestedBy: actor, requestId } = approval;
    const sagaId = sagaOf(approval);
    try {
      if (!(await this.world.mayStill(approval))) {
        const error = refusalOf('REQUESTER_LOST_RIGHT');
        await this.noteRefused({ actor, origin: null, requestId, action, sagaId }, error);
        throw error;
      }
      const wish = await this.open(approval);
      await operators.act({
        ...{ sagaId, ...wish, action, actor, requestId },
        ...{ origin: null, validateOnly: false, approved: true },
      });
    } catch (error) {
      if (error instanceof EngineError) await store.conclude(id, error.details.refusal ?? error.code);
      throw error;
    }
    await store.conclude(id, 'ok');
  }

  /** @throws EngineError SAGA_NOT_FOUND, CANNOT_DECRYPT */
  private async open(approval: ApprovalRecord): Promise<Wish> {
    const { sagas, cipher } = this.world;
    const sagaId = sagaOf(approval);
    const stored = await sagas.load(sagaId);
    if (stored === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
    const { id, sealed } = approval;
    const [owner, wrapped] = approval.key === null ? [sagaId, stored.key] : [id, approval.key];
    try {
      if (wrapped === null || sealed === null) throw new DecryptError('there is no key');
      return cipher.open(cipher.unwrap(owner, wrapped), owner, 0, fieldOf(id), sealed) as unknown as Wish;
    } catch (error) {
      if (!(error instanceof DecryptError)) throw error;
      const text = `What was asked of saga ${sagaId} cannot be decrypted: its key is missing, or it was altered.`;
      throw new EngineError('CANNOT_DECRYPT', text, { sagaId, cause: error });
    }
  }

  /** The words of who asked, for who decides; null where they cannot be opened any more. */
  async reasonOf(approval: ApprovalRecord): Promise<string | null> {
    if (approval.sealed === null) return approval.operationReason;
    try {
      return (await this.open(approval)).reason;
    } catch (error) {
      if (error instanceof EngineError) return null;
      throw error;
    }
  }
}

const fieldOf = (approvalId: string): string => `approval/${approvalId}`;

/** With the key of the saga, or, where none opens, with a key of the approval's own. */
function sealWish(
  cipher: PayloadCipher,
  key: DataKey | null,
  sagaId: string,
  approvalId: string,
  wish: Wish,
): Pick<NewApproval, 'sealed' | 'key'> {
  const json = wish as unknown as Json;
  if (key !== null) return { sealed: cipher.seal(key, sagaId, 0, fieldOf(approvalId), json), key: null };
  const { dataKey, wrapped } = cipher.newDataKey(approvalId);
  return { sealed: cipher.seal(dataKey, approvalId, 0, fieldOf(approvalId), json), key: wrapped };
}

function sagaOf({ target }: ApprovalRecord): string {
  return target.slice('sagas/'.length);
}

function wishText({ sagaId, command, action, reason, etag }: OperatorRequest): string {
  return canonicalJson(['approval', sagaId, action, command as unknown as Json, reason, etag]);
}

function judge(
  approval: ApprovalRecord | null,
  earlier: AdminRequestRecord | null,
  nowMs: number,
  request: ApprovalDecisionRequest & { readonly requesterMayStill: boolean },
  bodyHmac: Uint8Array,
): ApprovalWrite<Verdict> {
  const { actor, requestId, decision, etag, approvalId, validateOnly, requesterMayStill } = request;
  const nothing = (result: Verdict) => ({ change: null, request: null, audit: null, result });
  if (approval === null) return nothing(null);
  if (earlier !== null) {
    return nothing(isSameRequest(earlier, bodyHmac) ? approval : requestConflict(requestId, earlier));
  }
  const refusal = guardDecision(approval, { name: actor, decision, requesterMayStill }, nowMs);
  if (refusal !== null) return nothing(refusalOf(refusal));
  if (etag !== approval.revision) {
    const text = `The approval is at etag ${approval.revision}, you looked at ${etag}: look again.`;
    return nothing(new EngineError('ETAG_MISMATCH', text));
  }
  if (validateOnly) return nothing(approval);
  return {
    change: { state: decision === 'approve' ? 'APPROVED' : 'REJECTED', by: actor },
    request: { actor, requestId, bodyHmac },
    audit: auditOf(request, DECIDE_METHODS[decision], `approvals/${approvalId}`, 'ok'),
    result: approval,
  };
}
