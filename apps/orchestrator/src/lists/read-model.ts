/**
 * What operators and clients read of many sagas at once, always from the store. The engine asks for none of it, so it is no
 * port of the engine; the store behind it is bound in orchestrator.module.ts.
 *
 * All times named `…Ms` are epoch milliseconds of the database clock.
 */
import type { Direction, EventKind } from '#libs/saga-core';
import type { EventRow, Hold, SagaRow, WrappedKey } from '#libs/saga-engine';
import type { Condition } from '../filter/condition.js';
import type { ListOrder } from '../filter/narrowing.js';

/** After which saga a page begins. */
export interface ListPosition {
  readonly sagaId: string;
  /** Where the list is ordered by the end. */
  readonly finishedAtMs: number | null;
}

export interface ListQuery {
  /** Null for every saga. With the order `last_finished` only what has ended is found. */
  readonly condition: Condition | null;
  readonly order: ListOrder;
  readonly after: ListPosition | null;
  readonly limit: number;
}

/** Where a saga is stuck; both are null when it is stuck as a whole. */
export interface StuckPlace {
  readonly sagaId: string;
  readonly step: string | null;
  readonly branch: string | null;
}

export interface ListReads {
  /** @throws EngineError INVALID_ARGUMENT when what the filter asks for takes too long */
  list(query: ListQuery): Promise<SagaRow[]>;
  /** How many a list would have, counted no further than `upTo`. */
  count(query: Pick<ListQuery, 'condition' | 'order'>, upTo: number): Promise<number>;
  /** Of those that are stuck, in no order. */
  stuckPlaces(sagaIds: readonly string[]): Promise<StuckPlace[]>;
}

/** Stuck sagas of one cause: they agree in everything that a cause is made of. */
export interface CauseGroupRow {
  /** Orders groups of one size; opaque. */
  readonly key: string;
  readonly cause: string | null;
  readonly type: string;
  readonly stuckClass: string;
  readonly errorCode: string | null;
  readonly errorReason: string | null;
  readonly step: string | null;
  readonly sagas: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** The newest, at most 5. */
  readonly sampleSagaIds: readonly string[];
  /** Of the newest: what it runs on, and where and which way it got stuck. */
  readonly definitionHash: string;
  readonly branch: string | null;
  readonly direction: Direction | null;
  /** Names of violated fields, of the newest 20. */
  readonly fields: readonly string[];
}

export interface CauseGroupQuery {
  readonly condition: Condition | null;
  readonly after: { readonly sagas: number; readonly key: string } | null;
  readonly limit: number;
}

export interface StoredDefinition {
  readonly hash: string;
  readonly type: string;
  readonly savedAtMs: number;
  /** Sagas on it that have not ended. */
  readonly openSagas: number;
}

/** Sagas that rest because a participant is, or was, held. */
export interface BlockedSagas {
  readonly participant: string;
  readonly sagas: number;
  /** Start of the oldest. */
  readonly oldestAtMs: number;
}

/** Sagas that are stuck at one call of one definition. */
export interface StuckSagas {
  readonly definitionHash: string;
  readonly step: string;
  readonly branch: string | null;
  readonly direction: Direction | null;
  readonly sagas: number;
}

/** An event without its secret. */
export interface EventLine extends Omit<EventRow, 'kind' | 'payload'> {
  /** `unknown`: of a later version. */
  readonly kind: EventKind | 'unknown';
  /** Bytes of the sealed payload; 0 where there is none. */
  readonly payloadBytes: number;
}

export interface OversightReads extends ListReads {
  /** The largest first. @throws EngineError INVALID_ARGUMENT when what the filter asks for takes too long */
  causeGroups(query: CauseGroupQuery): Promise<CauseGroupRow[]>;
  /** Every snapshot there is, in no order. */
  definitions(): Promise<StoredDefinition[]>;
  /** @param types only sagas of these; null for all */
  blockedSagas(types: readonly string[] | null): Promise<BlockedSagas[]>;
  /** @param types only sagas of these; null for all */
  stuckSagas(types: readonly string[] | null): Promise<StuckSagas[]>;
  /** Of every participant that was ever held, the last hold. */
  holds(): Promise<Hold[]>;
  /** In order. */
  events(sagaId: string, afterSeq: number, limit: number): Promise<EventLine[]>;
  /** The sealed payloads of events from one to another, both included, by their numbers. */
  payloads(sagaId: string, fromSeq: number, toSeq: number): Promise<ReadonlyMap<number, Uint8Array>>;
  /** The data keys of sagas, as far as there are any. */
  keys(sagaIds: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>>;
}
