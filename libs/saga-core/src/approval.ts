/**
 * Two-person approvals: what needs one, and who may decide when. Pure.
 *
 * 1. Nobody decides on what they asked for themselves.
 * 2. An approval is decided once, before it expires, by somebody who saw it as it stands.
 * 3. Nothing is done for somebody who may not do it any more.
 */
import type { BatchAction } from './batch.js';
import type { ApprovalMark } from './definition.js';
import type { OperatorAction } from './operator-guards.js';
import type { Phase } from './status.js';

/** `STALE`: approved, and the target had changed since, or the operation was cancelled: nothing was done. */
export const APPROVAL_STATES = ['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'STALE'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export interface ApprovalPolicy {
  /** Without it one person may do everything but what a definition marks. */
  readonly required: boolean;
  /** Batches that act on more sagas than this need a second person. */
  readonly batchAbove: number;
}

/** What is marked by the definition that a saga runs on, and no other. */
export type ApprovalMarks = ReadonlySet<ApprovalMark>;

export type ApprovalSubject =
  | {
      readonly kind: 'saga';
      readonly action: OperatorAction;
      readonly phase: Phase;
      readonly marks: ApprovalMarks;
    }
  | {
      readonly kind: 'batch';
      readonly action: BatchAction;
      readonly items: number;
      /** The definition of one of its sagas marks the action (`isMarked`). */
      readonly isMarked: boolean;
    };

/**
 * Whether a second person has to approve it: by the policy, what leaves an effect behind, invents one, or touches many sagas; by
 * a definition, what it marks.
 */
export function needsApproval(policy: ApprovalPolicy, subject: ApprovalSubject): boolean {
  const { action } = subject;
  if (subject.kind === 'batch') {
    // Many closings at once are no smaller matter than one.
    const byPolicy = action === 'close' || subject.items > policy.batchAbove;
    return subject.isMarked || (policy.required && byPolicy);
  }
  const { phase, marks } = subject;
  return isMarked(marks, action, phase) || (policy.required && isOfPolicy(action, phase));
}

function isOfPolicy(action: OperatorAction, phase: Phase): boolean {
  if (action === 'compensate') return phase === 'COMPLETED';
  return action === 'skip' || action === 'waive' || action === 'close';
}

/** Whether a definition marks an action on a saga in this phase. */
export function isMarked(marks: ApprovalMarks, action: OperatorAction, phase: Phase): boolean {
  if (action === 'replay' || action === 'pause' || action === 'resume') return false;
  const isReopened = action === 'compensate' && phase === 'COMPLETED';
  return marks.has(action) || (isReopened && marks.has('compensate_completed'));
}

/** Why an approval cannot be decided: `refusal` in the metadata of NOT_ALLOWED. */
export const APPROVAL_REFUSALS = [
  'OWN_REQUEST',
  'APPROVAL_DECIDED',
  'APPROVAL_EXPIRED',
  'REQUESTER_LOST_RIGHT',
] as const;
export type ApprovalRefusalCode = (typeof APPROVAL_REFUSALS)[number];

export interface ApprovalStanding {
  readonly state: ApprovalState;
  readonly requestedBy: string;
  readonly expiresAtMs: number;
}

export interface ApprovalDecider {
  readonly name: string;
  readonly decision: 'approve' | 'reject';
  /** Whoever asked may still do what they asked for. */
  readonly requesterMayStill: boolean;
}

/** Whether somebody may decide on an approval as it stands, by the database's time; null: they may. */
export function guardDecision(
  { state, requestedBy, expiresAtMs }: ApprovalStanding,
  { name, decision, requesterMayStill }: ApprovalDecider,
  nowMs: number,
): ApprovalRefusalCode | null {
  if (requestedBy === name) return 'OWN_REQUEST';
  if (state === 'EXPIRED' || (state === 'PENDING' && expiresAtMs <= nowMs)) return 'APPROVAL_EXPIRED';
  if (state !== 'PENDING') return 'APPROVAL_DECIDED';
  return decision === 'approve' && !requesterMayStill ? 'REQUESTER_LOST_RIGHT' : null;
}
