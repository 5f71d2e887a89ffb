/** The idempotency key of a call (G2): the same for every attempt, replay, takeover and restart of a generation. */
import type { ResolvedDefinition } from './definition.js';
import { branchAt, stepAt, type CallRef, type SagaState } from './state.js';

export function callKey(
  sagaId: string,
  definition: ResolvedDefinition,
  state: SagaState,
  call: CallRef,
): string {
  const step = stepAt(definition, call.stepIndex);
  const branch = step.branches[call.branchIndex];
  const { generation } = branchAt(state, call.stepIndex, call.branchIndex);
  // A seal closes the action's key, so it carries that key.
  const direction = call.direction === 'compensation' ? 'compensation' : 'action';
  return `${sagaId}/${step.name}/${branch?.name}/${generation}/${direction}`;
}
