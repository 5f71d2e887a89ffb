/**
 * What operators do to a participant: while it is held no call goes to it, and sagas that need it rest (`blocked`); once it
 * is released they wake. Pure, like what they do to a saga.
 */
import { refusal, type Refusal } from './operator-guards.js';

export type HoldCommand =
  | { readonly kind: 'hold' }
  /** `rate`: sagas per second that wake, 1 to `MAX_RELEASE_RATE`; null for all at once. */
  | { readonly kind: 'release'; readonly rate: number | null };

/** `never`: nobody has ever held it. */
export type HoldStanding = 'never' | 'held' | 'released';

export const MAX_RELEASE_RATE = 10_000;

/**
 * Whether a command may be done to a participant as it stands. Null: it may. A release of what was released gives the sagas
 * that still wait another rate.
 */
export function guardHold(standing: HoldStanding, command: HoldCommand): Refusal | null {
  if (command.kind === 'hold') {
    return standing === 'held' ? refusal('ALREADY_HELD', 'The participant is held already.') : null;
  }
  return standing === 'never' ? refusal('NOT_HELD', 'Nobody has ever held the participant.') : null;
}
