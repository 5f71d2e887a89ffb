/**
 * All participants of a simulated world, most of them behind the barrier, and the network between. They keep a ledger of
 * what really took effect, which nobody in the world reads and the oracles compare with what the sagas say.
 *
 * L1 A request that left may arrive at any later time, and more than once, whoever still waits for its answer.
 * L2 A key takes effect at most once, and never after its compensation or its seal (the barrier).
 * L3 A refusal, or an error that says so, made no effect and is not remembered. What is said at the door, before anybody
 *    looked for the key, says nothing about an earlier request.
 * L4 Without the barrier an effect is found by its key and made once; the undo of nothing is a success; an action that comes
 *    after its undo takes effect again, and the ledger says that it was late.
 */
import { outcomeOf, type GrpcStatusName } from '#libs/saga-core';
import type { CallOutcome, CallSignal, ParticipantCall, ParticipantCaller, Timer } from '#libs/saga-engine';
import { actionKeyOf } from '#libs/testkit';
import type { Agenda } from './agenda.js';
import type { Chance } from './chance.js';
import type { ArmedFaults, Fault } from './faults.js';
import { WITHOUT_BARRIER } from './shapes.js';
import type { ProcessClock, SimProcess } from './sim-process.js';

/** What became of the action of one key. */
export interface Effect {
  readonly key: string;
  /** `undone` also where there was nothing to undo. */
  state: 'none' | 'applied' | 'undone';
  /** By its compensation, its seal or an operator: no action of this key takes effect any more. */
  closed: boolean;
  /** It took effect after its undo, at a participant that keeps no barrier. */
  late: boolean;
  /** Behind the barrier the reply stays: who asks again is answered, also after the undo. */
  stored: boolean;
}

/** What the caller makes of a status, by the table that the real one uses. */
function failure(code: GrpcStatusName, reason?: string): CallOutcome {
  const kind = outcomeOf(code, reason !== undefined);
  if (kind === 'done') throw new Error(`${code} is no failure`);
  return reason === undefined ? { kind, code } : { kind, code, reason };
}

const ABSENT = failure('UNAVAILABLE');
const CUT_OFF = failure('UNAVAILABLE');
const TOO_LATE = failure('DEADLINE_EXCEEDED');
const CANCELLED = failure('CANCELLED');
const REFUSED = failure('FAILED_PRECONDITION', 'NOT_TODAY');
const CLOSED = failure('FAILED_PRECONDITION', 'ACTION_AFTER_COMPENSATION');
const NO_EFFECT = failure('ABORTED', 'LATER');
const NOTHING_THERE = failure('NOT_FOUND', 'NEVER_HEARD_OF');

export interface LedgerListener {
  /** A process sends a call; it may never arrive. */
  called(call: ParticipantCall): void;
  /** An action took effect just now. */
  applied(call: ParticipantCall): void;
  /** A compensation is about to take away the effect of an action. */
  undoing(call: ParticipantCall): void;
}

export class SimParticipants {
  readonly effects = new Map<string, Effect>();
  /** Requests that left and have not arrived, whether somebody waits for them or not. */
  onTheirWay = 0;
  private readonly awayUntilMs = new Map<string, number>();
  private readonly undoRefusedUntilMs = new Map<string, number>();
  private readonly refusingUntilMs = new Map<string, number>();
  private breakers = new WeakMap<SimProcess, Map<string, number>>();

  constructor(
    private readonly agenda: Agenda,
    private readonly faults: ArmedFaults,
    private readonly chance: Chance,
    private readonly listener: LedgerListener,
  ) {}

  /** A participant does not answer for a while. */
  goAway(service: string, forMs: number): void {
    this.awayUntilMs.set(service, this.agenda.nowMs + forMs);
  }

  /** A participant refuses every compensation for a while. */
  refuseUndo(service: string, forMs: number): void {
    this.undoRefusedUntilMs.set(service, this.agenda.nowMs + forMs);
  }

  /** A participant turns everybody away at the door for a while. */
  refuse(service: string, forMs: number): void {
    this.refusingUntilMs.set(service, this.agenda.nowMs + forMs);
  }

  /** A process sends nothing to a participant for a while. */
  openBreaker(process: SimProcess, service: string, forMs: number): void {
    const open = this.breakers.get(process) ?? new Map<string, number>();
    this.breakers.set(process, open.set(service, this.agenda.nowMs + forMs));
  }

  heal(): void {
    for (const lasting of [this.awayUntilMs, this.undoRefusedUntilMs, this.refusingUntilMs]) lasting.clear();
    this.breakers = new WeakMap();
  }

  /** Says whether an action took effect, and keeps it from doing so later. */
  inspect(key: string): Effect['state'] {
    const effect = this.effectOf(key);
    if (effect.state === 'none') effect.closed = true;
    return effect.state;
  }

  caller(process: SimProcess, clock: ProcessClock): ParticipantCaller {
    return {
      call: async (call, signal) => {
        const service = serviceOf(call);
        const waitMs = (this.breakers.get(process)?.get(service) ?? 0) - this.agenda.nowMs;
        if (waitMs > 0) return { kind: 'not_sent', why: 'breaker', retryAfterMs: Math.ceil(waitMs) };
        return this.call(process, clock, call, signal);
      },
    };
  }

  private call(
    process: SimProcess,
    clock: ProcessClock,
    call: ParticipantCall,
    signal: CallSignal,
  ): Promise<CallOutcome> {
    this.listener.called(call);
    const fault = this.faults.atCall();
    if (fault !== null) this.agenda.note(`${fault.kind} at ${call.key}`);
    if (fault?.kind === 'crash_while_called') {
      this.arriveIn(this.delayMs(), call, null, () => {});
      process.kill();
    }
    return new Promise((resolve) => {
      let timer: Timer | null = null;
      let waits = true;
      const end = (outcome: CallOutcome) => {
        if (!waits) return;
        waits = false;
        timer?.cancel();
        signal.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      const cancel = () => end(CANCELLED);
      if (signal.aborted) return end(CANCELLED);
      signal.addEventListener('abort', cancel);
      timer = clock.setTimer(call.timeoutMs, () => end(TOO_LATE));
      if (fault?.kind === 'crash_while_called') return;
      this.send(call, fault, (outcome, delayMs) => {
        if (waits)
          this.agenda.in(delayMs, `answer to ${call.key}`, () => process.deliver(() => end(outcome)));
      });
    });
  }

  private send(
    call: ParticipantCall,
    fault: Fault | null,
    answer: (outcome: CallOutcome, delayMs: number) => void,
  ): void {
    const thereMs = this.delayMs();
    const soon = (outcome: CallOutcome) => answer(outcome, this.delayMs());
    switch (fault?.kind) {
      case 'request_lost':
        return fault.choice % 2 === 0 ? soon(CUT_OFF) : undefined;
      case 'reply_lost':
        return this.arriveIn(thereMs, call, null, () => fault.choice % 2 === 0 && soon(CUT_OFF));
      case 'reply_delayed':
        return this.arriveIn(thereMs, call, null, (outcome) => answer(outcome, fault.forMs));
      case 'request_delayed':
        if (fault.choice % 2 === 0) soon(CUT_OFF);
        return this.arriveIn(thereMs + fault.forMs, call, null, soon);
      case 'request_duplicated':
        return this.arriveIn(thereMs, call, null, (outcome) => {
          // What was refused once is refused twice.
          const again = outcome.kind === 'refused' ? outcome : null;
          this.arriveIn(fault.forMs, call, again, () => {});
          soon(outcome);
        });
      case 'refused':
        if (fault.choice % 2 === 0) return this.arriveIn(thereMs, call, REFUSED, soon);
        return this.arriveIn(thereMs, call, null, soon, REFUSED);
      case 'no_effect':
        return this.arriveIn(thereMs, call, NO_EFFECT, soon);
      case 'hangs':
        return;
      default:
        return this.arriveIn(thereMs, call, null, soon);
    }
  }

  private arriveIn(
    delayMs: number,
    call: ParticipantCall,
    instead: CallOutcome | null,
    answer: (outcome: CallOutcome) => void,
    atDoor: CallOutcome | null = null,
  ): void {
    this.onTheirWay += 1;
    this.agenda.in(delayMs, `${call.key} arrives`, () => {
      this.onTheirWay -= 1;
      answer(atDoor ?? this.turnedAway(serviceOf(call)) ?? this.treat(call, instead));
    });
  }

  private turnedAway(service: string): CallOutcome | null {
    if (this.lasts(this.awayUntilMs, service)) return ABSENT;
    return this.lasts(this.refusingUntilMs, service) ? REFUSED : null;
  }

  private lasts(untilMs: ReadonlyMap<string, number>, service: string): boolean {
    return (untilMs.get(service) ?? -Infinity) > this.agenda.nowMs;
  }

  private treat(call: ParticipantCall, instead: CallOutcome | null): CallOutcome {
    const service = serviceOf(call);
    const effect = this.effectOf(actionKeyOf(call.key));
    if (call.direction === 'action') return this.act(call, effect, instead);
    if (call.direction === 'seal') return instead === null ? seal(effect) : NO_EFFECT;
    const refusal = this.lasts(this.undoRefusedUntilMs, service) ? REFUSED : instead;
    if (refusal !== null && !isUndone(effect)) return refusal;
    const saysNotFound = WITHOUT_BARRIER.get(service);
    const isThere = effect.state === 'applied';
    if (isThere) this.listener.undoing(call);
    effect.state = 'undone';
    effect.late = false;
    if (saysNotFound === undefined) effect.closed = true;
    return isThere || saysNotFound !== true ? { kind: 'done', reply: {} } : NOTHING_THERE;
  }

  private effectOf(key: string): Effect {
    const effect = this.effects.get(key) ?? { key, state: 'none', closed: false, late: false, stored: false };
    this.effects.set(key, effect);
    return effect;
  }

  private act(call: ParticipantCall, effect: Effect, instead: CallOutcome | null): CallOutcome {
    if (effect.state !== 'applied' && !effect.stored) {
      if (effect.closed) return CLOSED;
      if (instead !== null) return instead;
      effect.late = effect.state === 'undone';
      effect.state = 'applied';
      effect.stored = !WITHOUT_BARRIER.has(serviceOf(call));
      this.listener.applied(call);
    }
    return { kind: 'done', reply: { id: `id of ${effect.key}` } };
  }

  private delayMs(): number {
    return this.chance.is(0.1) ? this.chance.between(10, 120) : this.chance.between(2, 40) / 10;
  }
}

function seal(effect: Effect): CallOutcome {
  if (effect.state === 'applied') return { kind: 'done', reply: { id: `id of ${effect.key}` } };
  effect.closed = true;
  return { kind: 'sealed' };
}

/** A compensation that took effect is remembered: it is answered as before. */
function isUndone({ state }: Effect): boolean {
  return state === 'undone';
}

export function serviceOf({ method }: Pick<ParticipantCall, 'method'>): string {
  return method.split('/')[0] ?? '';
}
