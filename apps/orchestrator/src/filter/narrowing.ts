/**
 * Which filters an index serves. What none narrows would read every saga there ever was, so it is refused; decided here from
 * the condition alone, and held against the plans of Postgres by a test.
 *
 * - A condition is narrowed when one of its conjuncts is; alternatives when each of them is.
 * - A term is narrowed when it finds only sagas that a small index knows: what is open, stuck, blocked, due, owned, undone or
 *   closed, what has a label, and what began or ended after a time.
 * - Without a narrowing term a list may still be walked in its order when nearly everything on the way is found: the newest
 *   sagas before a time, or those that completed.
 */
import { conjunctsOf, type Condition, type ShownStatus, type Term } from './condition.js';
import type { FieldSet } from './fields.js';
import { refuse } from './refusal.js';

/** `newest`, `oldest`: by the start. `last_finished`: what has ended, by its end. */
export type ListOrder = 'newest' | 'oldest' | 'last_finished';

/** What every saga is that is not one of the few. */
const USUAL: ShownStatus = 'COMPLETED';

function termNarrows(term: Term): boolean {
  switch (term.kind) {
    case 'status':
      return term.status !== USUAL;
    case 'stuck_class':
    case 'paused':
      return true;
    case 'text':
      return term.field === 'cause' || term.field === 'blocked_on';
    case 'id':
      return term.field === 'owner';
    case 'set':
      return ['stuck_class', 'cause', 'blocked_on', 'owner'].includes(term.field);
    case 'label':
      return term.value !== null;
    case 'range':
      if (term.field === 'due_time') return true;
      return (term.field === 'create_time' || term.field === 'finish_time') && term.from !== null;
  }
}

/** Whether an index knows the few sagas among which the condition looks. */
export function narrows(condition: Condition): boolean {
  if (condition.kind === 'term') return !condition.negated && termNarrows(condition.term);
  if (condition.kind === 'any') return condition.of.every(narrows);
  return condition.of.some(narrows);
}

/** Whether nearly everything that lies on the way in this order is found. */
function isDense(condition: Condition, order: ListOrder): boolean {
  if (condition.kind !== 'term') return false;
  const { term, negated } = condition;
  if (term.kind === 'status') return (term.status === USUAL) !== negated;
  if (negated || term.kind !== 'range') return false;
  return term.field === (order === 'last_finished' ? 'finish_time' : 'create_time');
}

const NARROWING: readonly (readonly [field: string, example: string])[] = [
  ['create_time', '`create_time >= "2026-11-23T00:00:00Z"`'],
  ['finish_time', '`finish_time >= "2026-11-23T00:00:00Z"`'],
  ['age', '`age < 7d`'],
  ['status', 'a `status = …` other than COMPLETED'],
  ['stuck_class', '`stuck_class = …`'],
  ['cause', '`cause = "…"`'],
  ['labels.<key>', '`labels.<key> = …`'],
  ['blocked_on', '`blocked_on = "…"`'],
  ['owner', '`owner = "…"`'],
  ['due', '`due < 5m`'],
  ['paused', '`paused = true`'],
];

/** @throws EngineError INVALID_ARGUMENT naming what to add */
export function refuseBroad(condition: Condition, order: ListOrder, fields: FieldSet): void {
  if (narrows(condition) || conjunctsOf(condition).every((part) => isDense(part, order))) return;
  const examples = NARROWING.filter(([field]) => fields.has(field)).map(([, example]) => example);
  const broad = condition.kind === 'any' ? condition.of.find((part) => !narrows(part)) : undefined;
  const it = broad === undefined ? 'is narrowed by no index' : 'has an alternative that no index narrows';
  refuse({ it, at: (broad ?? condition).at, hint: `add one of ${examples.join(', ')}` });
}
