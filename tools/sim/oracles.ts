/**
 * What must hold at every moment of a simulated world, and what once it came to rest. The names are those of docs/FAULTS.md.
 *
 * I1 An accepted start is never lost. I2 One effect of each branch. I3 Undo is the reverse of completion.
 * I4 No effect after its undo. I5 The row is the fold of its events. I6 No event of an older epoch.
 * I7 Waits and budgets of attempts are kept. I8 No saga is in limbo. I12 What has ended stays ended.
 */
import { apply, hasEnded, type ResolvedDefinition, type SagaEvent, type SagaState } from '#libs/saga-core';
import {
  columnsOf,
  fromRow,
  type ParticipantCall,
  type PayloadCipher,
  type SagaRow,
} from '#libs/saga-engine';
import type { MemoryCommit } from '#libs/testkit';
import type { WatchedDatabase } from './sim-database.js';
import { actionKey, type Effect } from './sim-participants.js';

export class Violation extends Error {
  constructor(
    readonly oracle: string,
    message: string,
  ) {
    super(`${oracle}: ${message}`);
    this.name = 'Violation';
  }
}

/** What the oracles know of one saga: from its events, not from its row. */
export interface Known {
  readonly definition: ResolvedDefinition;
  state: SagaState;
  row: SagaRow;
  /** The highest epoch of any of its events. */
  epoch: number;
  /** Calls of the current budget, by name. */
  readonly calls: Map<string, number>;
  /** Interruptions and hand-overs since the budgets began. */
  disturbances: number;
  skipped: boolean;
  /** Places, as `step/branch`, whose undo an operator took upon himself. */
  readonly excused: Set<string>;
}

const BUDGETS_BEGIN: ReadonlySet<string> = new Set(['replayed', 'rewound', 'input_edited']);
const SEAL_ATTEMPTS = 20;

export interface Witnesses {
  readonly cipher: PayloadCipher;
  /** What the participants really did, by the key of the action. */
  readonly effects: ReadonlyMap<string, Effect>;
  readonly definitionOf: (hash: string) => ResolvedDefinition;
  /** The database's time. */
  readonly nowMs: () => number;
  /** How far the clock of a process may be ahead of it. */
  readonly clockErrorMs: () => number;
}

export class Oracles {
  readonly sagas = new Map<string, Known>();
  private dirty = new Set<string>();
  /** Found while something was written, which must not be disturbed by it. */
  private found: Violation | null = null;

  constructor(private readonly witnesses: Witnesses) {}

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

  /** Judges every saga that was written since the last look. @throws Violation */
  look(tables: WatchedDatabase): void {
    if (this.found !== null) throw this.found;
    if (this.dirty.size === 0) return;
    const dirty = this.dirty;
    this.dirty = new Set();
    for (const id of dirty) this.judge(tables, id);
  }

  private judge(tables: WatchedDatabase, id: string): void {
    const row = tables.sagas.get(id);
    if (row === undefined) throw new Violation('I1', `saga ${id} is gone`);
    let known = this.sagas.get(id);
    const seen = known?.state.revision ?? 0;
    const before = known?.row;
    const wrapped = tables.keys.get(id);
    const key = this.witnesses.cipher.unwrap(id, wrapped ?? { kid: '', wrapped: new Uint8Array() });
    for (const eventRow of tables.eventsOf(id, seen)) {
      const event = fromRow(this.witnesses.cipher, key, id, eventRow);
      known = this.take(known, row, event);
    }
    if (known === undefined) throw new Violation('I5', `saga ${id} has no history`);
    known.row = row;
    if (before !== undefined && row.epoch < before.epoch)
      throw new Violation('I6', `the epoch of ${id} fell from ${before.epoch} to ${row.epoch}`);
    const columns = columnsOf(this.witnesses.cipher, known.definition, known.state);
    for (const [name, value] of Object.entries(columns)) {
      if (row[name as keyof SagaRow] !== value)
        throw new Violation(
          'I5',
          `${name} of ${id} is ${String(row[name as keyof SagaRow])}, its events say ${String(value)}`,
        );
    }
  }

  private take(known: Known | undefined, row: SagaRow, event: SagaEvent): Known {
    const { epoch, kind } = event;
    if (known !== undefined) {
      if (hasEnded(known.state) && epoch !== null)
        throw new Violation('I12', `${row.id} has ended, and then ${kind} was written by a process`);
      if (epoch !== null && epoch < known.epoch)
        throw new Violation('I6', `${kind} of epoch ${epoch} after one of epoch ${known.epoch} in ${row.id}`);
    }
    const definition = known?.definition ?? this.witnesses.definitionOf(row.definitionHash);
    const state = this.fold(definition, known?.state ?? null, event, row.id);
    const next: Known = known ?? {
      ...{ definition, state, row, epoch: 0, calls: new Map(), disturbances: 0 },
      ...{ skipped: false, excused: new Set() },
    };
    next.state = state;
    next.epoch = Math.max(next.epoch, epoch ?? 0);
    if (BUDGETS_BEGIN.has(kind)) {
      next.calls.clear();
      next.disturbances = 0;
    }
    if (kind === 'interrupted' || kind === 'released') next.disturbances += 1;
    if (kind === 'skipped') next.skipped = true;
    if (kind === 'undo_waived' || kind === 'undo_recorded') next.excused.add(`${event.step}/${event.branch}`);
    this.sagas.set(row.id, next);
    return next;
  }

  private fold(
    definition: ResolvedDefinition,
    state: SagaState | null,
    event: SagaEvent,
    id: string,
  ): SagaState {
    try {
      return apply(definition, state, event);
    } catch (error) {
      throw new Violation('I5', `${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** A process sends a call. One that lost its claim may still do so; the barrier is for that. @throws Violation */
  called(call: ParticipantCall): void {
    const known = this.sagas.get(call.sagaId);
    if (known === undefined) throw new Violation('I1', `a call for saga ${call.sagaId}, which nobody stored`);
    if (call.epoch !== known.row.epoch) return;
    const [, stepName, branchName] = call.key.split('/');
    const stepIndex = known.definition.steps.findIndex(({ name }) => name === stepName);
    const spec = known.definition.steps[stepIndex]?.branches.find(({ name }) => name === branchName);
    const at = known.definition.steps[stepIndex]?.branches.findIndex(({ name }) => name === branchName) ?? -1;
    const branch = known.state.steps[stepIndex]?.branches[at];
    if (spec === undefined || branch === undefined) throw new Violation('I7', `${call.key} names no branch`);
    const waits = { action: branch.action, compensation: branch.undo, seal: branch.seal }[call.direction];
    const earlyMs = (waits.nextAtMs ?? 0) - this.witnesses.nowMs();
    if (earlyMs > this.witnesses.clockErrorMs())
      throw new Violation('I7', `${call.direction} of ${call.key} was called ${earlyMs} ms too early`);
    const budget = {
      action: spec.action.retry.maxAttempts,
      compensation: spec.compensation?.retry.maxAttempts ?? 0,
      seal: Math.max(SEAL_ATTEMPTS, spec.action.retry.maxAttempts),
    }[call.direction];
    const name = `${call.key} ${call.direction}`;
    const calls = (known.calls.get(name) ?? 0) + 1;
    known.calls.set(name, calls);
    if (calls > budget + known.disturbances)
      throw new Violation(
        'I7',
        `call ${calls} of ${name}; it has ${budget} attempts and was disturbed ${known.disturbances} times`,
      );
  }

  /** A compensation is about to take away an effect. @throws Violation */
  undoing({ sagaId, key }: ParticipantCall): void {
    const known = this.sagas.get(sagaId);
    if (known === undefined) return;
    const placeOf = (effectKey: string) =>
      known.definition.steps.findIndex(({ name }) => name === effectKey.split('/')[1]);
    const place = placeOf(key);
    for (const effect of this.effectsOf(sagaId)) {
      const above = placeOf(effect.key) > place && effect.state === 'applied';
      if (above && this.mustBeUndone(known, effect))
        throw new Violation('I3', `${key} is undone while ${effect.key} stands`);
    }
  }

  /** What must hold of a saga that came to rest. @throws Violation */
  ended(id: string): void {
    const known = this.sagas.get(id);
    if (known === undefined || !hasEnded(known.state)) throw new Violation('I1', `saga ${id} has not ended`);
    const { state, definition } = known;
    const completed = state.phase === 'COMPLETED';
    const current = this.currentKeys(known);
    for (const effect of this.effectsOf(id)) {
      if (effect.state !== 'applied' || known.excused.has(placeIn(effect.key))) continue;
      const mayStand = completed && current.has(effect.key);
      const kind = definition.steps.find(({ name }) => name === effect.key.split('/')[1])?.kind;
      if (!mayStand && (this.mustBeUndone(known, effect) || kind === 'pivot'))
        throw new Violation('I2', `${id} is ${state.phase}, but the effect of ${effect.key} stands`);
    }
    if (!completed || known.skipped) return;
    for (const key of current) {
      const stands = this.witnesses.effects.get(key)?.state === 'applied' || known.excused.has(placeIn(key));
      if (!stands) throw new Violation('I2', `${id} is COMPLETED without the effect of ${key}`);
    }
  }

  private currentKeys({ definition, state, row }: Known): Set<string> {
    return new Set(
      definition.steps.flatMap((step, stepIndex) =>
        step.branches.map((branch, at) => {
          const generation = state.steps[stepIndex]?.branches[at]?.generation ?? 1;
          return actionKey(`${row.id}/${step.name}/${branch.name}/${generation}/action`);
        }),
      ),
    );
  }

  private *effectsOf(sagaId: string): Iterable<Effect> {
    for (const effect of this.witnesses.effects.values()) if (effect.key.startsWith(sagaId)) yield effect;
  }

  private mustBeUndone({ definition, excused }: Known, { key }: Effect): boolean {
    const [, stepName, branchName] = key.split('/');
    const branches = definition.steps.find(({ name }) => name === stepName)?.branches;
    const undo = branches?.find(({ name }) => name === branchName)?.compensation;
    return undo != null && !excused.has(placeIn(key));
  }
}

function placeIn(key: string): string {
  return key.split('/').slice(1, 3).join('/');
}
