/** The sagas of the simulated worlds: every kind of step, one branch and several, and policies that fail soon. */
import {
  resolveDefinition,
  type ResolvedDefinition,
  type SagaDefinition,
  type StepSpec,
} from '#libs/saga-core';
import { compensatable, pivot, retriable, plan, within, type StepOptions } from '#libs/testkit';

const QUICK: StepOptions = {
  retry: { maxAttempts: 3, initialIntervalMs: 60, maxIntervalMs: 500, timeoutMs: 400, jitter: 0.2 },
  undoRetry: { maxAttempts: 4, initialIntervalMs: 50, maxIntervalMs: 400, timeoutMs: 300, jitter: 0.2 },
};
const PATIENT: StepOptions = { ...QUICK, retry: { ...QUICK.retry, maxAttempts: 500 } };

const three = { ...QUICK, branches: ['left', 'middle', 'right'] };
const two = { ...QUICK, branches: ['left', 'right'] };

function named(type: string, deadlineMs: number | null, ...steps: readonly StepSpec[]): SagaDefinition {
  const definition = { ...plan(...steps), type };
  return deadlineMs === null ? definition : within(deadlineMs, definition);
}

export interface Shape {
  readonly current: SagaDefinition;
  /** What a later deploy makes of the type. */
  readonly next: SagaDefinition;
}

export const SHAPES: readonly Shape[] = [
  {
    current: named(
      'consultation',
      8_000,
      compensatable('record', QUICK),
      compensatable('agents', three),
      compensatable('report', QUICK),
      compensatable('notice', QUICK),
    ),
    next: named(
      'consultation',
      8_000,
      compensatable('record', QUICK),
      compensatable('agents', two),
      compensatable('notice', QUICK),
    ),
  },
  {
    current: named(
      'purchase',
      null,
      compensatable('reserve', QUICK),
      pivot('pay', QUICK),
      retriable('ship', PATIENT),
    ),
    next: named(
      'purchase',
      3_000,
      compensatable('reserve', QUICK),
      compensatable('check', QUICK),
      pivot('pay', QUICK),
    ),
  },
  {
    current: named(
      'visit',
      1_500,
      compensatable('book', two),
      compensatable('look', { ...QUICK, notUndone: true }),
      compensatable('bill', QUICK),
    ),
    next: named('visit', null, compensatable('book', QUICK)),
  },
  {
    current: named(
      'move',
      null,
      compensatable('pack', { ...QUICK, onRefused: 'stop', onExhausted: 'stop' }),
      compensatable('carry', two),
    ),
    next: named('move', null, compensatable('carry', QUICK), compensatable('pack', QUICK)),
  },
  {
    current: named(
      'errand',
      5_000,
      retriable('go', PATIENT),
      retriable('tell', { ...PATIENT, branches: ['a', 'b'] }),
    ),
    next: named('errand', null, retriable('tell', PATIENT)),
  },
  {
    current: named('single', null, compensatable('one', QUICK)),
    next: named('single', null, pivot('one', QUICK)),
  },
];

const resolvedOf = new WeakMap<object, ResolvedDefinition>();

/** Resolved once for all worlds. */
export function resolved(definition: SagaDefinition): ResolvedDefinition {
  const known = resolvedOf.get(definition) ?? resolveDefinition(definition);
  resolvedOf.set(definition, known);
  return known;
}
