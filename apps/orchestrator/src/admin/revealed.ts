/** What stands in an answer where something sealed was asked for in the clear (reveal-door.ts). */
import type { Json } from '#libs/saga-core';
import type { AuditEntry } from '#libs/saga-engine';
import type { EventLine } from '../lists/read-model.js';

/** Itself, or why it does not open. */
export type Revealed<T> = { readonly value: T } | { readonly error: 'CANNOT_DECRYPT' };

export interface RevealedEvent {
  readonly line: EventLine;
  /** Null where the event has no payload. */
  readonly payload: Revealed<Json> | null;
}

export interface RevealedEntry {
  readonly entry: AuditEntry;
  /** Null where no reason is kept. */
  readonly reason: Revealed<string> | null;
}
