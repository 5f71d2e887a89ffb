/** What operators see of all sagas together, as it goes over the wire. Pure; what cannot be shown is left out. */
import {
  durationOfMs,
  structToWire,
  timestampOfMs,
  valueToWire,
  type JsonObject,
  type saga_admin_v1,
  type saga_v1,
} from '#libs/contracts';
import { fromRowBlind, type Hold } from '#libs/saga-engine';
import type { EventKind } from '#libs/saga-core';
import type { BreakerState } from '../grpc/participant-breaker.js';
import { errorView, eventView } from '../grpc/saga-view.js';
import { orNull } from '../grpc/showable.js';
import type { EventLine } from '../lists/read-model.js';
import type { CauseGroup, DefinitionPicture, ParticipantPicture } from './oversight.js';
import type { RevealedEvent } from './revealed.js';

const BREAKERS: Readonly<Record<BreakerState, saga_admin_v1.BreakerState>> = {
  closed: 'BREAKER_STATE_CLOSED',
  open: 'BREAKER_STATE_OPEN',
  half_open: 'BREAKER_STATE_HALF_OPEN',
};

export function causeGroupView(group: CauseGroup): saga_admin_v1.CauseGroup {
  const { errorCode, errorReason, fields, call } = group;
  return {
    cause: group.cause ?? '',
    type: group.type,
    stuck_class: `STUCK_CLASS_${group.stuckClass.toUpperCase()}` as saga_v1.StuckClass,
    step: group.step ?? '',
    participant: call?.participant ?? '',
    method: call?.method ?? '',
    error: errorView(
      errorCode === null ? null : { code: errorCode, reason: errorReason ?? undefined, fields },
    ),
    sagas: String(group.sagas),
    first_time: timestampOfMs(group.firstAtMs),
    last_time: timestampOfMs(group.lastAtMs),
    sample_saga_ids: [...group.sampleSagaIds],
  };
}

function holdView(hold: Hold | null): saga_admin_v1.Hold | null {
  if (hold === null || hold.release !== null) return null;
  return { create_time: timestampOfMs(hold.heldAtMs), actor: hold.heldBy, reason: hold.reason };
}

export function participantView(picture: ParticipantPicture): saga_admin_v1.Participant {
  const { target, oldestBlockedAtMs, hold } = picture;
  return {
    participant: picture.participant,
    target: picture.address,
    methods: [...picture.methods],
    barrier: picture.barrier,
    breaker: target === undefined ? 'BREAKER_STATE_UNSPECIFIED' : BREAKERS[target.breaker],
    in_flight: target?.inFlight ?? 0,
    blocked_sagas: String(picture.blockedSagas),
    stuck_sagas: String(picture.stuckSagas),
    oldest_waiting_time: oldestBlockedAtMs === null ? null : timestampOfMs(oldestBlockedAtMs),
    hold: holdView(hold),
    release_rate: hold?.release?.rate ?? 0,
  };
}

export function definitionView(picture: DefinitionPicture): saga_admin_v1.Definition {
  const { source } = picture;
  const deadlineMs = source?.deadlineMs;
  return {
    type: picture.type,
    hash: picture.hash,
    current: picture.isCurrent,
    open_sagas: String(picture.openSagas),
    mistakes: [...picture.mistakes],
    document: source === undefined ? null : orNull(() => structToWire(source as unknown as JsonObject)),
    create_time: timestampOfMs(picture.savedAtMs),
    deadline: typeof deadlineMs === 'number' ? orNull(() => durationOfMs(deadlineMs)) : null,
  };
}

/** An event without its payload. */
export function eventLineView({ payloadBytes, kind, ...line }: EventLine): saga_admin_v1.AdminSagaEvent {
  const event = fromRowBlind({ ...line, kind: kind as EventKind, payload: null });
  return { event: eventView(event), has_payload: payloadBytes > 0 };
}

/** An event with its payload, or with why that cannot be shown. */
export function revealedEventView({ line, payload }: RevealedEvent): saga_admin_v1.AdminSagaEvent {
  const masked = eventLineView(line);
  if (payload === null) return masked;
  if ('error' in payload) return { ...masked, payload_error: payload.error };
  const shown = orNull(() => valueToWire(payload.value));
  return shown === null ? { ...masked, payload_error: 'CANNOT_SHOW' } : { ...masked, payload: shown };
}
