/**
 * The SagaStore in memory, for the simulator and for tests of the engine: the same conformance suite holds for it and for
 * Postgres. Each method does all of its work before its promise is made, so that calls happen one after the other.
 */
import type { SagaDefinition } from '#libs/saga-core';
import {
  StoreError,
  type ClaimRequest,
  type EarlierStart,
  type FoldedColumns,
  type Fitness,
  type Hold,
  type HoldDecision,
  type OperateDecision,
  type OperatorWrite,
  type SagaRow,
  type SagaStore,
  type Standing,
  type StartKey,
  type StartOutcome,
  type StartRecord,
  type StoredSaga,
  type SweepRequest,
  type TakeoverRequest,
  type Transition,
} from '#libs/saga-engine';
import { appendAudit } from './memory-audit.js';
import { byId, claim, sweep, takeover } from './memory-claims.js';
import { requestKey, type MemoryDatabase } from './memory-database.js';
import { changeHold, isHeld, takeReleased } from './memory-holds.js';

/** Only the folded columns of what may be a whole row. */
function foldedOf(columns: FoldedColumns): FoldedColumns {
  const { status, stepIndex, revision, stuckClass, errorCode, errorReason, cause, deadlineAtMs } = columns;
  const { rewindTo, pausedAtMs, blockedOn, finishedAtMs, interruptions } = columns;
  return {
    ...{ status, stepIndex, revision, stuckClass, errorCode, errorReason, cause, deadlineAtMs },
    ...{ rewindTo, pausedAtMs, blockedOn, finishedAtMs, interruptions },
  };
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

export class MemorySagaStore implements SagaStore {
  constructor(private readonly db: MemoryDatabase) {}

  async start(batch: readonly StartRecord[]): Promise<StartOutcome[]> {
    const taken = new Map<string, StartRecord>();
    for (const record of batch) {
      const key = requestKey(record.type, record.requestId);
      if (!taken.has(key) && !this.db.requests.has(key)) taken.set(key, record);
    }
    const records = [...taken.values()];
    this.db.commit({
      sagas: records.map((record) => this.newRow(record)),
      events: records.map(({ sagaId, event }) => ({ sagaId, event })),
    });
    for (const [key, { sagaId, bodyHmac, key: dataKey }] of taken) {
      this.db.requests.set(key, { sagaId, bodyHmac });
      this.db.keys.set(sagaId, dataKey);
    }
    return batch.map((record) => this.outcomeOf(record, taken));
  }

  private outcomeOf(record: StartRecord, taken: ReadonlyMap<string, StartRecord>): StartOutcome {
    const key = requestKey(record.type, record.requestId);
    return taken.get(key) === record ? { kind: 'started' } : (this.earlierStart(record) as EarlierStart);
  }

  async earlierStarts(keys: readonly StartKey[]): Promise<(EarlierStart | null)[]> {
    return keys.map((key) => this.earlierStart(key));
  }

  private earlierStart({ type, requestId, bodyHmac }: StartKey): EarlierStart | null {
    const earlier = this.db.requests.get(requestKey(type, requestId));
    if (earlier === undefined) return null;
    const { sagaId } = earlier;
    return { kind: sameBytes(earlier.bodyHmac, bodyHmac) ? 'existing' : 'conflict', sagaId };
  }

  private newRow(record: StartRecord): SagaRow {
    const { type, definitionHash, format, deadlineAtMs, labels, origin, traceContext, event } = record;
    const nothing = { stuckClass: null, errorCode: null, errorReason: null, cause: null, finishedAtMs: null };
    const unheld = { rewindTo: null, pausedAtMs: null, blockedOn: null, owner: null };
    return {
      ...{ id: record.sagaId, type, definitionHash, format, deadlineAtMs, origin, traceContext },
      ...{ status: 'RUNNING', stepIndex: 0, revision: 1, epoch: 0, interruptions: 0 },
      ...nothing,
      ...unheld,
      labels: { ...labels },
      dueAtMs: this.db.now(),
      createdAtMs: event.atMs,
      updatedAtMs: this.db.now(),
    };
  }

  async flush(instanceId: string, batch: readonly Transition[]): Promise<ReadonlySet<string>> {
    if (new Set(batch.map(({ sagaId }) => sagaId)).size < batch.length)
      throw new StoreError('bug', 'a saga has two transitions in one batch');
    const winners = batch.filter((transition) => this.passes(instanceId, transition));
    this.db.commit({
      sagas: winners.map(({ sagaId, columns, release }) => ({
        ...(this.db.sagas.get(sagaId) as SagaRow),
        ...foldedOf(columns),
        owner: release === null ? instanceId : null,
        dueAtMs: release === null || release.dueAtMs === null ? null : Math.round(release.dueAtMs),
      })),
      events: winners.flatMap(({ sagaId, events }) => events.map((event) => ({ sagaId, event }))),
    });
    return new Set(winners.map(({ sagaId }) => sagaId));
  }

  private passes(instanceId: string, transition: Transition): boolean {
    const { sagaId, epoch, expectedRevision, requiresHold } = transition;
    const row = this.db.sagas.get(sagaId);
    const isMine = row?.owner === instanceId && row.epoch === epoch && row.revision === expectedRevision;
    return isMine && (requiresHold === null || isHeld(this.db, requiresHold));
  }

  async standing(places: readonly { sagaId: string; firstSeq: number }[]): Promise<Standing[]> {
    return places.flatMap(({ sagaId, firstSeq }) => {
      const row = this.db.sagas.get(sagaId);
      if (row === undefined) return [];
      const { epoch, revision, owner } = row;
      const event = this.db.eventsOf(sagaId, firstSeq - 1)[0];
      return [{ sagaId, epoch, revision, owner, epochAtFirstSeq: event?.epoch }];
    });
  }

  async claim(instanceId: string, batch: readonly ClaimRequest[], fitness: Fitness): Promise<StoredSaga[]> {
    return claim(this.db, instanceId, batch, fitness);
  }

  async sweep(request: SweepRequest): Promise<StoredSaga[]> {
    return sweep(this.db, request);
  }

  async takeover(request: TakeoverRequest): Promise<StoredSaga[]> {
    return takeover(this.db, request);
  }

  async ownedBy(instanceId: string): Promise<ClaimRequest[]> {
    const owned = this.rows((row) => row.owner === instanceId);
    return owned.map(({ id, epoch }) => ({ sagaId: id, epoch }));
  }

  async load(sagaId: string, afterSeq = 0): Promise<StoredSaga | null> {
    return this.db.loaded(sagaId, afterSeq);
  }

  /** A saga that was written while `decide` thought is shown to it again, as if it had waited for the lock. */
  async operate<T>(
    sagaId: string,
    decide: OperateDecision<T>,
    request?: { readonly actor: string; readonly requestId: string },
  ): Promise<T> {
    for (;;) {
      const seen = this.db.sagas.get(sagaId);
      const key = request === undefined ? null : requestKey(request.actor, request.requestId);
      const earlier = (key === null ? undefined : this.db.adminRequests.get(key)) ?? null;
      const write = await decide(this.db.loaded(sagaId), earlier);
      const changed = this.db.sagas.get(sagaId) !== seen;
      const isBeaten = key !== null && earlier === null && this.db.adminRequests.has(key);
      if (changed || isBeaten) continue;
      this.perform(sagaId, seen, write);
      return write.result;
    }
  }

  private isAnswered({ actor, requestId }: { actor: string; requestId: string }): boolean {
    return this.db.adminRequests.has(requestKey(actor, requestId));
  }

  private perform<T>(
    sagaId: string,
    row: SagaRow | undefined,
    { change, request, audit }: OperatorWrite<T>,
  ): void {
    if (request !== null && this.isAnswered(request)) throw new StoreError('retry', 'the request id is used');
    if (audit !== null && this.db.refusesAudit) throw new StoreError('bug', 'the audit entry was refused');
    if (change !== null) {
      if (row === undefined) throw new StoreError('bug', 'there is no saga to change');
      const dueAtMs = row.owner === null && change.due === 'now' ? this.db.now() : null;
      this.db.commit({
        sagas: [{ ...row, ...foldedOf(change.columns), dueAtMs }],
        events: change.events.map((event) => ({ sagaId, event })),
      });
    }
    if (request !== null) {
      const { actor, requestId, bodyHmac, revision } = request;
      this.db.adminRequests.set(requestKey(actor, requestId), { sagaId, bodyHmac, revision });
    }
    if (audit !== null) appendAudit(this.db, audit);
  }

  async operateHold<T>(
    participant: string,
    decide: HoldDecision<T>,
    asked: { readonly actor: string; readonly requestId: string },
  ): Promise<T> {
    const earlier = this.db.adminRequests.get(requestKey(asked.actor, asked.requestId)) ?? null;
    const { change, request, audit, result } = decide(this.db.holds.get(participant) ?? null, earlier);
    if (audit !== null && this.db.refusesAudit) throw new StoreError('bug', 'the audit entry was refused');
    if (change !== null) changeHold(this.db, participant, change);
    if (request !== null) {
      const { actor, requestId, bodyHmac } = request;
      this.db.adminRequests.set(requestKey(actor, requestId), { sagaId: null, bodyHmac, revision: null });
    }
    if (audit !== null) appendAudit(this.db, audit);
    return result;
  }

  async takeReleased(limit: number, passOver: ReadonlySet<string>): Promise<string[]> {
    return takeReleased(this.db, limit, passOver);
  }

  async unclaimable(fitness: Fitness, overdueMs: number, limit: number): Promise<string[]> {
    const { maxFormat, unfitDefinitions } = fitness;
    return this.rows(({ dueAtMs }) => dueAtMs !== null && dueAtMs <= this.db.now() - overdueMs)
      .filter((row) => row.format > maxFormat || unfitDefinitions.includes(row.definitionHash))
      .sort((left, right) => (left.dueAtMs ?? 0) - (right.dueAtMs ?? 0))
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async heldParticipants(): Promise<Hold[]> {
    return [...this.db.holds.values()]
      .filter(({ release }) => release === null)
      .sort((left, right) => (left.participant < right.participant ? -1 : 1));
  }

  async oldestDueAgeMs(): Promise<number> {
    const due = [...this.db.sagas.values()].flatMap(({ dueAtMs }) => (dueAtMs === null ? [] : [dueAtMs]));
    return due.reduce((oldest, dueAtMs) => Math.max(oldest, this.db.now() - dueAtMs), 0);
  }

  async saveDefinition(hash: string, definition: SagaDefinition): Promise<void> {
    if (!this.db.definitions.has(hash)) this.db.definitions.set(hash, JSON.stringify(definition));
  }

  async loadDefinitions(hashes: readonly string[]): Promise<Map<string, SagaDefinition>> {
    const found = hashes.map((hash) => [hash, this.db.definition(hash)] as const);
    return new Map(found.filter((entry): entry is [string, SagaDefinition] => entry[1] !== undefined));
  }

  async openDefinitions(): Promise<string[]> {
    const open = this.rows(({ finishedAtMs }) => finishedAtMs === null);
    return [...new Set(open.map(({ definitionHash }) => definitionHash))].sort();
  }

  /** In the order of their ids. */
  private rows(where: (row: SagaRow) => boolean): SagaRow[] {
    return [...this.db.sagas.values()].filter(where).sort(byId);
  }
}
