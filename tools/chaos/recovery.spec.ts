import { percentile } from '../statistics.js';
import { circumstanceOf, recoveriesOf, type Deed, type TimedEvent, type TimedSaga } from './recovery.js';

type Told = [kind: string, atMs: number, nextAtMs?: number];

const saga = (id: string, ...told: Told[]): TimedSaga => ({
  id,
  events: told.map(([kind, atMs, nextAtMs = null], index): TimedEvent => ({
    seq: index + 1,
    kind,
    atMs,
    nextAtMs: nextAtMs ?? null,
  })),
});
const byId = (...sagas: TimedSaga[]) => new Map(sagas.map((one) => [one.id, one]));
const owning = (...ids: string[]) => new Map(ids.map((id) => [id, 1]));

const kill: Deed = {
  kind: 'kill-orchestrator',
  target: 'orchestrator-1',
  atMs: 1_000,
  healedAtMs: 3_000,
  owned: owning('a', 'b'),
};
const samplesSince = (since: 'act' | 'heal', deed: Deed, sagas: ReadonlyMap<string, TimedSaga>) =>
  recoveriesOf([deed], sagas).find((recovery) => recovery.since === since)?.samplesMs;

describe('the time that a fault costs', () => {
  const moving = saga('a', ['started', 500], ['interrupted', 1_700], ['completed', 5_000]);
  const others = saga('c', ['started', 900], ['branch_done', 1_010]);

  it('is that to the next event of each saga of the process that was hit', () => {
    expect(samplesSince('act', kill, byId(moving, others))).toEqual([700]);
    expect(samplesSince('heal', kill, byId(moving, others))).toEqual([2_000]);
  });

  it('counts all sagas where no process was hit', () => {
    const flush: Deed = { kind: 'redis-flush', target: 'redis', atMs: 1_000, healedAtMs: 1_000 };
    expect(samplesSince('act', flush, byId(moving, others))).toEqual([700, 10]);
  });

  it('is not known where the sagas of the process are not', () => {
    expect(samplesSince('act', { ...kill, owned: null }, byId(moving))).toEqual([]);
  });

  it('leaves out what rests, what ended, and what began later', () => {
    const ended = saga('a', ['started', 100], ['completed', 900]);
    const stuck = saga('b', ['started', 100], ['failed', 900], ['replayed', 60_000]);
    expect(samplesSince('act', kill, byId(ended, stuck))).toEqual([]);
    expect(samplesSince('act', kill, byId(saga('a', ['started', 1_500], ['completed', 1_600])))).toEqual([]);
  });

  it('leaves out the wait for the next attempt', () => {
    const waiting = saga('a', ['started', 100], ['attempt_failed', 900, 4_000], ['branch_done', 4_050]);
    expect(samplesSince('act', kill, byId(waiting))).toEqual([50]);
  });

  it('is told by its 50th and its 99th hundredth', () => {
    const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect([percentile(samples, 0.5), percentile(samples, 0.99), percentile([7], 0.99)]).toEqual([
      100, 198, 7,
    ]);
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('the circumstances of a loss', () => {
  const rival = (more: Partial<Deed>): Deed => ({
    kind: 'stop-orchestrator',
    target: 'orchestrator-2',
    atMs: 0,
    healedAtMs: 500,
    owned: owning(),
    ...more,
  });
  const restart = (atMs: number, healedAtMs: number | null): Deed => ({
    kind: 'postgres-restart',
    target: 'postgres',
    atMs,
    healedAtMs,
  });
  it.each([
    ['nothing else', [], 'alone'],
    ['the other is well again', [rival({})], 'alone'],
    ['the other is frozen', [rival({ healedAtMs: 1_001 })], 'no other process'],
    [
      'the other freezes before it can take over',
      [rival({ atMs: 2_900, healedAtMs: null })],
      'no other process',
    ],
    ['the other lost its database just now', [rival({ kind: 'postgres-half-open' })], 'no other process'],
    ['the same was hit before', [rival({ target: 'orchestrator-1', healedAtMs: 1_001 })], 'alone'],
    ['Postgres started 3.9 s before', [restart(-5_000, -2_900)], 'after a start of Postgres'],
    ['Postgres started 4.1 s before', [restart(-5_000, -3_100)], 'alone'],
    ['Postgres ends right after', [restart(2_500, null)], 'after a start of Postgres'],
  ] as const)('%s', (_, others, circumstance) => {
    expect(circumstanceOf(kill, [kill, ...others])).toBe(circumstance);
  });

  it('do not matter to what hits no process', () => {
    const flush: Deed = { kind: 'redis-flush', target: 'redis', atMs: 1_000, healedAtMs: 1_000 };
    expect(circumstanceOf(flush, [flush, restart(900, 1_100)])).toBe('alone');
  });
});
