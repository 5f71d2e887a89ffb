/**
 * What an operator's command leads to, before it is given: the command is done by `operate`, and what follows is what the
 * mover would do of the state that results, if nobody refuses.
 */
import type { ResolvedBranch, ResolvedDefinition } from './definition.js';
import type { CallDirection } from './events.js';
import { allWell, callsInFlight, foresee, type Standpoint } from './foresight.js';
import { callKey } from './key.js';
import { operate, type OperatorCommand } from './operate.js';
import type { OperatorFacts, Refusal } from './operator-guards.js';
import { branchAt, stepAt, type CallRef, type SagaState } from './state.js';
import { statusOf, type SagaStatus } from './status.js';
import { mayHaveEffect, owedBranches } from './taint.js';

/** One call that is to come. */
export interface PlannedCall {
  readonly ref: CallRef;
  readonly step: string;
  readonly branch: string;
  readonly direction: CallDirection;
  /** `package.Service/Method`; of a seal, that of the action which it settles. */
  readonly method: string;
  readonly participant: string;
  readonly key: string;
  /** The participant keeps a barrier, and can be asked whether the key took effect. */
  readonly barrier: boolean;
}

export interface CallPlan {
  /** In their order; the branches of one step stand together. Calls in flight are not in it. */
  readonly calls: readonly PlannedCall[];
  /** Effects that stay, as `step/branch`: nothing undoes them, or somebody decided that nothing shall. */
  readonly irreversible: readonly string[];
  /** Status in which the saga comes to rest. */
  readonly end: SagaStatus;
}

export type CommandPreview =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'accepted';
      /** After the command, before any call. */
      readonly state: SagaState;
      readonly plan: CallPlan;
      /** Calls that are made already and end by themselves. */
      readonly inFlight: readonly PlannedCall[];
    };

/** Describes a call, under the key that it has in this state. */
export function plannedCall(
  sagaId: string,
  definition: ResolvedDefinition,
  state: SagaState,
  ref: CallRef,
): PlannedCall {
  const step = stepAt(definition, ref.stepIndex);
  const spec = step.branches[ref.branchIndex] as ResolvedBranch;
  const { method, participant } =
    (ref.direction === 'compensation' ? spec.compensation : null) ?? spec.action;
  const key = callKey(sagaId, definition, state, ref);
  const { direction } = ref;
  return {
    ref,
    step: step.name,
    branch: spec.name,
    direction,
    method,
    participant,
    key,
    barrier: spec.barrier,
  };
}

/** Places whose effect stands, or may stand, and is not undone any more. */
function lastingEffects(definition: ResolvedDefinition, state: SagaState): string[] {
  const isClosed = statusOf(state.phase) === 'CLOSED';
  return definition.steps.flatMap((step) => {
    const owed = owedBranches(definition, state, step.index);
    return step.branches.flatMap(({ name, compensation }, index) => {
      const branch = branchAt(state, step.index, index);
      const isWaived = compensation === null || branch.undo.outcome === 'waived';
      const stays =
        (mayHaveEffect(branch) && isWaived) || (isClosed && !state.committed && owed.includes(index));
      return stays ? [`${step.name}/${name}`] : [];
    });
  });
}

/**
 * The calls that follow from a state if none is refused. A saga that is paused or waits for a held participant is taken as
 * if it were not: these are the calls that follow then.
 * @param inFlight calls that are made already, answered well
 * @param pivotTookEffect what a seal of the pivot finds
 */
export function plannedCalls(
  definition: ResolvedDefinition,
  state: SagaState,
  from: Standpoint,
  inFlight: readonly CallRef[] = [],
  pivotTookEffect = false,
): CallPlan {
  const { moves, state: end } = foresee(definition, state, from, allWell(pivotTookEffect), inFlight);
  const calls: PlannedCall[] = [];
  const lasting = new Set<string>();
  const keep = (places: readonly string[]) => places.forEach((place) => lasting.add(place));
  for (const move of moves) {
    if (move.kind === 'call') calls.push(plannedCall(from.sagaId, definition, move.state, move.ref));
    // What the steps that are done again have left for good is forgotten by the state that follows.
    else if (move.event.kind === 'rewound') keep(lastingEffects(definition, move.before));
  }
  keep(lastingEffects(definition, end));
  return { calls, irreversible: [...lasting], end: statusOf(end.phase) };
}

/**
 * What a command leads to. `from.nowMs` is the time at which it would be given.
 * @param pivotTookEffect what a seal of the pivot finds, where one is asked for
 */
export function previewCommand(
  definition: ResolvedDefinition,
  state: SagaState,
  command: OperatorCommand,
  facts: OperatorFacts,
  from: Standpoint,
  pivotTookEffect = false,
): CommandPreview {
  const decision = operate(definition, state, command, facts, from);
  if (decision.kind === 'refused') return decision;
  const after = decision.state;
  const inFlight = facts.owned ? callsInFlight(definition, state, from) : [];
  const flying = inFlight.map((ref) => plannedCall(from.sagaId, definition, state, ref));
  const plan =
    command.kind === 'pause'
      ? { calls: [], irreversible: lastingEffects(definition, after), end: statusOf(after.phase) }
      : plannedCalls(definition, after, from, inFlight, pivotTookEffect);
  return { kind: 'accepted', state: after, plan, inFlight: flying };
}
