/**
 * A saga that everything happens to: answers, lost answers, deaths, operators, holds, time. A walk is data, so whoever
 * makes it up can shrink it. What must hold at every step and at the end is checked against the participants' ledger.
 *
 * W1 Calls of a branch, direction and generation never exceed the attempts of a budget plus interruptions and hand-overs.
 * W2 A compensation is called only when nothing above it still has an effect.
 * W3 COMPENSATED: no effect stands, nor can one still come. COMPLETED: each step took effect once, and no earlier try of it.
 * W4 Whatever happened, a saga whose participants are well and whose operator replays comes to its end.
 */
import {
  allowedActions,
  hasEnded,
  isSettled,
  sameCall,
  taintOf,
  type CallRef,
  type Json,
  type OperatorCommand,
  type SagaDefinition,
} from '#libs/saga-core';
import { actionKeyOf } from '../call-keys.js';
import { Ledger, MOODS, type Mood } from './ledger.js';
import { ModelError, ModelledSaga } from './modelled-saga.js';

export const HAPPENINGS = [
  'answer',
  'answer_well',
  'not_sent',
  'time',
  'later',
  'die',
  'plague',
  'hand_over',
  'crash',
  'hold',
  'release',
  'operate',
  'late_call',
  'unstorable',
] as const;

/** One thing that happens; the numbers pick among what is there, whatever that is. */
export interface Stride {
  readonly happening: (typeof HAPPENINGS)[number];
  readonly pick: number;
  readonly choice: number;
}

const DELAYS_MS = [0, 1, 20, 50, 500, 1_000, 2_000, 5_000, 30_000, 600_000, 3_600_000] as const;
const ROUNDS_TO_END = 400;

const chosen = <T>(items: readonly T[], pick: number): T | undefined => items[pick % items.length];

/** A seal carries the key of its action, yet has a budget of its own. */
const budgetName = (key: string, ref: CallRef): string => `${key} ${ref.direction}`;

export class RandomWalk {
  readonly saga: ModelledSaga;
  readonly ledger = new Ledger();
  private callsSeen = 0;
  private eventsSeen = 0;
  private readonly callsOf = new Map<string, number>();
  private disturbances = 0;
  private skipped = false;

  constructor(definition: SagaDefinition) {
    this.saga = new ModelledSaga(definition, { user: 'u' });
  }

  /** Performs a stride, where it makes sense, and checks what must hold. */
  stride({ happening, pick, choice }: Stride): void {
    const { saga } = this;
    const flying = chosen(saga.inFlight, pick)?.ref;
    if (happening === 'answer' && flying) this.answer(flying, chosen(MOODS, choice) ?? 'done');
    else if (happening === 'answer_well' && flying) this.answer(flying, 'done');
    else if (happening === 'not_sent' && flying) this.notSent(flying, chosen(DELAYS_MS, choice) || 1_000);
    else if (happening === 'time') this.pass(saga.nowMs + (chosen(DELAYS_MS, choice) ?? 0));
    else if (happening === 'later') this.pass(saga.nextTimeMs() ?? saga.nowMs);
    else if (happening === 'hold') saga.held.add(this.participant(pick));
    else if (happening === 'release') this.release(this.participant(pick));
    else if (happening === 'late_call') this.arriveLate(pick);
    else if (happening === 'operate') this.operate(pick, choice);
    else if (happening === 'plague') this.plague(1 + (choice % 6));
    else if (saga.owned) this.disturb(happening);
    this.observe();
  }

  /** Everything gets well; the saga has to end. */
  heal(): void {
    const { saga } = this;
    for (const participant of [...saga.held]) this.release(participant);
    for (let round = 0; !hasEnded(saga.state); round += 1) {
      if (round > ROUNDS_TO_END) throw new ModelError(`no end: ${JSON.stringify(saga.state)}`);
      const flying = saga.inFlight[0]?.ref;
      if (saga.state.pausedAtMs !== null) this.command({ kind: 'resume' });
      else if (saga.state.stuck?.class === 'pivot_unknown') this.command(this.truthAboutPivot());
      else if (saga.state.stuck !== null) this.command({ kind: 'replay' });
      else if (flying !== undefined) this.answer(flying, 'done');
      else this.pass(this.timeToCome());
      this.observe();
    }
    for (const entry of this.ledger.entries.values()) while (entry.ghosts > 0) this.ledger.arriveLate(entry);
    this.checkEnd();
  }

  private timeToCome(): number {
    const next = this.saga.nextTimeMs();
    if (next === null) throw new ModelError(`nothing will ever happen: ${JSON.stringify(this.saga.state)}`);
    return next;
  }

  private participant(pick: number): string {
    const branches = this.saga.definition.steps.flatMap((step) => step.branches);
    return chosen(branches, pick)?.action.participant ?? '';
  }

  private keyOf(ref: CallRef): string {
    const call = this.saga.called.findLast((made) => sameCall(made.ref, ref));
    if (call === undefined) throw new ModelError(`${this.saga.nameOf(ref)} was never called`);
    return call.key;
  }

  private answer(ref: CallRef, mood: Mood): void {
    this.saga.answer(ref, this.ledger.answer(this.keyOf(ref), ref, mood));
  }

  /** What was not sent was no call. */
  private notSent(ref: CallRef, retryAfterMs: number): void {
    const name = budgetName(this.keyOf(ref), ref);
    this.callsOf.set(name, (this.callsOf.get(name) ?? 0) - 1);
    this.saga.notSent(ref, retryAfterMs);
  }

  /** Whatever drops out of flight on the way was never answered. */
  private losing(run: () => void): void {
    const before = this.saga.inFlight;
    const keys = before.map(({ ref }) => this.keyOf(ref));
    run();
    before.forEach((flight, index) => {
      if (!this.saga.inFlight.includes(flight)) this.ledger.lose(keys[index] ?? '', flight.ref);
    });
  }

  /** Call by call, for each may run out of time on the way. */
  private pass(untilMs: number): void {
    for (;;) {
      const next = this.saga.nextTimeMs();
      if (next === null || next > untilMs) break;
      this.losing(() => this.saga.passTo(Math.max(next, this.saga.nowMs)));
      this.observe();
    }
    this.saga.passTo(untilMs);
  }

  private disturb(happening: string): void {
    this.disturbances += 1;
    this.losing(() => {
      if (happening === 'die') this.saga.interrupt();
      else if (happening === 'hand_over') this.saga.leave('hand_over');
      else if (happening === 'crash') this.saga.leave('crashed');
      else if (happening === 'unstorable') {
        this.saga.think({ kind: 'give_up', class: 'unstorable', view: this.saga.view });
      }
    });
  }

  /** One death after the other, as soon as the saga runs again. */
  private plague(deaths: number): void {
    for (let count = 0; count < deaths; count += 1) {
      if (!this.saga.owned) this.pass(this.saga.nextTimeMs() ?? this.saga.nowMs);
      if (this.saga.owned) this.disturb('die');
      this.observe();
    }
  }

  private release(participant: string): void {
    this.saga.held.delete(participant);
    if (this.saga.state.blockedOn === participant) this.command({ kind: 'unblock' });
  }

  private arriveLate(pick: number): void {
    const entry = chosen([...this.ledger.entries.values()], pick);
    if (entry !== undefined) this.ledger.arriveLate(entry);
  }

  private command(command: OperatorCommand): void {
    this.losing(() => {
      const decision = this.saga.operate(command);
      if (decision.kind === 'refused') throw new ModelError(`${command.kind}: ${decision.refusal.message}`);
    });
  }

  /** An allowed action with arguments that fit; what the arguments still forbid is refused and changes nothing. */
  private operate(pick: number, choice: number): void {
    const { definition, state, nowMs, owned } = this.saga;
    const facts = { owned, reopenRefusal: null };
    const allowed = allowedActions(definition, state, facts, nowMs).filter(({ refusal }) => refusal === null);
    const command = this.commandFor(chosen(allowed, pick)?.action, choice);
    if (command === null) return;
    const before = { ...state };
    this.losing(() => {
      const decision = this.saga.operate(command);
      if (decision.kind === 'accepted') this.excuse(command);
      else if (JSON.stringify(before) !== JSON.stringify(this.saga.state))
        throw new ModelError('refused, yet changed');
    });
  }

  private commandFor(action: string | undefined, choice: number): OperatorCommand | null {
    const { definition, state } = this.saga;
    const step = definition.steps[choice % definition.steps.length];
    const branch = step?.branches[choice % step.branches.length]?.name ?? '';
    const place = { step: step?.name ?? '', branch };
    const edit = { ...place, request: { edited: choice } };
    switch (action) {
      case 'replay':
      case 'pause':
      case 'resume':
        return { kind: action };
      case 'rewind':
        return { kind: action, step: place.step, edits: choice % 2 === 0 ? [edit] : [] };
      case 'compensate':
        return { kind: action, by: choice % 2 === 0 ? 'client' : 'operator' };
      case 'skip': {
        const current = definition.steps[state.stepIndex];
        const results = current?.branches.map(({ name }): [string, Json] => [name, { id: 'by hand' }]);
        return { kind: action, step: current?.name ?? '', results: Object.fromEntries(results ?? []) };
      }
      case 'edit_input':
        return { kind: action, edit };
      case 'record_outcome':
        return this.truthAboutPivot();
      case 'waive':
        return {
          kind: action,
          how: choice % 2 === 0 ? 'waived' : 'done_by_hand',
          ...place,
          evidence: 'seen',
        };
      default:
        return null;
    }
  }

  /** The operator looked at the participant, and no late call will prove the finding wrong. */
  private truthAboutPivot(): OperatorCommand {
    const { state, sagaId, definition } = this.saga;
    const step = definition.steps[state.stepIndex];
    const generation = state.steps[state.stepIndex]?.branches[0]?.generation;
    const key = `${sagaId}/${step?.name}/main/${generation}/action`;
    const entry = this.ledger.entries.get(key);
    const done = entry?.effect === 'applied';
    if (entry !== undefined && !done) entry.closed = true;
    const outcome = done ? 'done' : 'not_done';
    return { kind: 'record_outcome', step: step?.name ?? '', outcome, reply: {}, evidence: 'looked' };
  }

  private excuse(command: OperatorCommand): void {
    if (command.kind === 'skip') this.skipped = true;
    if (command.kind !== 'waive') return;
    for (const [key, entry] of this.ledger.entries) {
      if (key.includes(`/${command.step}/${command.branch}/`)) entry.excused = true;
    }
  }

  /** W1, W2 for the calls and events since the last look. */
  private observe(): void {
    for (const event of this.saga.events.slice(this.eventsSeen)) {
      if (!['replayed', 'rewound', 'input_edited'].includes(event.kind)) continue;
      this.callsOf.clear();
      this.disturbances = 0;
    }
    this.eventsSeen = this.saga.events.length;
    const { called } = this.saga;
    for (const { key, ref } of called.slice(this.callsSeen)) {
      this.ledger.entryOf(key, ref);
      this.checkBudget(budgetName(key, ref), ref);
      if (ref.direction === 'compensation') this.checkOrder(ref);
    }
    this.callsSeen = called.length;
  }

  private checkBudget(name: string, ref: CallRef): void {
    const spec = this.saga.definition.steps[ref.stepIndex]?.branches[ref.branchIndex];
    const attempts = {
      action: spec?.action.retry.maxAttempts ?? 0,
      compensation: spec?.compensation?.retry.maxAttempts ?? 0,
      seal: Math.max(20, spec?.action.retry.maxAttempts ?? 0),
    }[ref.direction];
    const calls = (this.callsOf.get(name) ?? 0) + 1;
    this.callsOf.set(name, calls);
    if (calls > attempts + this.disturbances) {
      throw new ModelError(
        `${name}: ${calls} calls, ${attempts} attempts and ${this.disturbances} disturbances`,
      );
    }
  }

  private checkOrder(ref: CallRef): void {
    for (const [key, entry] of this.ledger.entries) {
      const above = entry.ref.stepIndex > ref.stepIndex && entry.effect === 'applied' && !entry.excused;
      if (above && this.isUndoable(entry.ref)) throw new ModelError(`${key} still stands below its undo`);
    }
  }

  private isUndoable({ stepIndex, branchIndex }: CallRef): boolean {
    return this.saga.definition.steps[stepIndex]?.branches[branchIndex]?.compensation != null;
  }

  /** W3. */
  private checkEnd(): void {
    const { phase, steps } = this.saga.state;
    for (const [key, entry] of this.ledger.entries) {
      const { stepIndex, branchIndex } = entry.ref;
      const branch = steps[stepIndex]?.branches[branchIndex];
      const spec = this.saga.definition.steps[stepIndex];
      if (branch === undefined || entry.excused) continue;
      const isCurrent = key.split('/')[3] === String(branch.generation);
      const stands = entry.effect === 'applied';
      const mayStand =
        (isCurrent && phase === 'COMPLETED') || (spec?.kind !== 'pivot' && !this.isUndoable(entry.ref));
      if (stands && !mayStand) throw new ModelError(`${phase}, but the effect of ${key} stands`);
    }
    if (phase !== 'COMPLETED' || this.skipped) return;
    const done = steps
      .flatMap(({ branches }) => branches)
      .every((branch) => isSettled(branch) && taintOf(branch) === 'done');
    if (!done) throw new ModelError('COMPLETED with steps undone');
    const standing = [...this.ledger.entries]
      .filter(([, { effect }]) => effect === 'applied')
      .map(([key]) => actionKeyOf(key));
    const missing = steps.flatMap(({ branches }, stepIndex) =>
      branches.flatMap(({ generation }, branchIndex) => {
        const step = this.saga.definition.steps[stepIndex];
        const key = `${this.saga.sagaId}/${step?.name}/${step?.branches[branchIndex]?.name}/${generation}/action`;
        return standing.includes(key) ? [] : [key];
      }),
    );
    if (missing.length > 0) throw new ModelError(`COMPLETED without the effect of ${missing.join(', ')}`);
  }
}
