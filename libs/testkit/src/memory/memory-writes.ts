/**
 * What changes sagas, as functions over the tables: starts, the fenced write of a mover, the write of an operator, and what
 * the losers of a write look like. Each is one statement or one transaction: it happens at one moment, wholly or not at all.
 */
import {
  StoreError,
  type EarlierStart,
  type FoldedColumns,
  type OperatorWrite,
  type SagaRow,
  type Standing,
  type StartKey,
  type StartOutcome,
  type StartRecord,
  type Transition,
} from '#libs/saga-engine';
import { appendAudit } from './memory-audit.js';
import { requestKey, type MemoryDatabase } from './memory-database.js';
import { isHeld } from './memory-holds.js';

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

/** See `SagaStore.start`. */
export function start(db: MemoryDatabase, batch: readonly StartRecord[]): StartOutcome[] {
  const taken = new Map<string, StartRecord>();
  for (const record of batch) {
    const key = requestKey(record.type, record.requestId);
    if (!taken.has(key) && !db.requests.has(key)) taken.set(key, record);
  }
  const records = [...taken.values()];
  db.commit({
    sagas: records.map((record) => newRow(db, record)),
    events: records.map(({ sagaId, event }) => ({ sagaId, event })),
  });
  for (const [key, { sagaId, bodyHmac, key: dataKey }] of taken) {
    db.requests.set(key, { sagaId, bodyHmac });
    db.keys.set(sagaId, dataKey);
  }
  return batch.map((record) => {
    const isNew = taken.get(requestKey(record.type, record.requestId)) === record;
    return isNew ? { kind: 'started' } : (earlierStart(db, record) as EarlierStart);
  });
}

/** See `SagaStore.earlierStarts`. */
export function earlierStart(
  db: MemoryDatabase,
  { type, requestId, bodyHmac }: StartKey,
): EarlierStart | null {
  const earlier = db.requests.get(requestKey(type, requestId));
  if (earlier === undefined) return null;
  const { sagaId } = earlier;
  return { kind: sameBytes(earlier.bodyHmac, bodyHmac) ? 'existing' : 'conflict', sagaId };
}

function newRow(db: MemoryDatabase, record: StartRecord): SagaRow {
  const { type, definitionHash, format, deadlineAtMs, labels, origin, traceContext, event } = record;
  const nothing = { stuckClass: null, errorCode: null, errorReason: null, cause: null, finishedAtMs: null };
  const unheld = { rewindTo: null, pausedAtMs: null, blockedOn: null, owner: null };
  return {
    ...{ id: record.sagaId, type, definitionHash, format, deadlineAtMs, origin, traceContext },
    ...{ status: 'RUNNING', stepIndex: 0, revision: 1, epoch: 0, interruptions: 0 },
    ...nothing,
    ...unheld,
    labels: { ...labels },
    dueAtMs: db.now(),
    createdAtMs: event.atMs,
    updatedAtMs: db.now(),
  };
}

/** Whether a mover's write is still that of the saga's owner, and was decided on what stands (G6). */
function passes(db: MemoryDatabase, instanceId: string, transition: Transition): boolean {
  const { sagaId, epoch, expectedRevision, requiresHold } = transition;
  const row = db.sagas.get(sagaId);
  const isMine = row?.owner === instanceId && row.epoch === epoch && row.revision === expectedRevision;
  return isMine && (requiresHold === null || isHeld(db, requiresHold));
}

/** See `SagaStore.flush`. */
export function flush(
  db: MemoryDatabase,
  instanceId: string,
  batch: readonly Transition[],
): ReadonlySet<string> {
  if (new Set(batch.map(({ sagaId }) => sagaId)).size < batch.length)
    throw new StoreError('bug', 'a saga has two transitions in one batch');
  const winners = batch.filter((transition) => passes(db, instanceId, transition));
  db.commit({
    sagas: winners.map(({ sagaId, columns, release }) => ({
      ...(db.sagas.get(sagaId) as SagaRow),
      ...foldedOf(columns),
      owner: release === null ? instanceId : null,
      dueAtMs: release === null || release.dueAtMs === null ? null : Math.round(release.dueAtMs),
    })),
    events: winners.flatMap(({ sagaId, events }) => events.map((event) => ({ sagaId, event }))),
  });
  return new Set(winners.map(({ sagaId }) => sagaId));
}

/** See `SagaStore.standing`. */
export function standing(
  db: MemoryDatabase,
  places: readonly { readonly sagaId: string; readonly firstSeq: number }[],
): Standing[] {
  return places.flatMap(({ sagaId, firstSeq }) => {
    const row = db.sagas.get(sagaId);
    if (row === undefined) return [];
    const { epoch, revision, owner } = row;
    const event = db.eventsOf(sagaId, firstSeq - 1)[0];
    return [{ sagaId, epoch, revision, owner, epochAtFirstSeq: event?.epoch }];
  });
}

/** Writes what an operator's decision says about the row that it looked at; see `SagaStore.operate`. */
export function performOperation(
  db: MemoryDatabase,
  sagaId: string,
  row: SagaRow | undefined,
  { change, request, audit }: OperatorWrite<unknown>,
): void {
  if (request !== null && db.adminRequests.has(requestKey(request.actor, request.requestId)))
    throw new StoreError('retry', 'the request id is used');
  if (audit !== null && db.refusesAudit) throw new StoreError('bug', 'the audit entry was refused');
  if (change !== null) {
    if (row === undefined) throw new StoreError('bug', 'there is no saga to change');
    const dueAtMs = row.owner === null && change.due === 'now' ? db.now() : null;
    db.commit({
      sagas: [{ ...row, ...foldedOf(change.columns), dueAtMs }],
      events: change.events.map((event) => ({ sagaId, event })),
    });
  }
  if (request !== null) {
    const { actor, requestId, bodyHmac, revision } = request;
    db.adminRequests.set(requestKey(actor, requestId), { sagaId, bodyHmac, revision });
  }
  if (audit !== null) appendAudit(db, audit);
}
