/**
 * What is explored: the pure functions of the protocol and the statements of the store in memory, by name. The explorer
 * calls no other, so whoever replaces one of them here explores a system with that mistake.
 */
import { decide, operate, outcomeOf, planRetirements, planSelfCheck } from '#libs/saga-core';
import { giveBack, judge, type SagaRow, type Transition } from '#libs/saga-engine';
import { memoryClaims, memoryLeases, memoryWrites } from '#libs/testkit';
import { BARRIER } from './barrier.js';

export const PROTOCOL = {
  /** The pure core. */
  decide,
  operate,
  outcomeOf,
  planRetirements,
  planSelfCheck,
  /** The engine's own. */
  judge,
  giveBack,
  /** The store's statements. */
  start: memoryWrites.start,
  flush: memoryWrites.flush,
  /** Whether a statement will be refused for ever: epoch and revision only grow. It is shown to be, then forgotten. */
  isOutdated: (row: SagaRow, { epoch, expectedRevision }: Transition) =>
    row.epoch > epoch || row.revision > expectedRevision,
  standing: memoryWrites.standing,
  performOperation: memoryWrites.performOperation,
  claim: memoryClaims.claim,
  sweep: memoryClaims.sweep,
  takeover: memoryClaims.takeover,
  register: memoryLeases.register,
  renew: memoryLeases.renew,
  retire: memoryLeases.retire,
  lookAtInstances: memoryLeases.lookAtInstances,
  /** The participants'. */
  barrier: BARRIER,
};

export type Protocol = typeof PROTOCOL;
