/** A saga as operators see it. No payload is in it, its output neither, but where they are revealed (G12). */
import { OPERATOR_ACTIONS, type OperatorAction } from '#libs/saga-core';
import { structToWire, timestampOfMs, type saga_admin_v1, type saga_v1 } from '#libs/contracts';
import type { SagaDetail, SagaRow } from '#libs/saga-engine';
import { detailView, rowView } from '../grpc/saga-view.js';
import { orNull } from '../grpc/showable.js';
import type { ListedSaga } from '../lists/saga-lists.js';
import type { OfferedAction } from './admin-door.js';
import type { Situation } from './condition.js';
import { REFUSAL_ZH, type DisabledCode } from './refusal-texts.js';

export interface ActionChoice {
  readonly action: OperatorAction;
  readonly refusal: { readonly code: DisabledCode; readonly message: string } | null;
  readonly requiresApproval: boolean;
}

const ACTIONS: Record<OperatorAction, { action: saga_admin_v1.Action; requiresEtag: boolean }> = {
  replay: { action: 'ACTION_REPLAY', requiresEtag: true },
  rewind: { action: 'ACTION_REWIND', requiresEtag: true },
  compensate: { action: 'ACTION_COMPENSATE', requiresEtag: false },
  skip: { action: 'ACTION_SKIP_STEP', requiresEtag: true },
  edit_input: { action: 'ACTION_EDIT_STEP_INPUT', requiresEtag: true },
  record_outcome: { action: 'ACTION_RECORD_OUTCOME', requiresEtag: true },
  waive: { action: 'ACTION_WAIVE_COMPENSATION', requiresEtag: true },
  pause: { action: 'ACTION_PAUSE', requiresEtag: false },
  resume: { action: 'ACTION_RESUME', requiresEtag: false },
  close: { action: 'ACTION_CLOSE', requiresEtag: true },
};

/** The action on one saga that a name of the wire stands for; null for any other. CancelSaga compensates. */
export function operatorActionOf(name: saga_admin_v1.Action): OperatorAction | null {
  if (name === 'ACTION_CANCEL') return 'compensate';
  return OPERATOR_ACTIONS.find((action) => ACTIONS[action].action === name) ?? null;
}

function choiceView({ action, refusal, requiresApproval }: ActionChoice): saga_admin_v1.AllowedAction {
  const { action: name, requiresEtag } = ACTIONS[action];
  return {
    action: name,
    allowed: refusal === null,
    disabled_code: refusal?.code ?? '',
    disabled_reason: refusal === null ? null : { en: refusal.message, zh_cn: REFUSAL_ZH[refusal.code] },
    requires_etag: requiresEtag,
    requires_approval: requiresApproval,
  };
}

/** What an operator may choose, by role and by what can be opened; then what the saga itself allows. */
export function choicesOf(
  allowed: readonly OfferedAction[],
  { mayAct, sealed }: { readonly mayAct: boolean; readonly sealed: boolean },
): ActionChoice[] {
  if (!mayAct) {
    const refusal = { code: 'NO_RIGHT', message: 'Your role may look, not act.' } as const;
    return allowed.map((offered) => ({ ...offered, refusal }));
  }
  if (!sealed) return [...allowed];
  const message = 'The data of the saga cannot be decrypted: its key is missing, or the data was altered.';
  // To close it takes no data: what cannot be opened any more must not stay open for ever.
  return allowed.map((offered) => {
    const { action, refusal } = offered;
    return {
      ...offered,
      refusal: action === 'close' ? refusal : (refusal ?? { code: 'CANNOT_DECRYPT', message }),
    };
  });
}

/** View FULL of a saga without its output. */
export function maskedView(detail: SagaDetail): saga_v1.Saga {
  return { ...detailView(detail), output: null };
}

/** Of an AdminSaga, what the row and the processes tell. */
export function rowPart(row: SagaRow, { condition, ownerLeaseMs }: Situation): saga_admin_v1.AdminSaga {
  return {
    condition,
    owner: row.owner ?? '',
    owner_lease_time: ownerLeaseMs === null ? null : timestampOfMs(ownerLeaseMs),
    format: row.format,
    cause: row.cause ?? '',
    interruptions: row.interruptions,
    trace_parent: row.traceContext ?? '',
  };
}

/** A saga in a list. @param stuckAt `step/branch`; empty when it is not stuck, or as a whole */
export function listedView(
  { row, definition }: ListedSaga,
  situation: Situation,
  stuckAt: string,
): saga_admin_v1.AdminSaga {
  return { saga: rowView(row, definition), ...rowPart(row, situation), stuck_at: stuckAt };
}

/** Everything of a saga, with what may be done to it. */
export function adminSagaView(
  detail: SagaDetail,
  situation: Situation,
  choices: readonly ActionChoice[],
): saga_admin_v1.AdminSaga {
  const { stuck } = detail.state;
  const place = [stuck?.step, stuck?.branch].filter((part) => part != null);
  return {
    saga: maskedView(detail),
    ...rowPart(detail.row, situation),
    stuck_at: place.join('/'),
    allowed_actions: choices.map(choiceView),
  };
}

/** The same with input and output; where they do not open, with why. */
export function revealedSagaView(
  detail: SagaDetail,
  situation: Situation,
  choices: readonly ActionChoice[],
): saga_admin_v1.AdminSaga {
  const masked = adminSagaView(detail, situation, choices);
  if (detail.sealed) return { ...masked, payload_error: 'CANNOT_DECRYPT' };
  // What StartSaga took was a Struct.
  const input = orNull(() => structToWire(detail.state.input));
  return { ...masked, saga: detailView(detail), input };
}
