/**
 * The status machine: one total table over every phase and every event. Nothing else in the code base assigns a status.
 *
 * A phase is a status plus, where it is FAILED, the direction that the saga had: replay goes on in that direction.
 */
import type { Direction, EventBody } from './events.js';

export const STATUSES = ['RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'FAILED', 'CLOSED'] as const;
export type SagaStatus = (typeof STATUSES)[number];

export const PHASES = [
  'RUNNING',
  'COMPENSATING',
  'FAILED_FORWARD',
  'FAILED_BACKWARD',
  'COMPLETED',
  'COMPENSATED',
  'CLOSED',
] as const;
export type Phase = (typeof PHASES)[number];

/** Events as the machine sees them: an outcome that was recorded as done is another trigger than one as not done. */
export type Trigger =
  Exclude<EventBody['kind'], 'started' | 'outcome_recorded'> | 'outcome_done' | 'outcome_not_done';

type Row = Partial<Record<Trigger, Phase>>;

const stays = (phase: Phase, ...triggers: Trigger[]): Row =>
  Object.fromEntries(triggers.map((trigger) => [trigger, phase]));

const TABLE: Record<Phase, Row> = {
  RUNNING: {
    ...stays('RUNNING', 'branch_done', 'branch_refused', 'attempt_failed', 'interrupted', 'released'),
    ...stays('RUNNING', 'cancel_requested', 'replayed', 'input_edited', 'outcome_not_done'),
    ...stays('RUNNING', 'paused', 'resumed', 'blocked', 'unblocked'),
    turned: 'COMPENSATING',
    failed: 'FAILED_FORWARD',
    completed: 'COMPLETED',
  },
  COMPENSATING: {
    ...stays('COMPENSATING', 'branch_undone', 'undo_failed', 'attempt_failed', 'interrupted', 'released'),
    ...stays('COMPENSATING', 'replayed', 'paused', 'resumed', 'blocked', 'unblocked'),
    compensated: 'COMPENSATED',
    rewound: 'RUNNING',
    failed: 'FAILED_BACKWARD',
  },
  FAILED_FORWARD: {
    ...stays('FAILED_FORWARD', 'input_edited', 'resumed'),
    skipped: 'RUNNING',
    replayed: 'RUNNING',
    outcome_done: 'RUNNING',
    outcome_not_done: 'COMPENSATING',
    turned: 'COMPENSATING',
    closed: 'CLOSED',
  },
  FAILED_BACKWARD: {
    ...stays('FAILED_BACKWARD', 'resumed'),
    replayed: 'COMPENSATING',
    undo_waived: 'COMPENSATING',
    undo_recorded: 'COMPENSATING',
    closed: 'CLOSED',
  },
  COMPLETED: { reopened: 'COMPENSATING' },
  COMPENSATED: {},
  CLOSED: {},
};

/** The phase after an event, or null where the machine forbids it. */
export function nextPhase(phase: Phase, trigger: Trigger): Phase | null {
  return TABLE[phase][trigger] ?? null;
}

export function triggerOf(event: EventBody): Trigger | null {
  if (event.kind === 'started') return null;
  if (event.kind === 'outcome_recorded') {
    return event.data.outcome === 'done' ? 'outcome_done' : 'outcome_not_done';
  }
  return event.kind;
}

export function statusOf(phase: Phase): SagaStatus {
  return phase === 'FAILED_FORWARD' || phase === 'FAILED_BACKWARD' ? 'FAILED' : phase;
}

/** The direction in which a saga moves or, when it is stuck, was moving; null once it ended. */
export function directionOf(phase: Phase): Direction | null {
  if (phase === 'RUNNING' || phase === 'FAILED_FORWARD') return 'forward';
  if (phase === 'COMPENSATING' || phase === 'FAILED_BACKWARD') return 'backward';
  return null;
}

export function isEnded(phase: Phase): boolean {
  return phase === 'COMPLETED' || phase === 'COMPENSATED' || phase === 'CLOSED';
}

export function isStuck(phase: Phase): boolean {
  return statusOf(phase) === 'FAILED';
}

/** A saga in such a phase has calls to make, unless it is paused or blocked. */
export function isMoving(phase: Phase): boolean {
  return phase === 'RUNNING' || phase === 'COMPENSATING';
}
