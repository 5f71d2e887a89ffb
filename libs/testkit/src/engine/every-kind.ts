import { ref, type RetryPolicy, type SagaDefinition } from '#libs/saga-core';

const QUICK: Partial<RetryPolicy> = { initialIntervalMs: 100, maxIntervalMs: 5_000, timeoutMs: 2_000 };

function call(method: string, request: Record<string, ReturnType<typeof ref>>) {
  return { method: `testkit.${method}`, request, retry: QUICK };
}

/**
 * One of everything that a definition can be made of: a compensatable step, parallel ones of which one is called at a
 * participant without the barrier, one that is not undone, a pivot, and a retriable step.
 */
export const everyKind: SagaDefinition = {
  type: 'every-kind',
  input: 'testkit.Input',
  deadlineMs: 120_000,
  labels: { clinic: 'clear' },
  steps: [
    {
      name: 'reserve',
      kind: 'compensatable',
      branches: [
        {
          action: call('Stock/Reserve', { item: ref('input.item') }),
          compensation: call('Stock/Release', { id: ref('reserve.id') }),
        },
      ],
    },
    {
      name: 'prepare',
      kind: 'compensatable',
      branches: [
        {
          name: 'left',
          action: call('Left/Prepare', { reservation: ref('reserve.id') }),
          compensation: call('Left/Undo', { id: ref('prepare.left.id') }),
        },
        {
          name: 'right',
          action: call('Right/Prepare', { reservation: ref('reserve.id') }),
          compensation: { ...call('Right/Undo', { id: ref('prepare.right.id') }), doneCodes: ['NOT_FOUND'] },
          barrier: false,
        },
      ],
    },
    {
      name: 'look',
      kind: 'compensatable',
      branches: [{ action: call('Stock/Look', { id: ref('reserve.id') }), compensation: 'none' }],
    },
    {
      name: 'pay',
      kind: 'pivot',
      branches: [{ action: call('Bank/Pay', { left: ref('prepare.left.id') }) }],
    },
    {
      name: 'tell',
      kind: 'retriable',
      branches: [{ action: call('Mail/Tell', { receipt: ref('pay.id') }) }],
    },
  ],
  output: { receipt: ref('pay.id') },
};
