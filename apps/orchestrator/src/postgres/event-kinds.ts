import type { EventKind } from '#libs/saga-core';

/** What stands in `saga_event.kind`; the table `event_kind` says the same. A number is never given to another kind. */
export const EVENT_KIND_NUMBERS: { readonly [K in EventKind]: number } = {
  started: 1,
  branch_done: 2,
  branch_refused: 3,
  attempt_failed: 4,
  interrupted: 5,
  released: 6,
  turned: 7,
  cancel_requested: 8,
  branch_undone: 9,
  undo_failed: 10,
  failed: 11,
  completed: 12,
  compensated: 13,
  replayed: 14,
  rewound: 15,
  input_edited: 16,
  skipped: 17,
  undo_waived: 18,
  undo_recorded: 19,
  outcome_recorded: 20,
  paused: 21,
  resumed: 22,
  blocked: 23,
  unblocked: 24,
  closed: 25,
  reopened: 26,
};

const KIND_OF_NUMBER = new Map(
  Object.entries(EVENT_KIND_NUMBERS).map(([kind, number]) => [number, kind as EventKind]),
);

/** For who only shows it: one event of a later version must not hide all others. */
export function shownKindOf(number: number): EventKind | 'unknown' {
  return KIND_OF_NUMBER.get(number) ?? 'unknown';
}

/** Throws for a number that this version does not know; rows of a higher format are not read for claims. */
export function eventKindOf(number: number): EventKind {
  const kind = shownKindOf(number);
  if (kind === 'unknown') throw new Error(`saga_event.kind ${number} is not known to this version`);
  return kind;
}
