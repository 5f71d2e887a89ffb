import type { CallSignal } from './ports.js';

/**
 * The abort signal of the calls of one run: what of `AbortSignal` a call needs. The real one is an event target, which costs
 * every call as much as its deadline, and takes many listeners for a leak.
 */
export class CallAbort implements CallSignal {
  aborted = false;
  private listeners = new Set<() => void>();

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  /** Tells every listener once. */
  raise(): void {
    const { listeners } = this;
    this.aborted = true;
    this.listeners = new Set();
    for (const listener of listeners) listener();
  }
}
