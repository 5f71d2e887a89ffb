/**
 * Whose turn it is among the sagas that may be what kills this process.
 *
 * Owns the one turn and the line of those that wait for it. A suspect waits unowned: whatever is owned when the process dies
 * counts as interrupted, whoever killed it, and after a few deaths the innocent would be poison like the guilty.
 *
 * The line is a convenience, not a promise: each suspect in it is due soon, so that the sweep of any process finds it when
 * this one dies or loses track.
 */
import { isPoison, isSuspect } from '#libs/saga-core';
import type { ClaimRequest, StoredSaga } from './ports.js';

/** A suspect that lived this long without killing the process lets the next one start. */
export const SUSPECT_LIFE_MS = 250;
/** When a suspect that waits is due; not later than a claim ahead of its time is won. */
export const SUSPECT_WAIT_MS = 1_000;

export class Suspects {
  private onTrial: string | null = null;
  private readonly line: ClaimRequest[] = [];

  /** Gives the turn to one of these claims, if it is free, and returns those that have to wait for it. */
  admit(claimed: readonly StoredSaga[]): StoredSaga[] {
    return claimed.filter((stored) => mayKill(stored) && !this.takeTurn(stored.row.id));
  }

  /** It was given back at this epoch and waits in line. */
  queue(request: ClaimRequest): void {
    this.line.push(request);
  }

  hasTurn(sagaId: string): boolean {
    return this.onTrial === sagaId;
  }

  /** Ends the turn of this saga, if it has it. */
  endTurn(sagaId: string): void {
    if (this.hasTurn(sagaId)) this.onTrial = null;
  }

  /** Who should be claimed next, or undefined when nobody waits or somebody has the turn. */
  next(): ClaimRequest | undefined {
    return this.onTrial === null ? this.line.shift() : undefined;
  }

  private takeTurn(sagaId: string): boolean {
    this.onTrial ??= sagaId;
    return this.hasTurn(sagaId);
  }
}

/** What is beyond trying needs no turn: it is given up without a call. */
function mayKill({ row: { interruptions } }: StoredSaga): boolean {
  return isSuspect(interruptions) && !isPoison(interruptions);
}
