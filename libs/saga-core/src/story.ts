/**
 * The pen of a decision: it keeps the state, the events that were added so far, and the commands. Deciders write through
 * it, so that every event lands in its place and the next question is always asked of the state that results.
 */
import type { ResolvedDefinition } from './definition.js';
import type { EventBody, SagaEvent } from './events.js';
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

  add(body: EventBody): void {
    const event = {
      ...body,
      seq: this.state.revision + 1,
      epoch: this.moment.epoch,
      atMs: this.nowMs,
    } as SagaEvent;
    this.state = apply(this.definition, this.state, event);
    this.events.push(event);
  }

  decision(commands: readonly Command[]): Decision {
    return { state: this.state, events: this.events, commands };
  }
}
