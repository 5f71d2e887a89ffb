import fc from 'fast-check';
import {
  compensatable,
  HAPPENINGS,
  pivot,
  plan,
  RandomWalk,
  retriable,
  within,
  type StepOptions,
  type Stride,
} from '#libs/testkit';
import type { SagaDefinition, StepSpec } from './definition.js';

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

const definitions: fc.Arbitrary<SagaDefinition> = fc
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

const stride: fc.Arbitrary<Stride> = fc.record({
  happening: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('answer', 'answer_well', 'later', 'operate') },
    { weight: 1, arbitrary: fc.constantFrom(...HAPPENINGS) },
  ) as fc.Arbitrary<Stride['happening']>,
  pick: fc.nat(1_000),
  choice: fc.nat(1_000),
});

describe('whatever happens to a saga (G2, G3, G4, G7)', () => {
  it('its calls, its order, its effects and its end are as promised', () => {
    fc.assert(
      fc.property(definitions, fc.array(stride, { maxLength: 60, size: 'max' }), (definition, strides) => {
        const walk = new RandomWalk(definition);
        walk.saga.claim();
        for (const each of strides) walk.stride(each);
        walk.heal();
      }),
      { numRuns: 1_000 },
    );
  });
});
