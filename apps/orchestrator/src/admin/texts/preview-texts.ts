/** What an operator should know before saying yes, beside the calls themselves. */
import {
  CANCEL_GRACE_MS,
  openObligations,
  owedBranches,
  type CommandPreview,
  type OperatorCommand,
  type PlannedCall,
  type ResolvedDefinition,
  type SagaState,
} from '#libs/saga-core';
import type { CallEffect } from '../../grpc/call-status.js';
import { shortList } from './explanation-texts.js';
import { say, type Said } from './said.js';

type Accepted = Extract<CommandPreview, { kind: 'accepted' }>;

export interface PreviewScene {
  readonly definition: ResolvedDefinition;
  /** Before the command. */
  readonly state: SagaState;
  readonly command: OperatorCommand;
  readonly preview: Accepted;
  /** Of the planned calls, in their order. */
  readonly effects: readonly CallEffect[];
  readonly heldParticipants: ReadonlySet<string>;
}

const placesOf = (calls: readonly PlannedCall[]) =>
  shortList([...new Set(calls.map(({ step, branch }) => `${step}/${branch}`))]);

/** What is in the air while the command is given. */
function flightTexts({ definition, command, preview: { inFlight } }: PreviewScene): Said[] {
  if (inFlight.length === 0) return [];
  const places = placesOf(inFlight);
  if (command.kind !== 'compensate') return [say('warn_in_flight', { places })];
  const isPivot = definition.steps[inFlight[0]?.ref.stepIndex ?? -1]?.kind === 'pivot';
  return isPivot
    ? [say('warn_pivot_in_flight', { places })]
    : [say('warn_in_flight_cancel', { places, span: { span: CANCEL_GRACE_MS } })];
}

function callTexts({ preview: { plan }, effects }: PreviewScene): Said[] {
  const unguarded = plan.calls.filter(({ barrier }) => !barrier);
  const unknown = plan.calls.filter(({ barrier }, index) => barrier && effects[index] === 'unknown');
  const seals = plan.calls.filter(({ direction }) => direction === 'seal');
  return [
    ...(seals.length > 0 ? [say('warn_seal', { places: placesOf(seals) })] : []),
    ...(unguarded.length > 0 ? [say('warn_no_barrier', { places: placesOf(unguarded) })] : []),
    ...(unknown.length > 0 ? [say('warn_unknown', { places: placesOf(unknown) })] : []),
  ];
}

/** What is left behind by the command itself. */
function leftTexts({ definition, state, command }: PreviewScene): Said[] {
  switch (command.kind) {
    case 'close': {
      const open = openObligations(definition, state);
      return open.length === 0 ? [] : [say('warn_stays_open', { places: shortList(open) })];
    }
    case 'skip': {
      const step = definition.steps[state.stepIndex];
      const owed = step === undefined ? [] : owedBranches(definition, state, step.index);
      const places = owed
        .filter((index) => state.steps[state.stepIndex]?.branches[index]?.action.outcome !== 'done')
        .map((index) => `${step?.name}/${step?.branches[index]?.name}`);
      return places.length === 0 ? [] : [say('warn_skipped_effect', { places: shortList(places) })];
    }
    case 'waive': {
      const places = `${command.step}/${command.branch}`;
      return command.how === 'waived' ? [say('warn_stays_undone', { places })] : [];
    }
    case 'rewind':
      return [say('warn_new_keys', { place: command.step })];
    case 'edit_input':
      return [say('warn_stays')];
    default:
      return [];
  }
}

/** What keeps the planned calls waiting. */
function waitTexts({ preview: { state, plan }, heldParticipants }: PreviewScene): Said[] {
  const held = [...new Set(plan.calls.map(({ participant }) => participant))].filter((participant) =>
    heldParticipants.has(participant),
  );
  const isWaiting = plan.calls.length > 0 && state.pausedAtMs !== null;
  return [
    ...(isWaiting ? [say('warn_paused')] : []),
    ...held.map((participant) => say('warn_held', { participant })),
  ];
}

/** Each warning a sentence of its own. */
export function warningsOf(scene: PreviewScene): Said[] {
  return [...leftTexts(scene), ...flightTexts(scene), ...waitTexts(scene), ...callTexts(scene)];
}
