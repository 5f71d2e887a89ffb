/** The filter of lists of sagas, from its text to a condition that the store can serve. One for clients, operators and batches. */
import { conditionOf } from './check.js';
import type { Condition } from './condition.js';
import type { FieldSet, FilterWorld } from './fields.js';
import { refuseBroad, type ListOrder } from './narrowing.js';
import { parseTree } from './parser.js';

/**
 * Null for a filter that says nothing: it finds every saga.
 * @param order in which what is found will be read; null where it is looked for among few sagas anyway
 * @throws EngineError INVALID_ARGUMENT with the place of the mistake and what to write instead
 */
export function readFilter(
  text: string,
  fields: FieldSet,
  world: FilterWorld,
  order: ListOrder | null,
): Condition | null {
  const tree = parseTree(text);
  if (tree === null) return null;
  const condition = conditionOf(tree, fields, world);
  if (order !== null) refuseBroad(condition, order, fields);
  return condition;
}
