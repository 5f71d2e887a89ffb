/**
 * What the database holds, in memory: the tables, their constraints, and a clock that is given. Stores on the same one are
 * processes on the same database.
 *
 * M1 A commit is applied completely or, where a constraint is broken, not at all.
 * M2 Rows are replaced, never changed in place: whoever read one keeps what was then.
 * M3 No chance and no clock of its own: the same calls give the same answers.
 */
import type { SagaDefinition } from '#libs/saga-core';
import {
  StoreError,
  type AdminRequestRecord,
  type AuditRecord,
  type EventRow,
  type Hold,
  type SagaRow,
  type StoredSaga,
  type WrappedKey,
} from '#libs/saga-engine';
import { brokenByEvent, brokenBySaga } from './memory-checks.js';

export interface MemoryInstanceRow {
  readonly id: string;
  readonly leaseUntilMs: number;
  readonly retiredAtMs: number | null;
  readonly startedAtMs: number;
}

interface StartedRequest {
  readonly sagaId: string;
  readonly bodyHmac: Uint8Array;
}

export interface MemoryHold extends Hold {
  /** Up to here the sagas that a release with a rate may wake were taken. */
  readonly pacedToMs: number | null;
}

export interface MemoryCommit {
  readonly sagas?: readonly SagaRow[];
  readonly events?: readonly { readonly sagaId: string; readonly event: EventRow }[];
}

/** All that a database holds, as a value: what happens to the database later does not reach it. */
export interface MemoryImage {
  readonly sagas: ReadonlyMap<string, SagaRow>;
  readonly events: ReadonlyMap<string, readonly EventRow[]>;
  readonly keys: ReadonlyMap<string, WrappedKey>;
  readonly requests: ReadonlyMap<string, StartedRequest>;
  readonly definitions: ReadonlyMap<string, string>;
  readonly holds: ReadonlyMap<string, MemoryHold>;
  readonly adminRequests: ReadonlyMap<string, AdminRequestRecord>;
  readonly audit: readonly AuditRecord[];
  readonly instances: ReadonlyMap<string, MemoryInstanceRow>;
  readonly locks: ReadonlySet<string>;
}

export class MemoryDatabase {
  readonly sagas = new Map<string, SagaRow>();
  readonly keys = new Map<string, WrappedKey>();
  readonly requests = new Map<string, StartedRequest>();
  readonly definitions = new Map<string, string>();
  readonly holds = new Map<string, MemoryHold>();
  readonly adminRequests = new Map<string, AdminRequestRecord>();
  readonly audit: AuditRecord[] = [];
  readonly instances = new Map<string, MemoryInstanceRow>();
  /** Instances whose lock is held by a living connection. */
  readonly locks = new Set<string>();
  /** Set it to make every audit entry fail. */
  refusesAudit = false;
  serverStartedAtMs: number;
  private readonly events = new Map<string, readonly EventRow[]>();

  /** @param now the time of the database, epoch milliseconds */
  constructor(readonly now: () => number) {
    this.serverStartedAtMs = now();
  }

  /** Forgets everything, as a new database would. */
  clear(): void {
    for (const table of [this.sagas, this.keys, this.requests, this.definitions, this.holds]) table.clear();
    for (const table of [this.adminRequests, this.instances, this.locks, this.events]) table.clear();
    this.audit.length = 0;
    this.refusesAudit = false;
  }

  image(): MemoryImage {
    return {
      sagas: new Map(this.sagas),
      events: new Map(this.events),
      keys: new Map(this.keys),
      requests: new Map(this.requests),
      definitions: new Map(this.definitions),
      holds: new Map(this.holds),
      adminRequests: new Map(this.adminRequests),
      audit: [...this.audit],
      instances: new Map(this.instances),
      locks: new Set(this.locks),
    };
  }

  /** Holds what the image holds, and nothing else. */
  restore(image: MemoryImage): void {
    this.clear();
    for (const [id, row] of image.sagas) this.sagas.set(id, row);
    for (const [id, events] of image.events) this.events.set(id, events);
    for (const [id, key] of image.keys) this.keys.set(id, key);
    for (const [id, request] of image.requests) this.requests.set(id, request);
    for (const [hash, text] of image.definitions) this.definitions.set(hash, text);
    for (const [participant, hold] of image.holds) this.holds.set(participant, hold);
    for (const [id, request] of image.adminRequests) this.adminRequests.set(id, request);
    for (const [id, row] of image.instances) this.instances.set(id, row);
    for (const id of image.locks) this.locks.add(id);
    this.audit.push(...image.audit);
  }

  isLive(instanceId: string): boolean {
    const row = this.instances.get(instanceId);
    return row !== undefined && row.retiredAtMs === null && row.leaseUntilMs > this.now();
  }

  eventsOf(sagaId: string, afterSeq = 0): readonly EventRow[] {
    return (this.events.get(sagaId) ?? []).filter((event) => event.seq > afterSeq);
  }

  stored(row: SagaRow, afterSeq = 0): StoredSaga {
    return {
      row,
      events: this.eventsOf(row.id, afterSeq),
      key: this.keys.get(row.id) ?? null,
      databaseNowMs: this.now(),
    };
  }

  loaded(sagaId: string, afterSeq = 0): StoredSaga | null {
    const row = this.sagas.get(sagaId);
    return row === undefined ? null : this.stored(row, afterSeq);
  }

  definition(hash: string): SagaDefinition | undefined {
    const text = this.definitions.get(hash);
    return text === undefined ? undefined : (JSON.parse(text) as SagaDefinition);
  }

  /** Applies all of it, or throws `StoreError('poison')` and applies nothing (M1). */
  commit({ sagas = [], events = [] }: MemoryCommit): void {
    const kept = events.map(({ sagaId, event }) => ({ sagaId, event: keep(event) }));
    this.check(sagas, kept);
    for (const row of sagas) this.sagas.set(row.id, { ...row, updatedAtMs: this.now() });
    for (const { sagaId, event } of kept)
      this.events.set(sagaId, [...(this.events.get(sagaId) ?? []), event]);
  }

  private check(sagas: readonly SagaRow[], events: readonly { sagaId: string; event: EventRow }[]): void {
    const taken = new Set<string>();
    for (const row of sagas) refuse('saga', brokenBySaga(row));
    for (const { sagaId, event } of events) {
      const place = `${sagaId}/${event.seq}`;
      const isTaken = taken.has(place) || this.eventsOf(sagaId).some(({ seq }) => seq === event.seq);
      taken.add(place);
      refuse('saga_event', isTaken ? 'saga_event_pkey' : brokenByEvent(event));
    }
  }
}

function refuse(table: string, constraint: string | null): void {
  if (constraint !== null) throw new StoreError('poison', `${table} refuses the row: ${constraint}`);
}

/** Copies what the caller might change, and keeps of the data what JSON keeps. */
function keep(event: EventRow): EventRow {
  const data = JSON.parse(JSON.stringify(event.data)) as EventRow['data'];
  return { ...event, data, payload: event.payload === null ? null : event.payload.slice() };
}

/** One text for a pair, so that no two pairs share it. */
export function requestKey(scope: string, requestId: string): string {
  return JSON.stringify([scope, requestId]);
}
