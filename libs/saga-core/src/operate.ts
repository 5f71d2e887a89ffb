/**
 * What operators do to a saga, and what it writes (docs/STATE_MACHINE.md, "operators"). Pure; what may be done at all is
 * said by the guards, what the arguments have to be is said here.
 *
 * 1. An action on a saga that a process owns writes only what its mover will meet at its next write; it never takes over.
 * 2. Nothing in here turns a saga that is committed, or whose pivot may have taken effect.
 * 3. An obligation is closed only with the words of the person who closes it.
 */
import { failOnUndo } from './backward.js';
import type { ResolvedDefinition, ResolvedStep } from './definition.js';
import type { ClearError, SagaEvent, StuckClass } from './events.js';
import {
  forbids,
  guard,
  pivotUnknown,
  refusal,
  type OperatorFacts,
  type Refusal,
} from './operator-guards.js';
import { branchAt, isRunnable, isSettled, type InputEdit, type SagaState } from './state.js';
import { directionOf, isMoving } from './status.js';
import { Story, type Moment } from './story.js';
import { owedBranches, taintOf, undoFront } from './taint.js';
import type { Json } from './template.js';

export type OperatorCommand =
  | { readonly kind: 'replay' }
  | { readonly kind: 'rewind'; readonly step: string; readonly edits?: readonly InputEdit[] }
  | { readonly kind: 'compensate'; readonly by: 'operator' | 'client'; readonly message?: string }
  /** `step`: the one that the operator takes the saga to stand at. */
  | { readonly kind: 'skip'; readonly step: string; readonly results: { readonly [branch: string]: Json } }
  | { readonly kind: 'edit_input'; readonly edit: InputEdit }
  | {
      readonly kind: 'record_outcome';
      /** The pivot. */
      readonly step: string;
      readonly outcome: 'done' | 'not_done';
      readonly reply?: Json;
      readonly evidence: string;
    }
  | {
      readonly kind: 'waive';
      readonly how: 'waived' | 'done_by_hand';
      readonly step: string;
      readonly branch: string;
      readonly evidence: string;
    }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** `statement`: null where the words cannot be kept, because the saga has no key that could seal them. */
  | { readonly kind: 'close'; readonly statement: string | null }
  /** The system's own: the participant that blocked the saga is not held any more. */
  | { readonly kind: 'unblock' }
  /** The system's own: nobody can run the saga, and why. */
  | { readonly kind: 'give_up'; readonly class: StuckClass; readonly error?: ClearError };

export type OperatorDecision =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'accepted';
      readonly state: SagaState;
      readonly events: readonly SagaEvent[];
      /** Schedule of a saga that nobody owns. */
      readonly due: 'now' | 'rest';
    };

function freshDeadline(story: Story): number | null {
  const { deadlineMs } = story.definition;
  return deadlineMs === null ? null : story.nowMs + deadlineMs;
}

/** A saga that owes nothing is compensated at once. A rewind is left to the mover: only it raises generations. */
function settleBackward(story: Story): void {
  const { state, definition } = story;
  if (state.rewindTo === null && undoFront(definition, state, 0) === null) {
    story.add({ kind: 'compensated', data: {} });
  }
}

function settleForward(story: Story): void {
  if (story.state.stepIndex === story.definition.steps.length) story.add({ kind: 'completed', data: {} });
}

type Handler<K extends OperatorCommand['kind']> = (
  story: Story,
  command: Extract<OperatorCommand, { kind: K }>,
  facts: OperatorFacts,
) => Refusal | null;

const compensate: Handler<'compensate'> = (story, command, facts) => {
  const secret = command.message === undefined ? undefined : { message: command.message };
  if (story.state.phase === 'COMPLETED') {
    story.add({ kind: 'reopened', data: {} });
    settleBackward(story);
    return null;
  }
  // Behind the barrier a pivot that may be in flight is sealed by the mover before anything turns.
  if (facts.owned || pivotUnknown(story.definition, story.state) !== null) {
    story.add({ kind: 'cancel_requested', data: { by: command.by }, secret });
    return null;
  }
  const cause = command.by === 'client' ? 'cancelled' : 'operator';
  story.add({ kind: 'turned', data: { cause } });
  settleBackward(story);
  return null;
};

const rewind: Handler<'rewind'> = (story, { step, edits = [] }) => {
  const target = story.definition.stepIndexOf.get(step);
  if (target === undefined || target > story.state.stepIndex) {
    return refusal('UNKNOWN_STEP', `Step ${step} is not one that the saga has reached.`);
  }
  const misplaced = edits.find((edit) => !isEditable(story.definition, edit, target));
  if (misplaced !== undefined) {
    return refusal(
      'UNKNOWN_STEP',
      `${misplaced.step}/${misplaced.branch} is no branch of the steps that are done again.`,
    );
  }
  story.add({
    kind: 'turned',
    data: { cause: 'rewind', to: step },
    secret: edits.length > 0 ? { edits } : undefined,
  });
  settleBackward(story);
  return null;
};

function isEditable(definition: ResolvedDefinition, edit: InputEdit, fromStep: number): boolean {
  const index = definition.stepIndexOf.get(edit.step);
  if (index === undefined || index < fromStep) return false;
  return definition.steps[index]?.branchIndexOf.has(edit.branch) ?? false;
}

/** The step that the saga stands at, where it is the one that the operator names: another would not be what was looked at. */
function currentStep({ definition, state }: Story, name: string): ResolvedStep | Refusal {
  const step = definition.steps[state.stepIndex];
  if (step === undefined) return refusal('UNKNOWN_STEP', 'The saga has no step left.');
  return step.name === name
    ? step
    : refusal('UNKNOWN_STEP', `The saga stands at ${step.name}, not at ${name}.`);
}

const skip: Handler<'skip'> = (story, { step: name, results }) => {
  const step = currentStep(story, name);
  if ('code' in step) return step;
  const missing = step.branches.filter(
    (branch, index) =>
      !isSettled(branchAt(story.state, step.index, index)) && !Object.hasOwn(results, branch.name),
  );
  if (missing.length > 0) {
    const names = missing.map((branch) => branch.name).join(', ');
    return refusal('RESULT_MISSING', `Step ${step.name} needs a result for: ${names}.`);
  }
  story.add({
    kind: 'skipped',
    step: step.name,
    data: { deadlineAtMs: freshDeadline(story) },
    secret: { results },
  });
  settleForward(story);
  return null;
};

const editInput: Handler<'edit_input'> = (story, { edit }) => {
  const { definition, state } = story;
  if (!isEditable(definition, edit, state.stepIndex)) {
    return refusal('UNKNOWN_STEP', `${edit.step}/${edit.branch} is no branch that is still to be done.`);
  }
  const stepIndex = definition.stepIndexOf.get(edit.step) ?? 0;
  const branchIndex = definition.steps[stepIndex]?.branchIndexOf.get(edit.branch) ?? 0;
  const taint = taintOf(branchAt(state, stepIndex, branchIndex));
  if (taint !== 'untouched' && taint !== 'refused') {
    return refusal(
      'BRANCH_MAY_HAVE_EFFECT',
      `${edit.step}/${edit.branch} is ${taint}: rewind to its step with the edit.`,
    );
  }
  story.add({
    kind: 'input_edited',
    step: edit.step,
    branch: edit.branch,
    data: {},
    secret: { request: edit.request },
  });
  return null;
};

const recordOutcome: Handler<'record_outcome'> = (story, { step: name, outcome, reply, evidence }) => {
  const step = currentStep(story, name);
  if ('code' in step) return step;
  const [branch] = step.branches;
  if (branch === undefined) return refusal('UNKNOWN_STEP', 'The saga has no pivot to settle.');
  if (outcome === 'done' && reply === undefined) {
    return refusal('RESULT_MISSING', `The steps after ${step.name} need its reply.`);
  }
  const deadlineAtMs = freshDeadline(story);
  const secret = reply === undefined ? { evidence } : { evidence, reply };
  const data = { outcome, by: 'operator', deadlineAtMs } as const;
  story.add({ kind: 'outcome_recorded', step: step.name, branch: branch.name, data, secret });
  if (outcome === 'done') settleForward(story);
  else settleBackward(story);
  return null;
};

const waive: Handler<'waive'> = (story, { how, step: name, branch, evidence }) => {
  const { definition, state } = story;
  const front = undoFront(definition, state, state.rewindTo ?? 0);
  const step = front === null ? undefined : definition.steps[front];
  const branchIndex = step?.branchIndexOf.get(branch);
  if (
    step === undefined ||
    step.name !== name ||
    branchIndex === undefined ||
    !owedBranches(definition, state, step.index).includes(branchIndex)
  ) {
    return refusal('NOTHING_OWED', `${name}/${branch} is not what the saga has to undo next.`);
  }
  const kind = how === 'waived' ? 'undo_waived' : 'undo_recorded';
  story.add({ kind, step: name, branch, data: {}, secret: { evidence } });
  if (!failOnUndo(story, step)) settleBackward(story);
  return null;
};

/**
 * What stays undone when a stuck saga is closed, as `step/branch`: past the commit point what is still to be done, before
 * it what is to be undone and attempts whose outcome nobody knows.
 */
export function openObligations(definition: ResolvedDefinition, state: SagaState): string[] {
  return definition.steps.flatMap((step) => {
    const owed = owedBranches(definition, state, step.index);
    return step.branches.flatMap(({ name, compensation }, index) => {
      const branch = branchAt(state, step.index, index);
      const unknown = compensation === null && taintOf(branch) === 'unknown';
      const open = state.committed ? !isSettled(branch) : owed.includes(index) || unknown;
      return open ? [`${step.name}/${name}`] : [];
    });
  });
}

const HANDLERS: { [K in OperatorCommand['kind']]: Handler<K> } = {
  replay: (story) => {
    story.add({ kind: 'replayed', data: { deadlineAtMs: freshDeadline(story) } });
    return null;
  },
  rewind,
  compensate,
  skip,
  edit_input: editInput,
  record_outcome: recordOutcome,
  waive,
  pause: (story) => {
    story.add({ kind: 'paused', data: {} });
    return null;
  },
  resume: (story) => {
    story.add({ kind: 'resumed', data: {} });
    return null;
  },
  close: (story, { statement }) => {
    const open = openObligations(story.definition, story.state);
    story.add({ kind: 'closed', data: { open }, secret: statement === null ? undefined : { statement } });
    return null;
  },
  unblock: (story) => {
    if (story.state.blockedOn === null) return forbids(story.state, 'a blocked saga');
    story.add({ kind: 'unblocked', data: {} });
    return null;
  },
  give_up: (story, command, facts) => {
    const direction = directionOf(story.state.phase);
    if (facts.owned || direction === null || !isMoving(story.state.phase))
      return forbids(story.state, 'a saga that waits');
    const step = story.definition.steps[story.state.stepIndex]?.name;
    story.add({ kind: 'failed', step, data: { class: command.class, direction, error: command.error } });
    return null;
  },
};

/** Decides an operator's command. The caller holds the saga's row and writes what comes back in one transaction. */
export function operate(
  definition: ResolvedDefinition,
  state: SagaState,
  command: OperatorCommand,
  facts: OperatorFacts,
  moment: Omit<Moment, 'epoch'>,
): OperatorDecision {
  const story = new Story(definition, state, { ...moment, epoch: null });
  const systems = command.kind === 'unblock' || command.kind === 'give_up';
  const guarded = systems ? null : guard(definition, state, command.kind, facts, moment.nowMs);
  const handle = HANDLERS[command.kind] as Handler<OperatorCommand['kind']>;
  const refused = guarded ?? handle(story, command as never, facts);
  if (refused !== null) return { kind: 'refused', refusal: refused };
  const due = isRunnable(story.state) ? 'now' : 'rest';
  return { kind: 'accepted', state: story.state, events: story.events, due };
}
