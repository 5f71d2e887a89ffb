/** What goes out for a call. One key, one request: only the snapshot, recorded replies and edits decide (G2). */
import { participantOf, type ResolvedDefinition } from './definition.js';
import type { CallDirection } from './events.js';
import { callKey } from './key.js';
import { branchAt, scopeOf, stepAt, type CallRef, type SagaState } from './state.js';
import type { Json } from './template.js';

export interface OutgoingCall {
  readonly direction: CallDirection;
  readonly method: string;
  readonly participant: string;
  readonly key: string;
  readonly request: Json;
}

/** Renders the request of a call; references that are not known (an action whose outcome is unknown) stay unset. */
export function renderCall(
  sagaId: string,
  definition: ResolvedDefinition,
  state: SagaState,
  ref: CallRef,
): OutgoingCall {
  const step = stepAt(definition, ref.stepIndex);
  const spec = step.branches[ref.branchIndex];
  const call = ref.direction === 'compensation' ? spec?.compensation : spec?.action;
  if (spec === undefined || call == null)
    throw new RangeError(`${step.name} has no ${ref.direction} ${ref.branchIndex}`);
  const { editedRequest } = branchAt(state, ref.stepIndex, ref.branchIndex);
  const edited = ref.direction === 'compensation' ? undefined : editedRequest;
  return {
    direction: ref.direction,
    method: call.method,
    participant: participantOf(call.method),
    key: callKey(sagaId, definition, state, ref),
    request: edited ?? call.render(scopeOf(definition, state)) ?? {},
  };
}

/** The output of a completed saga; null when its definition names none. */
export function renderOutput(definition: ResolvedDefinition, state: SagaState): Json | null {
  return definition.output?.(scopeOf(definition, state)) ?? null;
}
