/** Histories of the version before the one in which an accepted cancel keeps a saga from entering its first retriable step. */
import { compensatable, plan, retriable } from '#libs/testkit';
import { decide } from './decide.js';
import { resolveDefinition } from './definition.js';
import type { SagaEvent } from './events.js';
import { fold } from './fold.js';
import { EMPTY_VIEW } from './view.js';

describe('a saga that an earlier version moved past an accepted cancel', () => {
  const definition = resolveDefinition(plan(compensatable('book'), retriable('ship')));
  const base = { epoch: 1, atMs: 0 };
  const begun = [
    { ...base, epoch: null, seq: 1, kind: 'started', data: { deadlineAtMs: null }, secret: { input: {} } },
    { ...base, epoch: null, seq: 2, kind: 'cancel_requested', data: { by: 'client' } },
    {
      ...base,
      seq: 3,
      kind: 'branch_done',
      step: 'book',
      branch: 'main',
      attempt: 1,
      data: {},
      secret: { reply: {} },
    },
  ] as unknown as SagaEvent[];
  const next = (event: object) => [...begun, { ...base, seq: 4, ...event } as unknown as SagaEvent];

  it.each([
    ['a process died while it shipped', next({ kind: 'interrupted', epoch: 2, data: {} })],
    [
      'an attempt to ship was not answered',
      next({
        ...{ kind: 'attempt_failed', step: 'ship', branch: 'main', attempt: 1 },
        data: { code: 'UNAVAILABLE', direction: 'action', outcome: 'unknown', nextAtMs: 0 },
      }),
    ],
  ])('only goes forward: %s', (_, events) => {
    const state = fold(definition, events);
    if (state === null) throw new Error('no state');
    expect(state.committed).toBe(true);
    const moment = { sagaId: 'saga', nowMs: 60_000, epoch: 2 };
    const { events: told, commands } = decide(
      definition,
      state,
      { kind: 'advance', view: EMPTY_VIEW },
      moment,
    );
    expect(told.map(({ kind }) => kind)).toEqual([]);
    expect(commands.map(({ kind }) => kind)).toEqual(['call', 'wait']);
  });
});
