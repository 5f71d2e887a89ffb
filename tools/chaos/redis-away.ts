/** The scenario in which Redis goes away under load, killed and black-holed in turn: work goes on, and is soon as fast as before. */
import { systemClock } from '#libs/platform';
import { faultOf } from './faults.js';
import type { Load } from './load.js';
import type { FaultKind } from './plan.js';
import { longestGapMs, perSecond } from './progress.js';
import type { Deed } from './recovery.js';
import { atMost, within, type Bound, type Field, type Happened } from './scenario.js';

const CALM_MS = 10_000;
const AWAY_MS = 15_000;
const SPAN_MS = 5_000;
const GAP_LIMIT_MS = 2_000;
const RETURN_LIMIT_MS = 2_000;
/** Of the rate before, by the events of one span; two spans of an undisturbed run differ by as much. */
const FULL_SPEED = 0.8;
const TURNS: readonly FaultKind[] = ['redis-kill', 'redis-black-hole'];

interface Absence extends Deed {
  readonly healedAtMs: number;
}

export async function redisAway(field: Field, load: Load): Promise<Happened> {
  const { site, seconds, told, tell } = field;
  const { signal, end } = within(seconds * 1_000, told, systemClock.setTimer);
  const loading = load.run(signal);
  const absences: Absence[] = [];
  for (let turn = 0; !signal.aborted; turn += 1) {
    await systemClock.sleep(CALM_MS, signal).catch(() => undefined);
    if (signal.aborted) break;
    const kind = TURNS[turn % TURNS.length] as FaultKind;
    const fault = faultOf(site, { kind, atMs: 0, target: 0, lastsMs: AWAY_MS });
    const atMs = systemClock.now();
    tell(`${kind} for ${AWAY_MS / 1_000} s`);
    await fault.act();
    await systemClock.sleep(AWAY_MS, signal).catch(() => undefined);
    await fault.heal();
    absences.push({ kind, target: 'redis', atMs, healedAtMs: systemClock.now() });
  }
  const endedMs = systemClock.now();
  await loading;
  end();
  return {
    deeds: absences,
    failed: [],
    bounds: (histories) => {
      const events = [...histories.values()].flatMap((history) => history.events.map(({ atMs }) => atMs));
      const judged = absences.filter(({ healedAtMs }) => healedAtMs + RETURN_LIMIT_MS + SPAN_MS <= endedMs);
      return judged.flatMap((absence) => boundsOf(absence, events));
    },
  };
}

function boundsOf({ kind, atMs, healedAtMs }: Absence, events: readonly number[]): Bound[] {
  const before = perSecond(events, atMs - SPAN_MS, atMs);
  const backMs = healedAtMs + RETURN_LIMIT_MS;
  const after = perSecond(events, backMs, backMs + SPAN_MS);
  return [
    atMost(`${kind}: longest time without an event`, longestGapMs(events, atMs, healedAtMs), GAP_LIMIT_MS),
    {
      what: `${kind}: events per second from ${RETURN_LIMIT_MS / 1_000} s after its return`,
      measured: after.toFixed(0),
      limit: `≥ ${(FULL_SPEED * 100).toFixed(0)} % of ${before.toFixed(0)}`,
      holds: after >= before * FULL_SPEED,
    },
  ];
}
