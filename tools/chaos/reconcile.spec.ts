import { expectationOf, isEveryKind, itemOf, type Expectation } from './expectation.js';
import type { Keeper } from './keepers.js';
import {
  contradictions,
  lateEffects,
  reconcile,
  turnedByFaults,
  wronglyAnswered,
  type Evidence,
} from './reconcile.js';
import type { EventOfSaga, Ledgers, SagaHistory } from './rows.js';

type Told = Partial<EventOfSaga> & { kind: string };

const RECORD = 'create_consultation_record';
const AGENTS = ['call_ai_agents/xiaoai', 'call_ai_agents/xiaoke', 'call_ai_agents/laoke'];
const REPORT = 'generate_diagnosis_report';
const NOTIFICATION = 'send_notification';
const UPDATE = 'update_health_record';

/** @param at `step`, or `step/branch` */
function on(kind: string, at: string, more: Partial<EventOfSaga> = {}): Told {
  const [step = '', branch = 'main'] = at.split('/');
  return { kind, step, branch, ...more };
}
const done = (at: string): Told => on('branch_done', at);
const undone = (at: string): Told => on('branch_undone', at, { by: 'reply' });
const turned = (cause: string): Told => ({ kind: 'turned', cause });
const started: Told = { kind: 'started', epoch: null };

function history(status: string, ...events: readonly Told[]): SagaHistory {
  const told = events.map((event, index) => ({
    seq: index + 1,
    epoch: 1,
    step: null,
    branch: null,
    atMs: index,
    nextAtMs: null,
    cause: null,
    by: null,
    ...event,
  }));
  return {
    id: 'saga',
    type: 'health-consultation',
    requestId: 'chaos-1',
    status,
    stuckClass: null,
    revision: events.length,
    events: told,
  };
}

type Counted = readonly [kept: number, undone: number];

function ledgers(told: { readonly [K in Keeper]?: Counted }): Ledgers {
  const entries = Object.entries(told).map(([name, [kept, taken]]) => [name, { kept, undone: taken }]);
  return Object.fromEntries(entries) as Ledgers;
}

const keptOfEach = {
  consultation: [1, 0],
  'ai-agent': [3, 0],
  report: [1, 0],
  notification: [1, 0],
  'health-record': [1, 0],
} as const;
const allKept = ledgers(keptOfEach);
const firstFourUndone = ledgers({
  consultation: [0, 1],
  'ai-agent': [0, 3],
  report: [0, 1],
  notification: [0, 1],
});

const completes: Expectation = { refusedAt: 'nowhere', supervised: false };
const refusedLast: Expectation = { refusedAt: 'last', supervised: false };

const completed = history(
  'COMPLETED',
  started,
  ...[RECORD, ...AGENTS, REPORT, NOTIFICATION, UPDATE].map(done),
  { kind: 'completed' },
);
const compensated = (cause = 'refused') =>
  history(
    'COMPENSATED',
    started,
    ...[RECORD, ...AGENTS, REPORT, NOTIFICATION].map(done),
    turned(cause),
    ...[NOTIFICATION, REPORT, ...AGENTS, RECORD].map(undone),
    { kind: 'compensated' },
  );

/** What is found about one saga. */
function found(
  saga: SagaHistory,
  expectation: Expectation,
  kept: Ledgers,
  more: Partial<Evidence> = {},
): string[] {
  const evidence: Evidence = {
    expected: new Map([['saga', expectation]]),
    histories: new Map([['saga', saga]]),
    ledgers: new Map([['saga', kept]]),
    limbo: [],
    ...more,
  };
  return reconcile(evidence).map(({ kind }) => kind);
}

/** It was completed, and an operator took it back; the last event may be missing. */
const reopened = (...last: readonly Told[]) =>
  history(
    'COMPENSATED',
    started,
    ...[RECORD, ...AGENTS, REPORT, NOTIFICATION, UPDATE].map(done),
    { kind: 'completed' },
    { kind: 'reopened', epoch: null },
    ...[UPDATE, NOTIFICATION, REPORT, ...AGENTS, RECORD].map(undone),
    ...last,
  );

describe('contradictions of one saga, whatever was expected of it', () => {
  const allUndone = ledgers({
    consultation: [0, 1],
    'ai-agent': [0, 3],
    report: [0, 1],
    notification: [0, 1],
    'health-record': [0, 1],
  });

  it('are none where the participants agree, also after it was taken back', () => {
    expect(contradictions(completed, allKept)).toEqual([]);
    expect(contradictions(reopened({ kind: 'compensated' }), allUndone)).toEqual([]);
  });

  it('are what is kept, what was made twice, and what came after the end', () => {
    const stays = { ...allUndone, 'health-record': { kept: 1, undone: 0 } };
    expect(contradictions(reopened({ kind: 'compensated' }), stays)).toEqual([
      'COMPENSATED, and health-record keeps 1, undid 0',
    ]);
    const twice = { ...allKept, report: { kept: 2, undone: 0 } };
    expect(contradictions(completed, twice)).toContain('report made 2 effects of 1');
    const late = reopened({ kind: 'compensated' }, { kind: 'replayed' });
    expect(contradictions(late, allUndone)).toEqual(['an event after the end']);
  });
});

describe('the reconciliation', () => {
  it('finds nothing where all is as it has to be', () => {
    expect(found(completed, completes, allKept)).toEqual([]);
    expect(found(compensated(), refusedLast, firstFourUndone)).toEqual([]);
    const atOnce = history('COMPENSATED', started, turned('refused'), { kind: 'compensated' });
    expect(found(atOnce, { refusedAt: 'first', supervised: false }, ledgers({}))).toEqual([]);
    expect(found(compensated('operator'), { refusedAt: 'last', supervised: true }, firstFourUndone)).toEqual(
      [],
    );
  });

  it('finds a start that was answered with the saga of another one', () => {
    const histories = new Map([['saga', completed]]);
    expect(wronglyAnswered([{ number: 1, sagaId: 'saga' }], histories)).toEqual([]);
    expect(wronglyAnswered([{ number: 2, sagaId: 'saga' }], histories)).toMatchObject([{ kind: 'lost' }]);
  });

  it('lets faults turn what nobody supervises, and counts it', () => {
    expect(found(compensated('exhausted'), completes, firstFourUndone)).toEqual([]);
    expect(turnedByFaults(compensated('exhausted'), completes)).toBe(true);
    expect(found(compensated('exhausted'), { ...completes, supervised: true }, firstFourUndone)).toEqual([
      'wrong_end',
    ]);
    expect(found(compensated('refused'), completes, firstFourUndone)).toEqual(['wrong_end']);
  });

  it('G1 finds what is lost: not there, or neither ended nor stuck', () => {
    expect(found(completed, completes, allKept, { histories: new Map(), ledgers: new Map() })).toEqual([
      'lost',
    ]);
    expect(found(history('RUNNING', started), completes, ledgers({}))).toEqual(['lost']);
  });

  it('G2 finds what is double: effects, sagas, effects of nobody', () => {
    const twice = ledgers({
      consultation: [1, 0],
      'ai-agent': [3, 0],
      report: [2, 0],
      notification: [1, 0],
      'health-record': [1, 0],
    });
    expect(found(completed, completes, twice)).toEqual(['double', 'wrong_end']);
    const again = ledgers({ consultation: [0, 1], 'ai-agent': [0, 4], report: [0, 1], notification: [0, 1] });
    expect(found(compensated(), refusedLast, again)).toEqual(['double']);
    expect(found(completed, completes, allKept, { expected: new Map() })).toEqual(['double']);
    const foreign = new Map([
      ['saga', allKept],
      ['another', allKept],
    ]);
    expect(found(completed, completes, allKept, { ledgers: foreign })).toEqual(['double']);
  });

  it('G4 finds wrong ends: refused and yet completed, stuck, effects kept, missing or not undone', () => {
    expect(found(completed, refusedLast, allKept)).toEqual(['wrong_end']);
    expect(found(history('FAILED', started, { kind: 'failed' }), completes, ledgers({}))).toEqual([
      'wrong_end',
    ]);
    expect(found(completed, completes, ledgers({ ...keptOfEach, report: [0, 0] }))).toEqual(['wrong_end']);
    const oneKept = ledgers({
      consultation: [0, 1],
      'ai-agent': [1, 2],
      report: [0, 1],
      notification: [0, 1],
    });
    expect(found(compensated(), refusedLast, oneKept)).toEqual(['wrong_end']);
    const oneGone = ledgers({
      consultation: [0, 1],
      'ai-agent': [0, 3],
      report: [0, 0],
      notification: [0, 1],
    });
    expect(found(compensated(), refusedLast, oneGone)).toEqual(['wrong_end']);
  });

  it('G8 finds limbo', () => {
    expect(found(completed, completes, allKept, { limbo: [{ saga_id: 'saga', why: 'overdue' }] })).toEqual([
      'limbo',
    ]);
  });

  it('G3 G6 finds torn histories: a gap, an older epoch, life after the end, undo out of order', () => {
    const { events } = completed;
    const gap = { ...completed, events: events.filter(({ seq }) => seq !== 3) };
    const older = {
      ...completed,
      events: events.map((event) => ({ ...event, epoch: event.seq === 4 ? 2 : event.epoch })),
    };
    const after = history('COMPLETED', ...events, { kind: 'interrupted' });
    for (const torn of [gap, older, after]) expect(found(torn, completes, allKept)).toEqual(['torn']);
    const wrongWay = history(
      'COMPENSATED',
      started,
      done(RECORD),
      done(REPORT),
      turned('refused'),
      undone(RECORD),
      undone(REPORT),
      {
        kind: 'compensated',
      },
    );
    expect(found(wrongWay, refusedLast, firstFourUndone)).toEqual(['torn']);
  });
});

describe('the reconciliation of every-kind', () => {
  const everyKind = (told: SagaHistory): SagaHistory => ({ ...told, type: 'every-kind' });
  const nothingFound = on('branch_undone', 'prepare/right', { by: 'done_code' });
  const refusedAtPivot: Expectation = { refusedAt: 'pivot', supervised: false };
  const ALL = ['reserve', 'prepare/left', 'prepare/right', 'look', 'pay', 'tell'];
  const whole = everyKind(history('COMPLETED', started, ...ALL.map(done), { kind: 'completed' }));
  const back = (forward: readonly string[], ...undos: readonly Told[]): SagaHistory =>
    everyKind(
      history('COMPENSATED', started, ...forward.map(done), turned('exhausted'), ...undos, {
        kind: 'compensated',
      }),
    );
  const fromPivot = back(
    ALL.slice(0, 4),
    ...['prepare/right', 'prepare/left', 'reserve'].map((at) => undone(at)),
  );
  const undoneOfEach = { stock: [0, 1], left: [0, 1], right: [0, 1], look: [1, 0] } as const;
  const keptBy = {
    stock: [1, 0],
    left: [1, 0],
    right: [1, 0],
    look: [1, 0],
    bank: [1, 0],
    mail: [1, 0],
  } as const;

  it('finds nothing where every effect is made once, or is undone but for what no one undoes', () => {
    expect(found(whole, completes, ledgers(keptBy))).toEqual([]);
    expect(found(fromPivot, refusedAtPivot, ledgers(undoneOfEach))).toEqual([]);
    const lookUnknown = back(['reserve'], undone('reserve'));
    expect(found(lookUnknown, completes, ledgers({ stock: [0, 1], look: [1, 0] }))).toEqual([]);
  });

  it('G2 finds an effect that was made twice, and one of a participant that the saga does not call', () => {
    expect(found(whole, completes, ledgers({ ...keptBy, bank: [2, 0] }))).toEqual(['double', 'wrong_end']);
    expect(found(whole, completes, ledgers({ ...keptBy, report: [1, 0] }))).toEqual(['double']);
    expect(found(fromPivot, refusedAtPivot, ledgers({ ...undoneOfEach, stock: [0, 2] }))).toEqual(['double']);
  });

  it('G4 finds a payment or a mail of what turned back, a look undone, an end without its pivot', () => {
    const wrong: { readonly [K in Keeper]?: Counted }[] = [
      { ...undoneOfEach, bank: [1, 0] },
      { ...undoneOfEach, mail: [1, 0] },
      { ...undoneOfEach, look: [0, 1] },
      { ...undoneOfEach, look: [0, 0] },
      { ...undoneOfEach, left: [1, 0] },
    ];
    for (const kept of wrong) expect(found(fromPivot, refusedAtPivot, ledgers(kept))).toEqual(['wrong_end']);
    expect(found(whole, completes, ledgers({ ...keptBy, bank: [0, 0] }))).toEqual(['wrong_end']);
    expect(found(whole, refusedAtPivot, ledgers(keptBy))).toEqual(['wrong_end']);
  });

  it('G3 finds what was undone out of order; the branches of one step are free', () => {
    const otherWay = back(
      ALL.slice(0, 4),
      ...['prepare/left', 'prepare/right', 'reserve'].map((at) => undone(at)),
    );
    expect(found(otherWay, refusedAtPivot, ledgers(undoneOfEach))).toEqual([]);
    const torn = back(
      ALL.slice(0, 4),
      ...['prepare/right', 'reserve', 'prepare/left'].map((at) => undone(at)),
    );
    expect(found(torn, refusedAtPivot, ledgers(undoneOfEach))).toEqual(['torn']);
  });

  it('counts an effect that came after an undo of nothing where there is no barrier, and only there', () => {
    const closed = back(['reserve', 'prepare/left'], nothingFound, undone('prepare/left'), undone('reserve'));
    const kept = { stock: [0, 1], left: [0, 1], right: [1, 0] } as const;
    const late = (saga: SagaHistory, told: Ledgers) =>
      lateEffects({ histories: new Map([['saga', saga]]), ledgers: new Map([['saga', told]]) });
    expect(found(closed, completes, ledgers(kept))).toEqual([]);
    expect(late(closed, ledgers(kept))).toEqual(['saga']);
    expect(late(closed, ledgers({ ...kept, right: [0, 1] }))).toEqual([]);

    const confirmed = back(['reserve', 'prepare/right'], nothingFound, undone('reserve'));
    const undoneThere = back(['reserve'], undone('prepare/right'), undone('reserve'));
    const behindBarrier = back(
      ['reserve'],
      on('branch_undone', 'prepare/left', { by: 'done_code' }),
      undone('reserve'),
    );
    const keptRight = ledgers({ stock: [0, 1], right: [1, 0] });
    for (const [saga, told] of [
      [confirmed, keptRight],
      [undoneThere, keptRight],
      [behindBarrier, ledgers({ stock: [0, 1], left: [1, 0] })],
    ] as const) {
      expect(found(saga, completes, told)).toEqual(['wrong_end']);
      expect(late(saga, told)).toEqual([]);
    }
  });
});

describe('the load', () => {
  it('asks for every kind of end of both sagas, and for the item that brings it about', () => {
    const numbers = Array.from({ length: 220 }, (_, number) => number);
    const ends = (are: boolean): string[] => [
      ...new Set(
        numbers
          .filter((number) => isEveryKind(number) === are)
          .map((number) => expectationOf(number).refusedAt),
      ),
    ];
    expect(ends(true).toSorted()).toEqual(['first', 'nowhere', 'pivot']);
    expect(ends(false).toSorted()).toEqual(['first', 'last', 'nowhere']);
    const items = { first: 'sold-out', pivot: 'unpayable', nowhere: 'tea' };
    for (const number of numbers.filter(isEveryKind))
      expect(itemOf(number)).toBe(items[expectationOf(number).refusedAt as keyof typeof items]);
  });
});
