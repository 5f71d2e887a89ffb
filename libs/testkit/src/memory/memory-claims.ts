/** How sagas change hands, as functions over the tables: what is claimed, swept and taken over, by whom. */
import { takeoverDelayMs } from '#libs/saga-core';
import {
  SAGA_FORMAT,
  type ClaimRequest,
  type EventRow,
  type Fitness,
  type SagaRow,
  type StoredSaga,
  type SweepRequest,
  type TakeoverRequest,
} from '#libs/saga-engine';
import type { MemoryDatabase } from './memory-database.js';

/** A job may come this much early, by another clock. */
const EARLY_MS = 1_000;

function fits(row: SagaRow, { maxFormat, unfitDefinitions }: Fitness): boolean {
  return row.format <= maxFormat && !unfitDefinitions.includes(row.definitionHash);
}

export function byId(left: SagaRow, right: SagaRow): number {
  return left.id < right.id ? -1 : 1;
}

function own(db: MemoryDatabase, instanceId: string, rows: readonly SagaRow[]): StoredSaga[] {
  const owned = rows.map((row) => ({ ...row, epoch: row.epoch + 1, owner: instanceId, dueAtMs: null }));
  db.commit({ sagas: owned });
  return owned.map((row) => db.loaded(row.id) as StoredSaga);
}

export function claim(
  db: MemoryDatabase,
  instanceId: string,
  batch: readonly ClaimRequest[],
  fitness: Fitness,
): StoredSaga[] {
  if (!db.isLive(instanceId)) return [];
  const won = new Map<string, SagaRow>();
  for (const { sagaId, epoch } of batch) {
    const row = db.sagas.get(sagaId);
    const isDue = row !== undefined && row.dueAtMs !== null && row.dueAtMs <= db.now() + EARLY_MS;
    if (isDue && row.epoch === epoch && fits(row, fitness)) won.set(sagaId, row);
  }
  const known = new Map(batch.map(({ sagaId, knownRevision }) => [sagaId, knownRevision]));
  return own(db, instanceId, [...won.values()].sort(byId)).map((stored) =>
    stored.key !== null && stored.row.revision === known.get(stored.row.id)
      ? { ...stored, events: [] }
      : stored,
  );
}

export function sweep(db: MemoryDatabase, request: SweepRequest): StoredSaga[] {
  if (!db.isLive(request.instanceId)) return [];
  const dueBeforeMs = db.now() - request.overdueMs;
  const overdue = [...db.sagas.values()]
    .filter((row) => row.dueAtMs !== null && row.dueAtMs <= dueBeforeMs && fits(row, request))
    .sort((left, right) => (left.dueAtMs ?? 0) - (right.dueAtMs ?? 0) || byId(left, right));
  return own(db, request.instanceId, overdue.slice(0, request.limit));
}

export function takeover(db: MemoryDatabase, request: TakeoverRequest): StoredSaga[] {
  const { instanceId, limit, from } = request;
  if (!db.isLive(instanceId)) return [];
  const epochs = from === 'dead' ? null : new Map(from.map(({ sagaId, epoch }) => [sagaId, epoch]));
  const isLost = (row: SagaRow) =>
    row.owner !== null &&
    (epochs === null ? !db.isLive(row.owner) : row.owner === instanceId && epochs.get(row.id) === row.epoch);
  const lost = [...db.sagas.values()].filter((row) => isLost(row) && fits(row, request)).sort(byId);
  const taken = lost.slice(0, limit).map((row) => interrupt(row, instanceId, db.now()));
  db.commit({
    sagas: taken,
    events: taken.map((row) => ({ sagaId: row.id, event: interruptedEvent(row, db.now()) })),
  });
  return taken.filter((row) => row.owner !== null).map((row) => db.loaded(row.id) as StoredSaga);
}

/** Runs again at once, or later, when it was interrupted too often; what is held cannot be due. */
function interrupt(row: SagaRow, instanceId: string, nowMs: number): SagaRow {
  const interruptions = row.interruptions + 1;
  const isHeld = row.pausedAtMs !== null || row.blockedOn !== null;
  const delayMs = isHeld ? 0 : takeoverDelayMs(interruptions);
  const next = { ...row, epoch: row.epoch + 1, revision: row.revision + 1, interruptions };
  if (delayMs === 0) return { ...next, owner: instanceId };
  const dueAtMs = nowMs + delayMs;
  const deadlineIsAhead = row.status === 'RUNNING' && row.deadlineAtMs !== null && row.deadlineAtMs > nowMs;
  return {
    ...next,
    owner: null,
    dueAtMs: deadlineIsAhead ? Math.min(dueAtMs, row.deadlineAtMs as number) : dueAtMs,
  };
}

function interruptedEvent(row: SagaRow, atMs: number): EventRow {
  const nothing = { step: null, branch: null, attempt: null, payload: null };
  return {
    ...{ seq: row.revision, epoch: row.epoch, format: SAGA_FORMAT },
    ...{ kind: 'interrupted', data: {}, atMs },
    ...nothing,
  };
}
