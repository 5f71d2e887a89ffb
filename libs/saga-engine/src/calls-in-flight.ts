/**
 * The calls of one run: what is out, what came back and is not recorded, what could not be sent. It owns their abort
 * signals. It decides nothing.
 */
import { sameCall, type CallRef, type CallResult, type MoverView, type Postponement } from '#libs/saga-core';
import { CallAbort } from './call-abort.js';
import type { CallOutcome, CallSignal, ParticipantCall, ParticipantCaller } from './ports.js';
import type { DatabaseClock } from './time.js';

interface Flight {
  readonly ref: CallRef;
}

const LEASE_RETRY_MS = 250;
/** Whatever the caller says: a call that cannot be sent is not tried in a tight loop. */
const SHORTEST_RETRY_MS = 20;

function toResult(ref: CallRef, outcome: Exclude<CallOutcome, { kind: 'not_sent' }>): CallResult {
  if (outcome.kind === 'done') return { ref, outcome: 'done', reply: outcome.reply };
  if (outcome.kind === 'sealed') return { ref, outcome: 'sealed' };
  const { kind, code, reason, fields, message, retryAfterMs } = outcome;
  return { ref, outcome: kind, error: { code, reason, fields }, message, retryAfterMs };
}

export class CallsInFlight {
  private flights: Flight[] = [];
  /** Of all calls that are out. */
  private abort = new CallAbort();
  private results: CallResult[] = [];
  private postponed: Postponement[] = [];
  private firstResultAtMs: number | null = null;

  constructor(
    private readonly caller: ParticipantCaller,
    private readonly time: DatabaseClock,
    private readonly onChange: () => void,
  ) {}

  get count(): number {
    return this.flights.length;
  }

  /** A picture of now; later answers do not change it. */
  view(): MoverView {
    return {
      results: this.results,
      firstResultAtMs: this.firstResultAtMs,
      inFlight: this.flights.map(({ ref }) => ref),
      postponed: this.postponed,
    };
  }

  start(ref: CallRef, call: ParticipantCall): void {
    const flight: Flight = { ref };
    this.flights = [...this.flights, flight];
    void this.make(call, this.abort).then((outcome) => this.settle(flight, outcome));
  }

  /** A caller that breaks its word and throws has told nothing of what became of the call. */
  private async make(call: ParticipantCall, signal: CallSignal): Promise<CallOutcome> {
    try {
      return await this.caller.call(call, signal);
    } catch {
      return { kind: 'unknown', code: 'INTERNAL', reason: 'CALLER_FAILED' };
    }
  }

  /** The answers of a view are recorded; what came after it stays. */
  consume(view: MoverView): void {
    this.results = this.results.filter((result) => !view.results.includes(result));
    this.firstResultAtMs = this.results.length === 0 ? null : this.time.nowMs();
  }

  postpone(ref: CallRef, why: 'lease' | number): void {
    const before = this.postponed.find((entry) => sameCall(entry.ref, ref));
    const nowMs = this.time.nowMs();
    const retryAtMs = nowMs + (why === 'lease' ? LEASE_RETRY_MS : Math.max(why, SHORTEST_RETRY_MS));
    const others = this.postponed.filter((entry) => entry !== before);
    this.postponed = [...others, { ref, sinceMs: before?.sinceMs ?? nowMs, retryAtMs }];
    this.onChange();
  }

  abortAll(): void {
    if (this.flights.length === 0) return;
    this.abort.raise();
    this.abort = new CallAbort();
  }

  private settle(flight: Flight, outcome: CallOutcome): void {
    this.flights = this.flights.filter((other) => other !== flight);
    if (outcome.kind === 'not_sent') return this.postpone(flight.ref, outcome.retryAfterMs);
    this.postponed = this.postponed.filter((entry) => !sameCall(entry.ref, flight.ref));
    this.results = [...this.results, toResult(flight.ref, outcome)];
    this.firstResultAtMs ??= this.time.nowMs();
    this.onChange();
  }
}
