/**
 * The pen of a decision: it keeps the state, the events that were added so far, and the commands. Deciders write through
 * it, so that every event lands in its place and the next question is always asked of the state that results.
 */
import type { ResolvedDefinition } from './definition.js';
import type { EventBody, EventKind, SagaEvent } from './events.js';
import { apply } from './fold.js';
import type { CallRef, SagaState } from './state.js';

/** What the engine has to do once the events are stored. */
export type Command =
  /** Make this call; the deadline is `timeoutMs` from now. */
  | { readonly kind: 'call'; readonly ref: CallRef; readonly attempt: number; readonly timeoutMs: number }
  /** Calls in flight may still end within this time, then they are aborted. The earliest such limit counts. */
  | { readonly kind: 'settle'; readonly withinMs: number }
  /** Ask again when a call settles, or at this time. */
  | { readonly kind: 'wait'; readonly untilMs: number | null }
  /** Give the saga up: due at this time, or at rest. */
  | { readonly kind: 'release'; readonly dueAtMs: number | null };

export interface Decision {
  /** The state after the events. */
  readonly state: SagaState;
  readonly events: readonly SagaEvent[];
  readonly commands: readonly Command[];
}

/** Under what a decision is made. */
export interface Moment {
  readonly sagaId: string;
  /** The database's time. */
  readonly nowMs: number;
  /** Of the claim under which the events will be written; null when an operator decides. */
  readonly epoch: number | null;
}

/** All that any event may have. */
interface LooseBody {
  readonly kind: EventKind;
  readonly step?: string;
  readonly branch?: string;
  readonly attempt?: number;
  readonly data: unknown;
  readonly secret?: unknown;
}

export class Story {
  readonly events: SagaEvent[] = [];

  constructor(
    readonly definition: ResolvedDefinition,
    public state: SagaState,
    readonly moment: Moment,
  ) {}

  get nowMs(): number {
    return this.moment.nowMs;
  }

  /** A pen for trying out: what it adds does not reach this story. */
  fork(): Story {
    return new Story(this.definition, this.state, this.moment);
  }

  /** Every event gets the same fields in the same order: what reads events all day long is twice as fast for it. */
  add(body: EventBody): void {
    const { kind, step, branch, attempt, data, secret } = body as LooseBody;
    const { epoch, nowMs: atMs } = this.moment;
    const seq = this.state.revision + 1;
    const event = { kind, seq, epoch, atMs, step, branch, attempt, data, secret } as SagaEvent;
    this.state = apply(this.definition, this.state, event);
    this.events.push(event);
  }

  decision(commands: readonly Command[]): Decision {
    return { state: this.state, events: this.events, commands };
  }
}
