/** What an operator is shown before a compensation is what the engine then does. */
import { previewCommand, resolveDefinition, type SagaDefinition } from '#libs/saga-core';
import {
  EngineHarness,
  everyKind,
  hanging,
  lostReply,
  refused,
  unavailable,
  type Encounter,
} from '#libs/testkit';

/** An operator decides wherever the saga could still turn. */
const supervised: SagaDefinition = {
  ...everyKind,
  steps: everyKind.steps.map((step) =>
    step.kind === 'retriable' ? step : { ...step, onRefused: 'stop', onExhausted: 'stop' },
  ),
};

const compensate = { kind: 'compensate', by: 'operator' } as const;

let harness: EngineHarness;
beforeEach(() => {
  harness = new EngineHarness(supervised);
});
afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

describe('a compensation makes the calls that its preview showed', () => {
  it.each<[string, string, Encounter[]]>([
    ['a call was refused', 'prepare/left', [refused()]],
    ['a call took effect and nobody heard of it', 'prepare/right', [lostReply, unavailable, unavailable]],
    ['nobody answered at all', 'reserve', [hanging, hanging, hanging]],
    ['a call of a step that is not undone was refused', 'look', [refused()]],
    ['the pivot was refused', 'pay', [refused()]],
  ])('%s', async (_what, call, encounters) => {
    harness.caller.next(call, ...encounters);
    const process = await harness.spawn();
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'FAILED');
    const { state } = harness.folded(sagaId);
    const from = { sagaId, nowMs: process.engine.nowMs() };
    const facts = { owned: false, reopenRefusal: null };
    const preview = previewCommand(resolveDefinition(supervised), state, compensate, facts, from);
    const before = harness.caller.calls.length;
    await harness.awaiting(harness.order(process, sagaId, compensate));
    const { status } = await harness.reaches(sagaId, 'COMPENSATED', 'FAILED');
    const made = harness.caller.calls.slice(before).map(({ key, method }) => [key, method]);
    if (preview.kind === 'refused') throw new Error(preview.refusal.message);
    const { calls, end } = preview.plan;
    expect(calls.map(({ key, method }) => [key, method])).toEqual(made);
    expect(end).toBe(status);
  });
});
