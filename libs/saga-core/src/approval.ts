/**
 * Two-person approvals: what needs one, and who may decide when. Pure.
 *
 * 1. Nobody decides on what they asked for themselves.
 * 2. An approval is decided once, before it expires, by somebody who saw it as it stands.
 */
import type { BatchAction } from './batch.js';
import type { OperatorAction } from './operator-guards.js';
import type { Phase } from './status.js';

/** `STALE`: approved, and the target had changed since, or the operation was cancelled: nothing was done. */
export const APPROVAL_STATES = ['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'STALE'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export interface ApprovalPolicy {
  /** Without it one person may do everything. */
  readonly required: boolean;
  /** Batches that act on more sagas than this need a second person. */
  readonly batchAbove: number;
}

export type ApprovalSubject =
  | { readonly kind: 'saga'; readonly action: OperatorAction; readonly phase: Phase }
  | { readonly kind: 'batch'; readonly action: BatchAction; readonly items: number };

/** Whether a second person has to approve it: what leaves an effect behind, invents one, or touches many sagas. */
export function needsApproval(policy: ApprovalPolicy, subject: ApprovalSubject): boolean {
  if (!policy.required) return false;
  const { action } = subject;
  // Many closings at once are no smaller matter than one.
  if (subject.kind === 'batch') return action === 'close' || subject.items > policy.batchAbove;
  if (action === 'compensate') return subject.phase === 'COMPLETED';
  return action === 'skip' || action === 'waive' || action === 'close';
}

/** Why an approval cannot be decided: `refusal` in the metadata of NOT_ALLOWED. */
export const APPROVAL_REFUSALS = ['OWN_REQUEST', 'APPROVAL_DECIDED', 'APPROVAL_EXPIRED'] as const;
export type ApprovalRefusalCode = (typeof APPROVAL_REFUSALS)[number];

export interface ApprovalStanding {
  readonly state: ApprovalState;
  readonly requestedBy: string;
  readonly expiresAtMs: number;
}

/** Whether somebody may decide on an approval as it stands, by the database's time; null: they may. */
export function guardDecision(
  { state, requestedBy, expiresAtMs }: ApprovalStanding,
  decider: string,
  nowMs: number,
): ApprovalRefusalCode | null {
  if (requestedBy === decider) return 'OWN_REQUEST';
  if (state === 'EXPIRED' || (state === 'PENDING' && expiresAtMs <= nowMs)) return 'APPROVAL_EXPIRED';
  return state === 'PENDING' ? null : 'APPROVAL_DECIDED';
}
