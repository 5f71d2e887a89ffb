/**
 * The SagaStore in memory, for the simulator and for tests of the engine: the same conformance suite holds for it and for
 * Postgres. Each method does all of its work before its promise is made, so that calls happen one after the other.
 */
import type { SagaDefinition } from '#libs/saga-core';
import {
  StoreError,
  type ClaimRequest,
  type EarlierStart,
  type Fitness,
  type Hold,
  type HoldDecision,
  type OperateDecision,
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
import { changeHold, takeReleased } from './memory-holds.js';
import { earlierStart, flush, performOperation, standing, start } from './memory-writes.js';

export class MemorySagaStore implements SagaStore {
  constructor(private readonly db: MemoryDatabase) {}

  async start(batch: readonly StartRecord[]): Promise<StartOutcome[]> {
    return start(this.db, batch);
  }

  async earlierStarts(keys: readonly StartKey[]): Promise<(EarlierStart | null)[]> {
    return keys.map((key) => earlierStart(this.db, key));
  }

  async flush(instanceId: string, batch: readonly Transition[]): Promise<ReadonlySet<string>> {
    return flush(this.db, instanceId, batch);
  }

  async standing(places: readonly { sagaId: string; firstSeq: number }[]): Promise<Standing[]> {
    return standing(this.db, places);
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
      performOperation(this.db, sagaId, seen, write);
      return write.result;
    }
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
