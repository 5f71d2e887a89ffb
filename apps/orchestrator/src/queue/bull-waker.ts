/**
 * `Waker` on BullMQ: one job per run, named `<saga>-<epoch>`, saying nothing else (G9, G12).
 *
 * Nothing depends on a job: one that is late, lost or delivered twice is refused by its epoch or made good by the sweep.
 * So everything here may fail, must not block, and must say in `healthy` when it cannot be counted on.
 *
 *   wake ──► lane of the saga ──► hints (bounded) ──► addBulk ──► Redis ──► worker ──► handler
 */
import type { Clock, EngineLog, Waker, WakeUp } from '#libs/saga-engine';
import { zeroCounters, type QueueCounters } from './counters.js';
import { evictionWarning } from './eviction.js';
import { laneOf } from './job-name.js';
import type { HintLimits } from './lane-hints.js';
import { Lane } from './lane.js';
import { WATCH_LIMITS, type WatchLimits } from './watch-plan.js';

export interface BullWakerOptions {
  readonly url: string;
  /** First part of every key; processes of one orchestrator share it. */
  readonly prefix: string;
  /** Queues that the sagas are spread over, each with a hash tag of its own. The same in every process. Default 1. */
  readonly lanes?: number;
  /** Runs in flight in this process; the lanes share them. */
  readonly slots: number;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** Called once, when workers take nothing in spite of being rebuilt twice: the process should exit. */
  readonly onDead: () => void;
  /** How long `close` waits for handlers. Default 5 s. */
  readonly drainLimitMs?: number;
  /** Bounds over all lanes. Defaults: 10,000 in memory, 5,000 waiting and 20,000 delayed in Redis. */
  readonly hintLimits?: HintLimits;
  readonly watchLimits?: WatchLimits;
}

export interface BullWaker extends Waker {
  counters(): QueueCounters;
  /** Jobs in Redis at the last look; null while Redis does not answer. */
  depth(): { readonly waiting: number; readonly delayed: number; readonly active: number } | null;
}

const HINT_LIMITS: HintLimits = { buffered: 10_000, waiting: 5_000, delayed: 20_000 };
const DRAIN_LIMIT_MS = 5_000;

/** The adapter of `Waker`; connects by itself, now and after every outage. */
export function createBullWaker(options: BullWakerOptions): BullWaker {
  return new LanedWaker(options);
}

class LanedWaker implements BullWaker {
  private readonly lanes: readonly Lane[];
  private readonly counted = zeroCounters();
  private dead = false;

  constructor(private readonly options: BullWakerOptions) {
    const { lanes = 1, url, prefix, slots, clock, log } = options;
    const total = options.hintLimits ?? HINT_LIMITS;
    const onServerInfo = evictionWarning(log);
    const share = (limit: number): number => Math.ceil(limit / lanes);
    this.lanes = Array.from({ length: lanes }, (_, index) => {
      return new Lane({
        ...{ clock, log, onServerInfo, counters: this.counted, concurrency: share(slots) },
        place: { url, prefix: `{${prefix}:${index}}`, name: 'runs' },
        hintLimits: {
          buffered: share(total.buffered),
          waiting: share(total.waiting),
          delayed: share(total.delayed),
        },
        watchLimits: options.watchLimits ?? WATCH_LIMITS,
        onDead: () => this.die(),
      });
    });
  }

  wake(hints: readonly WakeUp[]): void {
    for (const hint of hints) this.lanes[laneOf(hint.sagaId, this.lanes.length)]?.offer(hint);
  }

  healthy(): boolean {
    return this.lanes.every((lane) => lane.healthy());
  }

  listen(handler: (sagaId: string, epoch: number) => Promise<void>): Promise<void> {
    for (const lane of this.lanes) lane.listen(handler);
    return Promise.resolve();
  }

  stopTaking(): void {
    for (const lane of this.lanes) lane.stop();
  }

  /**
   * Takes no more jobs at once; sends hints on until the handlers are through (hand-overs make some), at most for the
   * drain limit; then ends within about two seconds, whatever Redis does.
   */
  async close(): Promise<void> {
    this.stopTaking();
    const drainLimitMs = this.options.drainLimitMs ?? DRAIN_LIMIT_MS;
    await Promise.all(this.lanes.map((lane) => lane.close(drainLimitMs)));
  }

  counters(): QueueCounters {
    return { ...this.counted };
  }

  depth(): { waiting: number; delayed: number; active: number } | null {
    const sum = { waiting: 0, delayed: 0, active: 0 };
    for (const lane of this.lanes) {
      const look = lane.lastLook();
      if (look === null) return null;
      sum.waiting += look.waiting;
      sum.delayed += look.delayed;
      sum.active += look.active;
    }
    return sum;
  }

  private die(): void {
    if (this.dead) return;
    this.dead = true;
    this.options.onDead();
  }
}
