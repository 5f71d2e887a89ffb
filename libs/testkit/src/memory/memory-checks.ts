/** What the check constraints of the database refuse, said once more for the store in memory. Pure. */
import { EVENT_KINDS, STATUSES, STUCK_CLASSES } from '#libs/saga-core';
import type { EventRow, SagaRow } from '#libs/saga-engine';

const CODE = /^[A-Z0-9_]{1,63}$/;
const isMoving = ({ status }: SagaRow) => status === 'RUNNING' || status === 'COMPENSATING';
const isHeld = ({ pausedAtMs, blockedOn }: SagaRow) => pausedAtMs !== null || blockedOn !== null;
const hasEnded = ({ status }: SagaRow) =>
  status === 'COMPLETED' || status === 'COMPENSATED' || status === 'CLOSED';
const isCodeOrNull = (text: string | null) => text === null || CODE.test(text);
const isCountFrom = (least: number, value: number | null) =>
  value === null || (Number.isInteger(value) && value >= least && value < 2 ** 31);

type Checks<T> = { readonly [constraint: string]: (row: T) => boolean };

const SAGA_CHECKS: Checks<SagaRow> = {
  saga_is_owned_or_due: (row) => row.owner === null || row.dueAtMs === null,
  saga_rests_for_a_reason: (row) =>
    row.owner !== null || row.dueAtMs !== null || !isMoving(row) || isHeld(row),
  saga_is_owned_only_if_moving: (row) => row.owner === null || isMoving(row),
  saga_is_due_only_if_runnable: (row) => row.dueAtMs === null || (isMoving(row) && !isHeld(row)),
  saga_is_stuck_with_a_class: (row) => (row.stuckClass !== null) === (row.status === 'FAILED'),
  saga_has_a_cause_only_if_stuck: (row) => row.cause === null || row.stuckClass !== null,
  saga_is_finished_with_a_time: (row) => (row.finishedAtMs !== null) === hasEnded(row),
  saga_is_paused_only_if_open: (row) => row.pausedAtMs === null || row.finishedAtMs === null,
  saga_is_blocked_only_if_moving: (row) => row.blockedOn === null || isMoving(row),
  saga_rewinds_only_going_back: (row) =>
    row.rewindTo === null || row.status === 'COMPENSATING' || row.status === 'FAILED',
  saga_has_a_reason_only_with_a_code: (row) => row.errorReason === null || row.errorCode !== null,
  status: (row) => STATUSES.includes(row.status),
  stuck_class: (row) => row.stuckClass === null || STUCK_CLASSES.includes(row.stuckClass),
  error_code: (row) => isCodeOrNull(row.errorCode),
  error_reason: (row) => isCodeOrNull(row.errorReason),
  revision: (row) => isCountFrom(1, row.revision),
  epoch: (row) => isCountFrom(0, row.epoch),
  step_index: (row) => isCountFrom(0, row.stepIndex) && row.stepIndex < 2 ** 15,
  interruptions: (row) => isCountFrom(0, row.interruptions) && row.interruptions < 2 ** 15,
  rewind_to: (row) => isCountFrom(0, row.rewindTo),
  text: (row) => !holdsNul([row.type, row.cause, row.blockedOn, row.labels, row.traceContext]),
};

const EVENT_CHECKS: Checks<EventRow> = {
  saga_event_begins_with_started: (event) => (event.seq === 1) === (event.kind === 'started'),
  seq: (event) => isCountFrom(1, event.seq),
  kind: (event) => EVENT_KINDS.includes(event.kind),
  attempt: (event) => isCountFrom(1, event.attempt),
  text: (event) => !holdsNul([event.step, event.branch, event.data]),
};

/** The database keeps no U+0000 in texts and JSON. */
function holdsNul(value: unknown): boolean {
  return JSON.stringify(value)?.includes('\\u0000') ?? false;
}

function firstBroken<T>(checks: Checks<T>, row: T): string | null {
  return Object.entries(checks).find(([, holds]) => !holds(row))?.[0] ?? null;
}

/** Name of the constraint that a saga's row breaks; null when it breaks none. */
export function brokenBySaga(row: SagaRow): string | null {
  return firstBroken(SAGA_CHECKS, row);
}

/** Name of the constraint that an event breaks; null when it breaks none. */
export function brokenByEvent(event: EventRow): string | null {
  return firstBroken(EVENT_CHECKS, event);
}
