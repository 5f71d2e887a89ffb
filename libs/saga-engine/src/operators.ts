/**
 * Operator commands: one transaction each, with workers dead and Redis down (G11).
 *
 * O1 What is decided is decided on the row that is locked, and written with its audit entry, or not at all.
 * O2 A request id of an actor has one effect; the same request again finds its answer.
 * O3 A refused attempt of a known actor leaves an audit entry too.
 */
import {
  canonicalJson,
  isEnded,
  operate,
  statusOf,
  type Json,
  type OperatorCommand,
  type OperatorDecision,
  type SagaState,
  type StuckClass,
} from '#libs/saga-core';
import type { DefinitionCatalog } from './catalog.js';
import { openStored, type Opened } from './claimed.js';
import { columnsOf, toRow } from './codec.js';
import { EngineError } from './errors.js';
import {
  type AuditRecord,
  type OperatorWrite,
  type PayloadCipher,
  type SagaReads,
  type SagaStore,
  type StatusSnapshot,
  type StoredSaga,
} from './ports.js';

export interface OperatorRequest {
  readonly sagaId: string;
  readonly command: OperatorCommand;
  /** Name of the operation as the audit knows it, for example `ReplaySaga`. */
  readonly action: string;
  readonly actor: string;
  readonly requestId: string;
  readonly reason: string;
  /** The revision that the operator looked at; null where the action does not need one. */
  readonly etag: number | null;
  /** Says what would happen and writes nothing. */
  readonly validateOnly: boolean;
}

export interface OperatorAnswer {
  readonly opened: Opened;
  readonly state: SagaState;
  /** The request id was known: nothing was done again. */
  readonly repeated: boolean;
}

export interface OperatorsWorld {
  readonly store: SagaStore;
  readonly reads: SagaReads;
  readonly cipher: PayloadCipher;
  readonly catalog: DefinitionCatalog;
  readonly onChanged: (snapshot: StatusSnapshot, wake: { epoch: number } | null) => void;
}

/** Participants keep their barrier rows this long; later a compensation could not be told from a null one. */
const BARRIER_RETENTION_MS = 400 * 86_400_000;

type Verdict =
  | { readonly kind: 'done'; readonly answer: OperatorAnswer; readonly wake: { epoch: number } | null }
  | { readonly kind: 'denied'; readonly error: EngineError };

export class Operators {
  constructor(private readonly world: OperatorsWorld) {}

  /**
   * Does what an operator asks.
   * @throws EngineError SAGA_NOT_FOUND, ETAG_MISMATCH, ACTION_REFUSED (with its refusal code), REQUEST_CONFLICT,
   *   CANNOT_DECRYPT, STORE_UNAVAILABLE
   */
  async act(request: OperatorRequest): Promise<OperatorAnswer> {
    const bodyHmac = this.world.cipher.hmac('admin-body', bodyText(request));
    const repeated = await this.findRepeated(request, bodyHmac);
    if (repeated !== null) return repeated;
    const verdict = await this.world.store.operate(request.sagaId, (stored) =>
      this.judge(stored, request, bodyHmac),
    );
    if (verdict.kind === 'denied') throw verdict.error;
    const { answer, wake } = verdict;
    if (!request.validateOnly) this.world.onChanged(snapshotOf(answer.opened, answer.state), wake);
    return answer;
  }

  /** Audits a request that changes nothing of the saga itself, for what is done beside it. Repeats are harmless. */
  async note(request: Omit<OperatorRequest, 'command'>): Promise<void> {
    const bodyHmac = this.world.cipher.hmac('admin-body', bodyText({ ...request, command: null }));
    if ((await this.findRepeated(request, bodyHmac)) !== null) return;
    await this.world.store.operate(request.sagaId, async (stored) => {
      if (stored === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${request.sagaId}.`);
      const opened = await this.open(stored);
      const { revision } = stored.row;
      return {
        change: null,
        request: { actor: request.actor, requestId: request.requestId, bodyHmac, revision },
        audit: this.audit(request, opened, 'ok', revision),
        result: undefined,
      };
    });
  }

  /** The participant that a saga waits for is not held any more. */
  async unblock(sagaId: string): Promise<void> {
    await this.actAsSystem(sagaId, { kind: 'unblock' });
  }

  /** Nobody can run the saga. */
  async giveUp(sagaId: string, reason: StuckClass): Promise<void> {
    await this.actAsSystem(sagaId, { kind: 'give_up', class: reason });
  }

  private async findRepeated(
    request: Omit<OperatorRequest, 'command'>,
    bodyHmac: Uint8Array,
  ): Promise<OperatorAnswer | null> {
    const { reads, store } = this.world;
    const known = await reads.adminRequest(request.actor, request.requestId);
    if (known === null) return null;
    if (!Buffer.from(known.bodyHmac).equals(bodyHmac)) {
      const text = `Request id ${request.requestId} was used for another request, on saga ${known.sagaId}.`;
      throw new EngineError('REQUEST_CONFLICT', text, { sagaId: known.sagaId });
    }
    const stored = await store.load(known.sagaId);
    const opened = stored === null ? null : await this.open(stored);
    return opened === null ? null : { opened, state: opened.state, repeated: true };
  }

  private async open(stored: StoredSaga): Promise<Opened> {
    const { catalog, cipher } = this.world;
    const { row } = stored;
    await catalog.ensure([row.definitionHash]);
    const snapshot = catalog.getForReading(row.definitionHash);
    if (snapshot === undefined) {
      throw new EngineError('INTERNAL', `The definition of saga ${row.id} is not in the store.`, {
        sagaId: row.id,
      });
    }
    const result = openStored(cipher, snapshot.resolved, stored);
    if (result.kind === 'opened') return result.opened;
    if (result.kind === 'broken')
      throw new EngineError(
        'INTERNAL',
        `The history of saga ${row.id} cannot be folded: ${result.error.message}`,
        { sagaId: row.id },
      );
    const text = `The data of saga ${row.id} cannot be decrypted: its key is missing, or the data was altered.`;
    throw new EngineError('CANNOT_DECRYPT', text, { sagaId: row.id });
  }

  private decide(stored: StoredSaga, opened: Opened, command: OperatorCommand): OperatorDecision {
    const { row, databaseNowMs } = stored;
    const facts = { owned: row.owner !== null, reopenRefusal: reopenRefusal(stored) };
    return operate(opened.definition, opened.state, command, facts, { sagaId: row.id, nowMs: databaseNowMs });
  }

  private async judge(
    stored: StoredSaga | null,
    request: OperatorRequest,
    bodyHmac: Uint8Array,
  ): Promise<OperatorWrite<Verdict>> {
    if (stored === null) {
      const error = new EngineError('SAGA_NOT_FOUND', `There is no saga ${request.sagaId}.`);
      return this.deny(request, null, error);
    }
    const opened = await this.open(stored);
    const { revision } = stored.row;
    if (request.etag !== null && request.etag !== revision) {
      const text = `Saga ${request.sagaId} is at revision ${revision}, you looked at ${request.etag}: look again.`;
      return this.deny(request, opened, new EngineError('ETAG_MISMATCH', text, { sagaId: request.sagaId }));
    }
    const decision = this.decide(stored, opened, request.command);
    if (decision.kind === 'refused') {
      const { code, message } = decision.refusal;
      const error = new EngineError('ACTION_REFUSED', message, { sagaId: request.sagaId, refusal: code });
      return this.deny(request, opened, error);
    }
    const wake = decision.due === 'now' && stored.row.owner === null ? { epoch: stored.row.epoch } : null;
    const answer = { opened, state: decision.state, repeated: false };
    const result = { kind: 'done', answer, wake } as const;
    if (request.validateOnly) return { change: null, request: null, audit: null, result };
    return {
      change: this.changeOf(opened, decision),
      request: {
        actor: request.actor,
        requestId: request.requestId,
        bodyHmac,
        revision: decision.state.revision,
      },
      audit: this.audit(request, opened, 'ok', decision.state.revision),
      result,
    };
  }

  private changeOf(opened: Opened, decision: Extract<OperatorDecision, { kind: 'accepted' }>) {
    const { cipher } = this.world;
    return {
      columns: columnsOf(cipher, opened.definition, decision.state),
      events: decision.events.map((event) => toRow(cipher, opened.key, opened.row.id, event)),
      due: decision.due,
    };
  }

  private deny(request: OperatorRequest, opened: Opened | null, error: EngineError): OperatorWrite<Verdict> {
    const audit = request.validateOnly
      ? null
      : this.audit(request, opened, error.details.refusal ?? error.code, null);
    return { change: null, request: null, audit, result: { kind: 'denied', error } };
  }

  private audit(
    request: Omit<OperatorRequest, 'command'>,
    opened: Opened | null,
    result: string,
    revisionAfter: number | null,
  ): AuditRecord {
    const { sagaId, actor, action, requestId, reason } = request;
    const field = `audit/${actor}/${requestId}`;
    return {
      actor,
      action,
      target: `sagas/${sagaId}`,
      decision: result === 'ok' ? 'allowed' : 'denied',
      result,
      requestId,
      revisionBefore: opened?.row.revision ?? null,
      revisionAfter,
      reason: opened === null ? null : this.world.cipher.seal(opened.key, sagaId, 0, field, reason),
    };
  }

  private async actAsSystem(sagaId: string, command: OperatorCommand): Promise<void> {
    const changed = await this.world.store.operate(sagaId, async (stored) => {
      const nothing = { change: null, request: null, audit: null, result: null };
      if (stored === null) return nothing;
      const opened = await this.open(stored);
      const decision = this.decide(stored, opened, command);
      if (decision.kind === 'refused') return nothing;
      const wake = decision.due === 'now' ? { epoch: stored.row.epoch } : null;
      const result = { snapshot: snapshotOf(opened, decision.state), wake };
      return { ...nothing, change: this.changeOf(opened, decision), result };
    });
    if (changed !== null) this.world.onChanged(changed.snapshot, changed.wake);
  }
}

function reopenRefusal({ row, key, databaseNowMs }: StoredSaga): string | null {
  if (key === null) return 'The data key of the saga was shredded, so its compensations cannot be rendered.';
  if (row.finishedAtMs !== null && databaseNowMs - row.finishedAtMs > BARRIER_RETENTION_MS) {
    return 'The saga is older than what its participants remember.';
  }
  return 'Undoing a completed saga needs the approval of a second person.';
}

type RequestBody = Omit<OperatorRequest, 'command'> & { readonly command: OperatorCommand | null };

function bodyText({ sagaId, command, action, reason, etag }: RequestBody): string {
  return canonicalJson([sagaId, action, command as unknown as Json, reason, etag]);
}

export function snapshotOf({ row }: Opened, state: SagaState): StatusSnapshot {
  const { stepIndex, revision } = state;
  const status = statusOf(state.phase);
  return { sagaId: row.id, type: row.type, status, stepIndex, revision, ended: isEnded(state.phase) };
}
