/**
 * The barrier of a participant as a function over its rows: who takes which row decides what a call does (the table of
 * `libs/participant/src/barrier.ts`, whose statements the integration tests hold to it). Beside the rows it counts what the
 * business really did, which no row tells.
 */
import type { CallDirection } from '#libs/saga-core';

/** The rows of one action and of its compensation. */
export interface BarrierRows {
  /** Who wrote the action's row; null while there is none. */
  readonly action: 'action' | 'compensation' | null;
  readonly compensation: boolean;
  /** How often the business made the effect, and how often it took it away. */
  readonly made: number;
  readonly undone: number;
}

export const NO_ROWS: BarrierRows = { action: null, compensation: false, made: 0, undone: 0 };

export interface BarrierAnswer {
  readonly rows: BarrierRows;
  readonly reply: 'ok' | 'refused' | 'sealed';
}

function act(rows: BarrierRows): BarrierAnswer {
  if (rows.action === 'compensation') return { rows, reply: 'refused' };
  if (rows.action === 'action') return { rows, reply: 'ok' };
  return { rows: { ...rows, action: 'action', made: rows.made + 1 }, reply: 'ok' };
}

function undo(rows: BarrierRows): BarrierAnswer {
  if (rows.compensation) return { rows, reply: 'ok' };
  if (rows.action === null)
    return { rows: { ...rows, action: 'compensation', compensation: true }, reply: 'ok' };
  return { rows: { ...rows, compensation: true, undone: rows.undone + 1 }, reply: 'ok' };
}

function seal(rows: BarrierRows): BarrierAnswer {
  if (rows.action === 'action') return { rows, reply: 'ok' };
  return { rows: { ...rows, action: 'compensation' }, reply: 'sealed' };
}

/** Whether the participant has nothing left to decide: it answers what it answered before, or refuses for good. */
function isSettled(rows: BarrierRows, direction: CallDirection): boolean {
  return direction === 'compensation' ? rows.compensation : rows.action !== null;
}

export const BARRIER = { action: act, compensation: undo, seal, isSettled };
