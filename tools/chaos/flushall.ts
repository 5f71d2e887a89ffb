/**
 * The scenario in which Redis forgets everything while thousands of sagas wait for their next attempt, spread over a minute:
 * all end, and are claimed soon after they are due.
 *
 * 1. The load lasts as long as the first of them waits, and each is told to wait so that they come back evenly.
 * 2. Redis is flushed when the load is over and before the first is due. Then the participant serves again.
 */
import { redisReady, systemClock } from '#libs/platform';
import { PARTICIPANTS } from '../stack/stack.js';
import { percentile } from '../statistics.js';
import { serveBusy } from './busy-participant.js';
import { CONSULTATION_SHARE } from './expectation.js';
import type { Load } from './load.js';
import { countOpen } from './operators.js';
import type { Deed } from './recovery.js';
import { atMost, within, type Field, type Happened } from './scenario.js';
import type { Site } from './site.js';

const SPREAD_MS = 60_000;
const LOAD_MS = 50_000;
/** What may be between the end of the load and the first that is due. */
const SLACK_MS = 5_000;
const LOOK_MS = 100;
const END_LIMIT_MS = 180_000;
const CLAIM_LIMIT_MS = 5_000;
/** Share of the consultations that must be found waiting, so that the scenario is what it says. */
const ENOUGH = 0.95;
/** How much it takes to hold, of the sagas that the issue asks for. */
export const FLUSHALL_SAGAS = 5_000;
export const FLUSHALL_RATE = Math.round(FLUSHALL_SAGAS / (LOAD_MS / 1_000) / CONSULTATION_SHARE);

export async function flushall(field: Field, load: Load): Promise<Happened> {
  const { site, told, tell, rate } = field;
  const proxy = site.stack.proxy('consultation');
  await proxy.down();
  const beganMs = systemClock.monotonicMs();
  const waitMs = (): number => {
    const sinceMs = systemClock.monotonicMs() - beganMs;
    return Math.max(0, LOAD_MS + SLACK_MS - sinceMs) + (SPREAD_MS * Math.min(sinceMs, LOAD_MS)) / LOAD_MS;
  };
  const serveAgain = await serveBusy(PARTICIPANTS.consultation, proxy.port, waitMs);
  const { signal, end } = within(LOAD_MS, told, systemClock.setTimer);
  await load.run(signal);
  end();
  const waiting = await readWaiting(site);
  const atMs = systemClock.now();
  await redisReady(site.redisClient, 3_000);
  await site.redisClient.flushall();
  tell(`FLUSHALL with ${waiting.size} sagas that wait`);
  serveAgain();
  await proxy.up();
  const latenessMs = await watchClaims(site, waiting, told);
  const deeds: Deed[] = [{ kind: 'redis-flush', target: 'redis', atMs, healedAtMs: atMs }];
  const dues = [...waiting.values()];
  const spreadMs = Math.max(...dues) - Math.min(...dues);
  const enough = Math.floor(rate * (LOAD_MS / 1_000) * CONSULTATION_SHARE * ENOUGH);
  return {
    deeds,
    failed: [],
    bounds: () => [
      {
        what: 'sagas that waited for a retry at the flush',
        measured: `${waiting.size}, spread over ${(spreadMs / 1_000).toFixed(0)} s`,
        limit: `≥ ${enough}`,
        holds: waiting.size >= enough,
      },
      atMost(`due to claimed, p99 of ${latenessMs.length}`, percentile(latenessMs, 0.99), CLAIM_LIMIT_MS),
      atMost('due to claimed, p50', percentile(latenessMs, 0.5), CLAIM_LIMIT_MS),
    ],
  };
}

/** When each saga that waits is due, by the clock of the database. */
async function readWaiting({ pool }: Site): Promise<Map<string, number>> {
  const sql = `select id, (extract(epoch from due_at) * 1000)::float8 as due_ms from orchestrator.saga where due_at > now()`;
  const { rows } = await pool.query<{ id: string; due_ms: number }>(sql);
  return new Map(rows.map(({ id, due_ms }) => [id, due_ms]));
}

/** How late each was claimed, at most, in milliseconds: the time from when it was due to the look that found it claimed. */
async function watchClaims(
  site: Site,
  waiting: ReadonlyMap<string, number>,
  told: AbortSignal,
): Promise<number[]> {
  const sql = `select coalesce(array_agg(id) filter (where due_at is not null), '{}') as unclaimed,
      (extract(epoch from now()) * 1000)::float8 as now_ms
    from orchestrator.saga where due_at is not null`;
  const left = new Map(waiting);
  const latenessMs: number[] = [];
  const untilMs = systemClock.monotonicMs() + END_LIMIT_MS;
  while (left.size > 0 && systemClock.monotonicMs() < untilMs && !told.aborted) {
    const { rows } = await site.pool.query<{ unclaimed: string[]; now_ms: number }>(sql);
    const nowMs = rows[0]?.now_ms ?? 0;
    const unclaimed = new Set(rows[0]?.unclaimed);
    for (const [id, dueMs] of left) {
      if (dueMs > nowMs || unclaimed.has(id)) continue;
      left.delete(id);
      latenessMs.push(nowMs - dueMs);
    }
    await systemClock.sleep(LOOK_MS);
  }
  while ((await countOpen(site)) > 0 && systemClock.monotonicMs() < untilMs && !told.aborted)
    await systemClock.sleep(LOOK_MS);
  return latenessMs;
}
