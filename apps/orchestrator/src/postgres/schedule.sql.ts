/** Reads of the engine's thin tasks, and the snapshots of definitions. */
import type { Fitness } from '#libs/saga-engine';
import { eventColumns, KEY_AND_NOW, sagaColumns } from './saga-rows.js';
import { NOW, type Statement } from './statement.js';

/** A saga with its events after `afterSeq`, in one snapshot; the columns of the saga are repeated beside each event. */
export function loadSaga(sagaId: string, afterSeq: number): Statement {
  return {
    name: 'load-saga',
    text: `
      select ${sagaColumns('s')}, ${KEY_AND_NOW}, ${eventColumns('e')}
      from saga s
        left join saga_key k on k.saga_id = s.id
        left join saga_event e on e.saga_id = s.id and e.seq > $2::integer
      where s.id = $1::uuid
      order by e.seq`,
    values: [sagaId, afterSeq],
  };
}

/** The row of a saga, locked until the end of the transaction. */
export function lockSaga(sagaId: string): Statement {
  return {
    name: 'lock-saga',
    text: `
      select ${sagaColumns('s')}, ${KEY_AND_NOW}
      from saga s left join saga_key k on k.saga_id = s.id
      where s.id = $1::uuid
      for update of s`,
    values: [sagaId],
  };
}

export function selectUnclaimable(fitness: Fitness, overdueMs: number, limit: number): Statement {
  return {
    name: 'select-unclaimable',
    text: `
      select s.id from saga s
      where s.due_at <= ${NOW} - $3::float8 * interval '1 ms'
        and (s.format > $1::smallint or s.definition_hash = any($2::text[]))
      order by s.due_at
      limit $4::integer`,
    values: [fitness.maxFormat, fitness.unfitDefinitions, overdueMs, limit],
  };
}

/** At most one row; none when nothing is due. It takes no parameter, so that its plan is made once. */
export function selectOldestDueAge(): Statement {
  return {
    name: 'select-oldest-due-age',
    text: `
      select (extract(epoch from ${NOW} - s.due_at) * 1000)::bigint as age_ms
      from saga s where s.due_at <= ${NOW}
      order by s.due_at limit 1`,
    values: [],
  };
}

export function insertDefinition(hash: string, type: string, document: string): Statement {
  return {
    name: 'insert-definition',
    text: `
      insert into definition (hash, type, document) values ($1::text, $2::text, $3::json)
      on conflict (hash) do nothing`,
    values: [hash, type, document],
  };
}

export function selectDefinitions(hashes: readonly string[]): Statement {
  return {
    name: 'select-definitions',
    text: `select hash, document from definition where hash = any($1::text[])`,
    values: [hashes],
  };
}

/** The planner is free to read the whole index of open sagas: this is asked at boot only. */
export function selectOpenDefinitions(): Statement {
  return {
    name: 'select-open-definitions',
    text: `select distinct definition_hash as hash from saga where finished_at is null order by hash`,
    values: [],
  };
}
