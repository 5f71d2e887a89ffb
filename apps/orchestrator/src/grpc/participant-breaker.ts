/**
 * The circuit breaker of one target. Refusing is cheap and leaves nothing behind: a participant that is down is not called
 * by a thousand sagas that each find out by themselves.
 *
 * 1. Closed: calls pass. After `tripAfter` calls in a row, over `tripSpanMs` at least, that showed the target unhealthy it
 *    opens. The span keeps it closed when a connection goes away gracefully and takes a burst of calls with it.
 * 2. Open: nothing passes until the half-open time, which doubles with each opening in a row and is jittered.
 * 3. Half open: one call probes, all others are refused; its result closes or opens.
 */
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  handleWhenResult,
  type CircuitBreakerPolicy,
  type IBackoff,
  type IBreaker,
} from 'cockatiel';
import type { Clock } from '#libs/platform';

export interface BreakerOptions {
  /** Unhealthy calls in a row that open it, when the first of them was `tripSpanMs` ago. */
  readonly tripAfter: number;
  readonly tripSpanMs: number;
  /** First wait until a probe, and the longest. */
  readonly halfOpenAfterMs: number;
  readonly halfOpenMaxMs: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly onChange: (state: BreakerState) => void;
}

export type BreakerState = 'closed' | 'open' | 'half_open';

/** How a call that passed showed the target. `aborted`: we ended it ourselves, which says nothing about the target. */
export type Verdict = 'healthy' | 'unhealthy' | 'aborted';

interface Judged {
  readonly verdict: Verdict;
}

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
};

/** Opens after so many failures in a row over so much time; any success starts anew. */
class SustainedFailures implements IBreaker {
  state: unknown = null;
  private inRow = 0;
  private sinceMs = 0;

  constructor(private readonly options: BreakerOptions) {}

  success(): void {
    this.inRow = 0;
  }

  failure(): boolean {
    const { tripAfter, tripSpanMs, clock } = this.options;
    const nowMs = clock.monotonicMs();
    if (this.inRow === 0) this.sinceMs = nowMs;
    this.inRow += 1;
    return this.inRow >= tripAfter && nowMs - this.sinceMs >= tripSpanMs;
  }
}

export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private readonly failures: SustainedFailures;
  private halfOpenAtMs = 0;

  constructor(private readonly options: BreakerOptions) {
    this.failures = new SustainedFailures(options);
    this.policy = circuitBreaker(
      // A probe that was aborted has proven nothing, so the target stays under suspicion.
      handleWhenResult((result) => {
        const { verdict } = result as Judged;
        return verdict === 'unhealthy' || (verdict === 'aborted' && this.state === 'half_open');
      }),
      {
        breaker: this.failures,
        halfOpenAfter: { next: () => this.waitNumber(0) },
      },
    );
    this.policy.onStateChange((state) => options.onChange(STATES[state]));
  }

  get state(): BreakerState {
    return STATES[this.policy.state];
  }

  /** Milliseconds after which a refused call may come again; null when a call may pass now. */
  refusal(): number | null {
    if (this.state === 'closed') return null;
    const { clock, halfOpenAfterMs, random } = this.options;
    const leftMs = this.state === 'open' ? this.halfOpenAtMs - clock.monotonicMs() : halfOpenAfterMs;
    return leftMs <= 0 ? null : Math.ceil(leftMs + 0.2 * random() * halfOpenAfterMs);
  }

  /**
   * Lets a call through and takes its verdict; null when it was refused after all. Call it in the turn of `refusal`.
   * While the breaker is closed the policy hears of what was unhealthy only: it would do nothing about the rest.
   */
  async pass<T extends Judged>(send: () => Promise<T>): Promise<T | null> {
    if (this.policy.state !== CircuitState.Closed) return this.execute(send);
    const judged = await send();
    // What ends after the breaker opened has nothing more to say, and is no probe.
    if (this.policy.state !== CircuitState.Closed) return judged;
    if (judged.verdict === 'unhealthy') await this.execute(() => Promise.resolve(judged));
    else this.failures.success();
    return judged;
  }

  private async execute<T extends Judged>(send: () => Promise<T>): Promise<T | null> {
    try {
      return await this.policy.execute(send);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return null;
      throw error;
    }
  }

  private waitNumber(openings: number): IBackoff<unknown> {
    const { halfOpenAfterMs, halfOpenMaxMs, random, clock } = this.options;
    const waitMs = Math.min(halfOpenAfterMs * 2 ** openings, halfOpenMaxMs) * (0.8 + 0.4 * random());
    this.halfOpenAtMs = clock.monotonicMs() + waitMs;
    return { duration: waitMs, next: () => this.waitNumber(openings + 1) };
  }
}
