/** What the definitions say of a participant. Pure. */
import type { Snapshot } from '#libs/saga-engine';

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
