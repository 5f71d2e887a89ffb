/** Time as the engine uses it: the database's date, advanced by the process's own monotonic clock. */
import type { Clock, Timer } from './ports.js';

/**
 * The database's time between two looks at it. An answer tells the time of some moment between its question and now, so
 * it only bounds the offset from both sides; within the bounds the present offset stays. A process that was busy when the
 * answer came does not fall behind for that, and one whose own date is wrong, or jumps, decides the same.
 */
export class DatabaseClock {
  private offsetMs: number | null = null;

  constructor(private readonly clock: Clock) {}

  /**
   * Takes in a time that the database just told.
   * @param sentAtMs monotonic time when it was asked; without it the answer can only move the clock forward
   */
  observe(databaseNowMs: number, sentAtMs = -Infinity): void {
    const lowest = databaseNowMs - this.clock.monotonicMs();
    const highest = databaseNowMs - sentAtMs;
    this.offsetMs = Math.min(Math.max(this.offsetMs ?? lowest, lowest), highest);
  }

  nowMs(): number {
    if (this.offsetMs === null) throw new Error('the database has not been asked for its time yet');
    return Math.floor(this.clock.monotonicMs() + this.offsetMs);
  }
}

/** Something that several may wait for, again and again: `raise` lets the present waiters go. */
export class Latch {
  private waiting: (() => void)[] = [];
  private raised = false;

  raise(): void {
    this.raised = true;
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) go();
  }

  /** Resolves at the next `raise`, at once when one came since the last wait, or at the latest after `timeoutMs`. */
  async wait(clock: Clock, timeoutMs: number | null): Promise<void> {
    if (!this.raised) {
      await new Promise<void>((resolve) => {
        let timer: Timer | null = null;
        const go = () => {
          timer?.cancel();
          resolve();
        };
        this.waiting.push(go);
        if (timeoutMs !== null) timer = clock.setTimer(Math.max(0, timeoutMs), () => this.release(go));
      });
    }
    this.raised = false;
  }

  private release(go: () => void): void {
    this.waiting = this.waiting.filter((other) => other !== go);
    go();
  }
}

export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimer(delayMs, resolve);
  });
}

/** Waits for work to settle, but not longer than `limitMs`; whether it did. What it throws is the caller's to see. */
export async function within(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: Timer | null = null;
  const late = new Promise<boolean>((resolve) => {
    timer = clock.setTimer(limitMs, () => resolve(false));
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    (timer as Timer | null)?.cancel();
  }
}

/** A task that repeats until it is stopped; one run at a time, and sooner when poked. Its failures go to `onError`. */
export class Pulse {
  private readonly latch = new Latch();
  private stopped = false;
  private running: Promise<void> | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: () => number,
    private readonly task: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.loop();
  }

  poke(): void {
    this.latch.raise();
  }

  /** No further run begins; resolves when the present one ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.latch.raise();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.task();
      } catch (error) {
        this.onError(error);
      }
      if (!this.stopped) await this.latch.wait(this.clock, this.intervalMs());
    }
  }
}
