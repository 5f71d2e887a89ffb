import type { FoldedColumns, Transition } from '#libs/saga-engine';
import { plainArray, textArray } from './array-literal.js';
import { EVENT_TARGET, eventInput, eventValues } from './events.sql.js';
import { isAmong, NOW, timeOf, type Statement } from './statement.js';

/** The folded columns as parallel arrays; `folded` names them, `foldedValues` gives their values. */
const FOLDED = [
  ['status', 'text'],
  ['step_index', 'smallint'],
  ['revision', 'integer'],
  ['stuck_class', 'text'],
  ['error_code', 'text'],
  ['error_reason', 'text'],
  ['cause', 'text'],
  ['deadline_at_ms', 'float8'],
  ['rewind_to', 'smallint'],
  ['paused_at_ms', 'float8'],
  ['blocked_on', 'text'],
  ['finished_at_ms', 'float8'],
  ['interruptions', 'smallint'],
] as const;

const foldedNames = FOLDED.map(([name]) => name).join(', ');

function foldedArrays(first: number): string {
  return FOLDED.map(([, type], index) => `$${first + index}::${type}[]`).join(', ');
}

function foldedValues(columns: readonly FoldedColumns[]): unknown[] {
  return [
    textArray(columns.map((column) => column.status)),
    plainArray(columns.map((column) => column.stepIndex)),
    plainArray(columns.map((column) => column.revision)),
    textArray(columns.map((column) => column.stuckClass)),
    textArray(columns.map((column) => column.errorCode)),
    textArray(columns.map((column) => column.errorReason)),
    textArray(columns.map((column) => column.cause)),
    plainArray(columns.map((column) => column.deadlineAtMs)),
    plainArray(columns.map((column) => column.rewindTo)),
    plainArray(columns.map((column) => column.pausedAtMs)),
    textArray(columns.map((column) => column.blockedOn)),
    plainArray(columns.map((column) => column.finishedAtMs)),
    plainArray(columns.map((column) => column.interruptions)),
  ];
}

/** Assigns the folded columns from a row source `i`. */
const SET_FOLDED = FOLDED.map(([name]) =>
  name.endsWith('_at_ms') ? `${name.slice(0, -3)} = ${timeOf(`i.${name}`)}` : `${name} = i.${name}`,
).join(', ');

/**
 * Transitions of many sagas in one statement (docs/ARCHITECTURE.md, "the writer"): the update that is fenced by owner, epoch
 * and revision, and the events of those that got through. `isAmong` is there besides the join so that partitions are
 * pruned; `is true` keeps the planner from the index of owners, which knows nothing of months and is large when this process
 * owns much. A transition that blocks its saga gets through only while the hold stands; the share lock makes a release wait
 * until it is committed, so that the release then finds the saga.
 *
 * Returns the ids that got through. The batch is sorted by id.
 */
export function flushTransitions(instanceId: string, batch: readonly Transition[]): Statement {
  return {
    name: 'flush-transitions',
    text: `
      with input as (
        select * from unnest($2::uuid[], $3::integer[], $4::integer[], $5::boolean[], $6::float8[], $7::text[],
            ${foldedArrays(8)})
          as u(id, epoch, expected, released, due_at_ms, requires_hold, ${foldedNames})
      ), held as (
        select participant from participant_hold
        where participant = any($7::text[]) and released_at is null
        for share
      ), won as (
        update saga s
        set ${SET_FOLDED},
          owner = case when i.released then null else s.owner end,
          due_at = ${timeOf('i.due_at_ms')},
          updated_at = ${NOW}
        from input i
        where s.id = i.id and ${isAmong('s.id', '$2')}
          and (s.owner = $1::uuid) is true and s.epoch = i.epoch and s.revision = i.expected
          and (i.requires_hold is null or i.requires_hold in (select participant from held))
        returning s.id
      ), told as (
        insert into saga_event (${EVENT_TARGET})
        select ${EVENT_TARGET} from ${eventInput(8 + FOLDED.length)} where saga_id in (select id from won)
      )
      select id from won`,
    values: [
      instanceId,
      textArray(batch.map((transition) => transition.sagaId)),
      plainArray(batch.map((transition) => transition.epoch)),
      plainArray(batch.map((transition) => transition.expectedRevision)),
      plainArray(batch.map((transition) => transition.release !== null)),
      plainArray(batch.map((transition) => transition.release?.dueAtMs ?? null)),
      textArray(batch.map((transition) => transition.requiresHold)),
      ...foldedValues(batch.map((transition) => transition.columns)),
      ...eventValues(batch.flatMap(({ sagaId, events }) => events.map((event) => ({ sagaId, event })))),
    ],
  };
}

export interface StandingRecord {
  id: string;
  epoch: number;
  revision: number;
  owner: string | null;
  seq: number | null;
  epoch_at_first_seq: number | null;
}

/** What stands in the store for transitions that did not get through; they are sorted by id. */
export function selectStandings(places: readonly { sagaId: string; firstSeq: number }[]): Statement {
  return {
    name: 'select-standings',
    text: `
      select s.id, s.epoch, s.revision, s.owner, e.seq, e.epoch as epoch_at_first_seq
      from unnest($1::uuid[], $2::integer[]) as u(id, first_seq)
      join saga s on s.id = u.id and ${isAmong('s.id', '$1')}
      left join saga_event e on e.saga_id = u.id and e.seq = u.first_seq
        and ${isAmong('e.saga_id', '$1')}`,
    values: [places.map(({ sagaId }) => sagaId), places.map(({ firstSeq }) => firstSeq)],
  };
}

/**
 * An operator's change of one saga, fenced by the revision that was seen. Epoch and owner stay; where nobody owns it, it
 * becomes due now or rests.
 */
export function changeSaga(
  sagaId: string,
  seenRevision: number,
  columns: FoldedColumns,
  due: 'now' | 'rest',
): Statement {
  return {
    name: 'change-saga',
    text: `
      update saga s
      set ${SET_FOLDED},
        due_at = case when s.owner is null and $3::boolean then ${NOW} end,
        updated_at = ${NOW}
      from unnest(${foldedArrays(4)}) as i(${foldedNames})
      where s.id = $1::uuid and s.revision = $2::integer
      returning s.id`,
    values: [sagaId, seenRevision, due === 'now', ...foldedValues([columns])],
  };
}
