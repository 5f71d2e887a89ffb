/**
 * Stories about sagas: given a plan, this happened, that is expected. Nothing runs but the pure core and a clock that is
 * moved by hand, so a story of hours takes no time.
 *
 *   given(plan(compensatable('book'), compensatable('mail')))
 *     .calls('book').replied('book', { id: 7 })
 *     .calls('mail').refused('mail')
 *     .calls('undo book').replied('undo book')
 *     .is('COMPENSATED')
 *
 * A call is named by its step, or `step/branch` where the step has several; its compensation is `undo <name>`, the seal of
 * a pivot `seal <name>`. Expectations throw with both sides of the comparison, so any test runner will do.
 */
import {
  openObligations,
  statusOf,
  type CallRef,
  type Json,
  type OperatorCommand,
  type SagaDefinition,
  type SagaEvent,
  type SagaState,
  type SagaStatus,
  type StuckClass,
} from '#libs/saga-core';
import { ModelledSaga, type Answer } from './modelled-saga.js';

export class StoryError extends Error {
  constructor(what: string, expected: unknown, found: unknown) {
    super(`${what}\n  expected: ${JSON.stringify(expected)}\n  found:    ${JSON.stringify(found)}`);
    this.name = 'StoryError';
  }
}

function expectSame(what: string, expected: unknown, found: unknown): void {
  if (JSON.stringify(expected) !== JSON.stringify(found)) throw new StoryError(what, expected, found);
}

/** Begins a story: the saga is accepted and somebody runs it. */
export function given(definition: SagaDefinition, input: Json = {}): SagaStory {
  const saga = new ModelledSaga(definition, input);
  saga.claim();
  return new SagaStory(saga);
}

export class SagaStory {
  private toldUpTo = 1;

  constructor(readonly saga: ModelledSaga) {}

  get state(): SagaState {
    return this.saga.state;
  }

  // -------------------------------------------------------------------------------------------------------------------
  // What participants do

  replied(call: string, reply: Json = { id: call }): this {
    return this.answered(call, { outcome: 'done', reply });
  }

  /** The participant refused for good. */
  refused(call: string, code = 'FAILED_PRECONDITION', reason?: string): this {
    return this.answered(call, { outcome: 'refused', code, reason });
  }

  /** The call surely had no effect, and may be tried again. */
  turnedAway(call: string, retryAfterMs?: number): this {
    return this.answered(call, { outcome: 'no_effect', code: 'ABORTED', retryAfterMs });
  }

  /** No answer came: the call may have taken effect. */
  unanswered(call: string): this {
    return this.answered(call, { outcome: 'unknown', code: 'UNAVAILABLE' });
  }

  /** The participant closed the key before any effect. */
  sealed(call: string): this {
    return this.answered(call, { outcome: 'sealed' });
  }

  notSent(call: string, retryAfterMs = 1_000): this {
    this.saga.notSent(this.refOf(call), retryAfterMs);
    return this;
  }

  private answered(call: string, answer: Answer): this {
    this.saga.answer(this.refOf(call), answer);
    return this;
  }

  private refOf(call: string): CallRef {
    const flight = this.saga.inFlight.find(({ ref }) => this.saga.nameOf(ref) === call);
    if (flight === undefined) throw new StoryError('a call that is not in flight', call, this.inFlight());
    return flight.ref;
  }

  private inFlight(): string[] {
    return this.saga.inFlight.map(({ ref }) => this.saga.nameOf(ref));
  }

  // -------------------------------------------------------------------------------------------------------------------
  // What time, processes and operators do

  after(ms: number): this {
    this.saga.passTo(this.saga.nowMs + ms);
    return this;
  }

  /** Until something happens by itself: a wait ends, a call runs out of time, a sleeping saga is due. */
  later(): this {
    const next = this.saga.nextTimeMs();
    if (next === null) throw new StoryError('what happens next', 'something', null);
    this.saga.passTo(next);
    return this;
  }

  /** The process that runs the saga dies and is taken over from; whoever is next runs it when it is due. */
  dies(): this {
    this.saga.interrupt();
    return this;
  }

  /** The process stops gracefully; whoever is next goes on when the saga is due. */
  handsOver(): this {
    this.saga.leave('hand_over');
    return this;
  }

  /** Our own code throws in the middle of the run. */
  crashes(): this {
    this.saga.leave('crashed');
    return this;
  }

  holds(participant: string): this {
    this.saga.held.add(participant);
    return this;
  }

  releases(participant: string): this {
    this.saga.held.delete(participant);
    return this.state.blockedOn === participant ? this.operator({ kind: 'unblock' }) : this;
  }

  operator(command: OperatorCommand): this {
    const decision = this.saga.operate(command);
    if (decision.kind === 'refused') throw new StoryError(command.kind, 'accepted', decision.refusal);
    return this;
  }

  /** The operator is refused with this code, and nothing changes. */
  denied(code: string, command: OperatorCommand, reopenRefusal?: string): this {
    const decision = this.saga.operate(command, reopenRefusal);
    expectSame(
      `refusal of ${command.kind}`,
      code,
      decision.kind === 'refused' ? decision.refusal.code : null,
    );
    return this;
  }

  cancelled(): this {
    return this.operator({ kind: 'compensate', by: 'client' });
  }

  // -------------------------------------------------------------------------------------------------------------------
  // What is expected

  /** Exactly these calls are in flight. */
  calls(...names: readonly string[]): this {
    expectSame('calls in flight', [...names].sort(), this.inFlight().sort());
    return this;
  }

  is(status: SagaStatus): this {
    expectSame('status', status, statusOf(this.state.phase));
    return this;
  }

  stuck(reason: StuckClass, place?: string): this {
    const { stuck } = this.state;
    const found = [stuck?.class, place === undefined ? undefined : this.placeOf(stuck ?? {})];
    expectSame('stuck', [reason, place], found);
    return this;
  }

  /** Nobody runs the saga, and it is due after so long. */
  sleeps(forMs: number): this {
    expectSame('sleeps', [false, this.saga.nowMs + forMs], [this.saga.owned, this.saga.dueAtMs]);
    return this;
  }

  /** Nobody runs the saga, and nobody will until something happens to it. */
  rests(): this {
    expectSame('rests', [false, null], [this.saga.owned, this.saga.dueAtMs]);
    return this;
  }

  owes(...places: readonly string[]): this {
    expectSame('obligations', places, openObligations(this.saga.definition, this.state).map(shortPlace));
    return this;
  }

  generations(expected: { readonly [call: string]: number }): this {
    const found = Object.fromEntries(Object.keys(expected).map((name) => [name, this.generationOf(name)]));
    expectSame('generations', expected, found);
    return this;
  }

  /** The events since this was last asked, each as one line. */
  told(...lines: readonly string[]): this {
    const found = this.saga.events.slice(this.toldUpTo).map((event) => this.lineOf(event));
    this.toldUpTo = this.saga.events.length;
    expectSame('events', lines, found);
    return this;
  }

  private generationOf(name: string): number | undefined {
    const [step = '', branch] = name.split('/');
    const index = this.saga.definition.stepIndexOf.get(step);
    if (index === undefined) return undefined;
    const position = this.saga.definition.steps[index]?.branchIndexOf.get(branch ?? 'main') ?? 0;
    return this.state.steps[index]?.branches[position]?.generation;
  }

  private placeOf({ step, branch }: { step?: string | null; branch?: string | null }): string {
    return shortPlace([step, branch].filter((name) => name != null).join('/'));
  }

  private lineOf(event: SagaEvent): string {
    const { step, branch } = event as { step?: string; branch?: string };
    const words = [event.kind, this.placeOf({ step, branch }), ...detailsOf(event)];
    return words.filter((word) => word !== '').join(' ');
  }
}

function shortPlace(place: string): string {
  return place.replace(/\/main$/, '');
}

function detailsOf(event: SagaEvent): string[] {
  switch (event.kind) {
    case 'attempt_failed': {
      const { direction, outcome, nextAtMs } = event.data;
      const next = nextAtMs === null ? 'last' : `next ${nextAtMs}`;
      return direction === 'action' ? [outcome, next] : [direction, outcome, next];
    }
    case 'turned':
      return [event.data.cause, event.data.to ?? ''];
    case 'failed':
      return [event.data.class];
    case 'undo_failed':
    case 'outcome_recorded':
      return [event.data.outcome];
    case 'released':
    case 'closed':
      return [event.data.open.map(shortPlace).join(',')];
    case 'blocked':
      return [event.data.participant];
    default:
      return [];
  }
}
