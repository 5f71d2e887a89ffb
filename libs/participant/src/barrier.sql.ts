/**
 * The statements of the barrier. Unqualified names: the search_path is the service's schema.
 *
 * `on conflict do nothing` waits for a transaction that inserted the same key and has not ended yet: when that one rolls
 * back, ours takes; when it commits, ours takes nothing. The row that was met is read by a statement of its own, because
 * only a new statement sees what was committed while the insert waited (read committed).
 */
import type { CallDirection, CallKey } from './call-key.js';

export interface Statement {
  text: string;
  values: unknown[];
}

/** A row as the barrier reads it. */
export interface BarrierRow {
  direction: CallDirection;
  written_by: CallDirection;
  reply: Buffer | null;
}

function columnsOf({ sagaId, step, branch, generation, direction }: CallKey): unknown[] {
  return [sagaId, step, branch, generation, direction];
}

/** Takes the row of a key; one row comes back when it took. `reply` is null exactly for a row written for another call. */
export function takeRow(key: CallKey, writtenBy: CallDirection, reply: Uint8Array | null): Statement {
  return {
    text: `insert into barrier (saga_id, step, branch, generation, direction, written_by, reply)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning direction`,
    values: [...columnsOf(key), writtenBy, reply],
  };
}

/** Puts the reply into the row that this transaction took; one row comes back. */
export function storeReply(key: CallKey, reply: Uint8Array): Statement {
  return {
    text: `update barrier set reply = $6
      where saga_id = $1 and step = $2 and branch = $3 and generation = $4 and direction = $5 and written_by = $5
      returning direction`,
    values: [...columnsOf(key), reply],
  };
}

/** The row of a key. */
export function readRow(key: CallKey): Statement {
  return {
    text: `select direction, written_by, reply from barrier
      where saga_id = $1 and step = $2 and branch = $3 and generation = $4 and direction = $5`,
    values: columnsOf(key),
  };
}

/** The rows of an action and of its compensation, as far as they exist. */
export function readBothRows({ sagaId, step, branch, generation }: CallKey): Statement {
  return {
    text: `select direction, written_by, reply from barrier
      where saga_id = $1 and step = $2 and branch = $3 and generation = $4`,
    values: [sagaId, step, branch, generation],
  };
}

/** Deletes rows older than `days`, at most `limit`; rows that another process is deleting are left to it. */
export function purgeRows(days: number, limit: number): Statement {
  return {
    text: `with old as (
        select ctid from barrier where created_at < now() - make_interval(days => $1) limit $2 for update skip locked
      ), gone as (delete from barrier where ctid = any(array(select ctid from old)) returning 1)
      select count(*)::int as count from gone`,
    values: [days, limit],
  };
}
