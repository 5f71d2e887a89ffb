import type { ModelledSaga } from '#libs/testkit';
import { explain, type Explanation, type StandingFacts } from '../src/explain.js';

/** The explanation of a modelled saga, with what is known of it beside its state. */
export function explained(
  saga: ModelledSaga,
  more: Partial<StandingFacts> = {},
  nowMs = saga.nowMs,
): Explanation {
  const { definition, state, sagaId, dueAtMs } = saga;
  const owner = saga.owned ? 'live' : 'none';
  const facts = { sagaId, owner, dueAtMs, wasClaimed: saga.epoch > 0, heldParticipants: saga.held } as const;
  return explain(definition, state, { ...facts, ...more }, nowMs);
}
