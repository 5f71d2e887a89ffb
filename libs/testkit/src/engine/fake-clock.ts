import type { Clock, Timer } from '#libs/saga-engine';

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly fire: () => void;
}

/** One turn of the event loop: every promise that can settle without time passing has settled, with all that follows. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * A clock that stands still until the test moves it. Timers fire in the order of their times, and what they set going is
 * done before the next one fires: the same test takes the same course every time.
 */
export class FakeClock implements Clock {
  private nowMs = 0;
  private count = 0;
  private pending: Pending[] = [];

  monotonicMs(): number {
    return this.nowMs;
  }

  setTimer(delayMs: number, fire: () => void): Timer {
    this.count += 1;
    const timer = { atMs: this.nowMs + Math.max(0, delayMs), order: this.count, fire };
    this.pending.push(timer);
    return { cancel: () => void (this.pending = this.pending.filter((other) => other !== timer)) };
  }

  endOfTurn(fire: () => void): void {
    queueMicrotask(fire);
  }

  /** Timers that have not fired. */
  get timers(): number {
    return this.pending.length;
  }

  /** Lets time pass, timer by timer. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await settled();
    for (let next = this.nextBefore(endMs); next !== undefined; next = this.nextBefore(endMs)) {
      this.pending = this.pending.filter((other) => other !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.fire();
      await settled();
    }
    this.nowMs = endMs;
  }

  /** Lets time pass until something holds; throws when it still does not after `limitMs`. */
  async until(holds: () => boolean, limitMs = 60_000, what = 'the condition'): Promise<void> {
    const endMs = this.nowMs + limitMs;
    await settled();
    while (!holds()) {
      const next = this.nextBefore(endMs);
      if (next === undefined) throw new Error(`${what} did not come true within ${limitMs} ms`);
      await this.pass(next.atMs - this.nowMs);
    }
  }

  private nextBefore(endMs: number): Pending | undefined {
    const earlier = (left: Pending, right: Pending) =>
      right.atMs < left.atMs || (right.atMs === left.atMs && right.order < left.order) ? right : left;
    const [first, ...others] = this.pending;
    const next = first === undefined ? undefined : others.reduce(earlier, first);
    return next !== undefined && next.atMs <= endMs ? next : undefined;
  }
}

/** A clock of one process on a shared one: when the process is killed its timers never fire. */
export class MortalClock implements Clock {
  private readonly timers = new Set<Timer>();
  private dead = false;

  constructor(private readonly clock: Clock) {}

  monotonicMs(): number {
    return this.clock.monotonicMs();
  }

  setTimer(delayMs: number, fire: () => void): Timer {
    if (this.dead) return { cancel: () => undefined };
    const timer = this.clock.setTimer(delayMs, () => {
      this.timers.delete(timer);
      fire();
    });
    this.timers.add(timer);
    return {
      cancel: () => {
        this.timers.delete(timer);
        timer.cancel();
      },
    };
  }

  endOfTurn(fire: () => void): void {
    this.clock.endOfTurn(() => {
      if (!this.dead) fire();
    });
  }

  /** Timers that have not fired. */
  get pending(): number {
    return this.timers.size;
  }

  kill(): void {
    this.dead = true;
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }
}
