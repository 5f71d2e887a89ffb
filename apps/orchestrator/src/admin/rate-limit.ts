/**
 * How often somebody may call: a bucket of tokens for each key, in this process.
 *
 * L1 Memory is bounded: of so many keys the one that called last stays the longest, and a bucket that is forgotten is a full one.
 * L2 Time is the monotonic clock's: setting the time of the machine gives nobody a token.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '#libs/platform';

const KEPT_BUCKETS = 10_000;
/** What sums of fractions may miss of a whole token. */
const ROUNDING = 1e-9;

export interface Rate {
  readonly perSecond: number;
  /** Calls at once after a pause; at least 1. */
  readonly burst: number;
}

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

export class RateLimit {
  private readonly buckets = new LRUCache<string, Bucket>({ max: KEPT_BUCKETS });

  constructor(
    private readonly clock: Pick<Clock, 'monotonicMs'>,
    private readonly rate: Rate,
  ) {}

  /** Takes a token: 0 when there was one, else after how many milliseconds there will be. */
  take(key: string): number {
    const { perSecond, burst } = this.rate;
    const atMs = this.clock.monotonicMs();
    const before = this.buckets.get(key) ?? { tokens: burst, atMs };
    const tokens = Math.min(burst, before.tokens + ((atMs - before.atMs) / 1_000) * perSecond);
    const isThere = tokens >= 1 - ROUNDING;
    this.buckets.set(key, { tokens: isThere ? tokens - 1 : tokens, atMs });
    return isThere ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1_000);
  }
}
