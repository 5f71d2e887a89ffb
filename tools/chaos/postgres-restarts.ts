/**
 * The scenario in which Postgres ends as by a crash every 10 s, under load: no process exits, the intake says UNAVAILABLE
 * meanwhile and takes starts again soon after Postgres does.
 */
import { systemClock } from '#libs/platform';
import type { Load, Start } from './load.js';
import { firstAfter } from './progress.js';
import type { Deed } from './recovery.js';
import { atMost, within, type Bound, type Field, type Happened } from './scenario.js';
import type { Site } from './site.js';

const EVERY_MS = 10_000;
const RESUME_LIMIT_MS = 2_000;
/** What is answered at the very end of an outage may have been decided before it. */
const ANSWER_LAG_MS = 100;

interface Outage extends Deed {
  readonly healedAtMs: number;
}

export async function postgresRestarts(field: Field, load: Load): Promise<Happened> {
  const { site, seconds, told, tell } = field;
  const { signal, end } = within(seconds * 1_000, told, systemClock.setTimer);
  const pids = pidsOf(site);
  const loading = load.run(signal);
  const outages: Outage[] = [];
  for (let nextMs = systemClock.monotonicMs() + EVERY_MS / 2; ; nextMs += EVERY_MS) {
    await systemClock.sleep(nextMs - systemClock.monotonicMs(), signal).catch(() => undefined);
    if (signal.aborted) break;
    const atMs = systemClock.now();
    await site.postgres.kill();
    await site.postgres.start();
    const healedAtMs = systemClock.now();
    outages.push({ kind: 'postgres-restart', target: 'postgres', atMs, healedAtMs });
    tell(`Postgres was away for ${((healedAtMs - atMs) / 1_000).toFixed(2)} s`);
  }
  await loading;
  end();
  const exited = [...pids].filter(([name, pid]) => pidsOf(site).get(name) !== pid).map(([name]) => name);
  return {
    deeds: outages,
    failed: [],
    bounds: (histories) => {
      const events = [...histories.values()].flatMap((history) => history.events.map(({ atMs }) => atMs));
      return [
        {
          what: 'processes that exited',
          measured: exited.join(', ') || '0',
          limit: '0',
          holds: exited.length === 0,
        },
        ...intakeBounds(load.starts, outages),
        atMost(
          'Postgres accepts to the next event of any saga, the longest',
          longest(events, outages),
          RESUME_LIMIT_MS,
        ),
      ];
    },
  };
}

function pidsOf({ stack }: Site): Map<string, number | undefined> {
  const processes = [...stack.orchestrators, ...stack.participants.values()];
  return new Map(processes.map(({ plan, pid }) => [plan.name, pid]));
}

function longest(times: readonly number[], outages: readonly Outage[]): number {
  // The last one may have come when the load ended.
  const waits = outages.map(({ healedAtMs }) => firstAfter(times, healedAtMs) - healedAtMs);
  return Math.max(...waits.filter((wait, index) => !Number.isNaN(wait) || index < waits.length - 1));
}

function intakeBounds(starts: readonly Start[], outages: readonly Outage[]): Bound[] {
  const during = starts.filter(({ sentMs, answeredMs }) =>
    outages.some(
      ({ atMs, healedAtMs }) => sentMs > atMs + ANSWER_LAG_MS && answeredMs < healedAtMs - ANSWER_LAG_MS,
    ),
  );
  const others = during.filter(({ code }) => code !== 'UNAVAILABLE');
  const taken = starts.filter(({ code }) => code === 'OK').map(({ answeredMs }) => answeredMs);
  const codes = [...new Set(others.map(({ code }) => code))];
  return [
    {
      what: `answers other than UNAVAILABLE to the ${during.length} starts that were answered while it was away`,
      measured: codes.length === 0 ? '0' : `${others.length}: ${codes.join(', ')}`,
      limit: '0',
      holds: others.length === 0,
    },
    atMost(
      'Postgres accepts to the next start that is taken, the longest',
      longest(taken, outages),
      RESUME_LIMIT_MS,
    ),
  ];
}
