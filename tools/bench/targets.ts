/**
 * The targets of the platform with everything real: consultations at a fixed rate against the five participants, each with a
 * person of its own, until a rate does not hold.
 */
import { readFileSync } from 'node:fs';
import { messageCodec, type JsonObject } from '#libs/contracts';
import { createPool, systemClock } from '#libs/platform';
import { exampleFile } from '../stack/places.js';
import { Stack } from '../stack/stack.js';
import { Doors, START_CONSULTATION } from './load.js';
import type { TargetResult } from './results.js';
import { percentile } from './statistics.js';

const START_P95_MS = 200;
const ERROR_SHARE = 0.001;
const COMPLETED_SHARE = 0.99;
/** What is not completed by then counts as not completed. */
const END_WITHIN_MS = 10_000;
const CONNECTED_FOR = 512;
const TICK_MS = 2;

const request = messageCodec('suoke.consultation.flow.v1.StartConsultationRequest');
const example = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;

/** Tries the rates one after the other, and stops behind the first that does not hold. */
export async function targets(rates: readonly number[], seconds: number): Promise<TargetResult[]> {
  const stack = await Stack.start({ orchestrators: 1 });
  try {
    const results: TargetResult[] = [];
    await tryRate(stack, 20, 5);
    for (const perSecond of rates) {
      const result = await tryRate(stack, perSecond, seconds);
      results.push(result);
      if (!result.holds) break;
    }
    return results;
  } finally {
    await stack.stop();
  }
}

let person = 0;

async function tryRate(stack: Stack, perSecond: number, seconds: number): Promise<TargetResult> {
  const doors = new Doors([stack.first.client.target], CONNECTED_FOR);
  const latenciesMs: number[] = [];
  let failed = 0;
  let sent = 0;
  const fromMs = systemClock.now();
  const beganMs = systemClock.monotonicMs();
  const pending = new Set<Promise<void>>();
  const secondsSince = (): number => (systemClock.monotonicMs() - beganMs) / 1_000;
  while (secondsSince() < seconds) {
    for (; sent < secondsSince() * perSecond; sent += 1) {
      const dueAtMs = beganMs + (sent / perSecond) * 1_000;
      person += 1;
      const input = { ...example, user_id: `bench-${person}` };
      const call = doors.call(START_CONSULTATION, request.encode({ input })).then(
        () => void latenciesMs.push(systemClock.monotonicMs() - dueAtMs),
        () => void (failed += 1),
      );
      const following: Promise<void> = call.finally(() => pending.delete(following));
      pending.add(following);
    }
    await systemClock.sleep(TICK_MS);
  }
  await Promise.all(pending);
  doors.close();
  await systemClock.sleep(END_WITHIN_MS);
  const completed = await completedSince(stack, fromMs);
  const startP95Ms = percentile(latenciesMs, 0.95);
  const errorShare = failed / sent;
  const completedShare = completed / latenciesMs.length;
  const holds = startP95Ms < START_P95_MS && errorShare < ERROR_SHARE && completedShare > COMPLETED_SHARE;
  return { perSecond, started: latenciesMs.length, startP95Ms, errorShare, completedShare, holds };
}

async function completedSince(stack: Stack, fromMs: number): Promise<number> {
  const pool = createPool({
    url: stack.databaseUrl,
    applicationName: 'bench',
    schema: 'orchestrator',
    max: 1,
  });
  try {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from saga
       where id >= uuid_floor(to_timestamp($1::float8 / 1000)) and status = 'COMPLETED'`,
      [fromMs],
    );
    return rows[0]?.count ?? 0;
  } finally {
    await pool.end();
  }
}
