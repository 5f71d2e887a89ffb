/**
 * What batches and approvals ask of the store. As in ports.ts: times named `…Ms` are epoch milliseconds of the database,
 * errors are `StoreError`s, and a method that takes a request key may be repeated after a lost connection.
 */
import type {
  ApprovalState,
  BatchAction,
  BatchPace,
  Forgiven,
  ItemCounts,
  ItemState,
  Json,
  OperationState,
  OperatorAction,
  PauseCode,
  SagaStatus,
} from '#libs/saga-core';
import type { AdminRequestRecord, AuditRecord, StoredSaga, WrappedKey } from './ports.js';

/** What a batch would do, as counts, codes and names of services only. */
export interface BatchCounts {
  readonly selected: number;
  /** Ids that were named again. */
  readonly duplicates: number;
  readonly eligible: number;
  /** By stable code of why the action is not allowed. */
  readonly ineligible: { readonly [code: string]: number };
  readonly calls: number;
  readonly callsByParticipant: { readonly [participant: string]: number };
}

export interface OperationRecord {
  readonly id: string;
  readonly action: BatchAction;
  /** Of its sagas, as far as there are such. */
  readonly types: readonly string[];
  readonly state: OperationState;
  /** The etag: raised by every change of its state. */
  readonly revision: number;
  readonly actor: string;
  readonly requestId: string;
  /** In the clear; the API tells operators so. */
  readonly reason: string;
  readonly pace: BatchPace;
  readonly preview: BatchCounts;
  readonly pauseCode: PauseCode | null;
  readonly approvalId: string | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  readonly counts: ItemCounts;
}

/** An operation in the hands of its driver. */
export interface DrivenOperation extends OperationRecord {
  readonly driverEpoch: number;
  readonly forgiven: Forgiven;
  /** Sealed with the operation's own key, until every saga has its own copy. */
  readonly statement: { readonly key: WrappedKey; readonly sealed: Uint8Array } | null;
}

export interface NewItem {
  readonly sagaId: string;
  /** PENDING, or SKIPPED with a code. */
  readonly state: ItemState;
  readonly code: string | null;
  /** Revision, step and status when the set was frozen; null where there is no such saga. */
  readonly frozen: {
    readonly revision: number;
    readonly stepIndex: number;
    readonly status: SagaStatus;
  } | null;
}

export interface NewOperation extends Pick<
  OperationRecord,
  'id' | 'action' | 'types' | 'actor' | 'requestId' | 'reason' | 'pace' | 'preview' | 'approvalId'
> {
  readonly state: 'WAITING_FOR_APPROVAL' | 'RUNNING';
  /** Who asked, as authenticated then: nothing that is a secret. */
  readonly identity: Json;
  /** How many the operator had seen in a preview; null when they did not say. */
  readonly previewed: number | null;
  readonly statement: DrivenOperation['statement'];
  /** In the order of their ids. */
  readonly items: readonly NewItem[];
}

export interface OperationItem {
  readonly position: number;
  readonly sagaId: string;
  readonly state: ItemState;
  readonly code: string | null;
  readonly frozenRevision: number | null;
  /** The step at which the saga stood before the action; when the set was frozen until the action is accepted. */
  readonly fromStep: number | null;
  /** The saga as the action left it; null before. */
  readonly accepted: { readonly revision: number; readonly status: SagaStatus } | null;
  /** When the item was last looked at. */
  readonly sagaStatus: SagaStatus | null;
  readonly updatedAtMs: number;
}

/** What a driver writes about an item; null keeps what is there. */
export interface ItemChange {
  readonly position: number;
  /** Applies only to an item that is still in this state. */
  readonly from: ItemState;
  readonly to: ItemState;
  readonly code: string | null;
  readonly fromStep: number | null;
  readonly accepted: OperationItem['accepted'];
  readonly sagaStatus: SagaStatus | null;
}

/** Whose write it is: it changes nothing once another process drives the operation. */
export interface DriverFence {
  readonly operationId: string;
  readonly driver: string;
  readonly driverEpoch: number;
}

export interface OperationQuery {
  readonly state?: OperationState;
  readonly action?: BatchAction;
  readonly actor?: string;
  /** Only operations all of whose sagas are of these types. */
  readonly permittedTypes?: readonly string[];
  /** Neither includes its own time. */
  readonly createdAfterMs?: number;
  readonly createdBeforeMs?: number;
  /** Keyset: ids strictly below this one, newest first. */
  readonly beforeId?: string;
  readonly limit: number;
}

export interface ItemQuery {
  readonly operationId: string;
  readonly state?: ItemState;
  /** Keyset, by saga id. */
  readonly afterSagaId?: string;
  readonly limit: number;
}

export interface RequestKey {
  readonly actor: string;
  readonly requestId: string;
}

/** A request with the keyed hash of its body. */
export interface RequestBody extends RequestKey {
  readonly bodyHmac: Uint8Array;
}

/** What an operator's action on an operation writes, all in the transaction that looked (G11). */
export interface OperationWrite<T> {
  readonly change: {
    readonly state: OperationState;
    readonly pauseCode: PauseCode | null;
    /** Set when it is let go on. */
    readonly forgiven: Forgiven | null;
  } | null;
  readonly request: RequestBody | null;
  readonly audit: AuditRecord | null;
  readonly result: T;
}

export type OperationDecision<T> = (
  operation: OperationRecord | null,
  earlier: AdminRequestRecord | null,
) => OperationWrite<T>;

export interface OperationStore {
  /** These sagas with their histories, in no order; those that are not there are missing. */
  candidates(sagaIds: readonly string[]): Promise<StoredSaga[]>;

  /**
   * One transaction: the operation with its items, the approval that it waits for, the request and the audit entry. Returns
   * what the request did before; nothing is written then.
   */
  begin(
    operation: NewOperation,
    request: RequestBody,
    approval: NewApproval | null,
    audit: AuditRecord,
  ): Promise<AdminRequestRecord | null>;

  /** The operation that a request began; null when it began none. */
  begunBy(request: RequestKey): Promise<OperationRecord | null>;
  get(operationId: string): Promise<OperationRecord | null>;
  list(query: OperationQuery): Promise<OperationRecord[]>;
  items(query: ItemQuery): Promise<OperationItem[]>;

  /** One transaction on a locked operation. Ending one that waits for its approval ends the approval too. */
  operate<T>(operationId: string, decide: OperationDecision<T>, request: RequestKey): Promise<T>;

  /**
   * Takes over what nobody drives, or whose driver does not live, and returns everything that this instance drives now. An
   * instance that does not live gets nothing new.
   */
  drive(instanceId: string): Promise<DrivenOperation[]>;
  /** Whether items may start: it is running, and driven by this driver. */
  mayStart(fence: DriverFence): Promise<boolean>;
  /** Items in a state, by position, after one. */
  next(
    operationId: string,
    state: 'PENDING' | 'ACCEPTED',
    afterPosition: number,
    limit: number,
  ): Promise<OperationItem[]>;
  /** Returns the positions of the items that changed. */
  settle(fence: DriverFence, changes: readonly ItemChange[]): Promise<number[]>;
  /** The driver pauses or finishes it, decided on a revision; or lets go of it when it is cancelled. Whether it did. */
  advance(
    fence: DriverFence,
    revision: number,
    to: { readonly state: 'PAUSED' | 'DONE' | 'CANCELLED'; readonly pauseCode: PauseCode | null },
  ): Promise<boolean>;
}

// ---------------------------------------------------------------------------------------------------------------------
// Approvals

export interface NewApproval {
  readonly id: string;
  readonly action: OperatorAction | BatchAction;
  /** The method as the audit knows it: `SkipStep`. */
  readonly method: string;
  /** `sagas/<id>` or `operations/<id>`. */
  readonly target: string;
  /** Of the saga; of an operation, those of its sagas. */
  readonly types: readonly string[];
  readonly requestedBy: string;
  /** Who asked, as authenticated then: nothing that is a secret. */
  readonly identity: Json;
  /** Of the request that asked; the action is done under it. */
  readonly requestId: string;
  readonly bodyHmac: Uint8Array;
  /** Command, reason and etag, sealed with the key of the saga; null for an operation, which keeps its own. */
  readonly sealed: Uint8Array | null;
  /** A key of its own, where the saga has none that opens. It is gone when nothing is left to be done. */
  readonly key: WrappedKey | null;
  /** What it would do to the saga, as it was told when it was asked for: no payload is in it. Null where that is not told. */
  readonly preview: Json | null;
  readonly expiresInMs: number;
}

export interface ApprovalRecord extends Omit<NewApproval, 'expiresInMs'> {
  readonly state: ApprovalState;
  readonly revision: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
  /** `ok`, or the stable code of why the action was not done; null until it was tried. */
  readonly result: string | null;
  /** The words of who asked, of an operation, in the clear. */
  readonly operationReason: string | null;
}

export interface ApprovalWrite<T> {
  /** Of an operation it sets going, or ends, the operation in the same transaction. */
  readonly change: { readonly state: 'APPROVED' | 'REJECTED'; readonly by: string } | null;
  readonly request: RequestBody | null;
  readonly audit: AuditRecord | null;
  readonly result: T;
}

export type ApprovalDecision<T> = (
  approval: ApprovalRecord | null,
  earlier: AdminRequestRecord | null,
  databaseNowMs: number,
) => ApprovalWrite<T>;

export interface ApprovalStore {
  /**
   * One transaction: the approval and its audit entry. Nothing is written when the request asked for one before, or when its
   * id did something else, which is returned.
   */
  ask(approval: NewApproval, audit: AuditRecord): Promise<'asked' | 'asked before' | AdminRequestRecord>;
  askedBy(request: RequestKey): Promise<ApprovalRecord | null>;
  get(approvalId: string): Promise<ApprovalRecord | null>;
  list(query: {
    readonly state?: ApprovalState;
    /** Only what is about sagas of these types alone. */
    readonly permittedTypes?: readonly string[];
    /** Keyset, newest first. */
    readonly beforeId?: string;
    readonly limit: number;
  }): Promise<ApprovalRecord[]>;
  /** One transaction on a locked approval. */
  decide<T>(approvalId: string, decide: ApprovalDecision<T>, request: RequestKey): Promise<T>;
  /** What became of the action: `ok`, or a code, which makes the approval STALE. Only the first conclusion counts. */
  conclude(approvalId: string, result: string): Promise<void>;
  /** Approved for at least so long, and not concluded: whoever approved died on the way. */
  unfinished(forMs: number, limit: number): Promise<ApprovalRecord[]>;
  /** Expires what nobody decided, with the operations that waited for it. Returns how many. */
  expire(): Promise<number>;
}

/** What the last token of each operator said, of those whom tokens of an issuer name: there is no list of them to look into. */
export interface OperatorsSeen {
  /** @param saidAtMs when the token was issued; what an earlier one said changes nothing */
  keep(name: string, identity: Json, saidAtMs: number): Promise<void>;
  /** Null when none came since this is kept. */
  last(name: string): Promise<Json | null>;
}
