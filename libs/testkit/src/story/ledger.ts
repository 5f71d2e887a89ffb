/**
 * Participants as a book of effects: what each key made, and whether it is closed. They behave as ones behind the barrier
 * must, and their answers get lost as answers do.
 *
 * L1 A key takes effect at most once, and never after it was closed by its compensation or its seal.
 * L2 A definite answer (refused, no effect) is given only where the call made no effect.
 * L3 A call without an answer may still arrive at any later time.
 */
import type { CallRef } from '#libs/saga-core';
import { actionKeyOf } from '../call-keys.js';
import type { Answer } from './modelled-saga.js';

export interface Entry {
  readonly ref: CallRef;
  effect: 'none' | 'applied' | 'undone';
  closed: boolean;
  /** Calls that left and were never answered. */
  ghosts: number;
  /** An operator took the responsibility. */
  excused: boolean;
}

/** How a participant treats a call, as far as the barrier leaves it a choice. */
export const MOODS = ['done', 'refused', 'no_effect', 'lost_before', 'lost_after', 'late'] as const;
export type Mood = (typeof MOODS)[number];

const UNKNOWN: Answer = { outcome: 'unknown', code: 'UNAVAILABLE' };
const NO_EFFECT: Answer = { outcome: 'no_effect', code: 'ABORTED' };
const REFUSED: Answer = { outcome: 'refused', code: 'FAILED_PRECONDITION' };

export class Ledger {
  readonly entries = new Map<string, Entry>();

  entryOf(callKey: string, ref: CallRef): Entry {
    const key = actionKeyOf(callKey);
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = { ref, effect: 'none', closed: false, ghosts: 0, excused: false };
    this.entries.set(key, entry);
    return entry;
  }

  answer(callKey: string, ref: CallRef, mood: Mood): Answer {
    const entry = this.entryOf(callKey, ref);
    if (ref.direction === 'compensation') return this.undo(entry, mood);
    if (ref.direction === 'seal') return this.seal(entry, callKey, mood);
    return this.act(entry, callKey, mood);
  }

  /** The call was dropped without an answer, on whichever side. */
  lose(callKey: string, ref: CallRef): void {
    const entry = this.entryOf(callKey, ref);
    if (ref.direction === 'action') entry.ghosts += 1;
  }

  /** A call of which nobody heard again arrives after all. */
  arriveLate(entry: Entry): void {
    if (entry.ghosts === 0) return;
    entry.ghosts -= 1;
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    if (!entry.closed && entry.effect === 'none') entry.effect = 'applied';
  }

  private act(entry: Entry, key: string, mood: Mood): Answer {
    if (mood === 'late') {
      entry.ghosts += 1;
      return UNKNOWN;
    }
    if (mood === 'lost_before') return UNKNOWN;
    if (mood === 'no_effect') return NO_EFFECT;
    if (entry.closed || (mood === 'refused' && entry.effect === 'none')) return REFUSED;
    this.apply(entry);
    return mood === 'lost_after' ? UNKNOWN : { outcome: 'done', reply: { id: key } };
  }

  private undo(entry: Entry, mood: Mood): Answer {
    if (mood === 'lost_before' || mood === 'late') return UNKNOWN;
    if (mood === 'no_effect') return NO_EFFECT;
    if (mood === 'refused') return REFUSED;
    if (entry.effect === 'applied') entry.effect = 'undone';
    entry.closed = true;
    return mood === 'lost_after' ? UNKNOWN : { outcome: 'done', reply: {} };
  }

  private seal(entry: Entry, key: string, mood: Mood): Answer {
    if (mood === 'lost_before' || mood === 'late') return UNKNOWN;
    if (mood === 'no_effect' || mood === 'refused') return NO_EFFECT;
    if (entry.effect === 'applied') {
      return mood === 'lost_after' ? UNKNOWN : { outcome: 'done', reply: { id: key } };
    }
    entry.closed = true;
    return mood === 'lost_after' ? UNKNOWN : { outcome: 'sealed' };
  }
}
