/**
 * Rounds: the bare calls and the saga in turn, so that a machine which is faster or slower for a minute is so for both. What
 * a round cost is read before and after it; whether it did what it says is asked of the store.
 */
import { systemClock } from '#libs/platform';
import { closedLoop, Doors, type Answers } from './load.js';
import type { Meter, Reading } from './meter.js';
import { residentBytes } from './processes.js';
import type { Site } from './site.js';
import { percentile } from '../statistics.js';
import { startRequest, type Subject } from './workload.js';

export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** One round; everything but rate and latency is per saga. */
export interface Sample {
  readonly sagas: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly latency: Latencies;
  /** Milliseconds of CPU, by kind of process. */
  readonly cpuMs: Reading['cpu'];
  readonly commits: number;
  readonly transitionsPerFlush: number;
  readonly walBytes: number;
  /** Of the updates of `saga`. */
  readonly hotShare: number;
  /** Largest resident memory of one orchestrator, in bytes. */
  readonly peakRss: number;
}

export interface Pair {
  readonly bare: Sample;
  readonly saga: Sample;
}

/** How long and how often. */
export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface ClosedLoad {
  readonly inFlight: number;
  readonly subject: Subject;
  readonly orchestrators?: number;
}

const RSS_INTERVAL_MS = 250;
const WARM_UP_IN_FLIGHT = 64;

/** What is read is per process since its start; the memory is watched while the work goes on. */
export async function sampled(
  site: Site,
  meter: Meter,
  subject: Subject,
  isSaga: boolean,
  work: () => Promise<Answers>,
): Promise<Sample> {
  const fromMs = systemClock.now();
  const before = await meter.read();
  const memory = watchMemory(site);
  const answers = await work();
  const peakRss = memory.stop();
  const after = await meter.read();
  if (isSaga) await meter.assertEnded(fromMs, subject === 'refused' ? 'COMPENSATED' : 'COMPLETED', answers);
  return sampleOf(before, after, answers, peakRss);
}

export function latenciesOf({ latenciesMs }: Answers): Latencies {
  return {
    p50: percentile(latenciesMs, 0.5),
    p95: percentile(latenciesMs, 0.95),
    p99: percentile(latenciesMs, 0.99),
  };
}

function sampleOf(before: Reading, after: Reading, answers: Answers, peakRss: number): Sample {
  const sagas = answers.latenciesMs.length;
  const per = (key: Exclude<keyof Reading, 'cpu'>): number => (after[key] - before[key]) / sagas;
  const kinds = Object.keys(after.cpu) as (keyof Reading['cpu'])[];
  const cpu = kinds.map((kind) => [kind, (after.cpu[kind] - before.cpu[kind]) / sagas]);
  return {
    sagas,
    perSecond: sagas / answers.seconds,
    latency: latenciesOf(answers),
    cpuMs: Object.fromEntries(cpu) as Reading['cpu'],
    commits: per('commits'),
    transitionsPerFlush: per('transitions') / per('flushes'),
    walBytes: per('walBytes'),
    hotShare: per('hotUpdates') / per('updates'),
    peakRss,
  };
}

function watchMemory({ orchestrators }: Site): { stop(): number } {
  let peak = 0;
  let running = true;
  const look = (): void => {
    if (!running) return;
    for (const { pid } of orchestrators) peak = Math.max(peak, pid === undefined ? 0 : residentBytes(pid));
    systemClock.setTimer(RSS_INTERVAL_MS, look);
  };
  look();
  return {
    stop: () => {
      running = false;
      return peak;
    },
  };
}

/** Until the compiler has seen what is hot: a process that has run for a second is several times slower. */
export async function warmUp(site: Site, seconds: number): Promise<void> {
  const { bare, orchestrators } = site;
  for (const process of [bare, ...orchestrators]) {
    const doors = new Doors([process.client.target], WARM_UP_IN_FLIGHT);
    await closedLoop(doors, startRequest('ok', true), WARM_UP_IN_FLIGHT, seconds);
    doors.close();
  }
}

/** The bare calls and the saga in turn, after each has been warmed up. */
export async function pairs(site: Site, meter: Meter, load: ClosedLoad, pace: Pace): Promise<Pair[]> {
  const { inFlight, subject, orchestrators = 1 } = load;
  await site.useOrchestrators(orchestrators);
  const request = startRequest(subject, true);
  const bareDoors = new Doors([site.bare.client.target], inFlight);
  const sagaDoors = new Doors(
    site.orchestrators.map(({ client }) => client.target),
    inFlight,
  );
  try {
    for (const doors of [bareDoors, sagaDoors])
      await closedLoop(doors, request, inFlight, pace.warmUpSeconds);
    const done: Pair[] = [];
    while (done.length < pace.rounds) {
      const loop = (doors: Doors) => () => closedLoop(doors, request, inFlight, pace.seconds);
      const bare = await sampled(site, meter, subject, false, loop(bareDoors));
      const saga = await sampled(site, meter, subject, true, loop(sagaDoors));
      done.push({ bare, saga });
    }
    return done;
  } finally {
    bareDoors.close();
    sagaDoors.close();
  }
}
