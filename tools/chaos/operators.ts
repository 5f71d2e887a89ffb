/** What people do after a storm: wait until everything rests, then look after what is stuck, through their own door. */
import type { JsonObject } from '#libs/contracts';
import { systemClock } from '#libs/platform';
import { CallFailed } from '../client/call-failed.js';
import { expectationOf, numberOf } from './expectation.js';
import type { Site } from './site.js';

const ADMIN = 'suoke.saga.admin.v1.SagaAdminService';
const LOOK_MS = 250;
const ROUNDS = 4;
const AT_A_TIME = 16;

/** What faults can lead to; a replay is the answer. */
const REPLAYABLE: ReadonlySet<string> = new Set([
  'exhausted',
  'poison',
  'compensation_exhausted',
  'definition_missing',
]);

interface Stuck {
  readonly id: string;
  readonly revision: number;
  readonly stuck_class: string;
  readonly request_id: string;
}

export interface Operated {
  /** Sagas that were stuck for a fault, by class. */
  readonly replayed: Record<string, number>;
  /** Supervised sagas that were refused, as they had to be, and taken back. */
  readonly compensated: number;
  /** Whether everything came to rest in time. */
  readonly rested: boolean;
}

/** Sagas that still move, or wait to. */
export async function countOpen({ pool }: Site): Promise<number> {
  const sql = `select count(*)::int as open from orchestrator.saga where finished_at is null and stuck_class is null`;
  return (await pool.query<{ open: number }>(sql)).rows[0]?.open ?? 0;
}

async function rests(site: Site, untilMs: number): Promise<boolean> {
  for (;;) {
    if ((await countOpen(site)) === 0) return true;
    if (systemClock.monotonicMs() > untilMs) return false;
    await systemClock.sleep(LOOK_MS);
  }
}

async function findStuck({ pool }: Site): Promise<Stuck[]> {
  const sql = `select s.id, s.revision, s.stuck_class, r.request_id
    from orchestrator.saga s join orchestrator.saga_request r on r.saga_id = s.id where s.stuck_class is not null`;
  return (await pool.query<Stuck>(sql)).rows;
}

/** A supervised consultation that a participant refused, as planned: there is nothing to replay. */
function isAsPlanned({ stuck_class, request_id }: Stuck): boolean {
  const number = numberOf(request_id);
  return stuck_class === 'refused' && number !== null && expectationOf(number).refusedAt !== 'nowhere';
}

async function act(site: Site, method: string, stuck: Stuck, reason: string): Promise<void> {
  const request: JsonObject = {
    saga_id: stuck.id,
    etag: String(stuck.revision),
    request_id: `${method}-${stuck.revision}-${stuck.id}`,
    reason,
  };
  const metadata = { authorization: `Bearer ${site.stack.adminToken}` };
  await site.stack.first.client.call(`${ADMIN}/${method}`, request, { metadata });
}

/**
 * Waits for rest, replays what faults made stuck and takes back what was refused as planned, until nothing of that is left.
 * What is stuck for any other reason stays for the reconciliation to find. @param limitMs of all the waiting together
 */
export async function bringToRest(site: Site, limitMs: number): Promise<Operated> {
  const untilMs = systemClock.monotonicMs() + limitMs;
  const replayed: Record<string, number> = {};
  let compensated = 0;
  for (let round = 1; ; round += 1) {
    const rested = await rests(site, untilMs);
    const stuck = await findStuck(site);
    const refused = stuck.filter(isAsPlanned);
    const broken = stuck.filter(({ stuck_class }) => REPLAYABLE.has(stuck_class));
    if (!rested || round > ROUNDS || refused.length + broken.length === 0)
      return { replayed, compensated, rested };
    const jobs = [
      ...refused.map((one) => () => act(site, 'CompensateSaga', one, 'refused as planned: take it back')),
      ...broken.map((one) => () => act(site, 'ReplaySaga', one, 'the fault is over: once more')),
    ];
    for (let first = 0; first < jobs.length; first += AT_A_TIME)
      await Promise.all(jobs.slice(first, first + AT_A_TIME).map(patiently));
    compensated += refused.length;
    for (const { stuck_class } of broken) replayed[stuck_class] = (replayed[stuck_class] ?? 0) + 1;
  }
}

/** The next round asks again what the door could not answer now. */
async function patiently(job: () => Promise<void>): Promise<void> {
  try {
    await job();
  } catch (error) {
    if (
      !(error instanceof CallFailed) ||
      !['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'ABORTED'].includes(error.status)
    )
      throw error;
  }
}
