/** What the conformance cases are told in: a store under test, and short ways to make sagas, transitions and time. */
import type { EventKind } from '#libs/saga-core';
import {
  SAGA_FORMAT,
  type AuditLog,
  type AuditRecord,
  type EventRow,
  type Fitness,
  type FoldedColumns,
  type HoldWrite,
  type Instances,
  type OperatorWrite,
  type SagaReads,
  type SagaRow,
  type SagaStore,
  type StartRecord,
  type StoredSaga,
  type Transition,
} from '#libs/saga-engine';

/** A store with all that belongs to it, and the powers of a test over its world. */
export interface SagaStoreHarness {
  readonly store: SagaStore;
  /** The store of another process, on the same data. */
  readonly other: SagaStore;
  readonly reads: SagaReads;
  readonly audit: AuditLog;
  /** The membership of one more process. */
  newInstances(): Instances;
  /** Its lock connection dies, as with its process. Resolves when the database has noticed. */
  cutLock(instances: Instances): Promise<void>;
  /** Removes the row of an instance, as no method does while a saga names it. */
  forgetInstance(instanceId: string): Promise<void>;
  /** Deletes the data key of a saga. */
  shred(sagaId: string): Promise<void>;
  nowMs(): Promise<number>;
  /** Lets time pass, or moves all that is stored into the past by as much. */
  passTime(ms: number): Promise<void>;
  audited(): Promise<AuditRecord[]>;
  /** From now on no audit entry can be written, or again it can. */
  refuseAudit(refused: boolean): Promise<void>;
  /** Empties everything. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export const FIT: Fitness = { maxFormat: SAGA_FORMAT, unfitDefinitions: [] };
export const LEASE_MS = 10_000;
const KEY_ID = 'k1';

export class StoreWorld {
  private current: SagaStoreHarness | null = null;
  private counter = 0;

  constructor(private readonly makeHarness: () => Promise<SagaStoreHarness>) {}

  async open(): Promise<void> {
    this.current = await this.makeHarness();
  }

  get harness(): SagaStoreHarness {
    if (this.current === null) throw new Error('the harness is made in beforeAll');
    return this.current;
  }
  get store(): SagaStore {
    return this.harness.store;
  }
  get other(): SagaStore {
    return this.harness.other;
  }
  get reads(): SagaReads {
    return this.harness.reads;
  }

  private next(): number {
    this.counter += 1;
    return this.counter;
  }

  /** A UUID v7 of this time; later ones are higher. */
  idAt(ms: number): string {
    const time = Math.floor(ms).toString(16).padStart(12, '0');
    const count = this.next().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`;
  }

  /** An id that is no saga's; as that of an instance. */
  id(): string {
    return this.idAt(1);
  }

  bytes(text: string): Uint8Array {
    return new TextEncoder().encode(text);
  }

  async startRecord(changes: Partial<StartRecord> = {}): Promise<StartRecord> {
    const nowMs = await this.harness.nowMs();
    const sagaId = changes.sagaId ?? this.idAt(nowMs);
    return {
      ...{ sagaId, type: 'consultation', requestId: `request-${this.next()}` },
      ...{ bodyHmac: this.bytes('body'), definitionHash: 'definition-1', format: SAGA_FORMAT },
      ...{ deadlineAtMs: null, labels: {}, origin: null, traceContext: null },
      key: { kid: KEY_ID, wrapped: this.bytes(`key of ${sagaId}`) },
      event: this.event(1, 'started', { epoch: null, payload: this.bytes('input'), atMs: nowMs }),
      ...changes,
    };
  }

  event(seq: number, kind: EventKind, changes: Partial<EventRow> = {}): EventRow {
    const at = { step: null, branch: null, attempt: null, data: {}, payload: null, atMs: 1_700_000_000_000 };
    return { seq, kind, epoch: 1, format: SAGA_FORMAT, ...at, ...changes };
  }

  /** Starts a saga; due at once. */
  async started(changes: Partial<StartRecord> = {}): Promise<StartRecord> {
    const record = await this.startRecord(changes);
    const [outcome] = await this.store.start([record]);
    if (outcome?.kind !== 'started') throw new Error(`the saga was not started: ${outcome?.kind}`);
    return record;
  }

  /** A live process. */
  async instance(): Promise<string> {
    const id = this.id();
    await this.harness.newInstances().register(id, LEASE_MS);
    return id;
  }

  /** A saga that a live process owns, at epoch 1 and revision 1. */
  async owned(changes: Partial<StartRecord> = {}): Promise<{ self: string; saga: StoredSaga }> {
    const self = await this.instance();
    return { self, saga: await this.ownedBy(self, changes) };
  }

  async ownedBy(self: string, changes: Partial<StartRecord> = {}): Promise<StoredSaga> {
    const { sagaId } = await this.started(changes);
    const [saga] = await this.store.claim(self, [{ sagaId, epoch: 0 }], FIT);
    if (saga === undefined) throw new Error('the claim was not won');
    return saga;
  }

  /** A saga whose owner has no row: it was retired, and the row removed under it. */
  async ownedByMissing(): Promise<string> {
    const self = await this.instance();
    const { row } = await this.ownedBy(self);
    await this.harness.forgetInstance(self);
    return row.id;
  }

  /** The columns of a row with changes. */
  columns(row: FoldedColumns, changes: Partial<FoldedColumns>): FoldedColumns {
    return { ...row, ...changes };
  }

  /** One further event on a saga as it was read. */
  transition(
    { row }: Pick<StoredSaga, 'row'>,
    changes: Partial<Omit<Transition, 'columns'>> & { columns?: Partial<FoldedColumns> } = {},
  ): Transition {
    const revision = row.revision + 1;
    const event = this.event(revision, 'branch_done', {
      ...{ epoch: row.epoch, step: 'make_record', branch: 'main', attempt: 1 },
      ...{ payload: this.bytes('reply'), data: { note: 'clear' } },
    });
    const { columns, ...rest } = changes;
    return {
      ...{ sagaId: row.id, type: row.type, epoch: row.epoch, expectedRevision: row.revision },
      ...{ events: [event], release: null, requiresHold: null },
      columns: this.columns(row, { revision, ...columns }),
      ...rest,
    };
  }

  /** A transition that is expected to get through. */
  async flushed(self: string, transition: Transition): Promise<void> {
    const applied = await this.store.flush(self, [transition]);
    if (!applied.has(transition.sagaId)) throw new Error(`the transition of ${transition.sagaId} was fenced`);
  }

  /** Somebody holds a participant. */
  hold(participant: string): Promise<void> {
    return this.changeHold(participant, { kind: 'hold', actor: 'alice', reason: 'test' });
  }

  /** @param rate sagas per second that wake; null for all at once */
  release(participant: string, rate: number | null = null): Promise<void> {
    return this.changeHold(participant, { kind: 'release', rate });
  }

  private changeHold(participant: string, change: HoldWrite<undefined>['change']): Promise<void> {
    const write = { change, request: null, audit: null, result: undefined };
    return this.store.operateHold(participant, () => write, { actor: 'alice', requestId: `r${this.next()}` });
  }

  /** The transition of a saga that rests because a participant is held. */
  blocking(saga: Pick<StoredSaga, 'row'>, participant: string): Transition {
    const events = [this.event(saga.row.revision + 1, 'blocked', { data: { participant } })];
    const columns = { blockedOn: participant };
    return this.transition(saga, { columns, events, requiresHold: participant, release: { dueAtMs: null } });
  }

  /** A saga that rests because a participant is held. */
  async blocked(self: string, participant: string): Promise<string> {
    const saga = await this.ownedBy(self);
    await this.flushed(self, this.blocking(saga, participant));
    return saga.row.id;
  }

  async row(sagaId: string): Promise<SagaRow> {
    const stored = await this.store.load(sagaId);
    if (stored === null) throw new Error(`there is no saga ${sagaId}`);
    return stored.row;
  }

  /** An operator's pause, as it is written. */
  pause(stored: StoredSaga | null, changes: Partial<OperatorWrite<string>> = {}): OperatorWrite<string> {
    if (stored === null) throw new Error('there is no saga to pause');
    const revision = stored.row.revision + 1;
    return {
      change: {
        columns: this.columns(stored.row, { revision, pausedAtMs: 1_700_000_000_000 }),
        events: [this.event(revision, 'paused', { epoch: null })],
        due: 'rest',
      },
      ...{ request: null, audit: null, result: 'paused' },
      ...changes,
    };
  }

  auditRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
    return {
      ...{ actor: 'alice', action: 'PauseSaga', target: 'sagas/1', decision: 'allowed', result: 'ok' },
      ...{ requestId: 'r1', revisionBefore: 1, revisionAfter: 2, reason: this.bytes('sealed') },
      origin: { authMethod: 'token', sourceAddress: '192.0.2.7' },
      ...changes,
    };
  }
}

/** Runs a call that must fail in the given way, and tells that nothing else was thrown. */
export async function expectStoreError(call: Promise<unknown>, kind: string): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'StoreError', kind });
}
