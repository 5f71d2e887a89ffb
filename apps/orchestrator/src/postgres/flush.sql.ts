import type { FoldedColumns, Transition } from '#libs/saga-engine';
import { plainArray, textArray } from './array-literal.js';
import { EVENT_TARGET, eventInput, eventValues } from './events.sql.js';
import { isAmong, NOW, timeOf, type Statement } from './statement.js';

/** A folded column: its name in the row source `i`, which says of a time that it is in milliseconds, and where it is in the fold. */
interface FoldedColumn {
  readonly name: string;
  readonly type: 'text' | 'smallint' | 'integer' | 'float8';
  readonly read: (columns: FoldedColumns) => string | number | null;
  /** What it is as long as nothing goes wrong and nobody steps in; undefined where any step changes it. */
  readonly usually?: 0 | null;
}

const FOLDED: readonly FoldedColumn[] = [
  { name: 'status', type: 'text', read: (columns) => columns.status },
  { name: 'step_index', type: 'smallint', read: (columns) => columns.stepIndex },
  { name: 'revision', type: 'integer', read: (columns) => columns.revision },
  { name: 'deadline_at_ms', type: 'float8', read: (columns) => columns.deadlineAtMs },
  { name: 'finished_at_ms', type: 'float8', read: (columns) => columns.finishedAtMs },
  { name: 'stuck_class', type: 'text', read: (columns) => columns.stuckClass, usually: null },
  { name: 'error_code', type: 'text', read: (columns) => columns.errorCode, usually: null },
  { name: 'error_reason', type: 'text', read: (columns) => columns.errorReason, usually: null },
  { name: 'cause', type: 'text', read: (columns) => columns.cause, usually: null },
  { name: 'rewind_to', type: 'smallint', read: (columns) => columns.rewindTo, usually: null },
  { name: 'paused_at_ms', type: 'float8', read: (columns) => columns.pausedAtMs, usually: null },
  { name: 'blocked_on', type: 'text', read: (columns) => columns.blockedOn, usually: null },
  { name: 'interruptions', type: 'smallint', read: (columns) => columns.interruptions, usually: 0 },
];
const CHANGING = FOLDED.filter(({ usually }) => usually === undefined);
const USUAL = FOLDED.filter(({ usually }) => usually !== undefined);

const namesOf = (columns: readonly FoldedColumn[]): string => columns.map(({ name }) => name).join(', ');

/** As parallel arrays, from parameter number `first` on. */
function arraysOf(columns: readonly FoldedColumn[], first: number): string {
  return columns.map(({ type }, index) => `$${first + index}::${type}[]`).join(', ');
}

function valuesOf(columns: readonly FoldedColumn[], folds: readonly FoldedColumns[]): string[] {
  return columns.map(({ type, read }) => {
    const values = folds.map(read);
    return type === 'text' ? textArray(values as (string | null)[]) : plainArray(values as (number | null)[]);
  });
}

/** Assigns the folded columns from a row source `i` that has those of `columns`; the others get what they usually are. */
function assignments(columns: readonly FoldedColumn[]): string {
  return FOLDED.map((column) => {
    const { name, usually } = column;
    const isTime = name.endsWith('_at_ms');
    const target = isTime ? name.slice(0, -'_ms'.length) : name;
    if (!columns.includes(column)) return `${target} = ${usually}`;
    return `${target} = ${isTime ? timeOf(`i.${name}`) : `i.${name}`}`;
  }).join(', ');
}

const FIRST_FOLDED = 8;

function flushText(columns: readonly FoldedColumn[]): string {
  return `
      with input as (
        select * from unnest($2::uuid[], $3::integer[], $4::integer[], $5::boolean[], $6::float8[], $7::text[],
            ${arraysOf(columns, FIRST_FOLDED)})
          as u(id, epoch, expected, released, due_at_ms, requires_hold, ${namesOf(columns)})
      ), held as (
        select participant from participant_hold
        where participant = any($7::text[]) and released_at is null
        for share
      ), won as (
        update saga s
        set ${assignments(columns)},
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
        select ${EVENT_TARGET} from ${eventInput(FIRST_FOLDED + columns.length)} where saga_id in (select id from won)
      )
      select id from won`;
}

/** Two forms of one statement: most batches leave most columns as they usually are, and then need not name their values. */
const FORMS = {
  usual: { name: 'flush-transitions', columns: CHANGING, text: flushText(CHANGING) },
  full: { name: 'flush-transitions-in-full', columns: FOLDED, text: flushText(FOLDED) },
};

function isUsual({ columns }: Transition): boolean {
  return USUAL.every(({ read, usually }) => read(columns) === usually);
}

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
  const { name, columns, text } = batch.every(isUsual) ? FORMS.usual : FORMS.full;
  const folds = batch.map((transition) => transition.columns);
  return {
    name,
    text,
    values: [
      instanceId,
      textArray(batch.map((transition) => transition.sagaId)),
      plainArray(batch.map((transition) => transition.epoch)),
      plainArray(batch.map((transition) => transition.expectedRevision)),
      plainArray(batch.map((transition) => transition.release !== null)),
      plainArray(batch.map((transition) => transition.release?.dueAtMs ?? null)),
      textArray(batch.map((transition) => transition.requiresHold)),
      ...valuesOf(columns, folds),
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
      set ${assignments(FOLDED)},
        due_at = case when s.owner is null and $3::boolean then ${NOW} end,
        updated_at = ${NOW}
      from unnest(${arraysOf(FOLDED, 4)}) as i(${namesOf(FOLDED)})
      where s.id = $1::uuid and s.revision = $2::integer
      returning s.id`,
    values: [sagaId, seenRevision, due === 'now', ...valuesOf(FOLDED, [columns])],
  };
}
