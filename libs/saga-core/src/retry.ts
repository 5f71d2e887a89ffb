/**
 * When the next attempt starts. No chance in here: the jitter is a hash of what the attempt is, so the same saga always
 * waits the same time, and a thousand sagas that failed together do not come back together.
 */
import type { RetryPolicy } from './definition.js';

/** FNV-1a over the UTF-16 units, finished by a mixing step so that neighbours differ in every bit; 0 ≤ x < 1. */
export function hashToUnit(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/**
 * Milliseconds to wait after the failed attempt number `attempt` (from 1): exponential, capped, then jittered by
 * ± `jitter`.
 *
 * What the participant asked for (`google.rpc.RetryInfo`) is the least wait, up to the cap. One that is shorter than the
 * policy's own is a first wait and grows like it, so that a participant that always asks for a little does not use up all
 * attempts in a moment. Nobody comes back earlier than asked: this jitter only adds.
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, salt: string, askedMs?: number): number {
  const { initialIntervalMs, backoffCoefficient, maxIntervalMs, jitter } = policy;
  const growth = backoffCoefficient ** Math.min(attempt - 1, 64);
  const own = initialIntervalMs * growth;
  const chance = hashToUnit(`${salt}/${attempt}`);
  if (askedMs === undefined)
    return Math.round(Math.min(own, maxIntervalMs) * (1 + (chance * 2 - 1) * jitter));
  const asked = Math.max(askedMs, 0);
  const wait = Math.min(asked * growth, Math.max(asked, own), maxIntervalMs);
  return Math.round(wait * (1 + chance * jitter));
}

const TAKEOVER_DELAYS_MS = [0, 0, 4_000, 16_000] as const;

/** The first four interruptions since the last recorded result delay the next run by this much; milliseconds. */
export const takeoverDelaysMs: readonly number[] = TAKEOVER_DELAYS_MS;

/** Delay of the run after interruption number `count` (from 1); what is beyond the table is poison and runs no more. */
export function takeoverDelayMs(count: number): number {
  return TAKEOVER_DELAYS_MS[count - 1] ?? 0;
}

/** Interruptions after which a saga is started alone: it may be what kills the process. */
export const SUSPECT_AFTER = 2;
/** Interruptions after which a saga is taken for what kills the process, and rests. */
export const POISON_AFTER = 5;

export function isSuspect(interruptions: number): boolean {
  return interruptions >= SUSPECT_AFTER;
}

export function isPoison(interruptions: number): boolean {
  return interruptions >= POISON_AFTER;
}
