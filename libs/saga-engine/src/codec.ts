/**
 * Between events as the core knows them and rows as the store keeps them: the secret part is sealed on the way out and
 * opened on the way in (G12). The associated data binds each secret to its saga, its number and its kind.
 */
import {
  statusOf,
  type ClearError,
  type Json,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
  type StuckClass,
} from '#libs/saga-core';
import { SAGA_FORMAT, type DataKey, type EventRow, type FoldedColumns, type PayloadCipher } from './ports.js';

interface LooseEvent {
  readonly step?: string;
  readonly branch?: string;
  readonly attempt?: number;
  readonly secret?: Json;
}

/**
 * Seals an event into its row.
 * @param key null where the saga has none that opens: then only events without a secret can be written
 */
export function toRow(
  cipher: PayloadCipher,
  key: DataKey | null,
  sagaId: string,
  event: SagaEvent,
): EventRow {
  const { step, branch, attempt, secret } = event as LooseEvent;
  const sealed = (value: Json): Uint8Array => {
    if (key === null) throw new RangeError(`${event.kind} has a secret, and the saga no key to seal it with`);
    return cipher.seal(key, sagaId, event.seq, event.kind, value);
  };
  return {
    seq: event.seq,
    epoch: event.epoch,
    format: SAGA_FORMAT,
    kind: event.kind,
    step: step ?? null,
    branch: branch ?? null,
    attempt: attempt ?? null,
    data: event.data as EventRow['data'],
    payload: secret === undefined ? null : sealed(secret),
    atMs: event.atMs,
  };
}

function assemble(row: EventRow, secret: Json | undefined): SagaEvent {
  const { seq, epoch, kind, step, branch, attempt, data, atMs } = row;
  return {
    kind,
    seq,
    epoch,
    atMs,
    data,
    ...(step === null ? {} : { step }),
    ...(branch === null ? {} : { branch }),
    ...(attempt === null ? {} : { attempt }),
    ...(secret === undefined ? {} : { secret }),
  } as unknown as SagaEvent;
}

/** Opens a row. Throws `DecryptError` when its secret was altered or its key is not the saga's. */
export function fromRow(cipher: PayloadCipher, key: DataKey, sagaId: string, row: EventRow): SagaEvent {
  const { payload } = row;
  return assemble(row, payload === null ? undefined : cipher.open(key, sagaId, row.seq, row.kind, payload));
}

/** What a saga whose secrets cannot be opened can still be folded from: everything but the secrets. */
export function fromRowBlind(row: EventRow): SagaEvent {
  return assemble(row, { input: null, reply: null, request: null, results: {}, edits: [] });
}

export function storedBytes(rows: readonly EventRow[]): number {
  return rows.reduce((sum, row) => sum + (row.payload?.byteLength ?? 0), 0);
}

interface Cause {
  readonly class: StuckClass;
  readonly step: string | null;
  readonly participant: string;
  readonly error: ClearError | null;
}

/** Keyed hash of what made a saga stuck; the same for all that have the same cause. No message text goes in. */
export function causeOf(cipher: PayloadCipher, type: string, { error, ...cause }: Cause): string {
  const parts = [type, cause.class, cause.step, cause.participant, error?.code, error?.reason];
  return Buffer.from(cipher.hmac('cause', JSON.stringify(parts)))
    .toString('base64url')
    .slice(0, 22);
}

function causeIn(cipher: PayloadCipher, definition: ResolvedDefinition, state: SagaState): string | null {
  const { stuck, error } = state;
  if (stuck === null) return null;
  const step = definition.steps.find((candidate) => candidate.name === stuck.step);
  const branch = step?.branches.find((candidate) => candidate.name === (stuck.branch ?? candidate.name));
  const participant = branch?.action.participant ?? '';
  return causeOf(cipher, definition.type, { class: stuck.class, step: stuck.step, participant, error });
}

/** The columns that a state stands for (G7). */
export function columnsOf(
  cipher: PayloadCipher,
  definition: ResolvedDefinition,
  state: SagaState,
): FoldedColumns {
  return {
    status: statusOf(state.phase),
    stepIndex: state.stepIndex,
    revision: state.revision,
    stuckClass: state.stuck?.class ?? null,
    errorCode: state.error?.code ?? null,
    errorReason: state.error?.reason ?? null,
    cause: causeIn(cipher, definition, state),
    deadlineAtMs: state.deadlineAtMs,
    rewindTo: state.rewindTo,
    pausedAtMs: state.pausedAtMs,
    blockedOn: state.blockedOn,
    finishedAtMs: state.finishedAtMs,
    interruptions: state.interruptions,
  };
}
