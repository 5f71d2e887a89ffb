/** The class of an explanation and the condition of a saga are two words for one thing: they never contradict each other. */
import fc from 'fast-check';
import { STUCK_CLASSES, statusOf } from '#libs/saga-core';
import type { SagaDetail, SagaRow } from '#libs/saga-engine';
import {
  compensatable,
  given,
  HAPPENINGS,
  pivot,
  plan,
  RandomWalk,
  retriable,
  stuckAtMail,
  type ModelledSaga,
} from '#libs/testkit';
import { situationOf } from './condition.js';
import { explained } from './explanations.js';

const CLASSES: { readonly [condition: string]: readonly string[] } = {
  CONDITION_DUE: ['due'],
  // A process waits for up to two seconds without giving the saga up.
  CONDITION_MOVING: ['calling', 'backing_off'],
  CONDITION_BACKING_OFF: ['backing_off'],
  CONDITION_OVERDUE: ['overdue'],
  CONDITION_ORPHANED: ['orphaned'],
  CONDITION_PAUSED: ['paused'],
  CONDITION_BLOCKED: ['held'],
  CONDITION_STUCK: STUCK_CLASSES,
  CONDITION_ENDED: ['completed', 'compensated', 'closed'],
};

function detailOf({ sagaId, state, definition, owned, dueAtMs, epoch, events }: ModelledSaga): SagaDetail {
  const { pausedAtMs, blockedOn, finishedAtMs } = state;
  const row = { pausedAtMs, blockedOn, finishedAtMs, dueAtMs, epoch, status: statusOf(state.phase) };
  return {
    row: { ...row, id: sagaId, owner: owned ? 'p' : null } as unknown as SagaRow,
    ...{ definition, state, events, output: null, sealed: false },
  };
}

function processes(databaseNowMs: number, isAlive: boolean) {
  const leaseUntilMs = isAlive ? databaseNowMs + 5_000 : databaseNowMs;
  return {
    ...{ databaseNowMs, serverStartedAtMs: 0 },
    instances: [{ id: 'p', leaseUntilMs, retired: false, lockFree: !isAlive }],
  };
}

const happenings = fc.array(
  fc.record({ happening: fc.constantFrom(...HAPPENINGS), pick: fc.nat(1_000), choice: fc.nat(1_000) }),
  { maxLength: 12 },
);

describe('an explained saga', () => {
  it('has a class that fits its condition', () => {
    const definition = plan(compensatable('c', { branches: ['a', 'b'] }), pivot('p'), retriable('r'));
    const met = new Set<string>();
    const look = (saga: ModelledSaga, laterMs: number, isAlive: boolean) => {
      const detail = detailOf(saga);
      const view = processes(saga.nowMs + laterMs, isAlive);
      const { condition } = situationOf(detail.row, view);
      met.add(String(condition));
      expect(CLASSES[String(condition)]).toContain(explained(detail, view, saga.held).class);
    };
    fc.assert(
      fc.property(happenings, fc.constantFrom(0, 40_000), fc.boolean(), (strides, laterMs, isAlive) => {
        const walk = new RandomWalk(definition);
        look(walk.saga, laterMs, isAlive);
        walk.saga.claim();
        for (const each of strides) {
          walk.stride(each);
          look(walk.saga, laterMs, isAlive);
        }
        walk.heal();
        look(walk.saga, laterMs, isAlive);
      }),
      { numRuns: 200 },
    );
    expect(met.size).toBeGreaterThan(6);
  });

  it('offers nothing but to close it while its key is gone', () => {
    const { saga } = stuckAtMail();
    const nextOf = (sealed: boolean) =>
      explained({ ...detailOf(saga), sealed }, processes(saga.nowMs, true), new Set()).next;
    expect(nextOf(true)).toMatchObject({
      en: expect.stringContaining('what an operator may do: close;'),
      zh_cn: expect.stringContaining('操作员可以：关闭；'),
    });
    expect(nextOf(false)?.en).toContain('what an operator may do: replay, rewind, compensate');
  });

  it('says when, where that is known', () => {
    const retry = { initialIntervalMs: 5_000 };
    const story = given(plan(compensatable('c', { retry })));
    const at = (saga: ModelledSaga) => {
      const { row, ...rest } = detailOf(saga);
      return explained({ row, ...rest }, processes(saga.nowMs, true), new Set());
    };
    expect(at(story.saga)).toMatchObject({ class: 'calling', next_time: null });
    expect(at(story.unanswered('c').saga)).toMatchObject({
      class: 'backing_off',
      next_time: { seconds: 5 },
    });
  });
});
