/**
 * What is going to happen in a simulated world, and its time. One thing happens after the other; everything that promises
 * make of it is done before the next one.
 *
 * The same agenda entries in the same order give the same course: of two entries for one time the older one comes first.
 */
import { hashText } from './chance.js';

export interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly what: string;
  /** Null once it is called off. */
  run: (() => void) | null;
}

/** Resolves when every promise that can settle has settled, with all that follows. Quicker than a turn of the event loop. */
function quiet(): Promise<void> {
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}

export class Agenda {
  nowMs = 0;
  /** How many things happened. */
  happened = 0;
  /** The course of the world so far, in 32 bits. */
  hash = 0;
  private count = 0;
  private readonly heap: Entry[] = [];

  /** @param hear is told everything that happens and everything that is noted */
  constructor(private readonly hear: ((atMs: number, what: string) => void) | null = null) {}

  at(atMs: number, what: string, run: () => void): Entry {
    this.count += 1;
    const entry: Entry = { atMs: Math.max(atMs, this.nowMs), order: this.count, what, run };
    this.push(entry);
    return entry;
  }

  in(delayMs: number, what: string, run: () => void): Entry {
    return this.at(this.nowMs + delayMs, what, run);
  }

  /** Puts something into the course that is no event of its own. */
  note(what: string): void {
    this.hash = hashText(what, this.hash ^ Math.floor(this.nowMs * 1_000));
    this.hear?.(this.nowMs, what);
  }

  /** Lets the next thing happen. False when nothing is going to. */
  async step(): Promise<boolean> {
    for (let entry = this.pop(); entry !== undefined; entry = this.pop()) {
      const { run, atMs, what } = entry;
      if (run === null) continue;
      entry.run = null;
      this.nowMs = atMs;
      this.happened += 1;
      this.note(what);
      run();
      await quiet();
      return true;
    }
    return false;
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent] as Entry)) break;
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  private pop(): Entry | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
      if (!isBefore(heap[child] as Entry, last)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(left: Entry, right: Entry): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}
