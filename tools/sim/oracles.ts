/**
 * What must hold at every moment of a simulated world. Every saga is judged after each event in which it was written, by its
 * history alone (history.ts, attempts.ts) and by what the participants did (ledger-oracle.ts).
 *
 * I1 An accepted start is never lost, and what is stuck is moved by operators alone. I2 One effect of each branch. I3 Undo is
 * the reverse of completion. I4 No effect after its undo. I5 The row is the fold of its events. I6 Nothing of an older epoch is
 * written. I7 Waits, budgets of attempts, and paces are kept. I8 No saga is in limbo. I12 What has ended stays ended.
 */
import { hasEnded, type ResolvedDefinition, type SagaEvent } from '#libs/saga-core';
import {
  columnsOf,
  fromRow,
  type ParticipantCall,
  type PayloadCipher,
  type SagaRow,
  type Transition,
} from '#libs/saga-engine';
import type { MemoryCommit, MemoryDatabase } from '#libs/testkit';
import { checkCall } from './attempts.js';
import { take } from './history.js';
import type { Known } from './known.js';
import { LedgerOracle } from './ledger-oracle.js';
import { PaceOracle } from './pace-oracle.js';
import type { Effect } from './sim-participants.js';
import { Violation } from './violation.js';

/** A saga that nobody can run is given up after so long; it may take a moment to find that out. */
const UNCLAIMABLE_AFTER_MS = 60_000;

export interface Witnesses {
  readonly cipher: PayloadCipher;
  readonly tables: MemoryDatabase;
  /** What the participants really did, by the key of the action. */
  readonly effects: ReadonlyMap<string, Effect>;
  readonly definitionOf: (hash: string) => ResolvedDefinition;
  /** How far the clock of a process may be ahead of the database's. */
  readonly clockErrorMs: () => number;
  /** A process that has lived for so long is able to run the saga. */
  readonly someoneCanRun: (row: SagaRow, aliveForMs: number) => boolean;
}

export class Oracles {
  readonly sagas = new Map<string, Known>();
  readonly pace: PaceOracle;
  private readonly ledger: LedgerOracle;
  private dirty = new Set<string>();
  /** Found while something was written, which must not be disturbed by it. */
  private found: Violation | null = null;

  constructor(private readonly witnesses: Witnesses) {
    this.ledger = new LedgerOracle(witnesses.effects);
    this.pace = new PaceOracle(witnesses.tables);
  }

  /** Notes what was committed; it is judged when the moment is over. */
  committed({ sagas = [], events = [] }: MemoryCommit): void {
    for (const { id } of sagas) this.dirty.add(id);
    for (const { sagaId, event } of events) {
      this.dirty.add(sagaId);
      const owned = sagas.find(({ id }) => id === sagaId)?.epoch;
      if (event.epoch !== null && event.epoch !== owned)
        this.found ??= new Violation(
          'I6',
          `${event.kind} of epoch ${event.epoch} was written to ${sagaId} at epoch ${owned}`,
        );
    }
  }

  /** A mover's write got through; this is the epoch that the saga had. */
  wrote({ sagaId, epoch }: Transition, standing: number | undefined): void {
    if (epoch !== standing)
      this.found ??= new Violation('I6', `a write of epoch ${epoch} reached ${sagaId} at epoch ${standing}`);
  }

  /** Judges every saga that was written since the last look. @throws Violation */
  look(): void {
    if (this.found !== null) throw this.found;
    if (this.dirty.size === 0) return;
    const dirty = this.dirty;
    this.dirty = new Set();
    for (const id of dirty) this.judge(id);
  }

  private judge(id: string): void {
    const { tables, cipher, definitionOf } = this.witnesses;
    const row = tables.sagas.get(id);
    if (row === undefined) throw new Violation('I1', `saga ${id} is gone`);
    let known = this.sagas.get(id) ?? null;
    const before = known?.row;
    const key = cipher.unwrap(id, tables.keys.get(id) ?? { kid: '', wrapped: new Uint8Array() });
    for (const eventRow of tables.eventsOf(id, known?.state.revision ?? 0)) {
      const event = fromRow(cipher, key, id, eventRow);
      if (known !== null) this.checkSystem(known, event);
      known = take(known, known?.definition ?? definitionOf(row.definitionHash), row, event);
      this.sagas.set(id, known);
    }
    if (known === null) throw new Violation('I5', `saga ${id} has no history`);
    known.row = row;
    if (before !== undefined && row.epoch < before.epoch)
      throw new Violation('I6', `the epoch of ${id} fell from ${before.epoch} to ${row.epoch}`);
    this.checkColumns(known);
    if (hasEnded(known.state)) this.ledger.ended(known);
  }

  private checkColumns({ definition, state, row }: Known): void {
    for (const [name, told] of Object.entries(columnsOf(this.witnesses.cipher, definition, state))) {
      const kept = row[name as keyof SagaRow];
      if (kept !== told)
        throw new Violation('I5', `${name} of ${row.id} is ${String(kept)}, its events say ${String(told)}`);
    }
  }

  /** What the system does by itself to a saga that nobody owns. @param known as it was before the event */
  private checkSystem(known: Known, event: SagaEvent): void {
    const { row, state } = known;
    if (event.kind === 'unblocked' && state.blockedOn !== null) this.pace.woken(state.blockedOn);
    if (event.kind !== 'failed' || event.data.class !== 'definition_missing') return;
    const dueForMs = this.witnesses.tables.now() - (row.dueAtMs ?? Infinity);
    if (dueForMs < UNCLAIMABLE_AFTER_MS || event.epoch !== null)
      throw new Violation('I1', `${row.id} was given up after it had been due for ${dueForMs} ms`);
    if (this.witnesses.someoneCanRun(row, UNCLAIMABLE_AFTER_MS / 2))
      throw new Violation('I1', `${row.id} was given up, although there is a process that can run it`);
  }

  /** A process sends a call. One that lost its claim may still do so; the barrier is for that. @throws Violation */
  called(call: ParticipantCall): void {
    const known = this.sagas.get(call.sagaId);
    if (known === undefined) throw new Violation('I1', `a call for saga ${call.sagaId}, which nobody stored`);
    if (call.epoch !== known.row.epoch) return;
    const { tables, clockErrorMs } = this.witnesses;
    checkCall(known, call, { nowMs: tables.now(), clockErrorMs: clockErrorMs() });
  }

  /** An action took effect just now. @throws Violation */
  applied({ sagaId }: ParticipantCall): void {
    const known = this.sagas.get(sagaId);
    if (known !== undefined) this.ledger.applied(known);
  }

  /** A compensation is about to take away an effect. @throws Violation */
  undoing({ sagaId, key }: ParticipantCall): void {
    const known = this.sagas.get(sagaId);
    if (known !== undefined) this.ledger.undoing(known, key);
  }

  /** Nothing has failed for a while, so nothing is in limbo but what nobody can run. @throws Violation */
  checkLimbo(limbo: readonly { readonly sagaId: string; readonly why: string }[]): void {
    const { tables, someoneCanRun } = this.witnesses;
    for (const { sagaId, why } of limbo) {
      const row = tables.sagas.get(sagaId);
      if (row !== undefined && someoneCanRun(row, 0))
        throw new Violation('I8', `${sagaId} is in limbo: ${why}: ${JSON.stringify(row)}`);
    }
  }

  /** What must hold of a saga that came to rest. @throws Violation */
  ended(id: string): void {
    const known = this.sagas.get(id);
    if (known === undefined || !hasEnded(known.state)) throw new Violation('I1', `saga ${id} has not ended`);
    this.ledger.ended(known);
  }
}
