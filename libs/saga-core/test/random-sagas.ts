/** Random plans, and what may happen to their sagas: what the properties of the core are held against. */
import fc from 'fast-check';
import {
  compensatable,
  HAPPENINGS,
  pivot,
  plan,
  retriable,
  within,
  type StepOptions,
  type Stride,
} from '#libs/testkit';
import type { SagaDefinition, StepSpec } from '../src/definition.js';

const retry = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 3 }),
  initialIntervalMs: fc.constantFrom(10, 1_000, 3_000),
  maxIntervalMs: fc.constantFrom(5_000, 60_000),
  jitter: fc.constantFrom(0, 0.2),
  timeoutMs: fc.constantFrom(100, 2_000, 30_000),
});
const policy = fc.constantFrom('compensate', 'stop');
const options: fc.Arbitrary<StepOptions> = fc.record({
  retry,
  undoRetry: retry,
  onRefused: policy,
  onExhausted: policy,
  barrier: fc.boolean(),
  notUndone: fc.constantFrom(false, false, false, true),
  branches: fc.constantFrom(undefined, undefined, ['a', 'b'], ['a', 'b', 'c']),
});

/** Plans of every shape: kinds, parallel branches, policies, deadlines, participants without the barrier. */
export const definitions: fc.Arbitrary<SagaDefinition> = fc
  .record({
    before: fc.array(options, { maxLength: 3 }),
    turning: fc.option(options),
    after: fc.array(options, { maxLength: 2 }),
    deadlineMs: fc.constantFrom(null, 5_000, 40_000, 900_000),
  })
  .map(({ before, turning, after, deadlineMs }) => {
    const steps: StepSpec[] = [
      ...before.map((step, index) => compensatable(`c${index}`, step)),
      ...(turning === null ? [] : [pivot('p', { ...turning, branches: undefined })]),
      ...after.map((step, index) => retriable(`r${index}`, step)),
    ];
    const definition = plan(...(steps.length === 0 ? [compensatable('c0')] : steps));
    return deadlineMs === null ? definition : within(deadlineMs, definition);
  });

/** What happens to a saga next; `HAPPENINGS` of the testkit. */
export const stride: fc.Arbitrary<Stride> = fc.record({
  happening: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('answer', 'answer_well', 'later', 'operate') },
    { weight: 1, arbitrary: fc.constantFrom(...HAPPENINGS) },
  ) as fc.Arbitrary<Stride['happening']>,
  pick: fc.nat(1_000),
  choice: fc.nat(1_000),
});

/** So many strides at most that a saga meets most of what can happen. */
export const strides = fc.array(stride, { maxLength: 60, size: 'max' });

/** So few that most sagas are still on their way. */
export const firstStrides = fc.array(stride, { maxLength: 8, size: 'max' });
