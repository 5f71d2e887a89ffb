/** Why a saga stands where it stands and what happens next, in the languages of its operators. */
import { explain, type Explanation, type SagaClass } from '#libs/saga-core';
import { timestampOfMs, type saga_admin_v1 } from '#libs/contracts';
import type { InstancesView, SagaDetail, SagaRow } from '#libs/saga-engine';
import { isLive } from './condition.js';
import { nextTexts, whyTexts } from './texts/explanation-texts.js';
import { inBothLanguages } from './texts/said.js';

export interface ExplainedSaga extends Pick<saga_admin_v1.ExplainSagaResponse, 'why' | 'next' | 'next_time'> {
  readonly class: SagaClass;
}

function ownerOf({ owner }: SagaRow, processes: InstancesView): 'none' | 'live' | 'gone' {
  if (owner === null) return 'none';
  return isLive(owner, processes) ? 'live' : 'gone';
}

/** Without its key nothing can be done to a saga but to close it. */
function withoutKey(explanation: Explanation): Explanation {
  const { next } = explanation;
  if (next.kind !== 'operator') return explanation;
  return { ...explanation, next: { ...next, actions: next.actions.filter((action) => action === 'close') } };
}

/**
 * Explains a saga as it was read.
 * @param processes with the time of the database, which is the present of the sentences
 */
export function explained(
  { row, definition, state, sealed }: SagaDetail,
  processes: InstancesView,
  heldParticipants: ReadonlySet<string>,
): ExplainedSaga {
  const facts = {
    sagaId: row.id,
    owner: ownerOf(row, processes),
    dueAtMs: row.dueAtMs,
    wasClaimed: row.epoch > 0,
    heldParticipants,
  };
  const nowMs = processes.databaseNowMs;
  const found = explain(definition, state, facts, nowMs);
  const explanation = sealed ? withoutKey(found) : found;
  const { nextAtMs } = explanation;
  return {
    class: explanation.class,
    why: inBothLanguages(whyTexts(explanation), nowMs),
    next: inBothLanguages(nextTexts(explanation), nowMs),
    next_time: nextAtMs === null ? null : timestampOfMs(nextAtMs),
  };
}
