// Generated from proto/suoke/saga/v1/saga.proto

/**
 * Kind of an event.
 */
export const EventKind = {
  /**
   * Of a later version than the reader.
   */
  EVENT_KIND_UNSPECIFIED: 'EVENT_KIND_UNSPECIFIED',
  /**
   * Accepted.
   */
  EVENT_KIND_STARTED: 'EVENT_KIND_STARTED',
  /**
   * An action is done.
   */
  EVENT_KIND_BRANCH_DONE: 'EVENT_KIND_BRANCH_DONE',
  /**
   * An action was refused.
   */
  EVENT_KIND_BRANCH_REFUSED: 'EVENT_KIND_BRANCH_REFUSED',
  /**
   * An attempt of any call had no effect or an unknown one.
   */
  EVENT_KIND_ATTEMPT_FAILED: 'EVENT_KIND_ATTEMPT_FAILED',
  /**
   * The process that moved it was lost; another one took over.
   */
  EVENT_KIND_INTERRUPTED: 'EVENT_KIND_INTERRUPTED',
  /**
   * The process that moved it handed over with calls open.
   */
  EVENT_KIND_RELEASED: 'EVENT_KIND_RELEASED',
  /**
   * It turned back.
   */
  EVENT_KIND_TURNED: 'EVENT_KIND_TURNED',
  /**
   * It was asked to turn back as soon as its calls in flight allow.
   */
  EVENT_KIND_CANCEL_REQUESTED: 'EVENT_KIND_CANCEL_REQUESTED',
  /**
   * A compensation is confirmed.
   */
  EVENT_KIND_BRANCH_UNDONE: 'EVENT_KIND_BRANCH_UNDONE',
  /**
   * A compensation was refused or has no attempt left.
   */
  EVENT_KIND_UNDO_FAILED: 'EVENT_KIND_UNDO_FAILED',
  /**
   * It is stuck.
   */
  EVENT_KIND_FAILED: 'EVENT_KIND_FAILED',
  /**
   * Every step is done.
   */
  EVENT_KIND_COMPLETED: 'EVENT_KIND_COMPLETED',
  /**
   * Everything is undone.
   */
  EVENT_KIND_COMPENSATED: 'EVENT_KIND_COMPENSATED',
  /**
   * An operator let it try again.
   */
  EVENT_KIND_REPLAYED: 'EVENT_KIND_REPLAYED',
  /**
   * A rewind reached its step; it goes forward again.
   */
  EVENT_KIND_REWOUND: 'EVENT_KIND_REWOUND',
  /**
   * An operator replaced the request of an action.
   */
  EVENT_KIND_INPUT_EDITED: 'EVENT_KIND_INPUT_EDITED',
  /**
   * An operator supplied the result of a step.
   */
  EVENT_KIND_SKIPPED: 'EVENT_KIND_SKIPPED',
  /**
   * An operator waived a compensation.
   */
  EVENT_KIND_UNDO_WAIVED: 'EVENT_KIND_UNDO_WAIVED',
  /**
   * An operator recorded a compensation as done by hand.
   */
  EVENT_KIND_UNDO_RECORDED: 'EVENT_KIND_UNDO_RECORDED',
  /**
   * The outcome of the pivot was settled, by a seal or by an operator.
   */
  EVENT_KIND_OUTCOME_RECORDED: 'EVENT_KIND_OUTCOME_RECORDED',
  /**
   * An operator paused it.
   */
  EVENT_KIND_PAUSED: 'EVENT_KIND_PAUSED',
  /**
   * An operator let it go on.
   */
  EVENT_KIND_RESUMED: 'EVENT_KIND_RESUMED',
  /**
   * It rests because a participant is held.
   */
  EVENT_KIND_BLOCKED: 'EVENT_KIND_BLOCKED',
  /**
   * The participant is held no more.
   */
  EVENT_KIND_UNBLOCKED: 'EVENT_KIND_UNBLOCKED',
  /**
   * An operator closed it.
   */
  EVENT_KIND_CLOSED: 'EVENT_KIND_CLOSED',
  /**
   * An operator compensates it although it had completed.
   */
  EVENT_KIND_REOPENED: 'EVENT_KIND_REOPENED',
} as const;

/**
 * Kind of an event.
 */
export type EventKind =
  /**
   * Of a later version than the reader.
   */
  | 'EVENT_KIND_UNSPECIFIED'
  | 0
  /**
   * Accepted.
   */
  | 'EVENT_KIND_STARTED'
  | 1
  /**
   * An action is done.
   */
  | 'EVENT_KIND_BRANCH_DONE'
  | 2
  /**
   * An action was refused.
   */
  | 'EVENT_KIND_BRANCH_REFUSED'
  | 3
  /**
   * An attempt of any call had no effect or an unknown one.
   */
  | 'EVENT_KIND_ATTEMPT_FAILED'
  | 4
  /**
   * The process that moved it was lost; another one took over.
   */
  | 'EVENT_KIND_INTERRUPTED'
  | 5
  /**
   * The process that moved it handed over with calls open.
   */
  | 'EVENT_KIND_RELEASED'
  | 6
  /**
   * It turned back.
   */
  | 'EVENT_KIND_TURNED'
  | 7
  /**
   * It was asked to turn back as soon as its calls in flight allow.
   */
  | 'EVENT_KIND_CANCEL_REQUESTED'
  | 8
  /**
   * A compensation is confirmed.
   */
  | 'EVENT_KIND_BRANCH_UNDONE'
  | 9
  /**
   * A compensation was refused or has no attempt left.
   */
  | 'EVENT_KIND_UNDO_FAILED'
  | 10
  /**
   * It is stuck.
   */
  | 'EVENT_KIND_FAILED'
  | 11
  /**
   * Every step is done.
   */
  | 'EVENT_KIND_COMPLETED'
  | 12
  /**
   * Everything is undone.
   */
  | 'EVENT_KIND_COMPENSATED'
  | 13
  /**
   * An operator let it try again.
   */
  | 'EVENT_KIND_REPLAYED'
  | 14
  /**
   * A rewind reached its step; it goes forward again.
   */
  | 'EVENT_KIND_REWOUND'
  | 15
  /**
   * An operator replaced the request of an action.
   */
  | 'EVENT_KIND_INPUT_EDITED'
  | 16
  /**
   * An operator supplied the result of a step.
   */
  | 'EVENT_KIND_SKIPPED'
  | 17
  /**
   * An operator waived a compensation.
   */
  | 'EVENT_KIND_UNDO_WAIVED'
  | 18
  /**
   * An operator recorded a compensation as done by hand.
   */
  | 'EVENT_KIND_UNDO_RECORDED'
  | 19
  /**
   * The outcome of the pivot was settled, by a seal or by an operator.
   */
  | 'EVENT_KIND_OUTCOME_RECORDED'
  | 20
  /**
   * An operator paused it.
   */
  | 'EVENT_KIND_PAUSED'
  | 21
  /**
   * An operator let it go on.
   */
  | 'EVENT_KIND_RESUMED'
  | 22
  /**
   * It rests because a participant is held.
   */
  | 'EVENT_KIND_BLOCKED'
  | 23
  /**
   * The participant is held no more.
   */
  | 'EVENT_KIND_UNBLOCKED'
  | 24
  /**
   * An operator closed it.
   */
  | 'EVENT_KIND_CLOSED'
  | 25
  /**
   * An operator compensates it although it had completed.
   */
  | 'EVENT_KIND_REOPENED'
  | 26

/**
 * Kind of an event.
 */
export type EventKind__Output = typeof EventKind[keyof typeof EventKind]
