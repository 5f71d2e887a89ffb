/**
 * Batches of operators' actions: what an operation does next, when it stops by itself, and what became of each item. Pure;
 * the engine looks, asks, and does.
 *
 * B1 An operation and its items change by the two tables below and by nothing else.
 * B2 A canary starts alone, and the next one only when it had its effect or failed; the others wait for the last of them.
 * B3 No item starts once more than the allowed share of what started has failed, counted since a person last let it go on.
 * B4 That an action was accepted is one thing, its effect another: the effect is read off the saga afterwards.
 */
import type { SagaStatus } from './status.js';

export const BATCH_ACTIONS = ['replay', 'compensate', 'pause', 'resume', 'close'] as const;
export type BatchAction = (typeof BATCH_ACTIONS)[number];

export const BATCH_LIMITS = {
  ids: 1_000,
  maxItems: 100_000,
  itemsPerSecond: 1_000,
  canaryItems: 100,
} as const;
/** What holds where a request says 0. */
export const BATCH_DEFAULTS = { maxItems: 1_000, itemsPerSecond: 20, maxFailedPercent: 20 } as const;

export const OPERATION_STATES = [
  'WAITING_FOR_APPROVAL',
  'RUNNING',
  'PAUSED',
  'DONE',
  'CANCELLED',
  'REJECTED',
] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** `stop`: it pauses by itself. `reject`: a person said no, or nobody said yes in time. */
export const OPERATION_EVENTS = ['approve', 'reject', 'pause', 'stop', 'resume', 'cancel', 'finish'] as const;
export type OperationEvent = (typeof OPERATION_EVENTS)[number];

const OPERATION_TABLE: Record<OperationState, Partial<Record<OperationEvent, OperationState>>> = {
  WAITING_FOR_APPROVAL: { approve: 'RUNNING', reject: 'REJECTED', cancel: 'CANCELLED' },
  RUNNING: { pause: 'PAUSED', stop: 'PAUSED', cancel: 'CANCELLED', finish: 'DONE' },
  PAUSED: { resume: 'RUNNING', cancel: 'CANCELLED', finish: 'DONE' },
  DONE: {},
  CANCELLED: {},
  REJECTED: {},
};

/** The state after an event, or null where it is forbidden. */
export function nextOperationState(state: OperationState, event: OperationEvent): OperationState | null {
  return OPERATION_TABLE[state][event] ?? null;
}

export function isOperationDone(state: OperationState): boolean {
  return state === 'DONE' || state === 'CANCELLED' || state === 'REJECTED';
}

/** Why an operation is paused. */
export const PAUSE_CODES = ['BY_OPERATOR', 'TOO_MANY_FAILED', 'CANNOT_DECRYPT'] as const;
export type PauseCode = (typeof PAUSE_CODES)[number];

export const ITEM_STATES = ['PENDING', 'ACCEPTED', 'EFFECTIVE', 'REFUSED', 'STUCK_AGAIN', 'SKIPPED'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

const ITEM_TABLE: Record<ItemState, readonly ItemState[]> = {
  PENDING: ['ACCEPTED', 'EFFECTIVE', 'REFUSED', 'STUCK_AGAIN', 'SKIPPED'],
  ACCEPTED: ['EFFECTIVE', 'REFUSED', 'STUCK_AGAIN', 'SKIPPED'],
  EFFECTIVE: [],
  REFUSED: [],
  STUCK_AGAIN: [],
  SKIPPED: [],
};

export function mayItemBecome(from: ItemState, to: ItemState): boolean {
  return ITEM_TABLE[from].includes(to);
}

export type ItemCounts = { readonly [S in ItemState]: number };

export interface BatchPace {
  readonly itemsPerSecond: number;
  readonly canaryItems: number;
  /** 1 to 100; 100 never stops. */
  readonly maxFailedPercent: number;
}

/** Items that had settled, and those of them that had failed, when a person last let the operation go on. */
export interface Forgiven {
  readonly settled: number;
  readonly failed: number;
}

export interface OperationLook {
  readonly state: OperationState;
  readonly pace: BatchPace;
  readonly counts: ItemCounts;
  readonly forgiven: Forgiven;
}

/** `settle`: it was cancelled, and every effect is known: nobody has to look at it any more. */
export type Move =
  | { readonly kind: 'start'; readonly limit: number }
  | { readonly kind: 'wait' | 'stop' | 'finish' | 'settle' };

/** Items whose action was done or refused and whose effect is known; what was skipped proves nothing. */
export function settledOf(counts: ItemCounts): Forgiven {
  const failed = counts.REFUSED + counts.STUCK_AGAIN;
  return { settled: counts.EFFECTIVE + failed, failed };
}

function hasTooManyFailed({ counts, forgiven, pace }: OperationLook): boolean {
  const { settled, failed } = settledOf(counts);
  const started = settled + counts.ACCEPTED - forgiven.settled;
  return (failed - forgiven.failed) * 100 > pace.maxFailedPercent * started;
}

/**
 * What the driver of an operation does next; total.
 * @param allowance items that the pace allows now, see `allowanceOf`
 */
export function planMove(look: OperationLook, allowance: number): Move {
  const { state, counts, pace } = look;
  if (state === 'CANCELLED') return { kind: counts.ACCEPTED === 0 ? 'settle' : 'wait' };
  if (state !== 'RUNNING' && state !== 'PAUSED') return { kind: 'wait' };
  if (counts.PENDING === 0 && counts.ACCEPTED === 0) return { kind: 'finish' };
  if (state === 'PAUSED' || counts.PENDING === 0) return { kind: 'wait' };
  if (hasTooManyFailed(look)) return { kind: 'stop' };
  const isCanary = settledOf(counts).settled < pace.canaryItems;
  if (allowance < 1 || (isCanary && counts.ACCEPTED > 0)) return { kind: 'wait' };
  return { kind: 'start', limit: isCanary ? 1 : Math.floor(allowance) };
}

/** What was not taken for so long is forgone: a driver that stood still does not make up for it in a herd. */
const LONGEST_CREDIT_MS = 1_000;

/** Items that may start now, where those that started before were paid for up to a time. */
export function allowanceOf(pacedToMs: number, nowMs: number, itemsPerSecond: number): number {
  const creditMs = Math.min(LONGEST_CREDIT_MS, Math.max(0, nowMs - pacedToMs));
  // A rate that does not divide a second must not lose an item to the rounding of doubles.
  return Math.floor((creditMs * itemsPerSecond) / 1_000 + 1e-6);
}

/** Up to when the pace is paid for, after so many items more. */
export function paidUpTo(pacedToMs: number, nowMs: number, itemsPerSecond: number, items: number): number {
  return Math.max(pacedToMs, nowMs - LONGEST_CREDIT_MS) + (items * 1_000) / itemsPerSecond;
}

/** Where a new driver begins: one item at once, no more. */
export function freshPace(nowMs: number, itemsPerSecond: number): number {
  return nowMs - 1_000 / itemsPerSecond;
}

/** An item whose action was accepted: the saga as the action left it, and the step at which it stood before. */
export interface AcceptedItem {
  readonly action: BatchAction;
  readonly revision: number;
  readonly status: SagaStatus;
  readonly fromStep: number;
}

/** A saga as its row shows it. */
export interface SagaLook {
  readonly status: SagaStatus;
  readonly stepIndex: number;
  readonly revision: number;
  readonly owned: boolean;
}

export interface ItemVerdict {
  readonly state: ItemState;
  /** Stable code of why it was refused or skipped. */
  readonly code: string | null;
}

const verdict = (state: ItemState, code: string | null = null): ItemVerdict => ({ state, code });

/** What became of an accepted item (B4). ACCEPTED: nothing is known yet. Null: the saga is gone, which only what ended can be. */
export function effectOf(item: AcceptedItem, saga: SagaLook | null): ItemVerdict {
  if (saga === null) return verdict('EFFECTIVE');
  // A call in flight ends and is recorded; from then on it is paused, whatever that call made of it.
  if (item.action === 'pause') return verdict(saga.owned ? 'ACCEPTED' : 'EFFECTIVE');
  if (item.action === 'close') return verdict('EFFECTIVE');
  switch (saga.status) {
    case 'FAILED':
      return verdict(saga.revision > item.revision ? 'STUCK_AGAIN' : 'EFFECTIVE');
    case 'CLOSED':
      // Only what is stuck can be closed.
      return verdict('STUCK_AGAIN');
    case 'COMPLETED':
      // It was asked to turn back, and its pivot turned out to be done.
      return item.action === 'compensate' ? verdict('REFUSED', 'COMMITTED') : verdict('EFFECTIVE');
    case 'COMPENSATED':
      return verdict('EFFECTIVE');
    case 'RUNNING':
    case 'COMPENSATING':
      return verdict(movesOn(item, saga) ? 'EFFECTIVE' : 'ACCEPTED');
  }
}

function movesOn(item: AcceptedItem, saga: SagaLook): boolean {
  if (item.action === 'resume') return saga.revision > item.revision;
  if (item.action !== 'replay' || saga.status !== item.status) return false;
  const { fromStep } = item;
  return saga.status === 'RUNNING' ? saga.stepIndex > fromStep : saga.stepIndex < fromStep;
}

/**
 * What a refused action makes of its item. Skipped is what left, since the set was frozen, the state that the action is for:
 * its revision differs, or, where time alone changes a saga, it does not stand still.
 */
export function refusedItem(code: string, frozenRevision: number | null, saga: SagaLook | null): ItemVerdict {
  const stoodStill = saga !== null && saga.status === 'FAILED' && saga.revision === frozenRevision;
  return verdict(stoodStill ? 'REFUSED' : 'SKIPPED', code);
}

/** Why a batch, or what is asked of an operation, is refused: `refusal` in the metadata of NOT_ALLOWED. */
export const BATCH_REFUSALS = ['TOO_MANY', 'NOTHING_SELECTED', 'DRIFTED', 'OPERATION_STATE_FORBIDS'] as const;
export type BatchRefusalCode = (typeof BATCH_REFUSALS)[number];

/** How far, in percent, a selection may differ from what its preview found. */
const MAX_DRIFT_PERCENT = 10;

/** Whether so many eligible sagas are not what was previewed any more; 0 previewed is not compared. */
export function hasDrifted(previewed: number, eligible: number): boolean {
  return previewed > 0 && Math.abs(eligible - previewed) * 100 > MAX_DRIFT_PERCENT * previewed;
}
