/**
 * The worker: keeps deliveries going in the background of the process.
 *
 * W1 One delivery at a time, one after the other, until nothing is due; then it rests for the poll interval.
 * W2 `nudge` ends a rest early and is never lost: one that comes while the worker is busy makes it look once more.
 * W3 Trouble with the database makes it rest, longer each time, and ends nothing.
 * W4 A stop waits for the delivery that runs and starts no other one.
 */
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Clock, Logger } from '#libs/platform';
import type { Deliveries } from './deliveries.js';

export interface WorkerPace {
  /** How long to rest when nothing is due, in milliseconds. */
  pollMs: number;
  /** Deliveries in a row before other work of the process gets a turn. */
  batch: number;
}

const LONGEST_REST_MS = 30_000;

export class DeliveryWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private work: Promise<void> = Promise.resolve();
  private stopping = false;
  private nudged = false;
  private rest = new AbortController();
  private troubles = 0;

  constructor(
    private readonly deliveries: Pick<Deliveries, 'deliverNext'>,
    private readonly pace: WorkerPace,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.work = this.run();
  }

  /** Something is due now. */
  nudge(): void {
    this.nudged = true;
    this.rest.abort();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.rest.abort();
    await this.work;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.nudged = false;
      await this.pause(await this.deliverBatch());
    }
  }

  /** Returns how long to rest. */
  private async deliverBatch(): Promise<number> {
    try {
      for (let count = 0; count < this.pace.batch; count++) {
        if (this.stopping || !(await this.deliveries.deliverNext())) return this.rested(this.pace.pollMs);
      }
      return this.rested(0);
    } catch (error) {
      this.troubles += 1;
      const restMs = Math.min(this.pace.pollMs * 2 ** this.troubles, LONGEST_REST_MS);
      this.logger.warn({ err: error, restMs }, 'the deliveries could not go on');
      return restMs;
    }
  }

  private rested(ms: number): number {
    this.troubles = 0;
    return ms;
  }

  private async pause(ms: number): Promise<void> {
    if (this.stopping || (this.nudged && this.troubles === 0)) return;
    this.rest = new AbortController();
    await this.clock.sleep(ms, this.rest.signal).catch(() => undefined);
  }
}
