/** Ids: UUIDs of version 7 for sagas, whose time is the database's, and of version 4 for everything else. */
import { randomUUID } from 'node:crypto';
import type { Ids } from '#libs/saga-engine';
import { RandomPool } from './random-pool.js';

const COUNTER_LIMIT = 0x1000;
const MAX_MS = 2 ** 48 - 1;

/**
 * The `Ids` of the engine.
 *
 * 1. The time in an id is exactly the one that was given, for it decides in which partition the saga lies.
 * 2. Ids that one process makes for the same millisecond grow, so that they enter the index side by side; after 2,048 and
 *    more in one millisecond they start anew.
 */
export class UuidSource implements Ids {
  private readonly random = new RandomPool(10);
  private lastMs = -1;
  private counter = 0;

  sagaId(nowMs: number): string {
    const ms = Math.floor(nowMs);
    if (!(ms >= 0 && ms <= MAX_MS)) throw new RangeError(`${nowMs} is no time that an id can hold`);
    const bytes = this.random.draw();
    const counter = this.nextCounter(ms, bytes.readUInt16BE(0));
    bytes.writeUInt16BE(0x7000 | counter, 0);
    bytes[2] = ((bytes[2] as number) & 0x3f) | 0x80;
    const time = ms.toString(16).padStart(12, '0');
    const rest = bytes.toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`;
  }

  instanceId(): string {
    return randomUUID();
  }

  requestId(): string {
    return randomUUID();
  }

  /** Twelve bits: from a random start in the lower half upward within a millisecond. */
  private nextCounter(ms: number, seed: number): number {
    this.counter += 1;
    if (ms !== this.lastMs || this.counter === COUNTER_LIMIT) this.counter = seed % (COUNTER_LIMIT / 2);
    this.lastMs = ms;
    return this.counter;
  }
}
