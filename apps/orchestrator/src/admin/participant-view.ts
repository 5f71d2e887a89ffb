/** What the definitions and its hold say of a participant. Pure. */
import { timestampOfMs, type saga_admin_v1 } from '#libs/contracts';
import { channelTarget } from '#libs/platform';
import type { Hold, Snapshot } from '#libs/saga-engine';

/** A service that known definitions call. */
export interface KnownParticipant {
  readonly name: string;
  /** Full names, sorted. */
  readonly methods: readonly string[];
  /** It keeps a barrier in every definition that calls it. */
  readonly barrier: boolean;
}

/** Null when no definition calls it. */
export function knownParticipant(
  name: string,
  snapshots: readonly Pick<Snapshot, 'resolved'>[],
): KnownParticipant | null {
  const branches = snapshots
    .flatMap(({ resolved }) => resolved.steps.flatMap((step) => step.branches))
    .map(({ action, compensation, barrier }) => ({
      barrier,
      methods: [action, compensation].flatMap((call) => (call?.participant === name ? [call.method] : [])),
    }))
    .filter(({ methods }) => methods.length > 0);
  if (branches.length === 0) return null;
  const methods = [...new Set(branches.flatMap((branch) => branch.methods))].toSorted();
  return { name, methods, barrier: branches.every(({ barrier }) => barrier) };
}

/** What does not change from moment to moment. */
export function participantView(
  { name, methods, barrier }: KnownParticipant,
  address: string | null,
  hold: Hold | null,
): saga_admin_v1.Participant {
  return {
    participant: name,
    target: address === null ? '' : channelTarget(address),
    methods: [...methods],
    barrier,
    hold:
      hold === null || hold.release !== null
        ? null
        : { create_time: timestampOfMs(hold.heldAtMs), actor: hold.heldBy, reason: hold.reason },
    release_rate: hold?.release?.rate ?? 0,
  };
}
