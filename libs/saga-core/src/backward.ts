/**
 * The way back: undoes what is owed, the highest step first, the branches of one step in parallel (G3). It never goes past
 * an obligation that is not closed (G4).
 *
 *   answers ──► record ──► front group ──► calls, waits │ a failure, siblings at rest: stuck │ nothing owed: compensated, or rewound
 */
import { nextAttemptAtMs, schedule, standStill, unsentResults, type Candidate } from './calls.js';
import type { ResolvedBranch, ResolvedCall, ResolvedStep } from './definition.js';
import { isPoison } from './retry.js';
import { branchAt, stepAt, type UndoState } from './state.js';
import type { Command, Story } from './story.js';
import { owedBranches, undoFront } from './taint.js';
import { GATHER_MS, type CallResult, type MoverView } from './view.js';

function compensationOf(branch: ResolvedBranch): ResolvedCall {
  if (branch.compensation === null) throw new RangeError(`branch ${branch.name} has no compensation`);
  return branch.compensation;
}

function undoAt(story: Story, step: ResolvedStep, branchIndex: number): UndoState {
  return branchAt(story.state, step.index, branchIndex).undo;
}

function recordUndo(story: Story, step: ResolvedStep, branchIndex: number, result: CallResult): void {
  const branch = step.branches[branchIndex] as ResolvedBranch;
  const { retry, doneCodes } = compensationOf(branch);
  const at = { step: step.name, branch: branch.name };
  const attempt = undoAt(story, step, branchIndex).attempts + 1;
  if (result.outcome === 'done') {
    story.add({ kind: 'branch_undone', ...at, attempt, data: { by: 'reply' } });
    return;
  }
  if (result.outcome === 'sealed') return;
  const { error, outcome } = result;
  const secret = result.message === undefined ? undefined : { message: result.message };
  if (outcome === 'refused') {
    if (doneCodes.includes(error.code)) {
      story.add({ kind: 'branch_undone', ...at, attempt, data: { by: 'done_code', code: error.code } });
    } else {
      story.add({ kind: 'undo_failed', ...at, attempt, data: { ...error, outcome: 'refused' }, secret });
    }
    return;
  }
  const salt = `${story.moment.sagaId}/${step.name}/${branch.name}/undo`;
  const nextAtMs = nextAttemptAtMs(retry, attempt, error, salt, story.nowMs, result.retryAfterMs);
  if (nextAtMs === null) {
    story.add({ kind: 'undo_failed', ...at, attempt, data: { ...error, outcome: 'exhausted' }, secret });
    return;
  }
  const data = { ...error, direction: 'compensation', outcome, nextAtMs } as const;
  story.add({ kind: 'attempt_failed', ...at, attempt, data, secret });
}

/** Records what settled, as far as it is still owed: an operator may have waived it meanwhile. */
function record(story: Story, results: readonly CallResult[]): void {
  for (const result of results) {
    const { stepIndex, branchIndex, direction } = result.ref;
    if (story.state.phase !== 'COMPENSATING' || direction !== 'compensation') continue;
    if (!owedBranches(story.definition, story.state, stepIndex).includes(branchIndex)) continue;
    recordUndo(story, stepAt(story.definition, stepIndex), branchIndex, result);
  }
}

function candidatesOf(story: Story, step: ResolvedStep): Candidate[] {
  return owedBranches(story.definition, story.state, step.index).flatMap((branchIndex) => {
    const undo = undoAt(story, step, branchIndex);
    if (undo.outcome !== 'open') return [];
    const { timeoutMs } = compensationOf(step.branches[branchIndex] as ResolvedBranch).retry;
    const ref = { stepIndex: step.index, branchIndex, direction: 'compensation' as const };
    return [{ ref, nextAtMs: undo.nextAtMs, attempt: undo.attempts + 1, timeoutMs }];
  });
}

/** Every undo of the step whose turn it is, also one that waits for its time; none where something else follows first. */
export function undoAhead(story: Story): Candidate[] {
  const { definition, state } = story;
  const front = isPoison(state.interruptions) ? null : undoFront(definition, state, state.rewindTo ?? 0);
  return front === null ? [] : candidatesOf(story, stepAt(definition, front));
}

/** Calls that could not be sent for so long that they count. */
function unsentCalls(story: Story, view: MoverView): CallResult[] {
  const { definition, state, nowMs } = story;
  const step = definition.steps[state.stepIndex];
  if (step === undefined || view.postponed.length === 0) return [];
  return unsentResults(candidatesOf(story, step), state, view, nowMs);
}

/** Names the first undo that failed: a refusal before a budget that ran out. Null when none did. */
export function failedUndo(story: Story, step: ResolvedStep) {
  const failed = owedBranches(story.definition, story.state, step.index)
    .map((branchIndex) => ({ branchIndex, undo: undoAt(story, step, branchIndex) }))
    .filter(({ undo }) => undo.outcome === 'failed');
  return failed.find(({ undo }) => undo.failure === 'refused') ?? failed[0] ?? null;
}

/** Makes the saga stuck for an undo that failed, when there is one. */
export function failOnUndo(story: Story, step: ResolvedStep): boolean {
  const failed = failedUndo(story, step);
  if (failed === null) return false;
  const { branchIndex, undo } = failed;
  story.add({
    kind: 'failed',
    step: step.name,
    branch: step.branches[branchIndex]?.name,
    data: {
      class: undo.failure === 'refused' ? 'compensation_refused' : 'compensation_exhausted',
      direction: 'backward',
      error: undo.error ?? undefined,
    },
  });
  return true;
}

/** Nothing is owed any more: the saga is compensated, or a rewind reached its step and goes forward again. */
export function arrive(story: Story): 'ended' | 'forward' {
  const { rewindTo } = story.state;
  if (rewindTo === null) {
    story.add({ kind: 'compensated', data: {} });
    return 'ended';
  }
  const { deadlineMs } = story.definition;
  const deadlineAtMs = deadlineMs === null ? null : story.nowMs + deadlineMs;
  story.add({ kind: 'rewound', step: stepAt(story.definition, rewindTo).name, data: { deadlineAtMs } });
  return 'forward';
}

function undoGroup(story: Story, view: MoverView, step: ResolvedStep): Command[] {
  const candidates = candidatesOf(story, step);
  if (candidates.length === 0 && view.inFlight.length === 0) {
    failOnUndo(story, step);
    return [{ kind: 'release', dueAtMs: null }];
  }
  return schedule(candidates, view, story.nowMs, null);
}

/** What follows on the way back now that no answer is left to record. Null when the saga goes forward again. */
export function retreat(story: Story, view: MoverView): Command[] | null {
  const { definition, state, nowMs } = story;
  if (isPoison(state.interruptions)) {
    story.add({ kind: 'failed', data: { class: 'poison', direction: 'backward' } });
    return [{ kind: 'release', dueAtMs: null }];
  }
  const front = undoFront(definition, state, state.rewindTo ?? 0);
  if (front === null) return arrive(story) === 'ended' ? [{ kind: 'release', dueAtMs: null }] : null;
  return standStill(state, view, nowMs, null) ?? undoGroup(story, view, stepAt(definition, front));
}

/** Decides for a saga that goes back. Returns null when it goes forward again within this decision. */
export function decideBackward(story: Story, view: MoverView): Command[] | null {
  const { firstResultAtMs, inFlight } = view;
  const gatherUntilMs = firstResultAtMs === null ? null : firstResultAtMs + GATHER_MS;
  if (inFlight.length > 0 && gatherUntilMs !== null && story.nowMs < gatherUntilMs) {
    return [{ kind: 'wait', untilMs: gatherUntilMs }];
  }
  record(story, [...view.results, ...unsentCalls(story, view)]);
  return retreat(story, view);
}
