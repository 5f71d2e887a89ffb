/** Every mutant. */
import type { Mutant } from '../mutant.js';
import { CORE_MUTANTS } from './core-mutants.js';
import { EDGE_MUTANTS } from './edge-mutants.js';
import { ENGINE_MUTANTS } from './engine-mutants.js';
import { OPERATOR_MUTANTS } from './operator-mutants.js';
import { STORE_MUTANTS } from './store-mutants.js';

export const MUTANTS: readonly Mutant[] = [
  ...CORE_MUTANTS,
  ...ENGINE_MUTANTS,
  ...STORE_MUTANTS,
  ...EDGE_MUTANTS,
  ...OPERATOR_MUTANTS,
];

/** Those without which the proof would say little: what everything else rests on. */
export const REQUIRED: readonly string[] = [
  'write-without-epoch',
  'write-without-revision',
  'no-sweep',
  'barrier-without-origin-row',
  'unknown-is-refused',
  'refusal-clears-taint',
  'undo-in-forward-order',
  'claim-without-epoch',
  'retired-at-first-look',
  'barrier-stores-a-refusal',
  'start-answered-before-commit',
];
