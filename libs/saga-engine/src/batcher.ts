/**
 * Group commit: what comes in within one turn of the event loop, and while batches are in flight, gathers; the next batch
 * takes it all. At low load an item goes out at once, under load many share a commit. It knows nothing of what it carries.
 *
 * 1. Items leave in the order in which they came, at most `maxItems` and `maxBytes` a batch (a single larger item goes alone).
 * 2. Every item is answered exactly once, by the result at its place or by the error of its batch.
 */
import type { Clock } from './ports.js';

export interface BatcherOptions<T, R> {
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly maxInFlight: number;
  readonly clock: Pick<Clock, 'endOfTurn'>;
  readonly bytesOf: (item: T) => number;
  /** Results in the order of the items. */
  readonly send: (items: readonly T[]) => Promise<readonly R[]>;
}

interface Entry<T, R> {
  readonly item: T;
  readonly bytes: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export class Batcher<T, R> {
  private waiting: Entry<T, R>[] = [];
  private inFlight = 0;
  private scheduled = false;
  private idle: (() => void)[] = [];

  constructor(private readonly options: BatcherOptions<T, R>) {}

  /** Items that are not on their way yet. */
  get backlog(): number {
    return this.waiting.length;
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, bytes: this.options.bytesOf(item), resolve, reject });
      this.schedule();
    });
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async drained(): Promise<void> {
    if (this.waiting.length === 0 && this.inFlight === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** At the end of the turn, so that what is added together goes out together. */
  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.options.maxInFlight) return;
    this.scheduled = true;
    this.options.clock.endOfTurn(() => {
      this.scheduled = false;
      if (this.waiting.length > 0 && this.inFlight < this.options.maxInFlight) void this.sendNext();
    });
  }

  private takeBatch(): Entry<T, R>[] {
    const { maxItems, maxBytes } = this.options;
    let count = 0;
    let bytes = 0;
    for (const entry of this.waiting) {
      if (count >= maxItems || (count > 0 && bytes + entry.bytes > maxBytes)) break;
      count += 1;
      bytes += entry.bytes;
    }
    const batch = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return batch;
  }

  private async sendNext(): Promise<void> {
    const batch = this.takeBatch();
    this.inFlight += 1;
    this.schedule();
    try {
      const results = await this.options.send(batch.map((entry) => entry.item));
      if (results.length !== batch.length)
        throw new Error(`${results.length} answers for ${batch.length} items`);
      batch.forEach((entry, index) => entry.resolve(results[index] as R));
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      this.inFlight -= 1;
      this.schedule();
      this.announceIdle();
    }
  }

  private announceIdle(): void {
    if (this.waiting.length > 0 || this.inFlight > 0) return;
    const idle = this.idle;
    this.idle = [];
    for (const resolve of idle) resolve();
  }
}
