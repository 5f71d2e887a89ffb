/**
 * The taking end of one lane: jobs become calls of the handler.
 *
 * 1. A job never decides about its run. Whatever becomes of the job or of its worker, the handler is left alone; what
 *    BullMQ complains of is counted, and that is all.
 * 2. The handler is called for jobs of ours only, and what it throws does not fail the job.
 * 3. A worker and its connections are one generation, replaced as a whole: a blocking connection that is stuck is the usual
 *    reason why a worker is dead, so nothing of it is used again.
 * 4. A job that stalled is thrown away: its saga was taken by the sweep long before BullMQ noticed.
 * 5. Everything that ends ends in bounded time; connections are cut, never asked to quit.
 */
import { createRedisBackend, Worker, type BackendFactory, type Job, type RedisQueueBackend } from 'bullmq';
import type { Redis } from 'ioredis';
import { createRedis } from '#libs/platform';
import type { Clock, EngineLog } from '#libs/saga-engine';
import { within } from '../redis/timing.js';
import type { QueueCounters } from './counters.js';
import { readJob } from './job-name.js';
import type { LanePlace } from './lane-hints.js';
import { classifyWorkerError } from './worker-errors.js';

export type RunHandler = (sagaId: string, epoch: number) => Promise<void>;

export interface LaneWorkerOptions {
  readonly place: LanePlace;
  readonly concurrency: number;
  readonly handler: RunHandler;
  readonly counters: QueueCounters;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly onUnreadable: () => void;
}

interface Generation {
  readonly worker: Worker;
  readonly connections: Redis[];
  active: number;
  retired: boolean;
}

/** The same in every process, as BullMQ demands of workers of one queue. */
const LOCK_MS = 30_000;
const STALLED_INTERVAL_MS = 30_000;
/** Longest blocking read of an empty queue: a wake-up that went to a process which died costs the others this much. */
const DRAIN_DELAY_S = 1;
/** After a command that failed; BullMQ itself would try again at once, in a loop, or only after 15 s. */
const PAUSE_AFTER_ERROR_MS = 500;
const RETIRE_LIMIT_MS = 1_000;

export class LaneWorker {
  private generation: Generation;
  private takenCount = 0;
  private running = 0;
  private toldOfError = false;
  private stopping: Promise<unknown> | null = null;
  private onIdle: () => void = () => undefined;

  constructor(private readonly options: LaneWorkerOptions) {
    this.generation = this.build();
  }

  /** Jobs taken since the start, by all generations. */
  get taken(): number {
    return this.takenCount;
  }

  /** Whether there is room for one more job. */
  get free(): boolean {
    return this.stopping === null && this.generation.active < this.options.concurrency;
  }

  /** Replaces the worker and its connections; the handlers that it called run on. */
  async rebuild(): Promise<void> {
    if (this.stopping !== null) return;
    const old = this.generation;
    this.options.counters.rebuilds += 1;
    this.generation = this.build();
    await this.retire(old);
  }

  /** Takes no more jobs, from now on; those that it has go on. */
  stop(): void {
    this.stopping ??= this.generation.worker.pause().catch(() => undefined);
  }

  /** Waits for the handlers, at most `drainLimitMs`. The jobs are still there. */
  async drained(drainLimitMs: number): Promise<void> {
    this.stop();
    if (this.running === 0) return;
    const idle = new Promise<void>((resolve) => (this.onIdle = resolve));
    await within(this.options.clock, drainLimitMs, idle);
  }

  /** Lets jobs whose handlers are through be finished, and cuts the connections. About two seconds at most. */
  async close(): Promise<void> {
    this.stop();
    if (this.running === 0) {
      await within(this.options.clock, RETIRE_LIMIT_MS, this.stopping ?? Promise.resolve());
    }
    await this.retire(this.generation);
  }

  private build(): Generation {
    const { place, concurrency } = this.options;
    const connections: Redis[] = [];
    const adopt = (redis: Redis): Redis => {
      connections.push(redis);
      redis.on('error', () => undefined);
      // BullMQ may be about to connect again when its worker is retired.
      redis.on('connect', () => {
        if (generation.retired) redis.disconnect();
      });
      return redis;
    };
    const main = adopt(createRedis(place.url, 'worker', { connectionName: `${place.prefix}:${place.name}` }));
    // BullMQ copies the connection for its blocking reads; the copy must be known in order to be cut.
    const duplicate = main.duplicate.bind(main);
    main.duplicate = (override) => adopt(duplicate(override));
    const worker = new Worker(
      place.name,
      (job: Job) => this.take(generation, job),
      {
        ...{ connection: main, prefix: place.prefix, concurrency },
        ...{ lockDuration: LOCK_MS, stalledInterval: STALLED_INTERVAL_MS, maxStalledCount: 0 },
        ...{ runRetryDelay: PAUSE_AFTER_ERROR_MS, drainDelay: DRAIN_DELAY_S },
        ...{ removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } },
      },
      this.pacedBackend(),
    );
    const generation: Generation = { worker, connections, active: 0, retired: false };
    this.listenTo(worker);
    return generation;
  }

  /** BullMQ's backend, which pauses after a take that failed and takes nothing when it is to stop. */
  private pacedBackend(): BackendFactory<RedisQueueBackend> {
    return (name, workerOptions, extra) => {
      const backend = createRedisBackend(name, workerOptions, extra);
      const take = backend.moveToActive.bind(backend);
      backend.moveToActive = async (...args: Parameters<typeof take>) => {
        if (this.stopping !== null) return [];
        try {
          return await take(...args);
        } catch (error) {
          if (classifyWorkerError(error) === 'other') await this.pause();
          throw error;
        }
      };
      return backend;
    };
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => this.options.clock.setTimer(PAUSE_AFTER_ERROR_MS, resolve));
  }

  private listenTo(worker: Worker): void {
    const { counters } = this.options;
    // A lock that cannot be renewed is told twice: by this event, and then as one error a job, which has no code.
    let toldTwice = 0;
    worker.on('lockRenewalFailed', (jobIds) => {
      counters.jobsLost += jobIds.length;
      toldTwice += jobIds.length;
    });
    worker.on('active', () => {
      counters.jobsTaken += 1;
      this.takenCount += 1;
    });
    worker.on('stalled', () => (counters.jobsStalled += 1));
    worker.on('error', (error) => {
      if (toldTwice > 0) toldTwice -= 1;
      else this.count(error);
    });
  }

  private count(error: unknown): void {
    const { counters, log, onUnreadable } = this.options;
    const kind = classifyWorkerError(error);
    if (kind === 'lost') counters.jobsLost += 1;
    if (kind === 'connection') counters.workerErrors += 1;
    if (kind === 'other') {
      if (!this.toldOfError) log.warn('queue_worker_error', { err: error });
      this.toldOfError = true;
      counters.workerErrors += 1;
    }
    if (kind === 'garbage') {
      counters.garbage += 1;
      onUnreadable();
    }
  }

  private async take(generation: Generation, job: Job): Promise<void> {
    const { counters, handler, log } = this.options;
    const target = readJob(job);
    if (target === null) {
      counters.garbage += 1;
      return;
    }
    if (this.stopping !== null) {
      counters.skipped += 1;
      return;
    }
    generation.active += 1;
    this.running += 1;
    try {
      await handler(target.sagaId, target.epoch);
    } catch (error) {
      counters.handlerErrors += 1;
      log.error('queue_handler_failed', { saga: target.sagaId, err: error });
    } finally {
      generation.active -= 1;
      this.running -= 1;
      if (this.running === 0) this.onIdle();
    }
  }

  private async retire(generation: Generation): Promise<void> {
    generation.retired = true;
    await within(this.options.clock, RETIRE_LIMIT_MS, generation.worker.close(true));
    for (const redis of generation.connections) redis.disconnect();
  }
}
