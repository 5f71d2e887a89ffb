import { MAX_RELEASE_RATE } from '#libs/saga-core';
import { StoreError, type HoldWrite } from '#libs/saga-engine';
import type { MemoryDatabase, MemoryHold } from './memory-database.js';

/** What a release did not take for this long is forgone. */
const FORGO_AFTER_MS = 1_000;

export function changeHold(
  db: MemoryDatabase,
  participant: string,
  change: NonNullable<HoldWrite<unknown>['change']>,
): void {
  const nowMs = db.now();
  if (change.kind === 'hold') {
    const { actor, reason } = change;
    const begun = { participant, heldAtMs: nowMs, heldBy: actor, reason, release: null, pacedToMs: null };
    db.holds.set(participant, begun);
    return;
  }
  const hold = db.holds.get(participant);
  const { rate } = change;
  if (hold === undefined) throw new StoreError('bug', 'there is no hold to release');
  if (rate !== null && !(rate >= 1 && rate <= MAX_RELEASE_RATE))
    throw new StoreError('poison', 'participant_hold refuses the row: release_rate');
  db.holds.set(participant, {
    ...hold,
    release: { atMs: nowMs, rate },
    pacedToMs: rate === null ? null : nowMs,
  });
}

export function isHeld(db: MemoryDatabase, participant: string): boolean {
  return db.holds.get(participant)?.release === null;
}

/** See `SagaStore.takeReleased`. */
export function takeReleased(db: MemoryDatabase, limit: number, passOver: ReadonlySet<string>): string[] {
  return [...db.holds.values()].flatMap((hold) => {
    if (hold.release === null) return [];
    const waiting = [...db.sagas.values()]
      .filter(({ id, blockedOn }) => blockedOn === hold.participant && !passOver.has(id))
      .map(({ id }) => id)
      .sort()
      .slice(0, limit);
    return waiting.slice(0, allow(db, hold, hold.release.rate, waiting.length));
  });
}

function allow(db: MemoryDatabase, hold: MemoryHold, rate: number | null, wanted: number): number {
  if (rate === null) return wanted;
  const fromMs = Math.max(hold.pacedToMs ?? 0, db.now() - FORGO_AFTER_MS);
  const taken = Math.min(wanted, Math.floor(((db.now() - fromMs) * rate) / 1_000));
  if (taken > 0) db.holds.set(hold.participant, { ...hold, pacedToMs: fromMs + (taken * 1_000) / rate });
  return taken;
}

/** It waits for a participant that is not held, and nobody wakes it: a release that is paced is looked after. */
export function isBlockedWithoutHold(
  db: MemoryDatabase,
  blockedOn: string | null,
  unpacedForMs: number,
): boolean {
  if (blockedOn === null) return false;
  const pacedToMs = db.holds.get(blockedOn)?.pacedToMs ?? -Infinity;
  return !isHeld(db, blockedOn) && pacedToMs <= db.now() - unpacedForMs;
}
