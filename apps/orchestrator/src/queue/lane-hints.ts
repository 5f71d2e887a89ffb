/**
 * The sending end of one lane: hints become jobs.
 *
 * 1. `offer` never waits. What cannot be sent now is dropped and counted: the sweep takes the saga (G9).
 * 2. One bulk in flight; what comes meanwhile shares the next.
 * 3. Memory and Redis are bounded: at most `buffered` hints wait here, and no more than `waiting` and `delayed` jobs in Redis
 *    as far as the last look and what was taken since tell. More would help nobody: workers take no more, and huge lists
 *    break BullMQ's scripts.
 * 4. Adding a job proves nothing: an id that is there already is ignored by BullMQ in silence.
 */
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Clock, EngineLog, WakeUp } from '#libs/saga-engine';
import { RedisLink } from '../redis/redis-link.js';
import { within } from '../redis/timing.js';
import type { QueueCounters } from './counters.js';
import { jobName } from './job-name.js';
import { removeUnreadableJobs } from './unreadable-jobs.js';

/** Where a lane lies in Redis. The prefix carries a hash tag: all keys of a lane are on one node of a Redis Cluster. */
export interface LanePlace {
  readonly url: string;
  readonly name: string;
  readonly prefix: string;
}

export interface HintLimits {
  readonly buffered: number;
  readonly waiting: number;
  readonly delayed: number;
}

export interface LaneHintsOptions {
  readonly place: LanePlace;
  readonly limits: HintLimits;
  readonly counters: QueueCounters;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** Told what `INFO memory` says, at the first look. */
  readonly onServerInfo: (info: string) => void;
  /** What the look found; null when Redis did not answer. */
  readonly onLook: (found: LaneDepth | null) => void;
}

export interface LaneDepth {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly paused: boolean;
}

const BULK_SIZE = 128;
/** Of BullMQ's event stream, which nobody of us reads. */
const EVENTS_KEPT = 100;
const FLUSH_LIMIT_MS = 500;

const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0 } as const;

export class LaneHints {
  private readonly link: RedisLink;
  private readonly queue: Queue;
  private buffer: WakeUp[] = [];
  private sending = false;
  private depth: LaneDepth | null = null;
  private takenSinceLook = { waiting: 0, delayed: 0 };
  private onEmpty: () => void = () => undefined;

  constructor(private readonly options: LaneHintsOptions) {
    const { place, clock, log } = options;
    this.link = new RedisLink({
      ...{ url: place.url, clock, log, name: `${place.prefix}:${place.name}` },
      probe: (redis) => this.look(redis),
      onProbed: (up) => this.options.onLook(up ? this.depth : null),
    });
    this.queue = new Queue(place.name, {
      connection: this.link.redis,
      prefix: place.prefix,
      defaultJobOptions: JOB_OPTIONS,
      // Both would be asked once, at the start, and a failure then would spoil the queue for good. The look does it.
      skipVersionCheck: true,
      skipMetasUpdate: true,
    });
    this.queue.on('error', () => undefined);
  }

  healthy(): boolean {
    return this.link.healthy();
  }

  /** Takes a hint or drops it; returns at once. */
  offer(hint: WakeUp): void {
    const { counters, limits } = this.options;
    if (!this.link.healthy() || this.buffer.length >= limits.buffered) {
      counters.hintsDropped += 1;
      return;
    }
    if (!this.hasRoom(hint)) {
      counters.hintsCapped += 1;
      return;
    }
    this.buffer.push(hint);
    this.takenSinceLook[kindOf(hint)] += 1;
    if (this.sending) return;
    this.sending = true;
    queueMicrotask(() => void this.send());
  }

  /**
   * Wakes a worker of the lane, wherever it is. A worker that ends may have swallowed the wake-up of a job that it did not
   * take; without another one the job would lie until some worker's blocking read is over.
   */
  async wakeOthers(): Promise<void> {
    await this.link.attempt((redis) => redis.zadd(this.queue.toKey('marker'), 0, '0'));
  }

  /** Removes jobs that no worker can read; for when one complained. */
  async removeUnreadable(): Promise<void> {
    await this.link.attempt((redis) => removeUnreadableJobs(redis, (type) => this.queue.toKey(type)));
  }

  /** Sends what waits, within half a second, and ends the connection. */
  async close(): Promise<void> {
    if (this.sending) {
      const empty = new Promise<void>((resolve) => (this.onEmpty = resolve));
      await within(this.options.clock, FLUSH_LIMIT_MS, empty);
    }
    this.link.close();
    await within(this.options.clock, FLUSH_LIMIT_MS, this.queue.close());
  }

  private hasRoom(hint: WakeUp): boolean {
    const kind = kindOf(hint);
    return (this.depth?.[kind] ?? 0) + this.takenSinceLook[kind] < this.options.limits[kind];
  }

  private async send(): Promise<void> {
    const { counters } = this.options;
    while (this.buffer.length > 0) {
      const bulk = this.buffer.splice(0, BULK_SIZE);
      const sent = await this.link.attempt(() => this.queue.addBulk(bulk.map(jobOf)));
      if (sent.ok) {
        counters.hintsSent += bulk.length;
        continue;
      }
      counters.hintsDropped += bulk.length + this.buffer.length;
      this.buffer = [];
    }
    this.sending = false;
    this.onEmpty();
  }

  /** The probe of the link: a write, and what the lane looks like. */
  private async look(redis: Redis): Promise<void> {
    if (this.depth === null) this.options.onServerInfo(await redis.info('memory'));
    this.takenSinceLook = { waiting: 0, delayed: 0 };
    for (const hint of this.buffer) this.takenSinceLook[kindOf(hint)] += 1;
    const { queue } = this;
    const replies = await redis
      .pipeline()
      .hset(queue.toKey('meta'), 'opts.maxLenEvents', EVENTS_KEPT)
      .hmget(queue.toKey('meta'), 'paused', 'concurrency')
      .llen(queue.toKey('wait'))
      .zcard(queue.toKey('delayed'))
      .llen(queue.toKey('active'))
      .exec();
    const values = (replies ?? []).map(([error, value]) => {
      if (error !== null) throw error;
      return value;
    });
    const [, restraints, waiting, delayed, active] = values;
    const paused = Array.isArray(restraints) && restraints.some((restraint) => restraint !== null);
    this.depth = { waiting: Number(waiting), delayed: Number(delayed), active: Number(active), paused };
  }
}

function kindOf({ delayMs }: WakeUp): 'waiting' | 'delayed' {
  return delayMs > 0 ? 'delayed' : 'waiting';
}

function jobOf(hint: WakeUp): {
  name: string;
  data: Record<string, never>;
  opts: { jobId: string; delay: number };
} {
  const name = jobName(hint);
  return { name, data: {}, opts: { jobId: name, delay: Math.max(0, Math.ceil(hint.delayMs)) } };
}
