/**
 * An operator's action: one transaction that locks the row, lets the engine decide, and writes everything or nothing (G11).
 *
 * O1 What is decided is written on the revision that was seen, under the lock of the row.
 * O2 Whether the request was answered before is looked up under that lock, so that of two equal requests one acts.
 * O3 The audit entry comes last: its chain lets one transaction pass at a time.
 * O4 When the answer to the commit is lost, the whole is done again: the row's lock waits for the first try to end, and the
 *    request that it may have left behind is found. Without a request the caller is told that the outcome is unknown.
 */
import {
  StoreError,
  type AdminRequestRecord,
  type OperateDecision,
  type OperatorWrite,
  type StoredSaga,
} from '#libs/saga-engine';
import type { Clock } from '#libs/platform';
import type pg from 'pg';
import { insertAdminRequest, selectAdminRequest, type AdminRequestRow } from './admin.sql.js';
import { appendAudit } from './audit-chain.js';
import { appendEvents, selectEvents } from './events.sql.js';
import { changeSaga } from './flush.sql.js';
import { toEventRow, toStoredSaga, type ClaimedRecord, type EventRecord } from './saga-rows.js';
import { lockSaga } from './schedule.sql.js';
import { inTransaction, run } from './store-error.js';

export type OperatorRequestKey = { readonly actor: string; readonly requestId: string };

/** Waits between tries after the connection was lost; conflicts of transactions are tried again at once. */
const RECONNECT_WAITS_MS = [50, 200, 500, 1_000];
const CONFLICT_TRIES = 5;

export function operate<T>(
  pool: pg.Pool,
  clock: Pick<Clock, 'sleep'>,
  sagaId: string,
  decide: OperateDecision<T>,
  request?: OperatorRequestKey,
): Promise<T> {
  return untilDecided(pool, clock, request, (client) => act(client, sagaId, decide, request));
}

/** Does a transaction of an operator until it is committed, or known to have been (O4). */
export async function untilDecided<T>(
  pool: pg.Pool,
  clock: Pick<Clock, 'sleep'>,
  request: OperatorRequestKey | undefined,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  let conflicts = 0;
  let reconnects = 0;
  for (;;) {
    try {
      return await inTransaction(pool, work);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const waitMs = RECONNECT_WAITS_MS[reconnects];
      if (error.kind === 'retry' && conflicts < CONFLICT_TRIES) conflicts += 1;
      else if (error.kind === 'connection' && request !== undefined && waitMs !== undefined) {
        reconnects += 1;
        await clock.sleep(waitMs);
      } else throw error;
    }
  }
}

async function act<T>(
  client: pg.PoolClient,
  sagaId: string,
  decide: OperateDecision<T>,
  request: OperatorRequestKey | undefined,
): Promise<T> {
  const stored = await lock(client, sagaId);
  const earlier = request === undefined ? null : await findRequest(client, request);
  const write = await decide(stored, earlier);
  await perform(client, sagaId, stored, write);
  return write.result;
}

async function lock(client: pg.PoolClient, sagaId: string): Promise<StoredSaga | null> {
  const [record] = await run<ClaimedRecord>(client, lockSaga(sagaId));
  if (record === undefined) return null;
  const events = await run<EventRecord>(client, selectEvents([sagaId]));
  return toStoredSaga(record, events.map(toEventRow));
}

/** What the request did before; null: nothing. */
export async function findRequest(
  client: pg.PoolClient,
  { actor, requestId }: OperatorRequestKey,
): Promise<AdminRequestRecord | null> {
  const [row] = await run<AdminRequestRow>(client, selectAdminRequest(actor, requestId));
  if (row === undefined) return null;
  return { sagaId: row.saga_id, bodyHmac: row.body_hmac, revision: row.revision };
}

/** @param sagaId null when the action is on a participant */
export async function rememberRequest(
  client: pg.PoolClient,
  sagaId: string | null,
  request: OperatorRequestKey & Pick<AdminRequestRecord, 'bodyHmac' | 'revision'>,
): Promise<void> {
  const taken = await run(client, insertAdminRequest(sagaId, request));
  // Another transaction used the id since we looked; the next try finds it.
  if (taken.length === 0) throw new StoreError('retry', 'insert-admin-request: the request id was just used');
}

async function perform<T>(
  client: pg.PoolClient,
  sagaId: string,
  stored: StoredSaga | null,
  { change, request, audit }: OperatorWrite<T>,
): Promise<void> {
  if (request !== null) await rememberRequest(client, sagaId, request);
  if (change !== null) {
    if (stored === null) throw new StoreError('bug', 'change-saga: there is no saga to change');
    const statement = changeSaga(sagaId, stored.row.revision, change.columns, change.due);
    const changed = await run(client, statement);
    if (changed.length === 0) throw new StoreError('bug', 'change-saga: the locked row was not found');
    if (change.events.length > 0) await run(client, appendEvents(sagaId, change.events));
  }
  if (audit !== null) await appendAudit(client, audit);
}
