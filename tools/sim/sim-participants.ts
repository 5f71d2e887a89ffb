/**
 * All participants of a simulated world behind the barrier, and the network between. They keep a ledger of what really took
 * effect, which nobody in the world reads and the oracles compare with what the sagas say.
 *
 * L1 A request that left may arrive at any later time, and more than once, whoever still waits for its answer.
 * L2 A key takes effect at most once, and never after its compensation or its seal (the barrier).
 * L3 A refusal, or an error that says so, made no effect and is not remembered.
 */
import { outcomeOf, type GrpcStatusName } from '#libs/saga-core';
import type { CallOutcome, ParticipantCall, ParticipantCaller, Timer } from '#libs/saga-engine';
import type { Agenda } from './agenda.js';
import type { Chance } from './chance.js';
import type { ArmedFaults, Fault } from './faults.js';
import type { ProcessClock, SimProcess } from './sim-process.js';

/** What became of the action of one key. */
export interface Effect {
  readonly key: string;
  state: 'none' | 'applied' | 'undone';
  /** By its compensation or its seal: no action of this key takes effect any more. */
  closed: boolean;
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

export interface LedgerListener {
  /** A process sends a call; it may never arrive. */
  called(call: ParticipantCall): void;
  /** A compensation is about to take away the effect of an action. */
  undoing(call: ParticipantCall): void;
}

export function actionKey(key: string): string {
  return key.replace(/[^/]+$/, 'action');
}

export class SimParticipants {
  readonly effects = new Map<string, Effect>();
  /** Requests that left and have not arrived, whether somebody waits for them or not. */
  onTheirWay = 0;
  private readonly awayUntilMs = new Map<string, number>();
  private readonly undoRefusedUntilMs = new Map<string, number>();

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

  heal(): void {
    this.awayUntilMs.clear();
    this.undoRefusedUntilMs.clear();
  }

  /** Says whether an action took effect, and keeps it from doing so later. */
  inspect(key: string): Effect['state'] {
    const effect = this.effectOf(key);
    if (effect.state === 'none') effect.closed = true;
    return effect.state;
  }

  caller(process: SimProcess, clock: ProcessClock): ParticipantCaller {
    return { call: (call, signal) => this.call(process, clock, call, signal) };
  }

  private call(
    process: SimProcess,
    clock: ProcessClock,
    call: ParticipantCall,
    signal: AbortSignal,
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
        this.arriveIn(thereMs + fault.forMs, call, null, () => {});
        return this.arriveIn(thereMs, call, null, soon);
      case 'refused':
        return this.arriveIn(thereMs, call, REFUSED, soon);
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
  ): void {
    this.onTheirWay += 1;
    this.agenda.in(delayMs, `${call.key} arrives`, () => {
      this.onTheirWay -= 1;
      answer(this.treat(call, instead));
    });
  }

  private treat(call: ParticipantCall, instead: CallOutcome | null): CallOutcome {
    const service = serviceOf(call);
    const isPast = (untilMs: number | undefined) => untilMs === undefined || untilMs <= this.agenda.nowMs;
    if (!isPast(this.awayUntilMs.get(service))) return ABSENT;
    const effect = this.effectOf(actionKey(call.key));
    if (call.direction === 'action') return this.act(effect, instead);
    if (call.direction === 'seal') return instead === null ? seal(effect) : NO_EFFECT;
    if (!isPast(this.undoRefusedUntilMs.get(service)) && !isUndone(effect)) return REFUSED;
    if (instead !== null && !isUndone(effect)) return instead;
    if (effect.state === 'applied') this.listener.undoing(call);
    if (effect.state === 'applied') effect.state = 'undone';
    effect.closed = true;
    return { kind: 'done', reply: {} };
  }

  private effectOf(key: string): Effect {
    const effect = this.effects.get(key) ?? { key, state: 'none', closed: false };
    this.effects.set(key, effect);
    return effect;
  }

  private act(effect: Effect, instead: CallOutcome | null): CallOutcome {
    if (effect.closed) return CLOSED;
    if (effect.state === 'none') {
      if (instead !== null) return instead;
      effect.state = 'applied';
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
function isUndone({ state, closed }: Effect): boolean {
  return closed && state !== 'applied';
}

export function serviceOf({ method }: Pick<ParticipantCall, 'method'>): string {
  return method.split('/')[0] ?? '';
}
