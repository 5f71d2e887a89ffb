/**
 * What an action would do, for an operator who is about to decide: worked out by the code that does it, with what the
 * participants know of the calls that would be made.
 *
 * P1 Nothing is written, and nothing is asked of a participant but what it remembers.
 * P2 A preview is of the saga as it was read; who acts on it names its etag.
 */
import {
  directionOf,
  fold,
  isOwed,
  obligations,
  plannedCalls,
  previewCommand,
  statusOf,
  type CallDirection,
  type CommandPreview,
  type Json,
  type Obligation,
  type OperatorCommand,
  type PlannedCall,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
} from '#libs/saga-core';
import type { saga_admin_v1, saga_v1 } from '#libs/contracts';
import type { Engine, SagaDetail, SagaStore } from '#libs/saga-engine';
import type { CallEffect, CallStatuses, CallStatusRound } from '../grpc/call-status.js';
import { warningsOf } from './texts/preview-texts.js';
import { inBothLanguages, say } from './texts/said.js';

export interface PreviewWorld {
  readonly engine: Pick<Engine, 'nowMs'>;
  readonly statuses: CallStatuses;
  readonly holds: Pick<SagaStore, 'heldParticipants'>;
}

type Accepted = Extract<CommandPreview, { kind: 'accepted' }>;
type WiredCall = saga_admin_v1.PlannedCall;

const EFFECTS = {
  not_applied: 'EFFECT_KNOWLEDGE_NOT_APPLIED',
  applied: 'EFFECT_KNOWLEDGE_APPLIED',
  unknown: 'EFFECT_KNOWLEDGE_UNKNOWN',
} as const satisfies Record<CallEffect, saga_admin_v1.EffectKnowledge>;

const DIRECTIONS = {
  action: 'CALL_DIRECTION_ACTION',
  compensation: 'CALL_DIRECTION_COMPENSATION',
  seal: 'CALL_DIRECTION_SEAL',
} as const satisfies Record<CallDirection, saga_v1.CallDirection>;

function callView(call: PlannedCall, effect: CallEffect, state?: saga_v1.CallState): WiredCall {
  return {
    step: call.step,
    branch: call.branch,
    direction: DIRECTIONS[call.direction],
    method: call.method,
    idempotency_key: call.key,
    barrier: call.barrier,
    effect: EFFECTS[effect],
    ...(state === undefined ? {} : { state }),
  };
}

function statusView({ phase }: SagaState, isNew: boolean): saga_v1.SagaStatus {
  const status = statusOf(phase);
  return `SAGA_STATUS_${isNew && status === 'RUNNING' ? 'PENDING' : status}`;
}

function standingView({ standing, undo }: Obligation): saga_v1.CallState {
  switch (standing) {
    case 'pending':
      return undo.attempts > 0 ? 'CALL_STATE_OPEN' : 'CALL_STATE_WAITING';
    case 'failed':
      return undo.failure === 'refused' ? 'CALL_STATE_REFUSED' : 'CALL_STATE_EXHAUSTED';
    case 'done':
      return 'CALL_STATE_DONE';
    case 'waived':
      return 'CALL_STATE_WAIVED';
    case 'recorded':
      return 'CALL_STATE_RECORDED';
  }
}

/** A saga that is about to start. Its id is not known yet, so no key of it is. */
const TO_BE_STARTED = '';

export class ActionPreviews {
  constructor(private readonly world: PreviewWorld) {}

  /** Previews that belong together ask each participant once. */
  round(): CallStatusRound {
    return this.world.statuses.round();
  }

  /** What a command leads to; null when it is refused, or its saga cannot be opened and it is more than closing it. */
  async preview(
    detail: SagaDetail,
    command: OperatorCommand,
    round: CallStatusRound = this.round(),
  ): Promise<saga_admin_v1.Preview | null> {
    // A close makes no call, and what stays open is known without secrets.
    if (detail.sealed && command.kind !== 'close') return null;
    const nowMs = this.world.engine.nowMs();
    let preview = this.judge(detail, command, nowMs, false);
    if (preview === null) return null;
    let effects = await round.effectsOf(preview.plan.calls);
    // A seal leads on or back by what it finds: where the participant knows it already, so does the preview.
    const tookEffect = preview.plan.calls.some(
      ({ direction }, index) => direction === 'seal' && effects[index] === 'applied',
    );
    if (tookEffect) {
      preview = this.judge(detail, command, nowMs, true) ?? preview;
      effects = await round.effectsOf(preview.plan.calls);
    }
    const { definition, state } = detail;
    const heldParticipants = await this.held();
    const warnings = warningsOf({ definition, state, command, preview, effects, heldParticipants });
    return {
      status_after: statusView(preview.state, detail.row.epoch === 0),
      calls: preview.plan.calls.map((call, index) => callView(call, effects[index] ?? 'unknown')),
      irreversible: [...preview.plan.irreversible],
      warnings: warnings.map((warning) => inBothLanguages([warning], nowMs)),
    };
  }

  /** What the replay of an ended saga leads to: a new saga with the same input, on the definition of today. */
  ofNewSaga(definition: ResolvedDefinition, input: Json): saga_admin_v1.Preview {
    const nowMs = this.world.engine.nowMs();
    const { deadlineMs } = definition;
    const deadlineAtMs = deadlineMs === null ? null : nowMs + deadlineMs;
    const at = { seq: 1, epoch: null, atMs: nowMs } as const;
    const started: SagaEvent = { ...at, kind: 'started', data: { deadlineAtMs }, secret: { input } };
    const state = fold(definition, [started]) as SagaState;
    const plan = plannedCalls(definition, state, { sagaId: TO_BE_STARTED, nowMs });
    return {
      status_after: statusView(state, true),
      calls: plan.calls.map((call) => callView({ ...call, key: '' }, 'not_applied')),
      irreversible: [...plan.irreversible],
      warnings: [inBothLanguages([say('warn_new_saga')], nowMs)],
    };
  }

  /** What a saga owes, and what it owed, each in the order in which it is undone. */
  async obligations(
    { row, definition, state }: SagaDetail,
    round: CallStatusRound,
  ): Promise<{ owed: WiredCall[]; settled: WiredCall[] }> {
    const all = obligations(row.id, definition, state);
    const open = all.filter(isOwed);
    // On the way forward no undo of this generation was ever called.
    const goesBack = directionOf(state.phase) === 'backward';
    const effects = goesBack ? await round.effectsOf(open.map(({ call }) => call)) : [];
    const owed = open.map((each, index) =>
      callView(each.call, effects[index] ?? 'not_applied', standingView(each)),
    );
    const settled = all
      .filter((each) => !isOwed(each))
      .map((each) =>
        callView(each.call, each.standing === 'done' ? 'applied' : 'unknown', standingView(each)),
      );
    return { owed, settled };
  }

  async held(): Promise<ReadonlySet<string>> {
    const holds = await this.world.holds.heldParticipants();
    return new Set(holds.map(({ participant }) => participant));
  }

  private judge(
    { row, definition, state }: SagaDetail,
    command: OperatorCommand,
    nowMs: number,
    pivotTookEffect: boolean,
  ): Accepted | null {
    // Whether a completed saga may be reopened is decided before anybody asks for a preview.
    const facts = { owned: row.owner !== null, reopenRefusal: null };
    const from = { sagaId: row.id, nowMs };
    const preview = previewCommand(definition, state, command, facts, from, pivotTookEffect);
    return preview.kind === 'accepted' ? preview : null;
  }
}
