/** The bound on runs in flight, shared by jobs and sweep. First come, first served. */
export class Slots {
  private taken = 0;
  private readonly queue: (() => void)[] = [];

  constructor(readonly size: number) {}

  get free(): number {
    return Math.max(0, this.size - this.taken);
  }

  /** Waits for a slot and takes it. */
  async take(): Promise<void> {
    if (this.free > 0 && this.queue.length === 0) {
      this.taken += 1;
      return;
    }
    await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  /** Takes up to `wanted` slots that are free right now; returns how many. */
  takeFree(wanted: number): number {
    const count = Math.min(wanted, this.free);
    this.taken += count;
    return count;
  }

  give(count: number): void {
    for (let i = 0; i < count; i += 1) {
      const next = this.queue.shift();
      // The slot passes from hand to hand, so nobody can slip in between.
      if (next === undefined) this.taken -= 1;
      else next();
    }
  }
}
