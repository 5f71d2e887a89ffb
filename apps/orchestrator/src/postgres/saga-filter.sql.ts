/** A checked filter as a condition on the rows of `saga s`. Every value is bound; no text of a filter is part of a statement. */
import type { Condition, RangeField, RangeTerm, Term, TextField, Unsettable } from '../filter/condition.js';
import { timeOf } from './statement.js';

const SETTABLE: Readonly<Record<Unsettable, string>> = {
  stuck_class: 's.stuck_class',
  'error.code': 's.error_code',
  'error.reason': 's.error_reason',
  cause: 's.cause',
  owner: 's.owner',
  blocked_on: 's.blocked_on',
  origin: 's.origin',
  finish_time: 's.finished_at',
};

/** What these sagas are by the constraints of the table: said again, it offers the index of open sagas, in the order of lists. */
const OPEN = 's.finished_at is null';
const ONLY_OF_OPEN: ReadonlySet<Unsettable> = new Set(['stuck_class', 'cause', 'owner', 'blocked_on']);

const TEXTS: Readonly<Record<Exclude<TextField, 'step'>, string>> = {
  type: 's.type',
  'error.code': 's.error_code',
  'error.reason': 's.error_reason',
  cause: 's.cause',
  blocked_on: 's.blocked_on',
};

const TIMES: Readonly<Record<Exclude<RangeField, 'create_time' | 'revision'>, string>> = {
  update_time: 's.updated_at',
  finish_time: 's.finished_at',
  due_time: 's.due_at',
};

/** Binds a value and returns the parameter that stands for it. */
export type Bind = (value: unknown) => string;

export function binder(values: unknown[]): Bind {
  return (value) => {
    values.push(value);
    return `$${values.length}`;
  };
}

/** The lowest id of a saga that started at this time; the time of the start is in the id. */
function floorOf(ms: number): string {
  const digits = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}

/**
 * A saga that was never claimed is shown as PENDING. What is open, stuck, or undone is found by its own index; these say its
 * predicate. What is known of a literal the planner can use, of a parameter it cannot.
 */
function statusText(status: string, bind: Bind): string {
  switch (status) {
    case 'PENDING':
      return `(s.status = 'RUNNING' and s.epoch = 0 and ${OPEN})`;
    case 'RUNNING':
      return `(s.status = 'RUNNING' and s.epoch > 0 and ${OPEN})`;
    case 'COMPENSATING':
      return `(s.status = 'COMPENSATING' and ${OPEN})`;
    case 'FAILED':
      return `(s.status = 'FAILED' and s.stuck_class is not null and ${OPEN})`;
    case 'COMPENSATED':
      return `s.status = 'COMPENSATED'`;
    case 'CLOSED':
      return `s.status = 'CLOSED'`;
    default:
      return `s.status = ${bind(status)}::text`;
  }
}

/** The current step of a saga is a place in its own snapshot, so its name is looked up in all of them, once. */
function stepText(name: string): string {
  return `(s.definition_hash, s.step_index) in (
    select d.hash, (step.place - 1)::smallint
    from definition d
      cross join lateral json_array_elements(
        case json_typeof(d.document -> 'steps') when 'array' then d.document -> 'steps' else '[]' end
      ) with ordinality as step(body, place)
    where step.body ->> 'name' = ${name}::text)`;
}

function rangeText({ field, from, before }: RangeTerm, bind: Bind): string {
  const [column, edge] = rangeColumn(field, bind);
  const parts = [
    ...(from === null ? [] : [`${column} >= ${edge(from)}`]),
    ...(before === null ? [] : [`${column} < ${edge(before)}`]),
  ];
  return `(${parts.join(' and ')})`;
}

function rangeColumn(field: RangeField, bind: Bind): [column: string, edge: (value: number) => string] {
  if (field === 'create_time') return ['s.id', (ms) => `${bind(floorOf(ms))}::uuid`];
  if (field === 'revision') return ['s.revision', (value) => `${bind(value)}::integer`];
  return [TIMES[field], (ms) => timeOf(bind(ms))];
}

function setText(field: Unsettable): string {
  const text = `${SETTABLE[field]} is not null`;
  return ONLY_OF_OPEN.has(field) ? `(${text} and ${OPEN})` : text;
}

function termText(term: Term, bind: Bind): string {
  switch (term.kind) {
    case 'status':
      return statusText(term.status, bind);
    case 'stuck_class':
      return `s.stuck_class = ${bind(term.stuckClass)}::text`;
    case 'text':
      return term.field === 'step'
        ? stepText(bind(term.value))
        : `${TEXTS[term.field]} = ${bind(term.value)}::text`;
    case 'id':
      return `s.${term.field} = ${bind(term.value)}::uuid`;
    case 'paused':
      return `(s.paused_at is not null and ${OPEN})`;
    case 'set':
      return setText(term.field);
    case 'label':
      // The second half is the predicate of the index.
      return term.value === null
        ? `s.labels ? ${bind(term.key)}::text`
        : `(s.labels @> ${bind(JSON.stringify({ [term.key]: term.value }))}::jsonb and s.labels <> '{}')`;
    case 'range':
      return rangeText(term, bind);
  }
}

/**
 * Null of SQL is "no" here: terms are joined by AND and OR alone, which keep it apart from true, and what is negated is
 * whatever is not true. A term that is not negated stands bare, so that its index is found.
 */
export function conditionText(condition: Condition, bind: Bind): string {
  if (condition.kind === 'term') {
    const text = termText(condition.term, bind);
    return condition.negated ? `(${text}) is not true` : text;
  }
  const joint = condition.kind === 'all' ? ' and ' : ' or ';
  return `(${condition.of.map((part) => conditionText(part, bind)).join(joint)})`;
}
