/**
 * The way forward: records answers, and says what follows. Pure; the engine asks it whenever a call settles, a timer
 * fires, or somebody else wrote.
 *
 *   answers ──► record ──► intent ──► turn | fail | settle the pivot | complete | call, wait, release
 */
import { nextAttemptAtMs, schedule, standStill, unsentResults, type Candidate } from './calls.js';
import type { ResolvedBranch, ResolvedStep, RetryPolicy } from './definition.js';
import type { ClearError, StuckClass, TurnCause } from './events.js';
import { actionConsequence } from './outcome.js';
import { isPoison } from './retry.js';
import { branchAt, isSettled, stepAt, type BranchState, type SagaState } from './state.js';
import type { Command, Story } from './story.js';
import { taintOf } from './taint.js';
import { CANCEL_GRACE_MS, GATHER_MS, SIBLING_GRACE_MS, type CallResult, type MoverView } from './view.js';

/** What has to happen to a saga that runs, judged by its state alone. */
type Intent =
  | { readonly kind: 'go' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'turn'; readonly cause: TurnCause; readonly error?: ClearError }
  | {
      readonly kind: 'fail';
      readonly class: StuckClass;
      readonly branch?: string;
      readonly error?: ClearError;
    }
  | { readonly kind: 'settle_pivot' };

const GO: Intent = { kind: 'go' };

/** Where the deadline counts: before the commit point, and while nobody holds the saga. */
export function effectiveDeadlineMs(state: SagaState): number | null {
  return state.committed || state.frozenSinceMs !== null ? null : state.deadlineAtMs;
}

/** The saga sleeps no longer than until its deadline; one that passed while a pivot is settled wakes nobody. */
function deadlineAheadMs({ state, nowMs }: Story): number | null {
  const deadlineMs = effectiveDeadlineMs(state);
  return deadlineMs !== null && deadlineMs > nowMs ? deadlineMs : null;
}

function salt(story: Story, step: ResolvedStep, branch: ResolvedBranch): string {
  return `${story.moment.sagaId}/${step.name}/${branch.name}`;
}

/** When an action that failed may be tried again; null when its budget is spent or the deadline comes first. */
function nextActionAtMs(
  story: Story,
  step: ResolvedStep,
  branch: ResolvedBranch,
  result: FailedCall,
): number | null {
  const { action } = branchAt(story.state, step.index, result.ref.branchIndex);
  const { retry } = branch.action;
  const at = nextAttemptAtMs(
    retry,
    action.attempts + 1,
    result.error,
    salt(story, step, branch),
    story.nowMs,
    result.retryAfterMs,
  );
  const deadlineMs = effectiveDeadlineMs(story.state);
  if (at === null || deadlineMs === null) return at;
  const latestMs = step.kind === 'pivot' ? deadlineMs - retry.timeoutMs : deadlineMs;
  return at < latestMs ? at : null;
}

type FailedCall = Extract<CallResult, { error: ClearError }>;

function recordAction(story: Story, step: ResolvedStep, branch: ResolvedBranch, result: CallResult): void {
  const at = { step: step.name, branch: branch.name };
  const attempt = branchAt(story.state, step.index, result.ref.branchIndex).action.attempts + 1;
  if (result.outcome === 'done') {
    story.add({ kind: 'branch_done', ...at, attempt, data: {}, secret: { reply: result.reply } });
    return;
  }
  if (result.outcome === 'sealed') return;
  const secret = result.message === undefined ? undefined : { message: result.message };
  if (result.outcome === 'refused') {
    story.add({ kind: 'branch_refused', ...at, attempt, data: result.error, secret });
    return;
  }
  const nextAtMs = nextActionAtMs(story, step, branch, result);
  const { outcome } = result;
  story.add({
    kind: 'attempt_failed',
    ...at,
    attempt,
    data: { ...result.error, direction: 'action', outcome, nextAtMs },
    secret,
  });
}

/** Nothing else can tell what became of a pivot, so a seal is tried at least this often. */
const MIN_SEAL_ATTEMPTS = 20;

/** How a pivot that is called by this policy is sealed. */
export function sealPolicyOf(retry: RetryPolicy): RetryPolicy {
  return { ...retry, maxAttempts: Math.max(retry.maxAttempts, MIN_SEAL_ATTEMPTS), nonRetryableCodes: [] };
}

/** A pivot's key is closed by the participant: either it had taken effect, or it never will. */
function recordSeal(story: Story, step: ResolvedStep, branch: ResolvedBranch, result: CallResult): void {
  const at = { step: step.name, branch: branch.name };
  const { seal } = branchAt(story.state, step.index, result.ref.branchIndex);
  const attempt = seal.attempts + 1;
  if (result.outcome === 'done') {
    story.add({ kind: 'branch_done', ...at, attempt, data: {}, secret: { reply: result.reply } });
  } else if (result.outcome === 'sealed') {
    const data = { outcome: 'not_done', by: 'seal', deadlineAtMs: story.state.deadlineAtMs } as const;
    story.add({ kind: 'outcome_recorded', ...at, data });
  } else {
    const sealSalt = `${salt(story, step, branch)}/seal`;
    const nextAtMs = nextAttemptAtMs(
      sealPolicyOf(branch.action.retry),
      attempt,
      result.error,
      sealSalt,
      story.nowMs,
      result.retryAfterMs,
    );
    const outcome = result.outcome === 'refused' ? 'no_effect' : result.outcome;
    const secret = result.message === undefined ? undefined : { message: result.message };
    const data = { ...result.error, direction: 'seal', outcome, nextAtMs } as const;
    story.add({ kind: 'attempt_failed', ...at, attempt, data, secret });
  }
}

/** Records what settled, as far as the state still waits for it: an operator may have been faster. */
function record(story: Story, results: readonly CallResult[]): void {
  for (const result of results) {
    const { stepIndex, branchIndex, direction } = result.ref;
    if (story.state.phase !== 'RUNNING' || stepIndex !== story.state.stepIndex) continue;
    const step = stepAt(story.definition, stepIndex);
    const branch = step.branches[branchIndex];
    if (branch === undefined || isSettled(branchAt(story.state, stepIndex, branchIndex))) continue;
    if (direction === 'action') recordAction(story, step, branch, result);
    else if (direction === 'seal') recordSeal(story, step, branch, result);
  }
}

/** Cause of a turn after the budget ended: the deadline, when attempts were left but no time. */
function exhaustedCause(branch: BranchState, spec: ResolvedBranch): TurnCause {
  const { attempts, error } = branch.action;
  const { maxAttempts, nonRetryableCodes } = spec.action.retry;
  const spent = attempts >= maxAttempts || (error !== null && nonRetryableCodes.includes(error.code));
  return spent ? 'exhausted' : 'deadline';
}

function branchIntent(step: ResolvedStep, spec: ResolvedBranch, branch: BranchState): Intent {
  const { outcome, exhausted, error } = branch.action;
  // A sealed pivot will never take effect, whatever the policy says about trying again.
  if (outcome === 'sealed') return { kind: 'turn', cause: 'refused', error: error ?? undefined };
  const refused = outcome === 'refused';
  if (!refused && !(outcome === 'open' && exhausted)) return GO;
  const cause = refused ? 'refused' : exhaustedCause(branch, spec);
  const policy = refused ? step.onRefused : cause === 'deadline' ? 'compensate' : step.onExhausted;
  const consequence = actionConsequence(step.kind, taintOf(branch) !== 'unknown', policy);
  if (consequence === 'settle_pivot') return { kind: 'settle_pivot' };
  if (consequence === 'turn') return { kind: 'turn', cause, error: error ?? undefined };
  return {
    kind: 'fail',
    class: refused ? 'refused' : 'exhausted',
    branch: spec.name,
    error: error ?? undefined,
  };
}

/** A pivot that may have taken effect is never turned away from; it is settled first. */
function guardPivot(step: ResolvedStep, state: SagaState, intent: Intent): Intent {
  if (step.kind !== 'pivot' || intent.kind !== 'turn') return intent;
  return taintOf(branchAt(state, step.index, 0)) === 'unknown' ? { kind: 'settle_pivot' } : intent;
}

const RANK = { go: 0, complete: 0, turn: 1, settle_pivot: 2, fail: 3 } as const;

/** What follows from the state: a cancel before completion, then what branches ended in, then the deadline. */
function intentOf(story: Story): Intent {
  const { definition, state, nowMs } = story;
  if (isPoison(state.interruptions)) return { kind: 'fail', class: 'poison' };
  const step = definition.steps[state.stepIndex];
  const cancelled: Intent = { kind: 'turn', cause: 'cancelled' };
  if (step === undefined) return state.cancelRequested && !state.committed ? cancelled : { kind: 'complete' };
  if (state.cancelRequested && !state.committed) return guardPivot(step, state, cancelled);
  const worst = step.branches
    .map((spec, index) => branchIntent(step, spec, branchAt(state, step.index, index)))
    .reduce((left, right) => (RANK[right.kind] > RANK[left.kind] ? right : left), GO);
  if (worst.kind !== 'go') return worst;
  const deadlineMs = effectiveDeadlineMs(state);
  if (deadlineMs === null) return GO;
  // A pivot keeps its full timeout, so it is not started with less left.
  const neededMs = step.kind === 'pivot' ? (step.branches[0]?.action.retry.timeoutMs ?? 0) : 0;
  if (deadlineMs - neededMs > nowMs) return GO;
  return guardPivot(step, state, { kind: 'turn', cause: 'deadline' });
}

function actionCandidates(story: Story, step: ResolvedStep): Candidate[] {
  const deadlineMs = effectiveDeadlineMs(story.state);
  return step.branches.flatMap((spec, branchIndex) => {
    const { action } = branchAt(story.state, step.index, branchIndex);
    if (action.outcome !== 'open' || action.exhausted) return [];
    const { timeoutMs } = spec.action.retry;
    const leftMs = deadlineMs === null || step.kind === 'pivot' ? timeoutMs : deadlineMs - story.nowMs;
    return [
      {
        ref: { stepIndex: step.index, branchIndex, direction: 'action' as const },
        nextAtMs: action.nextAtMs,
        attempt: action.attempts + 1,
        timeoutMs: Math.max(1, Math.min(timeoutMs, leftMs)),
      },
    ];
  });
}

/** The seal of a pivot, as long as it may be tried; nobody asks for it unless the pivot has to be settled. */
function sealCandidates(story: Story, step: ResolvedStep): Candidate[] {
  const spec = step.branches[0];
  if (step.kind !== 'pivot' || spec === undefined || !spec.barrier) return [];
  const { seal } = branchAt(story.state, step.index, 0);
  if (seal.exhausted) return [];
  const ref = { stepIndex: step.index, branchIndex: 0, direction: 'seal' as const };
  const { timeoutMs } = spec.action.retry;
  return [{ ref, nextAtMs: seal.nextAtMs, attempt: seal.attempts + 1, timeoutMs }];
}

/** Every call that comes next, also one that waits for its time; none where something else follows from the state first. */
export function callsAhead(story: Story): Candidate[] {
  const step = story.definition.steps[story.state.stepIndex];
  const { kind } = intentOf(story);
  if (step === undefined) return [];
  if (kind === 'settle_pivot') return sealCandidates(story, step);
  return kind === 'go' ? actionCandidates(story, step) : [];
}

/** Calls that could not be sent for so long that they count; before the commit point a deadline ends the wait instead. */
function unsentCalls(story: Story, view: MoverView): CallResult[] {
  const { definition, state, nowMs } = story;
  const step = definition.steps[state.stepIndex];
  if (step === undefined || view.postponed.length === 0) return [];
  const actions = state.committed || state.deadlineAtMs === null ? actionCandidates(story, step) : [];
  return unsentResults([...actions, ...sealCandidates(story, step)], state, view, nowMs);
}

function settlePivot(story: Story, view: MoverView, step: ResolvedStep): Command[] {
  const candidates = sealCandidates(story, step);
  if (candidates.length > 0) return schedule(candidates, view, story.nowMs, deadlineAheadMs(story));
  const error = branchAt(story.state, step.index, 0).action.error ?? undefined;
  const data = { class: 'pivot_unknown', direction: 'forward', error } as const;
  story.add({ kind: 'failed', step: step.name, branch: step.branches[0]?.name, data });
  return [{ kind: 'release', dueAtMs: null }];
}

function fail(story: Story, intent: Extract<Intent, { kind: 'fail' }>): Command[] {
  const step = story.definition.steps[story.state.stepIndex]?.name;
  const { branch, error } = intent;
  story.add({ kind: 'failed', step, branch, data: { class: intent.class, direction: 'forward', error } });
  return [{ kind: 'release', dueAtMs: null }];
}

/**
 * What follows now that no answer is left to record. Returns null when the saga turned back: the way back goes on.
 */
export function proceed(story: Story, view: MoverView): Command[] | null {
  const intent = intentOf(story);
  if (intent.kind === 'complete') {
    story.add({ kind: 'completed', data: {} });
    return [{ kind: 'release', dueAtMs: null }];
  }
  if (intent.kind === 'fail') return fail(story, intent);
  if (intent.kind === 'turn') {
    story.add({ kind: 'turned', data: { cause: intent.cause, error: intent.error } });
    return null;
  }
  const still = standStill(story.state, view, story.nowMs, deadlineAheadMs(story));
  if (still !== null) return still;
  const step = stepAt(story.definition, story.state.stepIndex);
  if (intent.kind === 'settle_pivot') return settlePivot(story, view, step);
  return schedule(actionCandidates(story, step), view, story.nowMs, deadlineAheadMs(story));
}

/**
 * Calls are in flight: either wait for them, or take what is there. A pivot, and the siblings of what only an operator can
 * decide, run to their own end; the siblings of what turns the saga have a moment.
 * @returns commands when the decision is to wait; null to record and go on
 */
function holdForSiblings(story: Story, recorded: Story, view: MoverView): Command[] | null {
  const intent = intentOf(recorded);
  if (intent.kind !== 'go') {
    const wait: Command = { kind: 'wait', untilMs: null };
    const isPivot = story.definition.steps[story.state.stepIndex]?.kind === 'pivot';
    if (intent.kind !== 'turn' || isPivot) return [wait];
    const withinMs = intent.cause === 'cancelled' ? CANCEL_GRACE_MS : SIBLING_GRACE_MS;
    return [{ kind: 'settle', withinMs }, wait];
  }
  if (view.firstResultAtMs === null) return null;
  const untilMs = view.firstResultAtMs + GATHER_MS;
  return story.nowMs < untilMs ? [{ kind: 'wait', untilMs }] : null;
}

/** Decides for a saga that runs. Returns null when it turned back within this decision. */
export function decideForward(story: Story, view: MoverView): Command[] | null {
  const results = [...view.results, ...unsentCalls(story, view)];
  if (view.inFlight.length > 0) {
    const recorded = story.fork();
    record(recorded, results);
    const held = holdForSiblings(story, recorded, view);
    if (held !== null) return held;
  }
  record(story, results);
  return proceed(story, view);
}
