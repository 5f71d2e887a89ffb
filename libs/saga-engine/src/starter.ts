/**
 * Starts: from a request to a committed saga (G1).
 *
 * S1 An answer goes out only after the commit.
 * S2 A request id names one saga for ever: the same body finds it again, another body is refused.
 * S3 A start that was answered "overloaded" or "unavailable" wrote nothing, or is found again by its request id.
 */
import { canonicalJson, fold, type Json, type SagaState } from '#libs/saga-core';
import { Batcher } from './batcher.js';
import type { DefinitionCatalog, Snapshot } from './catalog.js';
import type { Opened } from './claimed.js';
import { columnsOf, toRow } from './codec.js';
import { EngineError } from './errors.js';
import { LIMITS } from './limits.js';
import {
  DecryptError,
  SAGA_FORMAT,
  StoreError,
  type Clock,
  type EarlierStart,
  type FoldedColumns,
  type Ids,
  type PayloadCipher,
  type SagaStore,
  type StartOutcome,
  type StartRecord,
} from './ports.js';
import { sleep, type DatabaseClock } from './time.js';

export interface StartRequest {
  readonly type: string;
  /** Checked against the definition's input message by the door. */
  readonly input: Json;
  readonly requestId?: string;
  /** As stored: clear values, or keyed hashes of blind ones. */
  readonly labels?: { readonly [key: string]: string };
  /** Replaces the deadline of the definition. */
  readonly deadlineAtMs?: number;
  readonly origin?: string;
  readonly traceContext?: string;
}

export interface StartAnswer {
  readonly sagaId: string;
  readonly requestId: string;
  /** The saga as it was committed; null when the request id was known. */
  readonly started: Opened | null;
}

const RETRIES_MS = [25, 75, 200, 500] as const;

export interface StarterWorld {
  readonly store: SagaStore;
  readonly cipher: PayloadCipher;
  readonly catalog: DefinitionCatalog;
  readonly clock: Clock;
  readonly time: DatabaseClock;
  readonly ids: Ids;
  /** A new saga is committed and due. */
  readonly onStarted: (opened: Opened) => void;
}

export class Starter {
  private readonly batcher: Batcher<StartRecord, StartOutcome | EngineError>;
  private oldestDueMs = 0;
  private stopped = false;

  constructor(private readonly world: StarterWorld) {
    this.batcher = new Batcher({
      maxItems: LIMITS.flushItems,
      maxBytes: LIMITS.flushBytes,
      maxInFlight: LIMITS.flushesInFlight,
      clock: world.clock,
      bytesOf: ({ event }) => 1_000 + (event.payload?.byteLength ?? 0),
      send: (batch) => this.send(batch),
    });
  }

  /** What the last look at the store said about the oldest due saga; milliseconds. */
  noteOldestDue(ageMs: number): void {
    this.oldestDueMs = ageMs;
  }

  /** From now on every start is refused. */
  stop(): void {
    this.stopped = true;
  }

  /** Resolves when no start is on its way. */
  drained(): Promise<void> {
    return this.batcher.drained();
  }

  /**
   * Commits a saga, or finds the one that its request id names.
   * @throws EngineError SAGA_TYPE_UNKNOWN, LIMIT_EXCEEDED, REQUEST_CONFLICT (with the paths that differ), OVERLOADED,
   *   STORE_UNAVAILABLE (ask again with the same request id), UNSTORABLE, SHUTTING_DOWN
   */
  async start(request: StartRequest): Promise<StartAnswer> {
    this.admit();
    const snapshot = this.world.catalog.current(request.type);
    if (snapshot === undefined) {
      throw new EngineError('SAGA_TYPE_UNKNOWN', `There is no saga type ${JSON.stringify(request.type)}.`);
    }
    const inputText = canonicalJson(request.input);
    if (Buffer.byteLength(inputText) > LIMITS.inputBytes) {
      throw new EngineError('LIMIT_EXCEEDED', `The input is larger than ${LIMITS.inputBytes} bytes.`);
    }
    const requestId = request.requestId ?? this.world.ids.requestId();
    const bodyHmac = this.world.cipher.hmac('start-body', bodyText(request, inputText));
    const nowMs = this.world.time.nowMs();
    if ((request.deadlineAtMs ?? Infinity) <= nowMs) return this.startedInTime(request, requestId, bodyHmac);
    const { record, opened } = this.prepare(request, requestId, snapshot, bodyHmac, nowMs);
    const outcome = await this.batcher.add(record);
    if (outcome instanceof EngineError) throw outcome;
    if (outcome.kind !== 'started' && outcome.sagaId !== record.sagaId)
      return this.earlier(outcome, request, requestId);
    this.world.onStarted(opened);
    return { sagaId: record.sagaId, requestId, started: opened };
  }

  /** A start whose deadline has passed can only be the repetition of an earlier one (S2). */
  private async startedInTime(
    request: StartRequest,
    requestId: string,
    bodyHmac: Uint8Array,
  ): Promise<StartAnswer> {
    const { store } = this.world;
    const key = { type: request.type, requestId, bodyHmac };
    const [earlier] = await this.answered(() => store.earlierStarts([key]));
    if (earlier != null) return this.earlier(earlier, request, requestId);
    const violations = [{ field: 'deadline', description: 'is in the past' }];
    throw new EngineError('INVALID_ARGUMENT', 'The deadline is in the past.', { violations });
  }

  private async earlier(
    { kind, sagaId }: EarlierStart,
    request: StartRequest,
    requestId: string,
  ): Promise<StartAnswer> {
    if (kind === 'conflict') throw await this.conflict(sagaId, request, requestId);
    return { sagaId, requestId, started: null };
  }

  private admit(): void {
    if (this.stopped) throw new EngineError('SHUTTING_DOWN', 'This process is stopping; ask another one.');
    const waiting = this.batcher.backlog >= LIMITS.startsWaiting;
    if (waiting || this.oldestDueMs > LIMITS.oldestDueMs) {
      const why = waiting ? 'too many starts wait' : `the oldest due saga waits since ${this.oldestDueMs} ms`;
      throw new EngineError('OVERLOADED', `No saga was started: ${why}. Try again later.`, {
        retryAfterMs: 1_000,
      });
    }
  }

  private prepare(
    request: StartRequest,
    requestId: string,
    snapshot: Snapshot,
    bodyHmac: Uint8Array,
    nowMs: number,
  ) {
    const { cipher, ids } = this.world;
    const sagaId = ids.sagaId(nowMs);
    const { dataKey, wrapped } = cipher.newDataKey(sagaId);
    const usualMs = snapshot.resolved.deadlineMs;
    const deadlineAtMs = request.deadlineAtMs ?? (usualMs === null ? null : nowMs + usualMs);
    const started = {
      kind: 'started' as const,
      seq: 1,
      epoch: null,
      atMs: nowMs,
      data: { deadlineAtMs },
      secret: { input: request.input },
    };
    const event = toRow(cipher, dataKey, sagaId, started);
    const record: StartRecord = {
      sagaId,
      type: request.type,
      requestId,
      bodyHmac,
      definitionHash: snapshot.hash,
      format: SAGA_FORMAT,
      deadlineAtMs,
      labels: request.labels ?? {},
      origin: request.origin ?? null,
      traceContext: request.traceContext ?? null,
      key: wrapped,
      event,
    };
    const state = fold(snapshot.resolved, [started]) as SagaState;
    const columns = columnsOf(cipher, snapshot.resolved, state);
    return { record, opened: openedOf(record, columns, snapshot, state, dataKey) };
  }

  /** An unanswered start is sent again: its request id makes the repetition harmless. */
  private async send(batch: readonly StartRecord[]): Promise<(StartOutcome | EngineError)[]> {
    try {
      return await this.answered(() => this.world.store.start(batch));
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'poison') return await this.split(batch);
      if (error instanceof EngineError) return batch.map(() => error);
      throw error;
    }
  }

  /** What the store answers, asked a few times. @throws EngineError STORE_UNAVAILABLE; StoreError of kind bug or poison */
  private async answered<T>(ask: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof StoreError) || error.kind === 'bug' || error.kind === 'poison') throw error;
        const delayMs = RETRIES_MS[tries];
        if (delayMs === undefined) {
          const text =
            'The store does not answer; the saga may or may not have been started. Ask again with the same request id.';
          throw new EngineError('STORE_UNAVAILABLE', text, { cause: error, retryAfterMs: 1_000 });
        }
        await sleep(this.world.clock, delayMs);
      }
    }
  }

  private async split(batch: readonly StartRecord[]): Promise<(StartOutcome | EngineError)[]> {
    if (batch.length === 1)
      return [new EngineError('UNSTORABLE', 'The input holds what the store cannot keep.')];
    const half = Math.ceil(batch.length / 2);
    return [...(await this.send(batch.slice(0, half))), ...(await this.send(batch.slice(half)))];
  }

  private async conflict(sagaId: string, request: StartRequest, requestId: string): Promise<EngineError> {
    const paths = await this.differingPaths(sagaId, request);
    const violations = paths.map((field) => ({
      field,
      description: 'differs from the first request with this id',
    }));
    const text = `Request id ${requestId} already started saga ${sagaId} with another body.`;
    return new EngineError('REQUEST_CONFLICT', text, { sagaId, violations });
  }

  /** Names only: values of health data do not belong in an error. Empty where the first request cannot be read. */
  private async differingPaths(sagaId: string, request: StartRequest): Promise<string[]> {
    const { store, cipher, catalog } = this.world;
    const stored = await store.load(sagaId).catch(() => null);
    const first = stored?.events[0];
    if (stored?.key == null || first?.payload == null) return [];
    const labels = differences(stored.row.labels, (request.labels ?? {}) as Json, ['labels']);
    const usualMs = catalog.getForReading(stored.row.definitionHash)?.resolved.deadlineMs ?? null;
    const deadlineAtMs = request.deadlineAtMs ?? (usualMs === null ? null : first.atMs + usualMs);
    const deadline = deadlineAtMs === first.data['deadlineAtMs'] ? [] : ['deadline'];
    try {
      const key = cipher.unwrap(sagaId, stored.key);
      const { input } = cipher.open(key, sagaId, 1, 'started', first.payload) as { input: Json };
      return [...differences(input, request.input, ['input']), ...labels, ...deadline];
    } catch (error) {
      if (error instanceof DecryptError) return [...labels, ...deadline];
      throw error;
    }
  }
}

function bodyText({ type, labels, deadlineAtMs, origin }: StartRequest, inputText: string): string {
  const sorted = Object.entries(labels ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([type, inputText, sorted, deadlineAtMs ?? null, origin ?? null]);
}

function openedOf(
  record: StartRecord,
  columns: FoldedColumns,
  snapshot: Snapshot,
  state: SagaState,
  key: Opened['key'],
): Opened {
  const { sagaId: id, type, definitionHash, format, labels, origin, traceContext, event } = record;
  return {
    // Member by member: a spread of columns into a larger object took a hundredth of the thread at full load.
    row: {
      status: columns.status,
      stepIndex: columns.stepIndex,
      revision: columns.revision,
      stuckClass: columns.stuckClass,
      errorCode: columns.errorCode,
      errorReason: columns.errorReason,
      cause: columns.cause,
      deadlineAtMs: columns.deadlineAtMs,
      rewindTo: columns.rewindTo,
      pausedAtMs: columns.pausedAtMs,
      blockedOn: columns.blockedOn,
      finishedAtMs: columns.finishedAtMs,
      interruptions: columns.interruptions,
      id,
      type,
      definitionHash,
      format,
      labels,
      origin,
      traceContext,
      epoch: 0,
      owner: null,
      dueAtMs: event.atMs,
      createdAtMs: event.atMs,
      updatedAtMs: event.atMs,
    },
    definition: snapshot.resolved,
    state,
    key,
    storedBytes: event.payload?.byteLength ?? 0,
  };
}

function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

/** Paths at which two values differ, at most sixteen. */
export function differences(
  left: Json | undefined,
  right: Json | undefined,
  at: readonly string[],
): string[] {
  if (sameJson(left, right)) return [];
  const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(left) || !isObject(right)) return [at.join('.')];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return keys.flatMap((key) => differences(left[key], right[key], [...at, key])).slice(0, 16);
}
