/** The oracles by themselves: each says what is wrong with a history that the engine does not write. */
import { resolveDefinition, type EventBody, type SagaEvent } from '#libs/saga-core';
import type { SagaRow } from '#libs/saga-engine';
import { changeHold, compensatable, MemoryDatabase, pivot, plan } from '#libs/testkit';
import { take } from './history.js';
import type { Known } from './known.js';
import { LedgerOracle } from './ledger-oracle.js';
import { PaceOracle } from './pace-oracle.js';
import type { Effect } from './sim-participants.js';

const RETRY = { maxAttempts: 2, initialIntervalMs: 100, backoffCoefficient: 2, jitter: 0.2 };
const definition = resolveDefinition(plan(compensatable('reserve', { retry: RETRY }), pivot('pay')));
const at = { step: 'reserve', branch: 'main' };

/** What is known after these events of a process in its first run, the first of them right after the start. */
function history(...bodies: readonly EventBody[]): Known {
  const started: EventBody = { kind: 'started', data: { deadlineAtMs: null }, secret: { input: {} } };
  let known: Known | null = null;
  for (const [index, body] of [started, ...bodies].entries()) {
    const event = {
      ...body,
      seq: index + 1,
      epoch: index === 0 || isPersons(body) ? null : 1,
      atMs: 1_000,
    } as SagaEvent;
    known = take(known, definition, { id: 'saga' } as SagaRow, event);
  }
  return known as Known;
}

function isPersons(body: EventBody): boolean {
  return body.kind === 'skipped' || (body.kind === 'turned' && body.data.cause === 'operator');
}

function failed(
  attempt: number,
  nextAtMs: number | null,
  outcome: 'no_effect' | 'unknown' = 'no_effect',
): EventBody {
  return {
    kind: 'attempt_failed',
    ...at,
    attempt,
    data: { code: 'ABORTED', direction: 'action', outcome, nextAtMs },
  };
}

describe('the oracles see', () => {
  it('I7: a wait that is shorter or longer than the policy', () => {
    expect(() => history(failed(1, 1_080))).not.toThrow();
    expect(() => history(failed(1, 1_120))).not.toThrow();
    expect(() => history(failed(1, 1_078))).toThrow('I7: after attempt 1');
    expect(() => history(failed(1, 1_122))).toThrow('I7: after attempt 1');
  });

  it('I7: an attempt that nobody granted, and one that was not counted', () => {
    expect(() => history(failed(1, 1_100), failed(2, 1_200))).toThrow('I7: after attempt 2');
    expect(() => history(failed(1, 1_100), failed(2, null), failed(3, null))).toThrow('of at most 2');
    expect(() => history(failed(1, 1_100), failed(1, 1_100))).toThrow('is number 2');
  });

  it('I3: a saga that is compensated although a refusal came after an unknown attempt', () => {
    const refused: EventBody = { kind: 'branch_refused', ...at, attempt: 2, data: { code: 'NOT_FOUND' } };
    const turned: EventBody = { kind: 'turned', data: { cause: 'refused' } };
    const compensated: EventBody = { kind: 'compensated', data: {} };
    expect(() => history(failed(1, 1_100), refused, turned, compensated)).not.toThrow();
    expect(() => history(failed(1, 1_100, 'unknown'), refused, turned, compensated)).toThrow(
      'I3: saga is undone, but reserve/main may have an effect',
    );
  });

  it('I2: a completed saga without an effect, also where another step was skipped', () => {
    const known = history(
      { kind: 'branch_done', ...at, attempt: 1, data: {}, secret: { reply: {} } },
      { kind: 'failed', step: 'pay', data: { class: 'poison', direction: 'forward' } },
      { kind: 'skipped', step: 'pay', data: { deadlineAtMs: null }, secret: { results: { main: {} } } },
      { kind: 'completed', data: {} },
    );
    const key = 'saga/reserve/main/1/action';
    const reserved: Effect = { key, state: 'applied', closed: false, late: false, stored: true };
    expect(() => new LedgerOracle(new Map([[key, reserved]])).ended(known)).not.toThrow();
    expect(() => new LedgerOracle(new Map()).ended(known)).toThrow(
      `I2: saga is COMPLETED without the effect`,
    );
  });

  it('I1: a saga that turns or stops for nothing', () => {
    expect(() => history({ kind: 'turned', data: { cause: 'deadline' } })).toThrow(
      'I1: saga turned (deadline)',
    );
    const stopped: EventBody = { kind: 'failed', ...at, data: { class: 'exhausted', direction: 'forward' } };
    expect(() => history(failed(1, 1_100), failed(2, null), stopped)).toThrow('I1: saga stopped at reserve');
  });

  it('I1, I12: a process that goes on with what is stuck, and with what has ended', () => {
    const stuck: EventBody = { kind: 'failed', data: { class: 'poison', direction: 'forward' } };
    expect(() => history(stuck, { kind: 'replayed', data: { deadlineAtMs: null } })).toThrow(
      'I1: saga is stuck',
    );
    const turned: EventBody = { kind: 'turned', data: { cause: 'operator' } };
    expect(() => history(turned, { kind: 'compensated', data: {} }, turned)).toThrow('I12: saga has ended');
  });

  it('I7: a release that wakes more than its rate allows', () => {
    let nowMs = 0;
    const tables = new MemoryDatabase(() => nowMs);
    const pace = new PaceOracle(tables);
    changeHold(tables, 'bank', { kind: 'hold', actor: 'li', reason: 'asked' });
    pace.released('bank');
    changeHold(tables, 'bank', { kind: 'release', rate: 2 });
    nowMs = 500;
    expect(() => pace.woken('bank')).not.toThrow();
    nowMs = 999;
    expect(() => pace.woken('bank')).toThrow('I7: 2 sagas woke within 999 ms at 2 a second');
  });
});
