/** What is explored: small definitions that together have every kind of step, and how much may go wrong in each. */
import type { OperatorCommand, RetryPolicy } from '#libs/saga-core';
import { compensatable, pivot, plan, retriable, within } from '#libs/testkit';
import type { Limits, Scope } from './world.js';

/** Waited for in the slot. */
const SHORT: Partial<RetryPolicy> = { maxAttempts: 2, initialIntervalMs: 1_000 };
/** Given up and due later. */
const LONG: Partial<RetryPolicy> = { maxAttempts: 2, initialIntervalMs: 3_000 };

const QUICK = { retry: SHORT, undoRetry: SHORT };
const PATIENT = { retry: LONG, undoRetry: LONG };

const BOTH = plan(compensatable('both', { ...QUICK, branches: ['a', 'b'] }));

const COMPENSATE: OperatorCommand = { kind: 'compensate', by: 'operator' };
const REPLAY: OperatorCommand = { kind: 'replay' };

const LIMITS: Limits = { crashes: 1, duplicates: 1, lostClaims: 0, commands: 1, troubles: 2, putOffs: 0 };

export const SCOPES: readonly Scope[] = [
  {
    name: 'one step',
    definition: plan(compensatable('one', PATIENT)),
    limits: { ...LIMITS, troubles: 4 },
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'one step, a lost claim',
    definition: plan(compensatable('one', QUICK)),
    limits: { ...LIMITS, duplicates: 0, lostClaims: 1 },
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'one step with a deadline',
    definition: within(2_500, plan(compensatable('one', QUICK))),
    limits: { ...LIMITS, duplicates: 0 },
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'a suspect',
    definition: plan(compensatable('one', QUICK)),
    limits: { ...LIMITS, commands: 0, putOffs: 1 },
    commands: [],
    interruptions: 2,
  },
  {
    name: 'two steps',
    definition: plan(compensatable('one', QUICK), compensatable('two', PATIENT)),
    limits: LIMITS,
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'two branches',
    definition: BOTH,
    limits: { ...LIMITS, troubles: 0 },
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'two branches, one in trouble',
    definition: BOTH,
    limits: { ...LIMITS, duplicates: 0, troubles: 1 },
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'every kind of step',
    definition: plan(compensatable('one', QUICK), pivot('two', PATIENT), retriable('three', QUICK)),
    limits: LIMITS,
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'a retriable step without a pivot',
    definition: plan(compensatable('one', QUICK), retriable('two', QUICK)),
    limits: { ...LIMITS, troubles: 1 },
    commands: [COMPENSATE, REPLAY],
  },
  {
    name: 'three steps',
    definition: plan(compensatable('one', QUICK), compensatable('two', QUICK), compensatable('three', QUICK)),
    limits: LIMITS,
    commands: [COMPENSATE, REPLAY],
  },
];
