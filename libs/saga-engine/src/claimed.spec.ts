import { fold, resolveDefinition, type SagaEvent } from '#libs/saga-core';
import { compensatable, PlainCipher, plan } from '#libs/testkit';
import { giveUpUnfolded } from './claimed.js';
import { columnsOf, fromRowBlind } from './codec.js';
import type { SagaRow } from './ports.js';

it.each([
  [
    'and says what is missing',
    { code: 'UNIMPLEMENTED', reason: 'DEFINITION_UNFIT', fields: ['it cannot be read'] },
  ],
  ['and nobody knows why', undefined],
])(
  'G7: what is given up without its definition has the columns that its events say, once they can be folded: %s',
  (_, missing) => {
    const definition = resolveDefinition(plan(compensatable('one'), compensatable('two')));
    const cipher = new PlainCipher();
    const at = { epoch: 1, atMs: 0 };
    const error = { code: 'FAILED_PRECONDITION', reason: 'SOLD_OUT' };
    const events = [
      { ...at, epoch: null, seq: 1, kind: 'started', data: { deadlineAtMs: null }, secret: { input: {} } },
      {
        ...at,
        seq: 2,
        kind: 'branch_done',
        step: 'one',
        branch: 'main',
        attempt: 1,
        data: {},
        secret: { reply: {} },
      },
      { ...at, seq: 3, kind: 'branch_refused', step: 'two', branch: 'main', attempt: 1, data: error },
      { ...at, seq: 4, kind: 'turned', data: { cause: 'refused', error } },
    ] as unknown as SagaEvent[];
    const state = fold(definition, events);
    if (state === null) throw new Error('no state');
    const row = { ...columnsOf(cipher, definition, state), type: definition.type } as SagaRow;
    const given = giveUpUnfolded(
      cipher,
      row,
      { class: 'definition_missing', error: missing },
      { epoch: null, atMs: 60_000 },
    );
    if (given === null) throw new Error('not given up');
    const after = fold(definition, given.events.map(fromRowBlind), state);
    if (after === null) throw new Error('no state');
    expect(given.columns).toMatchObject(columnsOf(cipher, definition, after));
    expect(after.error).toEqual(missing ?? null);
  },
);
