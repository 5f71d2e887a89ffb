/** From a stored saga to what a mover works with: key unwrapped, events opened, state folded. */
import {
  fold,
  FoldError,
  nextPhase,
  statusOf,
  type ClearError,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
  type StuckClass,
} from '#libs/saga-core';
import { causeOf, fromRow, fromRowBlind, storedBytes } from './codec.js';
import {
  DecryptError,
  SAGA_FORMAT,
  type DataKey,
  type EventRow,
  type FoldedColumns,
  type PayloadCipher,
  type SagaRow,
  type StoredSaga,
  type Transition,
} from './ports.js';

/** A saga in the hands of this process. */
export interface Opened {
  readonly row: SagaRow;
  readonly definition: ResolvedDefinition;
  readonly state: SagaState;
  readonly key: DataKey;
  readonly storedBytes: number;
}

export type OpenResult =
  | { readonly kind: 'opened'; readonly opened: Opened }
  /** Its secrets cannot be opened; the state is folded without them, enough to say so in an event. */
  | { readonly kind: 'cannot_decrypt'; readonly definition: ResolvedDefinition; readonly state: SagaState }
  /** Its history cannot be read or folded. */
  | { readonly kind: 'broken'; readonly error: unknown };

function foldRows(
  definition: ResolvedDefinition,
  rows: readonly EventRow[],
  open: (row: EventRow) => SagaEvent,
) {
  const state = fold(definition, rows.map(open));
  if (state === null) throw new FoldError('the history is empty');
  return state;
}

/** Opens a saga as far as it can be opened; total, so that no history can stop whoever reads it. */
export function openStored(
  cipher: PayloadCipher,
  definition: ResolvedDefinition,
  stored: StoredSaga,
): OpenResult {
  try {
    return { kind: 'opened', opened: openWithKey(cipher, definition, stored) };
  } catch (error) {
    if (!(error instanceof DecryptError)) return { kind: 'broken', error };
    try {
      return { kind: 'cannot_decrypt', definition, state: foldRows(definition, stored.events, fromRowBlind) };
    } catch (foldError) {
      return { kind: 'broken', error: foldError };
    }
  }
}

function openWithKey(
  cipher: PayloadCipher,
  definition: ResolvedDefinition,
  { row, events, key: wrapped }: StoredSaga,
): Opened {
  if (wrapped === null) throw new DecryptError(`the data key of saga ${row.id} was shredded`);
  const key = cipher.unwrap(row.id, wrapped);
  const state = foldRows(definition, events, (event) => fromRow(cipher, key, row.id, event));
  return { row, definition, state, key, storedBytes: storedBytes(events) };
}

/** Folds further events that were written by others onto a state. */
export function openFurther(
  cipher: PayloadCipher,
  definition: ResolvedDefinition,
  sagaId: string,
  key: DataKey,
  state: SagaState,
  rows: readonly EventRow[],
): SagaState {
  const later = rows
    .filter((row) => row.seq > state.revision)
    .map((row) => fromRow(cipher, key, sagaId, row));
  return fold(definition, later, state) ?? state;
}

/**
 * Makes a saga stuck that cannot be folded here: the columns as they stand, moved on by the status machine, as the fold will
 * have them where it can be made (G7). Null where the machine forbids it.
 */
export function giveUpUnfolded(
  cipher: PayloadCipher,
  row: SagaRow,
  { class: reason, error }: { readonly class: StuckClass; readonly error?: ClearError },
  /** Of the event; its epoch is that of the claim, and null when nobody owns the saga. */
  { epoch, atMs }: { readonly epoch: number | null; readonly atMs: number },
): { columns: FoldedColumns; events: EventRow[] } | null {
  const { status } = row;
  const phase = status === 'RUNNING' || status === 'COMPENSATING' ? nextPhase(status, 'failed') : null;
  if (phase === null) return null;
  const seq = row.revision + 1;
  const direction = status === 'RUNNING' ? 'forward' : 'backward';
  const columns: FoldedColumns = {
    ...row,
    status: statusOf(phase),
    revision: seq,
    stuckClass: reason,
    errorCode: error?.code ?? null,
    errorReason: error?.reason ?? null,
    cause: causeOf(cipher, row.type, { class: reason, step: null, participant: '', error: error ?? null }),
    blockedOn: null,
  };
  const at = { step: null, branch: null, attempt: null, payload: null, atMs };
  const data = { class: reason, direction, ...(error === undefined ? {} : { error }) };
  return { columns, events: [{ seq, epoch, format: SAGA_FORMAT, kind: 'failed', data, ...at }] };
}

/** Where a transition that ends a claim without a run is written. */
export function placeOf({ id, type, epoch, revision }: SagaRow) {
  return { sagaId: id, type, epoch, expectedRevision: revision, requiresHold: null };
}

/** Gives a claimed saga back as it was: due again, or at rest where somebody holds it. */
export function giveBack({ row, databaseNowMs }: StoredSaga, delayMs: number): Transition {
  const isHeld = row.pausedAtMs !== null || row.blockedOn !== null;
  const dueAtMs = isHeld ? null : databaseNowMs + delayMs;
  return { ...placeOf(row), columns: row, events: [], release: { dueAtMs } };
}
