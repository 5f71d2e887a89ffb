/**
 * Everything that the engine asks of the world, with the contract of each port. The engine imports the pure core and
 * nothing else, so the process that runs in production and the one that is simulated are the same modules behind other
 * ports.
 *
 * All times named `…Ms` are epoch milliseconds of the database clock unless a name says `monotonic`; all durations are
 * milliseconds. Ids of sagas and instances are UUIDs in their canonical text form.
 */
import type {
  CallDirection,
  EventKind,
  GrpcStatusName,
  Json,
  SagaDefinition,
  SagaStatus,
  StuckClass,
} from '#libs/saga-core';

// ---------------------------------------------------------------------------------------------------------------------
// What is stored

/** Format of rows and events that this code writes; a process claims no saga of a higher one. */
export const SAGA_FORMAT = 1;

/** An event as it lies in the store: the secret part sealed, the rest readable without a key. */
export interface EventRow {
  readonly seq: number;
  readonly epoch: number | null;
  readonly format: number;
  readonly kind: EventKind;
  readonly step: string | null;
  readonly branch: string | null;
  readonly attempt: number | null;
  readonly data: { readonly [key: string]: unknown };
  readonly payload: Uint8Array | null;
  readonly atMs: number;
}

/** The columns of a saga that are the fold of its events (G7); written together with the events they come from. */
export interface FoldedColumns {
  readonly status: SagaStatus;
  readonly stepIndex: number;
  readonly revision: number;
  readonly stuckClass: StuckClass | null;
  readonly errorCode: string | null;
  readonly errorReason: string | null;
  /** Keyed hash of type, step, participant, code and reason: the same cause, the same text. Null unless stuck. */
  readonly cause: string | null;
  readonly deadlineAtMs: number | null;
  readonly rewindTo: number | null;
  readonly pausedAtMs: number | null;
  readonly blockedOn: string | null;
  readonly finishedAtMs: number | null;
  /** Interruptions since the last recorded result; takeover reads it to delay a suspect without folding. */
  readonly interruptions: number;
}

export interface SagaRow extends FoldedColumns {
  readonly id: string;
  readonly type: string;
  readonly definitionHash: string;
  readonly format: number;
  readonly epoch: number;
  readonly owner: string | null;
  readonly dueAtMs: number | null;
  readonly labels: { readonly [key: string]: string };
  readonly origin: string | null;
  readonly traceContext: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface WrappedKey {
  readonly kid: string;
  readonly wrapped: Uint8Array;
}

/** A saga with all it takes to fold it. `key` is null when the data key was shredded; `events` see `ClaimRequest`. */
export interface StoredSaga {
  readonly row: SagaRow;
  readonly events: readonly EventRow[];
  readonly key: WrappedKey | null;
  /** The database's time when it was read. */
  readonly databaseNowMs: number;
}

// ---------------------------------------------------------------------------------------------------------------------
// Errors of the store

/** `poison`: the data itself cannot be stored. `retry`: send the same again. `busy`: back off, then send the same whole.
 * `connection`: the outcome of the statement is unknown. `bug`: our mistake. */
export type StoreErrorKind = 'poison' | 'retry' | 'busy' | 'connection' | 'bug';

export class StoreError extends Error {
  constructor(
    readonly kind: StoreErrorKind,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'StoreError';
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Start, transitions, claims

export interface StartRecord {
  readonly sagaId: string;
  readonly type: string;
  readonly requestId: string;
  readonly bodyHmac: Uint8Array;
  readonly definitionHash: string;
  readonly format: number;
  readonly deadlineAtMs: number | null;
  readonly labels: { readonly [key: string]: string };
  readonly origin: string | null;
  readonly traceContext: string | null;
  readonly key: WrappedKey;
  readonly event: EventRow;
}

/** Whom a request id belongs to. `existing`: it was taken before with the same body; `conflict`: with another one. */
export interface EarlierStart {
  readonly kind: 'existing' | 'conflict';
  readonly sagaId: string;
}

export type StartOutcome = { readonly kind: 'started' } | EarlierStart;

export type StartKey = Pick<StartRecord, 'type' | 'requestId' | 'bodyHmac'>;

/** What one decision of a mover writes. Guarded by owner, epoch and expected revision (G6). */
export interface Transition {
  readonly sagaId: string;
  readonly type: string;
  readonly epoch: number;
  readonly expectedRevision: number;
  readonly columns: FoldedColumns;
  /** May be empty: a release without events writes only the schedule. */
  readonly events: readonly EventRow[];
  /** Null keeps the ownership; else the saga is given up and due at this time, or at rest. */
  readonly release: { readonly dueAtMs: number | null } | null;
  /** Applies only while this participant's hold stands; set when the transition blocks the saga. */
  readonly requiresHold: string | null;
}

/** What stands in the store for a transition that did not get through. */
export interface Standing {
  readonly sagaId: string;
  readonly epoch: number;
  readonly revision: number;
  readonly owner: string | null;
  /** Epoch of the event that stands at the first seq of the transition, undefined when there is none. */
  readonly epochAtFirstSeq: number | null | undefined;
}

/** What this process is able to run. */
export interface Fitness {
  readonly maxFormat: number;
  readonly unfitDefinitions: readonly string[];
}

export interface ClaimRequest {
  readonly sagaId: string;
  readonly epoch: number;
  /** The claimer has the history up to this revision: a saga that is still there, and has its key, comes without events. */
  readonly knownRevision?: number;
}

export interface SweepRequest extends Fitness {
  readonly instanceId: string;
  readonly limit: number;
  /** Takes what is due at least this long. */
  readonly overdueMs: number;
}

/** `dead`: owners that are retired, past their lease, or missing. `self`: rows of this process without a run. */
export type TakeoverRequest = Fitness & {
  readonly instanceId: string;
  readonly limit: number;
  readonly from: 'dead' | readonly ClaimRequest[];
};

/**
 * The truth. Every method is one statement or one transaction; batches are sorted by id inside. Errors are `StoreError`s.
 * A claim is won by one process only: it raises the epoch, and every later write of an older epoch is refused.
 */
export interface SagaStore {
  /** Inserts what is new (epoch 0, due now); outcomes in the order of the batch. */
  start(batch: readonly StartRecord[]): Promise<StartOutcome[]>;

  /** Whom these request ids belong to, in their order; null where nobody took it. Starts nothing. */
  earlierStarts(keys: readonly StartKey[]): Promise<(EarlierStart | null)[]>;

  /** Ids of the transitions that got through; the others were fenced. */
  flush(instanceId: string, batch: readonly Transition[]): Promise<ReadonlySet<string>>;

  /** What the losers look like, read by a second statement. */
  standing(transitions: readonly { sagaId: string; firstSeq: number }[]): Promise<Standing[]>;

  /** Claims sagas at given epochs: unowned, due within a second, fit, and this instance live. Returns what was won. */
  claim(instanceId: string, batch: readonly ClaimRequest[], fitness: Fitness): Promise<StoredSaga[]>;

  /** Claims overdue sagas, the oldest first, skipping what others hold. */
  sweep(request: SweepRequest): Promise<StoredSaga[]>;

  /** Claims sagas from owners that are gone, with `interrupted` in the same statement. A saga that the number of its
   * interruptions delays is made due later instead and not returned. */
  takeover(request: TakeoverRequest): Promise<StoredSaga[]>;

  /** What this process owns by the store's account. */
  ownedBy(instanceId: string): Promise<ClaimRequest[]>;

  /** The saga with its events after `afterSeq`; null when there is none. */
  load(sagaId: string, afterSeq?: number): Promise<StoredSaga | null>;

  /**
   * One transaction: locks the row, lets `decide` look, writes what it returns. See `OperatorWrite`. `decide` may be asked
   * again: after a conflict and, where `request` is given, after a lost connection. It is then shown what that request of
   * that actor did before, also when another process did it since the caller last looked; it must not do it again.
   */
  operate<T>(
    sagaId: string,
    decide: OperateDecision<T>,
    request?: { readonly actor: string; readonly requestId: string },
  ): Promise<T>;

  /** One transaction, as `operate`, on the hold of a participant: `decide` sees it locked, null when nobody ever held it. */
  operateHold<T>(
    participant: string,
    decide: HoldDecision<T>,
    request: { readonly actor: string; readonly requestId: string },
  ): Promise<T>;

  /**
   * Sagas that may wake because the participant that they wait for was released: of each participant the oldest, at most
   * `limit`, without those in `passOver`. Where the release has a rate, what is returned is taken from what the rate allows
   * all processes together by now; what was not taken for a second is forgone, so that no outage ends in a herd.
   */
  takeReleased(limit: number, passOver: ReadonlySet<string>): Promise<string[]>;

  /** Due for `overdueMs`, and not fit for this process: were another live process able to run them, it had. */
  unclaimable(fitness: Fitness, overdueMs: number, limit: number): Promise<string[]>;

  /** The holds that stand. */
  heldParticipants(): Promise<Hold[]>;

  /** Age of the oldest due saga, 0 when none is due. */
  oldestDueAgeMs(): Promise<number>;

  saveDefinition(hash: string, definition: SagaDefinition): Promise<void>;
  loadDefinitions(hashes: readonly string[]): Promise<Map<string, SagaDefinition>>;
  /** Hashes that sagas which have not ended run on. */
  openDefinitions(): Promise<string[]>;
}

/** An operator's order that no call goes to a participant. It is kept when it is released. */
export interface Hold {
  readonly participant: string;
  readonly heldAtMs: number;
  readonly heldBy: string;
  /** In the clear; the API tells operators so. */
  readonly reason: string;
  /** Null while the hold stands. `rate`: sagas per second that wake; null for all at once. */
  readonly release: { readonly atMs: number; readonly rate: number | null } | null;
}

/** Looks at the locked hold, and at what the request did before (null: nothing); says what is written. May be asked again. */
export type HoldDecision<T> = (hold: Hold | null, earlier: AdminRequestRecord | null) => HoldWrite<T>;

/** What an operator's action on a participant writes, all in the transaction that looked (G11). */
export interface HoldWrite<T> {
  /** A hold begins now, over one that was released at most; or the one that is there is released now, at another rate. */
  readonly change:
    | { readonly kind: 'hold'; readonly actor: string; readonly reason: string }
    | { readonly kind: 'release'; readonly rate: number | null }
    | null;
  readonly request: { actor: string; requestId: string; bodyHmac: Uint8Array } | null;
  readonly audit: AuditRecord | null;
  readonly result: T;
}

/** How an actor came in; the audit keeps it beside who it was (G11). */
export interface CallOrigin {
  /** How the identity was proven: a word of the door's closed list, `[a-z][a-z_]{0,31}`; `none` where nobody asks for one. */
  readonly authMethod: string;
  /** IP address of the connection, which is a proxy's where one stands in between; null where there is none. */
  readonly sourceAddress: string | null;
}

export interface AuditRecord {
  readonly actor: string;
  /** Null where nobody called: what was asked for before goes on. */
  readonly origin: CallOrigin | null;
  readonly action: string;
  readonly target: string;
  readonly decision: 'allowed' | 'denied';
  /** Closed text: `ok`, `ok_words_not_kept` (see `reason`), or the stable code of the refusal. */
  readonly result: string;
  readonly requestId: string;
  readonly revisionBefore: number | null;
  readonly revisionAfter: number | null;
  /**
   * Sealed with the saga's key: an operator's words may hold health data. About a participant, which has no key, UTF-8. Null
   * where a saga has no key that opens: words that cannot be sealed are not kept (docs/adr/0025).
   */
  readonly reason: Uint8Array | null;
}

/** Looks at the locked saga, and at what the request did before (null: nothing); says what is written. */
export type OperateDecision<T> = (
  stored: StoredSaga | null,
  earlier: AdminRequestRecord | null,
) => Promise<OperatorWrite<T>>;

/** What an operator's action writes, all in the transaction that looked (G11). Guarded by the revision that was seen. */
export interface OperatorWrite<T> {
  readonly change: {
    readonly columns: FoldedColumns;
    readonly events: readonly EventRow[];
    /** Only where nobody owns the saga; an owner keeps its schedule. */
    readonly due: 'now' | 'rest';
  } | null;
  /** Remembered per actor and request id, so that a repeated request finds its answer. */
  readonly request: { actor: string; requestId: string; bodyHmac: Uint8Array; revision: number } | null;
  readonly audit: AuditRecord | null;
  readonly result: T;
}

export interface AdminRequestRecord {
  /** Null, as the revision, when it was about a participant. */
  readonly sagaId: string | null;
  readonly bodyHmac: Uint8Array;
  readonly revision: number | null;
}

/** What the operators and the doors read of single sagas. Strong: always from the store. */
export interface SagaReads {
  /** Those of these sagas that there are, in no order. */
  rows(sagaIds: readonly string[]): Promise<SagaRow[]>;
  adminRequest(actor: string, requestId: string): Promise<AdminRequestRecord | null>;
  /** Sagas that nobody would move: empty whenever workers are healthy (G8). */
  limbo(): Promise<{ sagaId: string; why: string }[]>;
}

/** Writes an audit entry by itself: for what was refused before any saga was looked at. */
export interface AuditLog {
  append(record: AuditRecord): Promise<void>;
}

// ---------------------------------------------------------------------------------------------------------------------
// Instances

export interface InstanceView {
  readonly id: string;
  readonly leaseUntilMs: number;
  readonly retired: boolean;
  /** The session lock of the instance is held by nobody. */
  readonly lockFree: boolean;
}

export interface InstancesView {
  readonly databaseNowMs: number;
  /** When the database server started accepting; retirement waits after it. */
  readonly serverStartedAtMs: number;
  readonly instances: readonly InstanceView[];
}

/**
 * One row per process, and one session-level advisory lock on a connection of its own, which the server frees the moment
 * the process dies. The lock comes before the row.
 */
export interface Instances {
  /** Takes the lock, then writes the row. */
  register(instanceId: string, leaseTtlMs: number): Promise<{ databaseNowMs: number }>;
  /** Null when the instance is retired or gone. */
  renew(instanceId: string, leaseTtlMs: number): Promise<{ databaseNowMs: number } | null>;
  holdsLock(): boolean;
  /** Hears at once when the lock is lost, however that came; one listener. */
  onLockLost(listener: () => void): void;
  /** Takes the lost lock again, at once; resolves false when the connection cannot be had now. */
  regainLock(instanceId: string): Promise<boolean>;
  view(): Promise<InstancesView>;
  /** Retires an instance if its lease still reads as it was seen. */
  retire(instanceId: string, seenLeaseUntilMs: number): Promise<boolean>;
  /** Removes rows retired for a minute that no saga names. */
  purge(): Promise<void>;
  /** Graceful end: retires itself and frees the lock. */
  leave(instanceId: string): Promise<void>;
}

// ---------------------------------------------------------------------------------------------------------------------
// Calls

export interface ParticipantCall {
  readonly sagaId: string;
  readonly sagaType: string;
  readonly epoch: number;
  readonly attempt: number;
  readonly direction: CallDirection;
  /** `package.Service/Method` of the action or compensation; of the action that is sealed. */
  readonly method: string;
  readonly key: string;
  readonly request: Json;
  readonly timeoutMs: number;
  readonly traceContext: string | null;
}

/** What came of a call, classified by the core's table. `not_sent`: our breaker, limit or hold refused, or no connection. */
export type CallOutcome =
  | { readonly kind: 'done'; readonly reply: Json }
  /** Only for seals: the key is closed, the action did not take effect and never will. */
  | { readonly kind: 'sealed' }
  | {
      readonly kind: 'refused' | 'no_effect' | 'unknown';
      readonly code: GrpcStatusName;
      readonly reason?: string;
      readonly fields?: readonly string[];
      /** Free text of the participant; a secret. */
      readonly message?: string;
      readonly retryAfterMs?: number;
    }
  | {
      readonly kind: 'not_sent';
      readonly why: 'breaker' | 'limit' | 'connection';
      readonly retryAfterMs: number;
    };

/** What a call needs of an `AbortSignal`; listeners are called once. */
export interface CallSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Makes one attempt; never throws, never retries. An aborted call settles as unknown (CANCELLED), or as not sent where it is
 * proven that it never left.
 */
export interface ParticipantCaller {
  call(call: ParticipantCall, signal: CallSignal): Promise<CallOutcome>;
}

// ---------------------------------------------------------------------------------------------------------------------
// Hints: all of it may be lost (G9)

export interface WakeUp {
  readonly sagaId: string;
  readonly epoch: number;
  readonly delayMs: number;
}

/** Jobs that say "claim this saga at this epoch and run it". Nothing depends on one. */
export interface Waker {
  /** Fire and forget; failures only show in `healthy`. */
  wake(hints: readonly WakeUp[]): void;
  /** False while the last command failed, or when there is no queue at all. */
  healthy(): boolean;
  /** Hands jobs to the runner; the promise of the handler spans the run. */
  listen(handler: (sagaId: string, epoch: number) => Promise<void>): Promise<void>;
  /** Takes no more jobs; hints are still sent, also those of the hand-overs that follow. */
  stopTaking(): void;
  /** Ends everything; must end in bounded time whatever Redis does. */
  close(): Promise<void>;
}

export interface StatusSnapshot {
  readonly sagaId: string;
  readonly type: string;
  readonly status: SagaStatus;
  readonly stepIndex: number;
  readonly revision: number;
  readonly ended: boolean;
}

/** The hot snapshot and the progress channel. Lossy in both directions. */
export interface Progress {
  /** Written and published once per flush; an older revision never replaces a newer one. */
  publish(snapshots: readonly StatusSnapshot[]): void;
  read(sagaId: string): Promise<StatusSnapshot | null>;
  /** Hears of every saga that moved in any process, or of one of them alone; returns the way to stop. */
  subscribe(listener: (snapshot: StatusSnapshot) => void, sagaId?: string): () => void;
  healthy(): boolean;
}

// ---------------------------------------------------------------------------------------------------------------------
// Secrets, time, chance

/**
 * AES-256-GCM with one data key per saga; the associated data binds a value to its saga, seq and field, so that nothing
 * can be moved. `open` throws `DecryptError` for anything that was altered.
 */
export interface PayloadCipher {
  newDataKey(sagaId: string): { dataKey: DataKey; wrapped: WrappedKey };
  unwrap(sagaId: string, wrapped: WrappedKey): DataKey;
  seal(key: DataKey, sagaId: string, seq: number, field: string, value: Json): Uint8Array;
  open(key: DataKey, sagaId: string, seq: number, field: string, sealed: Uint8Array): Json;
  /** Keyed hash for what is searched or compared but not read; `purpose` separates the uses. */
  hmac(purpose: string, text: string): Uint8Array;
  /** SHA-256 in hex, for what is no secret. */
  digest(text: string): string;
}

/** Opaque to the engine. */
export interface DataKey {
  readonly kid: string;
}

export class DecryptError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DecryptError';
  }
}

export interface Timer {
  cancel(): void;
}

/** The process's own clock: only durations. Dates come from the database. */
export interface Clock {
  monotonicMs(): number;
  setTimer(delayMs: number, fire: () => void): Timer;
  /** Calls back when what this turn of the event loop brought has been dealt with. */
  endOfTurn(fire: () => void): void;
}

export interface Ids {
  /** A UUID v7 whose time is the given database time. */
  sagaId(nowMs: number): string;
  /** A random UUID. */
  instanceId(): string;
  /** A random request id. */
  requestId(): string;
}

/** What the engine has to say; ids, types, codes and counts only (G12). */
export interface EngineLog {
  info(event: string, fields?: { readonly [key: string]: unknown }): void;
  warn(event: string, fields?: { readonly [key: string]: unknown }): void;
  error(event: string, fields?: { readonly [key: string]: unknown }): void;
}
