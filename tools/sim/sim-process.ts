/**
 * One process of a simulated world, as far as it is a process: it may be alive, frozen or dead, and has a clock of its own.
 * Whatever reaches it, a timer, an answer, a job, goes through `deliver`.
 *
 * P1 Nothing happens in a dead process.
 * P2 What reaches a frozen process happens when it thaws, in the order in which it came.
 * P3 Its clock counts from anywhere and may run at another rate. No timer rings in less than a millisecond, as in Node.
 */
import type { Clock, Timer } from '#libs/saga-engine';
import type { Agenda } from './agenda.js';

export class SimProcess {
  alive = true;
  private frozen = false;
  private backlog: (() => void)[] = [];
  private readonly onDeath: (() => void)[] = [];

  constructor(
    readonly name: string,
    private readonly agenda: Agenda,
  ) {}

  get isFrozen(): boolean {
    return this.frozen;
  }

  deliver(happen: () => void): void {
    if (!this.alive) return;
    if (this.frozen) this.backlog.push(happen);
    else happen();
  }

  whenItDies(then: () => void): void {
    this.onDeath.push(then);
  }

  kill(): void {
    if (!this.alive) return;
    this.agenda.note(`${this.name} dies`);
    this.alive = false;
    this.backlog = [];
    for (const then of this.onDeath) then();
  }

  freeze(forMs: number): void {
    if (!this.alive || this.frozen) return;
    this.frozen = true;
    this.agenda.note(`${this.name} freezes`);
    this.agenda.in(forMs, `${this.name} thaws`, () => this.thaw());
  }

  private thaw(): void {
    this.frozen = false;
    const backlog = this.backlog;
    this.backlog = [];
    // Each of them is a thing that happens by itself, as it would have been.
    for (const happen of backlog) this.agenda.in(0, `${this.name} catches up`, () => this.deliver(happen));
  }
}

export class ProcessClock implements Clock {
  /** How much faster than the world's its time passes. */
  private rate = 1;

  constructor(
    private readonly process: SimProcess,
    private readonly agenda: Agenda,
    /** What it shows when the world begins: no two processes agree about that. */
    private offsetMs: number,
  ) {}

  monotonicMs(): number {
    return this.agenda.nowMs * this.rate + this.offsetMs;
  }

  /** From now on it runs at another rate. */
  drift(rate: number): void {
    this.offsetMs += this.agenda.nowMs * (this.rate - rate);
    this.rate = rate;
  }

  endOfTurn(fire: () => void): void {
    queueMicrotask(fire);
  }

  setTimer(delayMs: number, fire: () => void): Timer {
    let isSet = true;
    const ring = () => this.process.deliver(() => isSet && fire());
    const entry = this.agenda.in(Math.max(1, delayMs) / this.rate, `timer of ${this.process.name}`, ring);
    return {
      cancel: () => {
        isSet = false;
        entry.run = null;
      },
    };
  }
}
