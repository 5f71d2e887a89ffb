import {
  allowanceOf,
  effectOf,
  freshPace,
  hasDrifted,
  isOperationDone,
  ITEM_STATES,
  mayItemBecome,
  nextOperationState,
  OPERATION_EVENTS,
  OPERATION_STATES,
  paidUpTo,
  planMove,
  refusedItem,
  settledOf,
  type AcceptedItem,
  type BatchAction,
  type ItemCounts,
  type OperationLook,
  type SagaLook,
} from './batch.js';

const NONE: ItemCounts = { PENDING: 0, ACCEPTED: 0, EFFECTIVE: 0, REFUSED: 0, STUCK_AGAIN: 0, SKIPPED: 0 };

function look(counts: Partial<ItemCounts>, more: Partial<OperationLook> = {}): OperationLook {
  return {
    state: 'RUNNING',
    pace: { itemsPerSecond: 20, canaryItems: 0, maxFailedPercent: 20 },
    forgiven: { settled: 0, failed: 0 },
    ...more,
    counts: { ...NONE, ...counts },
  };
}

const CANARIES = { pace: { itemsPerSecond: 20, canaryItems: 3, maxFailedPercent: 20 } };

describe('B1: the table of operations', () => {
  const expected: Record<string, string> = {
    'WAITING_FOR_APPROVAL approve': 'RUNNING',
    'WAITING_FOR_APPROVAL reject': 'REJECTED',
    'WAITING_FOR_APPROVAL cancel': 'CANCELLED',
    'RUNNING pause': 'PAUSED',
    'RUNNING stop': 'PAUSED',
    'RUNNING cancel': 'CANCELLED',
    'RUNNING finish': 'DONE',
    'PAUSED resume': 'RUNNING',
    'PAUSED cancel': 'CANCELLED',
    'PAUSED finish': 'DONE',
  };

  it('is what it is, for every state and every event', () => {
    for (const state of OPERATION_STATES) {
      for (const event of OPERATION_EVENTS) {
        const key = `${state} ${event}`;
        expect([key, nextOperationState(state, event)]).toEqual([key, expected[key] ?? null]);
      }
    }
  });

  it('leaves nothing to do once an operation is done', () => {
    for (const state of OPERATION_STATES) {
      const isEnd = OPERATION_EVENTS.every((event) => nextOperationState(state, event) === null);
      expect([state, isEnd]).toEqual([state, isOperationDone(state)]);
    }
  });
});

describe('B1: the table of items', () => {
  it('lets a pending one become anything, an accepted one have an effect, and the others rest', () => {
    const changes = ITEM_STATES.map((from) => [from, ITEM_STATES.filter((to) => mayItemBecome(from, to))]);
    expect(Object.fromEntries(changes)).toEqual({
      PENDING: ['ACCEPTED', 'EFFECTIVE', 'REFUSED', 'STUCK_AGAIN', 'SKIPPED'],
      ACCEPTED: ['EFFECTIVE', 'REFUSED', 'STUCK_AGAIN', 'SKIPPED'],
      EFFECTIVE: [],
      REFUSED: [],
      STUCK_AGAIN: [],
      SKIPPED: [],
    });
  });
});

describe('what comes next', () => {
  it.each<[string, OperationLook, number, object]>([
    ['what the pace allows', look({ PENDING: 100 }), 5, { kind: 'start', limit: 5 }],
    ['nothing while the pace does not', look({ PENDING: 100 }), 0.9, { kind: 'wait' }],
    ['nothing while it is paused', look({ PENDING: 9 }, { state: 'PAUSED' }), 5, { kind: 'wait' }],
    [
      'nothing before it is approved',
      look({ PENDING: 9 }, { state: 'WAITING_FOR_APPROVAL' }),
      5,
      { kind: 'wait' },
    ],
    ['nothing once it is done', look({ PENDING: 9 }, { state: 'DONE' }), 5, { kind: 'wait' }],
    ['nothing once it is rejected', look({ PENDING: 9 }, { state: 'REJECTED' }), 5, { kind: 'wait' }],
    ['its end', look({ EFFECTIVE: 7, SKIPPED: 2 }), 5, { kind: 'finish' }],
    ['its end, of one that only skips', look({ SKIPPED: 2 }), 5, { kind: 'finish' }],
    ['its end, also while it is paused', look({ EFFECTIVE: 7 }, { state: 'PAUSED' }), 5, { kind: 'finish' }],
    ['its end only after the last effect', look({ EFFECTIVE: 7, ACCEPTED: 1 }), 5, { kind: 'wait' }],
    [
      'watching, of one that was cancelled',
      look({ PENDING: 9, ACCEPTED: 1 }, { state: 'CANCELLED' }),
      5,
      { kind: 'wait' },
    ],
    [
      'nothing more, of one that was cancelled and whose effects are known',
      look({ PENDING: 9 }, { state: 'CANCELLED' }),
      5,
      { kind: 'settle' },
    ],
  ])('is %s', (_what, operation, allowance, move) => {
    expect(planMove(operation, allowance)).toEqual(move);
  });

  it.each<[string, Partial<ItemCounts>, object]>([
    ['the first alone', { PENDING: 9 }, { kind: 'start', limit: 1 }],
    ['none while one is on its way', { PENDING: 8, ACCEPTED: 1 }, { kind: 'wait' }],
    ['the next after its effect', { PENDING: 8, EFFECTIVE: 1 }, { kind: 'start', limit: 1 }],
    [
      'none while the last of them is on its way',
      { PENDING: 6, EFFECTIVE: 2, ACCEPTED: 1 },
      { kind: 'wait' },
    ],
    ['then the rest at the pace', { PENDING: 6, EFFECTIVE: 3 }, { kind: 'start', limit: 5 }],
    ['also past those on their way', { PENDING: 6, EFFECTIVE: 3, ACCEPTED: 40 }, { kind: 'start', limit: 5 }],
    [
      'another for one that was skipped',
      { PENDING: 6, EFFECTIVE: 2, SKIPPED: 1 },
      { kind: 'start', limit: 1 },
    ],
  ])('B2: of canaries %s', (_what, counts, move) => {
    expect(planMove(look(counts, CANARIES), 5)).toEqual(move);
  });

  it.each<[string, Partial<ItemCounts>, string]>([
    ['a fifth is not more than a fifth', { PENDING: 9, EFFECTIVE: 8, STUCK_AGAIN: 1, REFUSED: 1 }, 'start'],
    ['one more is', { PENDING: 9, EFFECTIVE: 8, STUCK_AGAIN: 2, REFUSED: 1 }, 'stop'],
    ['what is accepted has started', { PENDING: 9, EFFECTIVE: 8, ACCEPTED: 5, REFUSED: 3 }, 'start'],
    ['what was skipped has not', { PENDING: 9, SKIPPED: 100, EFFECTIVE: 3, REFUSED: 1 }, 'stop'],
    ['the first that fails is all of them', { PENDING: 9, REFUSED: 1 }, 'stop'],
    ['with nothing left to start there is nothing to stop', { REFUSED: 9 }, 'finish'],
  ])('B3: %s', (_what, counts, kind) => {
    expect(planMove(look(counts), 5).kind).toBe(kind);
  });

  it('B3: what failed before a person let it go on is forgiven, what fails then is not', () => {
    const counts = { PENDING: 9, EFFECTIVE: 2, STUCK_AGAIN: 8 };
    const forgiven = settledOf({ ...NONE, ...counts });
    expect(forgiven).toEqual({ settled: 10, failed: 8 });
    expect(planMove(look(counts, { forgiven }), 5).kind).toBe('start');
    const after = { ...counts, PENDING: 7, EFFECTIVE: 3, STUCK_AGAIN: 9 };
    expect(planMove(look(after, { forgiven }), 5).kind).toBe('stop');
  });

  it('B3: a share of 100 percent never stops', () => {
    const pace = { itemsPerSecond: 20, canaryItems: 0, maxFailedPercent: 100 };
    expect(planMove(look({ PENDING: 1, REFUSED: 99 }, { pace }), 5).kind).toBe('start');
  });
});

describe('the pace', () => {
  it.each([
    [1, 1_000],
    [3, 334],
    [7, 143],
    [20, 50],
    [1_000, 1],
  ])('of %i per second starts one at once, and the next after %i ms', (rate, nextMs) => {
    const first = freshPace(10_000, rate);
    expect(allowanceOf(first, 10_000, rate)).toBe(1);
    const paid = paidUpTo(first, 10_000, rate, 1);
    expect(allowanceOf(paid, 10_000 + nextMs - 1, rate)).toBe(0);
    expect(allowanceOf(paid, 10_000 + nextMs, rate)).toBe(1);
  });

  it('holds over time, whatever the intervals of the looks', () => {
    let pacedTo = freshPace(0, 7);
    let started = 0;
    for (let nowMs = 0; nowMs <= 60_000; nowMs += 137) {
      const items = allowanceOf(pacedTo, nowMs, 7);
      if (items > 0) pacedTo = paidUpTo(pacedTo, nowMs, 7, items);
      started += items;
    }
    expect(started).toBeGreaterThanOrEqual(7 * 60 - 1);
    expect(started).toBeLessThanOrEqual(7 * 60 + 1);
  });

  it('makes up for no more than a second of standing still', () => {
    const pacedTo = freshPace(0, 20);
    expect(allowanceOf(pacedTo, 3_600_000, 20)).toBe(20);
    expect(allowanceOf(paidUpTo(pacedTo, 3_600_000, 20, 20), 3_600_000, 20)).toBe(0);
  });
});

describe('B4: what became of an accepted item', () => {
  const forward: AcceptedItem = { action: 'replay', revision: 10, status: 'RUNNING', fromStep: 2 };
  const backward: AcceptedItem = { ...forward, status: 'COMPENSATING' };
  const of = (action: BatchAction): AcceptedItem => ({ ...forward, action });
  const seen = (status: SagaLook['status'], more: Partial<SagaLook> = {}): SagaLook => ({
    ...{ status, stepIndex: 2, revision: 10, owned: true },
    ...more,
  });

  it.each<[string, AcceptedItem, SagaLook | null, string]>([
    ['a replay before its step is done', forward, seen('RUNNING', { revision: 14 }), 'ACCEPTED'],
    ['a replay past its step', forward, seen('RUNNING', { stepIndex: 3 }), 'EFFECTIVE'],
    ['a replay that completed', forward, seen('COMPLETED', { stepIndex: 5 }), 'EFFECTIVE'],
    ['a replay that turned back, on its way', forward, seen('COMPENSATING', { stepIndex: 1 }), 'ACCEPTED'],
    ['a replay that turned back and arrived', forward, seen('COMPENSATED'), 'EFFECTIVE'],
    ['a replay that failed again', forward, seen('FAILED', { revision: 12 }), 'STUCK_AGAIN'],
    ['a replay that somebody closed since', forward, seen('CLOSED', { revision: 13 }), 'STUCK_AGAIN'],
    ['a replay backward before its step is undone', backward, seen('COMPENSATING'), 'ACCEPTED'],
    ['a replay backward past its step', backward, seen('COMPENSATING', { stepIndex: 1 }), 'EFFECTIVE'],
    ['a replay of a saga that is gone', forward, null, 'EFFECTIVE'],
    ['a compensation on its way', of('compensate'), seen('COMPENSATING', { stepIndex: 0 }), 'ACCEPTED'],
    [
      'a compensation that was only asked for',
      of('compensate'),
      seen('RUNNING', { stepIndex: 4 }),
      'ACCEPTED',
    ],
    ['a compensation that arrived', of('compensate'), seen('COMPENSATED'), 'EFFECTIVE'],
    ['a compensation that got stuck', of('compensate'), seen('FAILED', { revision: 12 }), 'STUCK_AGAIN'],
    ['a compensation that came too late', of('compensate'), seen('COMPLETED'), 'REFUSED'],
    ['a pause with a call in flight', of('pause'), seen('RUNNING'), 'ACCEPTED'],
    ['a pause that holds', of('pause'), seen('RUNNING', { owned: false }), 'EFFECTIVE'],
    ['a pause after the last call', of('pause'), seen('COMPLETED', { owned: false }), 'EFFECTIVE'],
    ['a resume that nobody took up', of('resume'), seen('RUNNING'), 'ACCEPTED'],
    ['a resume that goes on', of('resume'), seen('RUNNING', { revision: 11 }), 'EFFECTIVE'],
    ['a resume of what is stuck anyway', of('resume'), seen('FAILED'), 'EFFECTIVE'],
    ['a resume that got stuck', of('resume'), seen('FAILED', { revision: 11 }), 'STUCK_AGAIN'],
    ['a close', of('close'), seen('CLOSED'), 'EFFECTIVE'],
  ])('%s: %s', (_what, item, saga, state) => {
    const found = effectOf(item, saga);
    expect(found.state).toBe(state);
    expect(found.code !== null).toBe(state === 'REFUSED');
    expect(state === 'ACCEPTED' || mayItemBecome('ACCEPTED', found.state)).toBe(true);
  });

  it('a refused action skips what moved on since the set was frozen', () => {
    const stood = seen('FAILED', { revision: 10 });
    expect(refusedItem('COMMITTED', 10, stood)).toEqual({ state: 'REFUSED', code: 'COMMITTED' });
    expect(refusedItem('STATUS_FORBIDS', 9, stood).state).toBe('SKIPPED');
    expect(refusedItem('STATUS_FORBIDS', 10, seen('RUNNING')).state).toBe('SKIPPED');
    expect(refusedItem('SAGA_NOT_FOUND', 10, null).state).toBe('SKIPPED');
  });
});

describe('drift', () => {
  it.each([
    [0, 500, false],
    [100, 110, false],
    [100, 90, false],
    [100, 111, true],
    [100, 89, true],
    [1, 2, true],
  ])('of %i previewed and %i found: %s', (previewed, eligible, drifted) => {
    expect(hasDrifted(previewed, eligible)).toBe(drifted);
  });
});
