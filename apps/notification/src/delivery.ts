/**
 * The life of a notification, as the worker and the compensation see it. Pure.
 *
 * queued → sending → delivered
 *    ↓         ↓  ↘ (later) queued … failed
 * dropped  retracting ← delivered
 *              ↓
 *          retracted
 *
 * D1 `sending` and `retracting` belong to a worker until `due_at`; after that, to whichever worker comes next.
 * D2 What may be out is retracted and never dropped: a delivery that was tried may be out, whatever its end looked like.
 * D3 Readers of the inbox see `delivered` and nothing else, so a cancel takes effect with its own commit.
 */
import type { notification_v1 } from '#libs/contracts';

export const STATES = [
  'queued',
  'sending',
  'delivered',
  'failed',
  'dropped',
  'retracting',
  'retracted',
] as const;
export type DeliveryState = (typeof STATES)[number];

/** The state that callers are told. */
export const PUBLIC_STATES: Readonly<Record<DeliveryState, notification_v1.NotificationState__Output>> = {
  queued: 'NOTIFICATION_STATE_QUEUED',
  sending: 'NOTIFICATION_STATE_QUEUED',
  delivered: 'NOTIFICATION_STATE_DELIVERED',
  failed: 'NOTIFICATION_STATE_FAILED',
  dropped: 'NOTIFICATION_STATE_DROPPED',
  retracting: 'NOTIFICATION_STATE_RETRACTED',
  retracted: 'NOTIFICATION_STATE_RETRACTED',
};

/** The states behind a public one. */
export function statesOf(publicState: notification_v1.NotificationState__Output): DeliveryState[] {
  return STATES.filter((state) => PUBLIC_STATES[state] === publicState);
}

/** What a cancel makes of a notification; undefined where there is nothing left to cancel (D2). */
export function cancelled(state: DeliveryState, attempts: number): 'dropped' | 'retracting' | undefined {
  switch (state) {
    case 'queued':
      return attempts === 0 ? 'dropped' : 'retracting';
    case 'sending':
    case 'failed':
    case 'delivered':
      return 'retracting';
    default:
      return undefined;
  }
}

export interface RetryPolicy {
  maxAttempts: number;
  initialDelayMs: number;
  maxDelayMs: number;
}

/** How long to wait after the attempt with this number (from 1) failed; undefined when it was the last. */
export function nextDelayMs(
  attempt: number,
  { maxAttempts, initialDelayMs, maxDelayMs }: RetryPolicy,
): number | undefined {
  return attempt >= maxAttempts ? undefined : Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1));
}
