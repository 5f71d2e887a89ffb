/**
 * Payloads in the clear, for who has the right to them and says why (G12). The right was looked at by the gate (admin-gate.ts).
 *
 * V1 The entry about a reading is committed before anything is shown: no audit, no payload. A wrong request leaves an entry too.
 * V2 What does not open says so in its place, and keeps nothing else back.
 * V3 What is opened is in the answer and nowhere else: in no log, no hint, no error.
 * V4 A page holds so much at most, whatever was asked for.
 */
import type { Json } from '#libs/saga-core';
import {
  auditOf,
  DecryptError,
  openReason,
  readingRecord,
  type AuditEntry,
  type AuditLog,
  type DataKey,
  type OperatorCall,
  type PayloadCipher,
  type SagaDetail,
} from '#libs/saga-engine';
import type { PageRequest } from '../grpc/paging.js';
import { isSagaId, RequestChecks } from '../grpc/request-checks.js';
import type { EventLine, OversightReads } from '../lists/read-model.js';
import type { AuditDoor } from './audit-door.js';
import type { Caller } from './caller.js';
import type { Listed, Oversight } from './oversight.js';
import type { Revealed, RevealedEntry, RevealedEvent } from './revealed.js';
import { tracked } from './tracked.js';

export interface RevealWorld {
  readonly audit: AuditLog;
  readonly cipher: PayloadCipher;
  readonly reads: Pick<OversightReads, 'payloads' | 'keys'>;
  /** @throws EngineError SAGA_NOT_FOUND */
  readonly detailOf: (sagaId: string) => Promise<SagaDetail>;
  readonly oversight: Pick<Oversight, 'events'>;
  readonly entries: Pick<AuditDoor, 'list'>;
}

type Method = 'GetSaga' | 'ListSagaEvents' | 'ListAuditEntries';

/** What a page holds at most: a client that takes 4 MiB, as those of gRPC do, can read it. */
const PAGE = { items: 100, bytes: 512 * 1_024 } as const;
/** A reading changes nothing, so it is not repeated under an id. */
const NO_REQUEST_ID = '-';

export class RevealDoor {
  constructor(private readonly world: RevealWorld) {}

  /** A saga whose input and output may be shown. @throws EngineError INVALID_ARGUMENT, SAGA_NOT_FOUND; StoreError */
  saga(caller: Caller, request: { saga_id: string; reason: string }): Promise<SagaDetail> {
    const { saga_id: sagaId, reason } = request;
    return this.reading(caller, 'GetSaga', sagaTarget(sagaId), async (checks) => {
      checks.sagaId(sagaId);
      checks.reason(reason);
      checks.done();
      const detail = await this.world.detailOf(sagaId);
      const call = callOf(caller, 'GetSaga', sagaId, reason);
      await this.note(call, await this.keyOf(sagaId), { after: 0, upTo: detail.row.revision });
      return detail;
    });
  }

  /** A page of a history with its payloads. @throws EngineError INVALID_ARGUMENT, SAGA_NOT_FOUND; StoreError */
  events(
    caller: Caller,
    request: PageRequest & { saga_id: string; after_seq: string; reason: string },
  ): Promise<Listed<RevealedEvent>> {
    const { saga_id: sagaId, reason } = request;
    return this.reading(caller, 'ListSagaEvents', sagaTarget(sagaId), async (checks) => {
      checks.sagaId(sagaId);
      const after = checks.seq(request.after_seq, 'after_seq');
      checks.reason(reason);
      checks.done();
      const { page, nextPageToken } = await this.world.oversight.events(sagaId, after, request, PAGE);
      const [from, upTo] = [page.at(0)?.seq ?? after + 1, page.at(-1)?.seq ?? after];
      const key = await this.keyOf(sagaId);
      await this.note(callOf(caller, 'ListSagaEvents', sagaId, reason), key, { after: from - 1, upTo });
      const payloads = await this.world.reads.payloads(sagaId, from, upTo);
      const shown = page.map((line): RevealedEvent => {
        const sealed = payloads.get(line.seq);
        const payload = sealed === undefined ? null : this.openPayload(key, sagaId, line, sealed);
        return { line, payload };
      });
      return { page: shown, nextPageToken };
    });
  }

  /** A page of the audit with the words of operators. @throws EngineError INVALID_ARGUMENT; StoreError */
  auditEntries(
    caller: Caller,
    request: PageRequest & { filter: string; reason: string },
  ): Promise<Listed<RevealedEntry>> {
    const { filter, pageSize, pageToken, reason } = request;
    return this.reading(caller, 'ListAuditEntries', 'auditEntries/-', async (checks) => {
      checks.reason(reason);
      checks.done();
      const page = await this.world.entries.list(filter, pageSize, pageToken, PAGE.items);
      const { entries, nextPageToken } = page;
      const target = `auditEntries/${entries.at(-1)?.seq ?? '-'}-${entries.at(0)?.seq ?? '-'}`;
      const words = { actor: caller.name, origin: caller.origin, requestId: NO_REQUEST_ID, reason };
      await this.world.audit.append(auditOf(words, 'ListAuditEntries', target, 'ok'));
      return { page: await this.openEntries(entries), nextPageToken };
    });
  }

  /** What is refused leaves its entry, as that of an action does (D2 of admission.ts). */
  private reading<T>(
    caller: Caller,
    method: Method,
    target: string,
    read: (checks: RequestChecks) => Promise<T>,
  ): Promise<T> {
    const attempt = { caller, method, target, requestId: NO_REQUEST_ID, validateOnly: false };
    return tracked(this.world.audit, attempt, () => read(new RequestChecks()));
  }

  private note(call: OperatorCall, key: DataKey | null, shown: { after: number; upTo: number }) {
    const { audit, cipher } = this.world;
    return audit.append(readingRecord(cipher, call, key, shown));
  }

  private async keyOf(sagaId: string): Promise<DataKey | null> {
    return (await this.keysOf([sagaId])).get(sagaId) ?? null;
  }

  /** The keys of these sagas that open. */
  private async keysOf(sagaIds: readonly string[]): Promise<ReadonlyMap<string, DataKey>> {
    const { reads, cipher } = this.world;
    const opened = new Map<string, DataKey>();
    for (const [sagaId, wrapped] of await reads.keys(sagaIds)) {
      const key = revealed(() => cipher.unwrap(sagaId, wrapped));
      if ('value' in key) opened.set(sagaId, key.value);
    }
    return opened;
  }

  /** The kind is part of what a payload is bound to: that of a later version does not open here. */
  private openPayload(
    key: DataKey | null,
    sagaId: string,
    { seq, kind }: EventLine,
    sealed: Uint8Array,
  ): Revealed<Json> {
    if (key === null) return { error: 'CANNOT_DECRYPT' };
    return revealed(() => this.world.cipher.open(key, sagaId, seq, kind, sealed));
  }

  private async openEntries(entries: readonly AuditEntry[]): Promise<RevealedEntry[]> {
    const sagaIds = entries.flatMap((entry) => (entry.reason === null ? [] : (sagaOf(entry) ?? [])));
    const keys = await this.keysOf([...new Set(sagaIds)]);
    return entries.map((entry) => ({ entry, reason: this.reasonOf(entry, keys) }));
  }

  /** Words about a saga are sealed with its key; about what has none they are in the clear. */
  private reasonOf(entry: AuditEntry, keys: ReadonlyMap<string, DataKey>): Revealed<string> | null {
    const { reason } = entry;
    if (reason === null) return null;
    const sagaId = sagaOf(entry);
    if (sagaId === null) return { value: Buffer.from(reason).toString() };
    const key = keys.get(sagaId);
    if (key === undefined) return { error: 'CANNOT_DECRYPT' };
    return revealed(() => openReason(this.world.cipher, key, sagaId, entry, reason));
  }
}

function revealed<T>(open: () => T): Revealed<T> {
  try {
    return { value: open() };
  } catch (error) {
    if (error instanceof DecryptError) return { error: 'CANNOT_DECRYPT' };
    throw error;
  }
}

function callOf({ name: actor, origin }: Caller, action: Method, sagaId: string, reason: string) {
  return { ...{ sagaId, action, actor, origin, reason }, requestId: NO_REQUEST_ID };
}

const sagaTarget = (sagaId: string): string => `sagas/${isSagaId(sagaId) ? sagaId : '-'}`;

function sagaOf({ target }: AuditEntry): string | null {
  const [kind, id = ''] = target.split('/');
  return kind === 'sagas' && isSagaId(id) ? id : null;
}
