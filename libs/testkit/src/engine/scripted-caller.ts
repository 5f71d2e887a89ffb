/**
 * All participants of a test, in memory, behind the barrier's semantics, with a ledger of what they did.
 *
 * C1 A key is applied at most once; a repeated call gets the reply that was stored.
 * C2 An action after its compensation or its seal is refused; the undo of nothing succeeds and closes the key.
 * C3 A refusal or an error stores nothing, so the same key may succeed later.
 * C4 Every call settles: by its answer, by its deadline, or by its signal.
 *
 * A participant without the barrier keeps C1 only.
 */
import { outcomeOf, type GrpcStatusName, type Json } from '#libs/saga-core';
import type {
  CallOutcome,
  CallSignal,
  Clock,
  ParticipantCall,
  ParticipantCaller,
  Timer,
} from '#libs/saga-engine';
import { actionKeyOf, placeOfKey } from '../call-keys.js';

/** What a call meets, in place of being applied and answered at once. */
export type Encounter =
  | { readonly kind: 'apply'; readonly reply?: Json; readonly afterMs?: number }
  /** Applied, but the answer is lost. */
  | {
      readonly kind: 'lose_reply';
      readonly code?: GrpcStatusName;
      readonly reply?: Json;
      readonly retryAfterMs?: number;
      readonly afterMs?: number;
    }
  | {
      readonly kind: 'fail';
      readonly outcome: 'refused' | 'no_effect' | 'unknown';
      readonly code: GrpcStatusName;
      readonly reason?: string;
      readonly message?: string;
      readonly retryAfterMs?: number;
      readonly afterMs?: number;
    }
  | {
      readonly kind: 'not_sent';
      readonly why?: 'breaker' | 'limit' | 'connection';
      readonly retryAfterMs: number;
    }
  /** No answer ever: the deadline or the signal ends the call. */
  | { readonly kind: 'hang' };

export const applied = (reply?: Json, afterMs?: number): Encounter => ({ kind: 'apply', reply, afterMs });
export const refused = (code: GrpcStatusName = 'FAILED_PRECONDITION', reason?: string): Encounter => ({
  kind: 'fail',
  outcome: 'refused',
  code,
  reason,
});
export const unavailable: Encounter = { kind: 'fail', outcome: 'unknown', code: 'UNAVAILABLE' };
export const aborted: Encounter = { kind: 'fail', outcome: 'no_effect', code: 'ABORTED' };
export const lostReply: Encounter = { kind: 'lose_reply' };
export const hanging: Encounter = { kind: 'hang' };

/** One effect that a participant really had. */
export interface Effect {
  readonly key: string;
  readonly direction: 'action' | 'compensation';
  readonly method: string;
  readonly request: Json;
  readonly atMs: number;
}

export interface MadeCall extends ParticipantCall {
  readonly atMs: number;
}

type Script = (call: ParticipantCall, nth: number) => Encounter | undefined;

interface BarrierRow {
  readonly writtenBy: 'action' | 'compensation';
  readonly reply: Json;
}

const REFUSED_LATE: CallOutcome = {
  kind: 'refused',
  code: 'FAILED_PRECONDITION',
  reason: 'ACTION_AFTER_COMPENSATION',
};

export class ScriptedCaller implements ParticipantCaller {
  readonly effects: Effect[] = [];
  readonly calls: MadeCall[] = [];
  readonly withoutBarrier = new Set<string>();
  /** Calls that have not settled. */
  open = 0;
  private readonly rows = new Map<string, BarrierRow>();
  private readonly queues = new Map<string, Encounter[]>();
  private script: Script = () => undefined;

  constructor(private readonly clock: Clock) {}

  /** The next calls of `step`, `undo step` or `seal step` (with `/branch` where it has several) meet these, in order. */
  next(name: string, ...encounters: readonly Encounter[]): this {
    this.queues.set(name, [...(this.queues.get(name) ?? []), ...encounters]);
    return this;
  }

  /** Decides for every call that `next` says nothing about. */
  decide(script: Script): this {
    this.script = script;
    return this;
  }

  /** Names of the calls so far, in order. */
  names(sagaId?: string): string[] {
    return this.calls.filter((call) => sagaId === undefined || call.sagaId === sagaId).map(nameOf);
  }

  /** Effects of one direction, as `step/branch`, in the order in which they came. */
  done(sagaId: string, direction: Effect['direction']): string[] {
    return this.effects
      .filter((effect) => effect.direction === direction && effect.key.startsWith(`${sagaId}/`))
      .map(({ key }) => placeOfKey(key));
  }

  /** The network delivers a call once more; nobody hears the answer. */
  repeat(call: ParticipantCall, reply?: Json): void {
    this.apply(call, reply);
  }

  async call(call: ParticipantCall, signal: CallSignal): Promise<CallOutcome> {
    const nth = this.calls.push({ ...call, atMs: this.clock.monotonicMs() });
    const encounter = this.queues.get(nameOf(call))?.shift() ?? this.script(call, nth) ?? applied();
    if (encounter.kind === 'not_sent') return { why: 'breaker', ...encounter };
    this.open += 1;
    try {
      const broken = await this.wait(call, encounter, signal);
      return broken ?? this.meet(call, encounter);
    } finally {
      this.open -= 1;
    }
  }

  /** The time until the answer; the outcome when the deadline or the signal was faster. */
  private wait(
    { timeoutMs }: ParticipantCall,
    encounter: Encounter,
    signal: CallSignal,
  ): Promise<CallOutcome | null> {
    const answerMs =
      encounter.kind === 'hang' ? Infinity : 'afterMs' in encounter ? (encounter.afterMs ?? 0) : 0;
    return new Promise((resolve) => {
      let timer: Timer | null = null;
      const end = (outcome: CallOutcome | null) => {
        timer?.cancel();
        signal.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      const onAbort = () => end(unanswered('CANCELLED'));
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      if (answerMs <= 0) return end(null);
      timer = this.clock.setTimer(Math.min(answerMs, timeoutMs), () =>
        end(answerMs <= timeoutMs ? null : unanswered('DEADLINE_EXCEEDED')),
      );
    });
  }

  private meet(call: ParticipantCall, encounter: Encounter): CallOutcome {
    switch (encounter.kind) {
      case 'apply':
        return this.apply(call, encounter.reply);
      case 'lose_reply':
        this.apply(call, encounter.reply);
        return { ...unanswered(encounter.code ?? 'UNAVAILABLE'), retryAfterMs: encounter.retryAfterMs };
      case 'fail': {
        const { outcome, code, reason, message, retryAfterMs } = encounter;
        return { kind: outcome, code, reason, message, retryAfterMs };
      }
      default:
        return unanswered('DEADLINE_EXCEEDED');
    }
  }

  private apply(call: ParticipantCall, reply: Json = { id: `id of ${call.key}` }): CallOutcome {
    if (call.direction === 'seal') return this.seal(call);
    const known = this.rows.get(call.key);
    if (known !== undefined) {
      const isLate = call.direction === 'action' && known.writtenBy === 'compensation';
      return isLate ? REFUSED_LATE : { kind: 'done', reply: known.reply };
    }
    if (call.direction === 'compensation' && !this.closes(call.key)) {
      this.rows.set(call.key, { writtenBy: 'compensation', reply: {} });
      return { kind: 'done', reply: {} };
    }
    const { direction, key, method, request } = call;
    this.rows.set(key, { writtenBy: direction, reply });
    this.effects.push({ key, direction, method, request, atMs: this.clock.monotonicMs() });
    return { kind: 'done', reply };
  }

  /** Whether there is something to undo; where there is not, the action's key is closed behind the barrier. */
  private closes(compensationKey: string): boolean {
    const actionKey = actionKeyOf(compensationKey);
    if (this.rows.get(actionKey)?.writtenBy === 'action') return true;
    const service = this.calls.find((call) => call.key === actionKey)?.method.split('/')[0] ?? '';
    if (!this.withoutBarrier.has(service)) this.rows.set(actionKey, { writtenBy: 'compensation', reply: {} });
    return false;
  }

  private seal({ key }: ParticipantCall): CallOutcome {
    const row = this.rows.get(key);
    if (row?.writtenBy === 'action') return { kind: 'done', reply: row.reply };
    this.rows.set(key, { writtenBy: 'compensation', reply: {} });
    return { kind: 'sealed' };
  }
}

/** What the core's table makes of a call of which no participant spoke. */
function unanswered(code: GrpcStatusName) {
  return { kind: outcomeOf(code, false) as 'unknown', code };
}

/** `step`, `undo step` or `seal step`, with `/branch` where the step has several. */
export function nameOf({ key, direction }: ParticipantCall): string {
  const [, step = '', branch = ''] = key.split('/');
  const place = branch === 'main' ? step : `${step}/${branch}`;
  return direction === 'action' ? place : `${direction === 'seal' ? 'seal' : 'undo'} ${place}`;
}
