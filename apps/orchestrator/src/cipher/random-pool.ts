import { randomFillSync } from 'node:crypto';

const DRAWS = 1_000;

/**
 * Random bytes of one size, fetched from the system for a thousand draws at a time: a single fetch costs more than the
 * encryption of a small value.
 *
 * 1. No byte is handed out twice.
 * 2. What is drawn is a view that the next fetch overwrites: copy it or use it up before the next draw.
 */
export class RandomPool {
  private readonly pool: Buffer;
  private position: number;

  constructor(private readonly size: number) {
    this.pool = Buffer.allocUnsafeSlow(size * DRAWS);
    this.position = this.pool.length;
  }

  draw(): Buffer {
    if (this.position === this.pool.length) {
      randomFillSync(this.pool);
      this.position = 0;
    }
    const from = this.position;
    this.position += this.size;
    return this.pool.subarray(from, this.position);
  }
}
