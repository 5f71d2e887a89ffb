import { PARTICIPANT_NAMES, type ParticipantName } from '../stack/stack.js';
import type { Expectation } from './expectation.js';
import { reconcile, turnedByFaults, type Evidence } from './reconcile.js';
import type { EventOfSaga, Ledgers, SagaHistory } from './rows.js';

type Told = Partial<EventOfSaga> & { kind: string };

const STEPS = [
  'create_consultation_record',
  'call_ai_agents',
  'generate_diagnosis_report',
  'send_notification',
  'update_health_record',
];
const [RECORD = '', AGENTS = '', REPORT = '', NOTIFICATION = '', UPDATE = ''] = STEPS;
const COUNTS: Readonly<Record<ParticipantName, number>> = {
  consultation: 1,
  'ai-agent': 3,
  report: 1,
  notification: 1,
  'health-record': 1,
};

const done = (step: string): Told => ({ kind: 'branch_done', step });
const undone = (step: string): Told => ({ kind: 'branch_undone', step });
const turned = (cause: string): Told => ({ kind: 'turned', cause });
const started: Told = { kind: 'started', epoch: null };

function history(status: string, ...events: readonly Told[]): SagaHistory {
  const told = events.map((event, index) => ({
    seq: index + 1,
    epoch: 1,
    step: null,
    atMs: index,
    nextAtMs: null,
    cause: null,
    ...event,
  }));
  return {
    id: 'saga',
    requestId: 'chaos-1',
    status,
    stuckClass: null,
    revision: events.length,
    events: told,
  };
}

function ledgers(told: Partial<Record<ParticipantName, [kept: number, undone: number]>>): Ledgers {
  const entries = PARTICIPANT_NAMES.map((name) => {
    const [kept, taken] = told[name] ?? [0, 0];
    return [name, { kept, undone: taken }] as const;
  });
  return Object.fromEntries(entries) as unknown as Ledgers;
}

const keptOfEach = Object.fromEntries(
  PARTICIPANT_NAMES.map((name) => [name, [COUNTS[name], 0] as [number, number]]),
);
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
  ...[RECORD, AGENTS, AGENTS, AGENTS, REPORT, NOTIFICATION, UPDATE].map(done),
  { kind: 'completed' },
);
const compensated = (cause = 'refused') =>
  history(
    'COMPENSATED',
    started,
    ...[RECORD, AGENTS, AGENTS, AGENTS, REPORT, NOTIFICATION].map(done),
    turned(cause),
    ...[NOTIFICATION, REPORT, AGENTS, AGENTS, AGENTS, RECORD].map(undone),
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
