/**
 * I7: waits and budgets. What was recorded is judged by the policy alone, without the core's arithmetic; what is called, by
 * what was recorded.
 */
import type { CallDirection, ResolvedBranch, RetryPolicy, SagaEvent } from '#libs/saga-core';
import type { ParticipantCall } from '#libs/saga-engine';
import type { Known } from './known.js';
import { Violation } from './violation.js';

const SEAL_ATTEMPTS = 20;
/** Waits are whole milliseconds. */
const ROUNDING_MS = 1;

type Attempt = Extract<
  SagaEvent,
  { kind: 'branch_done' | 'branch_refused' | 'attempt_failed' | 'branch_undone' | 'undo_failed' }
>;

function directionOf(event: Attempt): CallDirection | null {
  switch (event.kind) {
    case 'attempt_failed':
      return event.data.direction;
    case 'branch_undone':
    case 'undo_failed':
      return 'compensation';
    case 'branch_refused':
      return 'action';
    case 'branch_done':
      // Of a pivot it may be what its seal found.
      return null;
  }
}

function policyOf(spec: ResolvedBranch, direction: CallDirection): RetryPolicy {
  const { retry } = spec.action;
  if (direction === 'compensation') return spec.compensation?.retry ?? { ...retry, maxAttempts: 0 };
  if (direction === 'action') return retry;
  return { ...retry, maxAttempts: Math.max(SEAL_ATTEMPTS, retry.maxAttempts), nonRetryableCodes: [] };
}

function specAt({ definition }: Known, step: string, branch: string): ResolvedBranch | undefined {
  const found = definition.steps[definition.stepIndexOf.get(step) ?? -1];
  return found?.branches[found.branchIndexOf.get(branch) ?? -1];
}

/** Takes an event into the account of attempts. @param known as it was before the event. @throws Violation */
export function noteAttempts(known: Known, event: SagaEvent): void {
  switch (event.kind) {
    case 'replayed':
    case 'rewound':
      return known.attempts.clear();
    case 'input_edited':
      for (const name of ['action', 'seal', 'compensation'])
        known.attempts.delete(`${event.step}/${event.branch}/${name}`);
      return;
    case 'branch_done':
    case 'branch_refused':
    case 'attempt_failed':
    case 'branch_undone':
    case 'undo_failed':
      return noteAttempt(known, event);
    default:
  }
}

function noteAttempt(known: Known, event: Attempt): void {
  const direction = directionOf(event);
  const spec = specAt(known, event.step, event.branch);
  if (spec === undefined)
    throw new Violation('I7', `${event.step}/${event.branch} is no branch of ${known.row.id}`);
  if (direction === null) return;
  const name = `${event.step}/${event.branch}/${direction}`;
  const policy = policyOf(spec, direction);
  const expected = (known.attempts.get(name) ?? 0) + 1;
  known.attempts.set(name, expected);
  if (event.attempt !== expected || expected > policy.maxAttempts)
    throw new Violation(
      'I7',
      `attempt ${event.attempt} of ${name} in ${known.row.id} is number ${expected} of at most ${policy.maxAttempts}`,
    );
  if (event.kind !== 'attempt_failed' || event.data.nextAtMs === null) return;
  const waitMs = event.data.nextAtMs - event.atMs;
  const backoffMs = Math.min(
    policy.initialIntervalMs * policy.backoffCoefficient ** (expected - 1),
    policy.maxIntervalMs,
  );
  const leastMs = backoffMs * (1 - policy.jitter) - ROUNDING_MS;
  const mostMs = backoffMs * (1 + policy.jitter) + ROUNDING_MS;
  if (waitMs < leastMs || waitMs > mostMs || expected === policy.maxAttempts)
    throw new Violation(
      'I7',
      `after attempt ${expected} of ${name} in ${known.row.id} the wait is ${waitMs} ms, not ${leastMs} to ${mostMs}`,
    );
}

export interface CallMoment {
  /** The database's time. */
  readonly nowMs: number;
  /** How far the clock of a process may be ahead of it. */
  readonly clockErrorMs: number;
}

/** Judges a call that is sent under the claim that stands. @throws Violation */
export function checkCall(known: Known, call: ParticipantCall, { nowMs, clockErrorMs }: CallMoment): void {
  const { direction, key } = call;
  const [, stepName = '', branchName = ''] = key.split('/');
  const spec = specAt(known, stepName, branchName);
  const stepIndex = known.definition.stepIndexOf.get(stepName) ?? -1;
  const at = known.definition.steps[stepIndex]?.branchIndexOf.get(branchName) ?? -1;
  const branch = known.state.steps[stepIndex]?.branches[at];
  if (spec === undefined || branch === undefined) throw new Violation('I7', `${key} names no branch`);
  if (direction === 'seal' && !spec.barrier)
    throw new Violation('I7', `${key} is sealed, where nobody keeps the barrier`);
  const waits = { action: branch.action, compensation: branch.undo, seal: branch.seal }[direction];
  const earlyMs = (waits.nextAtMs ?? 0) - nowMs;
  if (earlyMs > clockErrorMs)
    throw new Violation('I7', `${direction} of ${key} was called ${earlyMs} ms too early`);
  const budget = policyOf(spec, direction).maxAttempts;
  const name = `${key} ${direction}`;
  const calls = (known.calls.get(name) ?? 0) + 1;
  known.calls.set(name, calls);
  if (calls > budget + known.disturbances)
    throw new Violation(
      'I7',
      `call ${calls} of ${name}; it has ${budget} attempts and was disturbed ${known.disturbances} times`,
    );
  if (known.moverKnowsOfHold) throw new Violation('I7', `${key} was called although its saga is held`);
}
