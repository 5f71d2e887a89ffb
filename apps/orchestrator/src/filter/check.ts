/** From what was written to what is meant: every comparison read by its field, NOT carried to the terms, contradictions refused. */
import { conjunctsOf, type Condition, type RangeField } from './condition.js';
import { answerOf, type FieldSet, type FilterWorld } from './fields.js';
import type { FilterTree } from './parser.js';
import { refuse } from './refusal.js';

/** Nested ANDs are one, as nested ORs are. */
function join(kind: 'all' | 'any', parts: readonly Condition[], at: number): Condition {
  return { kind, of: parts.flatMap((part) => (part.kind === kind ? part.of : [part])), at };
}

/** Comparisons that have to hold at once; parentheses make no difference. */
function together(tree: FilterTree): FilterTree[] {
  return tree.kind === 'and' ? tree.of.flatMap(together) : [tree];
}

/** Of two terms that compare the same in the same way, one says nothing, or both find nothing. */
function refuseDoubled(tree: FilterTree): void {
  const seen = new Set<string>();
  for (const part of together(tree)) {
    if (part.kind !== 'comparison' || part.operator === '!=') continue;
    const compared = `${part.field} ${part.operator}`;
    if (seen.has(compared)) {
      const hint = 'join alternatives by OR';
      refuse({ it: 'has two terms that compare the same field in the same way', at: part.at, hint });
    }
    seen.add(compared);
  }
}

/** A range whose end does not lie behind its beginning holds nothing. */
function refuseInverted(condition: Condition): void {
  const edges = new Map<RangeField, { from: number; before: number }>();
  for (const part of conjunctsOf(condition)) {
    if (part.kind !== 'term' || part.negated || part.term.kind !== 'range') continue;
    const { field, from, before } = part.term;
    const known = edges.get(field) ?? { from: -Infinity, before: Infinity };
    const edge = {
      from: Math.max(known.from, from ?? -Infinity),
      before: Math.min(known.before, before ?? Infinity),
    };
    if (edge.from >= edge.before) {
      refuse({ it: 'has a range that ends before it begins', at: part.at });
    }
    edges.set(field, edge);
  }
}

/** @throws EngineError INVALID_ARGUMENT */
export function conditionOf(
  tree: FilterTree,
  fields: FieldSet,
  world: FilterWorld,
  negated = false,
): Condition {
  if (tree.kind === 'not') return conditionOf(tree.of, fields, world, !negated);
  if (tree.kind === 'comparison') {
    const answer = answerOf(tree, fields, world);
    return { kind: 'term', term: answer.term, negated: answer.negated !== negated, at: tree.at };
  }
  if (tree.kind === 'and' && !negated) refuseDoubled(tree);
  const kind = (tree.kind === 'and') === negated ? 'any' : 'all';
  const parts = tree.of.map((part) => conditionOf(part, fields, world, negated));
  const condition = join(kind, parts, tree.at);
  if (kind === 'all') refuseInverted(condition);
  return condition;
}
