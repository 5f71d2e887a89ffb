import { ref, type RetryPolicy, type SagaDefinition } from '#libs/saga-core';

const QUICK: Partial<RetryPolicy> = { initialIntervalMs: 100, maxIntervalMs: 5_000, timeoutMs: 2_000 };

function call(method: string, request: Record<string, ReturnType<typeof ref>>) {
  return { method: `suoke.testkit.v1.${method}`, request, retry: QUICK };
}

/**
 * One of everything that a definition can be made of: a compensatable step, parallel ones of which one is called at a
 * participant without the barrier, one that is not undone, a pivot, and a retriable step.
 */
export const everyKind: SagaDefinition = {
  type: 'every-kind',
  input: 'suoke.testkit.v1.EveryKindInput',
  deadlineMs: 120_000,
  labels: { clinic: 'clear' },
  steps: [
    {
      name: 'reserve',
      kind: 'compensatable',
      branches: [
        {
          action: call('StockService/Reserve', { item: ref('input.item') }),
          compensation: call('StockService/Release', { id: ref('reserve.id') }),
        },
      ],
    },
    {
      name: 'prepare',
      kind: 'compensatable',
      branches: [
        {
          name: 'left',
          action: call('LeftService/Prepare', { reservation: ref('reserve.id') }),
          compensation: call('LeftService/Undo', { id: ref('prepare.left.id') }),
        },
        {
          name: 'right',
          action: call('RightService/Prepare', { reservation: ref('reserve.id') }),
          compensation: {
            ...call('RightService/Undo', { id: ref('prepare.right.id') }),
            doneCodes: ['NOT_FOUND'],
          },
          barrier: false,
        },
      ],
    },
    {
      name: 'look',
      kind: 'compensatable',
      branches: [{ action: call('StockService/Look', { id: ref('reserve.id') }), compensation: 'none' }],
    },
    {
      name: 'pay',
      kind: 'pivot',
      branches: [{ action: call('BankService/Pay', { left: ref('prepare.left.id') }) }],
    },
    {
      name: 'tell',
      kind: 'retriable',
      branches: [{ action: call('MailService/Tell', { receipt: ref('pay.id') }) }],
    },
  ],
  output: { receipt: ref('pay.id') },
};
