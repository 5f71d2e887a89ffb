/**
 * A saga as an engine would run it, without an engine: it asks the core, keeps the events, makes the calls in its head and
 * the clock jump. Stories and random walks stand on it. What the core must never say is checked at every step:
 *
 * S1 The running state is the fold of the stored events.
 * S2 Nothing is called twice in parallel, nor while a result of the same call is in hand, nor while the saga is held.
 * S3 One key, one request.
 * S4 A wait ends: it names a time to come, or calls are in flight.
 * S5 A release is due exactly if the saga can run, and not past the deadline; nothing is left in flight by one that was
 *    not forced.
 * S6 A saga that ended gets no event but `reopened`.
 */
import {
  decide,
  fold,
  hasEnded,
  isRunnable,
  operate,
  renderCall,
  resolveDefinition,
  sameCall,
  type CallRef,
  type CallResult,
  type Command,
  type Decision,
  type Happening,
  type Json,
  type MoverView,
  type OperatorCommand,
  type OperatorDecision,
  type Postponement,
  type ResolvedDefinition,
  type SagaDefinition,
  type SagaEvent,
  type SagaState,
} from '#libs/saga-core';

/** What a participant's answer is made of, without the call that it belongs to. */
export type Answer =
  | { readonly outcome: 'done'; readonly reply: Json }
  | { readonly outcome: 'sealed' }
  | {
      readonly outcome: 'refused' | 'no_effect' | 'unknown';
      readonly code: string;
      readonly reason?: string;
      readonly retryAfterMs?: number;
    };

/** The core said what it must never say. */
export class ModelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelError';
  }
}

const LIMIT_OF_IDLE_TURNS = 20;

export class ModelledSaga {
  readonly definition: ResolvedDefinition;
  readonly events: SagaEvent[] = [];
  readonly held = new Set<string>();
  /** Every call that was asked for, in order, by its key; one that could not be sent is asked for again. */
  readonly called: { readonly key: string; readonly ref: CallRef; readonly atMs: number }[] = [];
  state: SagaState;
  nowMs = 0;
  epoch = 0;
  owned = false;
  dueAtMs: number | null = 0;
  inFlight: { readonly ref: CallRef; readonly deadlineAtMs: number }[] = [];
  private results: CallResult[] = [];
  private firstResultAtMs: number | null = null;
  private postponed: Postponement[] = [];
  private wakeAtMs: number | null = null;
  private settleAtMs: number | null = null;
  private idleTurns = 0;
  private readonly requestOf = new Map<string, string>();

  constructor(
    source: SagaDefinition,
    input: Json = {},
    readonly sagaId = 'saga',
  ) {
    this.definition = resolveDefinition(source);
    const { deadlineMs } = this.definition;
    const started: SagaEvent = {
      kind: 'started',
      seq: 1,
      epoch: null,
      atMs: 0,
      data: { deadlineAtMs: deadlineMs },
      secret: { input },
    };
    this.events.push(started);
    this.state = fold(this.definition, [started]) as SagaState;
  }

  get view(): MoverView {
    return {
      results: this.results,
      firstResultAtMs: this.firstResultAtMs,
      inFlight: this.inFlight.map(({ ref }) => ref),
      postponed: this.postponed,
    };
  }

  nameOf(ref: CallRef): string {
    const step = this.definition.steps[ref.stepIndex];
    const branch = step?.branches[ref.branchIndex];
    const place = step?.branches.length === 1 ? step.name : `${step?.name}/${branch?.name}`;
    return ref.direction === 'action' ? place : `${ref.direction === 'seal' ? 'seal' : 'undo'} ${place}`;
  }

  /** Somebody takes the saga, when it is due. */
  claim(): void {
    if (this.owned || this.dueAtMs === null || this.dueAtMs > this.nowMs) return;
    this.owned = true;
    this.dueAtMs = null;
    this.epoch += 1;
    this.think();
  }

  /** Asks the core until it wants to wait or gave the saga up. */
  think(happening: Happening = { kind: 'advance', view: this.view }): void {
    let decision = this.decide(happening);
    const blocker = this.heldParticipant(decision);
    if (blocker !== null && 'view' in happening) {
      decision = this.decide({ kind: 'hold', view: happening.view, participant: blocker });
    }
    this.store(decision, happening);
    this.perform(decision.commands, happening.kind === 'advance');
  }

  /** A participant answers a call in flight; what is aborted or lost is answered as unknown. */
  answer(ref: CallRef, answer: Answer): void {
    const result = this.land(ref, answer);
    this.results = [...this.results, result];
    this.firstResultAtMs ??= this.nowMs;
    this.postponed = this.postponed.filter((entry) => !sameCall(entry.ref, ref));
    this.think();
  }

  /** The call never left. It may be tried again after a while. */
  notSent(ref: CallRef, retryAfterMs: number): void {
    this.takeOff(ref);
    const before = this.postponed.find((entry) => sameCall(entry.ref, ref));
    const entry = { ref, sinceMs: before?.sinceMs ?? this.nowMs, retryAtMs: this.nowMs + retryAfterMs };
    this.postponed = [...this.postponed.filter((other) => other !== before), entry];
    this.think();
  }

  /** The process dies; another one takes the saga over and runs it when the delay is over. */
  interrupt(): void {
    if (!this.owned) throw new ModelError('nobody runs the saga');
    this.forget();
    this.epoch += 1;
    this.write([{ kind: 'interrupted', data: {} }]);
    this.owned = false;
    // As the stores do it: delayed, but not past a deadline that is still ahead.
    const { notBeforeMs, phase, deadlineAtMs } = this.state;
    const ahead = phase === 'RUNNING' && deadlineAtMs !== null && deadlineAtMs > this.nowMs;
    const dueAtMs = Math.min(notBeforeMs ?? 0, ahead ? deadlineAtMs : Infinity);
    this.dueAtMs = isRunnable(this.state) ? Math.max(this.nowMs, dueAtMs) : null;
  }

  /** The process stops gracefully, or fails on its own exception. */
  leave(kind: 'hand_over' | 'crashed'): void {
    if (!this.owned) throw new ModelError('nobody runs the saga');
    this.think(kind === 'crashed' ? { kind } : { kind, view: this.view });
    if (this.owned) throw new ModelError(`${kind} did not give the saga up`);
  }

  operate(command: OperatorCommand, reopenRefusal: string | null = null): OperatorDecision {
    const facts = { owned: this.owned, reopenRefusal };
    const moment = { sagaId: this.sagaId, nowMs: this.nowMs };
    const decision = operate(this.definition, this.state, command, facts, moment);
    if (decision.kind === 'refused') return decision;
    this.check(decision.state, decision.events);
    if (this.owned) this.think();
    else this.dueAtMs = decision.due === 'now' ? this.nowMs : null;
    return decision;
  }

  /** The next time at which something happens by itself; null when only an answer or an operator helps. */
  nextTimeMs(): number | null {
    if (!this.owned) return this.dueAtMs;
    const times = [this.wakeAtMs, this.settleAtMs, ...this.inFlight.map(({ deadlineAtMs }) => deadlineAtMs)];
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** Lets the clock run, and everything happen that its course brings about. */
  passTo(untilMs: number): void {
    for (;;) {
      const next = this.nextTimeMs();
      if (next === null || next > untilMs) break;
      this.nowMs = Math.max(this.nowMs, next);
      this.tick();
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  private tick(): void {
    if (!this.owned) return this.claim();
    const abortsAll = this.settleAtMs !== null && this.settleAtMs <= this.nowMs;
    const overdue = this.inFlight.filter(({ deadlineAtMs }) => abortsAll || deadlineAtMs <= this.nowMs);
    if (abortsAll) this.settleAtMs = null;
    for (const { ref } of overdue) {
      const code = abortsAll ? 'CANCELLED' : 'DEADLINE_EXCEEDED';
      this.results = [...this.results, this.land(ref, { outcome: 'unknown', code })];
      this.firstResultAtMs ??= this.nowMs;
    }
    this.think();
  }

  private decide(happening: Happening): Decision {
    const moment = { sagaId: this.sagaId, nowMs: this.nowMs, epoch: this.epoch };
    return decide(this.definition, this.state, happening, moment);
  }

  private heldParticipant({ state, commands }: Decision): string | null {
    for (const command of commands) {
      if (command.kind !== 'call') continue;
      const { participant } = renderCall(this.sagaId, this.definition, state, command.ref);
      if (this.held.has(participant)) return participant;
    }
    return null;
  }

  private store(decision: Decision, happening: Happening): void {
    const written = decision.events.length > 0 || decision.commands.some(({ kind }) => kind === 'release');
    this.idleTurns = written ? 0 : this.idleTurns + 1;
    if (this.idleTurns > LIMIT_OF_IDLE_TURNS * (1 + this.inFlight.length)) {
      throw new ModelError('the core is asked again and again and never moves');
    }
    this.check(decision.state, decision.events);
    if (!written || !('view' in happening)) return;
    this.results = this.results.filter((result) => !happening.view.results.includes(result));
    this.firstResultAtMs = this.results.length === 0 ? null : this.nowMs;
  }

  private write(bodies: readonly Pick<SagaEvent & { kind: 'interrupted' }, 'kind' | 'data'>[]): void {
    const events = bodies.map((body, index) => ({
      ...body,
      seq: this.state.revision + 1 + index,
      epoch: this.epoch,
      atMs: this.nowMs,
    }));
    this.check(fold(this.definition, events, this.state) as SagaState, events);
  }

  /** S1, S6. The events travel as text, as they would through a store. */
  private check(state: SagaState, events: readonly SagaEvent[]): void {
    if (hasEnded(this.state) && events.length > 0 && events[0]?.kind !== 'reopened') {
      throw new ModelError(`${events[0]?.kind} after the end`);
    }
    this.events.push(...(JSON.parse(JSON.stringify(events)) as SagaEvent[]));
    const folded = JSON.stringify(fold(this.definition, this.events));
    if (folded !== JSON.stringify(state)) throw new ModelError('the state is not the fold of its events');
    this.state = state;
  }

  private perform(commands: readonly Command[], voluntary: boolean): void {
    this.wakeAtMs = null;
    for (const command of commands) {
      if (command.kind === 'call') this.call(command.ref, command.timeoutMs);
      else if (command.kind === 'settle') this.settleAtMs ??= this.nowMs + command.withinMs;
      else if (command.kind === 'wait') this.wait(command.untilMs);
      else this.release(command.dueAtMs, voluntary);
    }
  }

  /** S2, S3. */
  private call(ref: CallRef, timeoutMs: number): void {
    const name = this.nameOf(ref);
    const known = [...this.inFlight, ...this.results].some((other) => sameCall(other.ref, ref));
    if (known) throw new ModelError(`${name} is called twice in parallel`);
    if (!isRunnable(this.state)) throw new ModelError(`${name} is called while the saga is held`);
    if (!(timeoutMs >= 1)) throw new ModelError(`${name} is called with ${timeoutMs} ms`);
    const { key, request } = renderCall(this.sagaId, this.definition, this.state, ref);
    const text = JSON.stringify(request);
    if ((this.requestOf.get(key) ?? text) !== text) throw new ModelError(`${key} carries two requests`);
    this.requestOf.set(key, text);
    this.called.push({ key, ref, atMs: this.nowMs });
    this.inFlight.push({ ref, deadlineAtMs: this.nowMs + timeoutMs });
  }

  /** S4. */
  private wait(untilMs: number | null): void {
    if (untilMs !== null && untilMs <= this.nowMs) throw new ModelError('the core waits for the past');
    if (untilMs === null && this.inFlight.length === 0) throw new ModelError('the core waits for nothing');
    this.wakeAtMs = untilMs;
  }

  /** S5. */
  private release(dueAtMs: number | null, voluntary: boolean): void {
    if (voluntary && this.inFlight.length > 0) throw new ModelError('calls are left behind in flight');
    if ((dueAtMs !== null) !== isRunnable(this.state)) throw new ModelError(`released to ${dueAtMs}`);
    const { phase, committed, frozenSinceMs, deadlineAtMs: deadlineMs } = this.state;
    const counts = phase === 'RUNNING' && !committed && frozenSinceMs === null;
    const ahead = counts && deadlineMs !== null && deadlineMs > this.nowMs;
    if (dueAtMs !== null && ahead && dueAtMs > deadlineMs) throw new ModelError('released past the deadline');
    if (dueAtMs !== null && dueAtMs < this.nowMs) throw new ModelError('released into the past');
    this.owned = false;
    this.dueAtMs = dueAtMs;
    this.forget();
  }

  private forget(): void {
    this.inFlight = [];
    this.results = [];
    this.firstResultAtMs = null;
    this.postponed = [];
    this.wakeAtMs = null;
    this.settleAtMs = null;
  }

  private takeOff(ref: CallRef): void {
    const index = this.inFlight.findIndex((flight) => sameCall(flight.ref, ref));
    if (index < 0) throw new ModelError(`${this.nameOf(ref)} is not in flight`);
    this.inFlight.splice(index, 1);
    if (this.inFlight.length === 0) this.settleAtMs = null;
  }

  private land(ref: CallRef, answer: Answer): CallResult {
    this.takeOff(ref);
    if (answer.outcome === 'done' || answer.outcome === 'sealed') return { ref, ...answer };
    const { outcome, code, reason, retryAfterMs } = answer;
    return { ref, outcome, error: { code, reason }, retryAfterMs };
  }
}
