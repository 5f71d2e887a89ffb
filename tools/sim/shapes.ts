/**
 * The sagas of the simulated worlds: every kind of step, one branch and several, participants with and without the barrier,
 * and policies that fail soon.
 */
import {
  methodsOf,
  participantOf,
  resolveDefinition,
  type ResolvedDefinition,
  type SagaDefinition,
  type StepSpec,
} from '#libs/saga-core';
import { compensatable, everyKind, pivot, retriable, plan, within, type StepOptions } from '#libs/testkit';

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
    current: named('delivery', null, compensatable('pack', QUICK), retriable('bring', PATIENT)),
    next: named('delivery', null, compensatable('pack', two), retriable('bring', PATIENT)),
  },
  {
    current: named('single', null, compensatable('one', QUICK)),
    next: named('single', null, pivot('one', QUICK)),
  },
  {
    current: named(
      'transfer',
      4_000,
      compensatable('lock', { ...QUICK, barrier: false }),
      compensatable('note', { ...two, barrier: false, doneCodes: ['NOT_FOUND'] }),
      pivot('send', { ...QUICK, barrier: false }),
      retriable('confirm', { ...PATIENT, barrier: false }),
    ),
    next: named(
      'transfer',
      null,
      compensatable('lock', { ...QUICK, barrier: false }),
      pivot('send', { ...QUICK, barrier: false }),
    ),
  },
  {
    current: everyKind,
    next: { ...everyKind, steps: everyKind.steps.filter(({ name }) => name !== 'look') },
  },
];

/** Methods that a release without the current definition of a type may do without. */
export function methodsGone({ current, next }: Shape): string[] {
  const kept = new Set(methodsOf(next));
  return methodsOf(current).filter((method) => !kept.has(method));
}

/** Participants without the barrier, each with whether it says NOT_FOUND when there is nothing to undo. */
export const WITHOUT_BARRIER: ReadonlyMap<string, boolean> = new Map(
  SHAPES.flatMap(({ current }) => current.steps.flatMap(({ branches }) => branches))
    .filter(({ barrier }) => barrier === false)
    .map(({ action, compensation }) => [
      participantOf(action.method),
      compensation !== undefined && compensation !== 'none' && (compensation.doneCodes?.length ?? 0) > 0,
    ]),
);

const resolvedOf = new WeakMap<object, ResolvedDefinition>();

/** Resolved once for all worlds. */
export function resolved(definition: SagaDefinition): ResolvedDefinition {
  const known = resolvedOf.get(definition) ?? resolveDefinition(definition);
  resolvedOf.set(definition, known);
  return known;
}
