/** Waiting with a limit, and doing something again and again; both on the injected clock. */
import type { Clock, Timer } from '#libs/saga-engine';

export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

/** What became of `work` within the limit. Never rejects; work that is late is left behind and may fail in silence. */
export function within<T>(clock: Clock, limitMs: number, work: Promise<T>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(limitMs, () => resolve({ kind: 'late' }));
    const settle = (outcome: Outcome<T>): void => {
      timer.cancel();
      resolve(outcome);
    };
    work.then(
      (value) => settle({ kind: 'done', value }),
      (error: unknown) => settle({ kind: 'failed', error }),
    );
  });
}

export interface Repetition {
  /** Does it now instead of at its time; nothing while it is being done. */
  now(): void;
  /** No further round begins. */
  stop(): void;
}

/** Does `work` again and again, the next round `pauseMs()` after the end of the one before. `work` must not reject. */
export function repeat(clock: Clock, work: () => Promise<void>, pauseMs: () => number): Repetition {
  let stopped = false;
  let working = false;
  let timer: Timer;
  const round = async (): Promise<void> => {
    if (stopped || working) return;
    timer.cancel();
    working = true;
    await work();
    working = false;
    arm(pauseMs());
  };
  const arm = (delayMs: number): void => {
    if (!stopped) timer = clock.setTimer(delayMs, () => void round());
  };
  timer = clock.setTimer(pauseMs(), () => void round());
  return {
    now: () => void round(),
    stop: () => {
      stopped = true;
      timer.cancel();
    },
  };
}
