/** From a stored saga to what a mover works with: key unwrapped, events opened, state folded. */
import {
  fold,
  FoldError,
  nextPhase,
  statusOf,
  type ResolvedDefinition,
  type SagaEvent,
  type SagaState,
} from '#libs/saga-core';
import { fromRow, fromRowBlind, storedBytes } from './codec.js';
import {
  DecryptError,
  SAGA_FORMAT,
  type DataKey,
  type EventRow,
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
  /** Its history cannot be folded. */
  | { readonly kind: 'broken'; readonly error: FoldError };

function foldRows(
  definition: ResolvedDefinition,
  rows: readonly EventRow[],
  open: (row: EventRow) => SagaEvent,
) {
  const state = fold(definition, rows.map(open));
  if (state === null) throw new FoldError('the history is empty');
  return state;
}

export function openStored(
  cipher: PayloadCipher,
  definition: ResolvedDefinition,
  { row, events, key: wrapped }: StoredSaga,
): OpenResult {
  try {
    if (wrapped === null) throw new DecryptError(`the data key of saga ${row.id} was shredded`);
    const key = cipher.unwrap(row.id, wrapped);
    const state = foldRows(definition, events, (event) => fromRow(cipher, key, row.id, event));
    return { kind: 'opened', opened: { row, definition, state, key, storedBytes: storedBytes(events) } };
  } catch (error) {
    if (error instanceof FoldError) return { kind: 'broken', error };
    if (!(error instanceof DecryptError)) throw error;
    return { kind: 'cannot_decrypt', definition, state: foldRows(definition, events, fromRowBlind) };
  }
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
 * Makes a saga stuck whose history cannot be folded: the columns as they stand, moved on by the status machine. Null when
 * the machine forbids it.
 */
export function giveUpUnfolded(row: SagaRow, atMs: number): Transition | null {
  const phase =
    row.status === 'RUNNING' || row.status === 'COMPENSATING' ? nextPhase(row.status, 'failed') : null;
  if (phase === null) return null;
  const seq = row.revision + 1;
  const direction = row.status === 'RUNNING' ? 'forward' : 'backward';
  const data = { class: 'poison', direction };
  const columns = {
    ...row,
    status: statusOf(phase),
    revision: seq,
    stuckClass: 'poison' as const,
    blockedOn: null,
  };
  const at = { step: null, branch: null, attempt: null, payload: null, atMs };
  return {
    sagaId: row.id,
    type: row.type,
    epoch: row.epoch,
    expectedRevision: row.revision,
    columns,
    events: [{ seq, epoch: row.epoch, format: SAGA_FORMAT, kind: 'failed', data, ...at }],
    release: { dueAtMs: null },
    requiresHold: null,
  };
}
