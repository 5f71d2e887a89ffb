/**
 * The targets of the platform with everything real: consultations at a fixed rate against the five participants, each with a
 * person of its own, until a rate does not hold.
 */
import { readFileSync } from 'node:fs';
import { messageCodec, type JsonObject } from '#libs/contracts';
import { createPool, systemClock } from '#libs/platform';
import { exampleFile } from '../stack/places.js';
import { Stack } from '../stack/stack.js';
import { Doors, openLoop, START_CONSULTATION } from './load.js';
import type { TargetResult } from './results.js';
import { percentile } from '../statistics.js';

const START_P95_MS = 200;
const ERROR_SHARE = 0.001;
const COMPLETED_SHARE = 0.99;
/** What is not completed by then counts as not completed. */
const END_WITHIN_MS = 10_000;
const CONNECTED_FOR = 512;

const request = messageCodec('suoke.consultation.flow.v1.StartConsultationRequest');
const example = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;

/** Rates to try, in their order: upwards from the one that was promised, or downwards where that one does not hold. */
export interface TargetRates {
  readonly promised: number;
  readonly higher: readonly number[];
  readonly lower: readonly number[];
}

/** Tries rates until the highest that holds is known. */
export async function targets(rates: TargetRates, seconds: number): Promise<TargetResult[]> {
  const { promised, higher, lower } = rates;
  const stack = await Stack.start({ orchestrators: 1 });
  try {
    await tryRate(stack, 20, 5);
    const first = await tryRate(stack, promised, seconds);
    const results = [first];
    for (const perSecond of first.holds ? higher : lower) {
      const result = await tryRate(stack, perSecond, seconds);
      results.push(result);
      if (result.holds !== first.holds) break;
    }
    return results;
  } finally {
    await stack.stop();
  }
}

let person = 0;

async function tryRate(stack: Stack, perSecond: number, seconds: number): Promise<TargetResult> {
  const doors = new Doors([stack.first.client.target], CONNECTED_FOR);
  const fromMs = systemClock.now();
  const start = (): Promise<unknown> => {
    person += 1;
    const input = { ...example, user_id: `bench-${person}` };
    return doors.call(START_CONSULTATION, request.encode({ input }));
  };
  const [answers] = await openLoop([start], perSecond, seconds);
  doors.close();
  await systemClock.sleep(END_WITHIN_MS);
  const completed = await completedSince(stack, fromMs);
  const { latenciesMs = [], failures = new Map<string, number>() } = answers ?? {};
  const started = latenciesMs.length;
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  const startP95Ms = percentile(latenciesMs, 0.95);
  const errorShare = failed / (started + failed);
  const completedShare = completed / started;
  const holds = startP95Ms < START_P95_MS && errorShare < ERROR_SHARE && completedShare > COMPLETED_SHARE;
  return { perSecond, started, startP95Ms, errorShare, completedShare, holds };
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
