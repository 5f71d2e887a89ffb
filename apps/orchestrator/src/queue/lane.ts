/**
 * One lane of the queue: its sending end, its taking end, and the watch over the latter.
 *
 * The watch looks once a second (four times while Redis is of no use), see watch-plan.ts.
 */
import type { Clock, EngineLog, WakeUp } from '#libs/saga-engine';
import type { QueueCounters } from './counters.js';
import { LaneHints, type HintLimits, type LaneDepth, type LanePlace } from './lane-hints.js';
import { LaneWorker, type RunHandler } from './lane-worker.js';
import { isSuspect, planWatch, startWatch, type WatchLimits, type WatchState } from './watch-plan.js';

export interface LaneOptions {
  readonly place: LanePlace;
  readonly concurrency: number;
  readonly hintLimits: HintLimits;
  readonly watchLimits: WatchLimits;
  readonly counters: QueueCounters;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** Told what `INFO memory` says, at the first look. */
  readonly onServerInfo: (info: string) => void;
  /** Rebuilding does not help: the process had better be replaced. */
  readonly onDead: () => void;
}

export class Lane {
  private readonly hints: LaneHints;
  private worker: LaneWorker | null = null;
  private watch: WatchState;
  private depth: LaneDepth | null = null;

  constructor(private readonly options: LaneOptions) {
    const { place, counters, clock, log, hintLimits, onServerInfo } = options;
    this.watch = startWatch(clock.monotonicMs());
    this.hints = new LaneHints({
      ...{ place, counters, clock, log, onServerInfo, limits: hintLimits },
      onLook: (found) => this.look(found),
    });
  }

  /** What the last look found; null while Redis does not answer. */
  lastLook(): LaneDepth | null {
    return this.depth;
  }

  healthy(): boolean {
    if (!this.hints.healthy()) return false;
    return this.depth?.paused !== true && !isSuspect(this.watch);
  }

  offer(hint: WakeUp): void {
    this.hints.offer(hint);
  }

  listen(handler: RunHandler): void {
    const { place, concurrency, counters, clock, log } = this.options;
    this.worker ??= new LaneWorker({
      ...{ place, concurrency, handler, counters, clock, log },
      onUnreadable: () => void this.hints.removeUnreadable(),
    });
    this.watch = startWatch(clock.monotonicMs());
  }

  stop(): void {
    this.worker?.stop();
  }

  async close(drainLimitMs: number): Promise<void> {
    await this.worker?.drained(drainLimitMs);
    await this.worker?.close();
    await this.hints.wakeOthers();
    await this.hints.close();
  }

  private look(found: LaneDepth | null): void {
    this.depth = found;
    if (this.worker === null) return;
    const { clock, log, watchLimits, place, onDead } = this.options;
    const { free, taken } = this.worker;
    const seen = { waiting: found?.waiting ?? 0, paused: found?.paused ?? false, free, taken };
    const look = { answered: found !== null, ...seen };
    const plan = planWatch(this.watch, look, clock.monotonicMs(), watchLimits);
    this.watch = plan.state;
    if (plan.action === 'none') return;
    log.error(plan.action === 'dead' ? 'queue_worker_beyond_help' : 'queue_worker_rebuilt', {
      target: place.name,
      waiting: seen.waiting,
    });
    if (plan.action === 'dead') onDead();
    else void this.worker.rebuild().then(() => this.hints.wakeOthers());
  }
}
