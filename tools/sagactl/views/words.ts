/** Small pieces that all renderers need. Every one of them takes whatever a server may send: missing, huge, of a later version. */
import { moment } from '../output/time.js';
import { styled, type Cell, type Style } from '../output/layout.js';
import type { CallError } from '../plain.js';
import type { Reader } from '../screen.js';

/**
 * The name of an enum's value without its prefix; `-` for what says nothing. A value that this version does not know keeps
 * what the server sent: its name, or its number.
 */
export function enumName(value: string | number | undefined, prefix: string): string {
  if (value === undefined) return '-';
  if (typeof value === 'number') return `#${value}`;
  const name = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  return name === 'UNSPECIFIED' || name === '' ? '-' : name;
}

const STATUS_STYLES: Readonly<Record<string, Style>> = {
  FAILED: 'red',
  COMPLETED: 'green',
  COMPENSATED: 'cyan',
  COMPENSATING: 'yellow',
  CLOSED: 'dim',
};

export function statusCell(status: string | number | undefined): Cell {
  const name = enumName(status, 'SAGA_STATUS_');
  const style = STATUS_STYLES[name];
  return style === undefined ? name : styled(style, name);
}

/** `FAILED_PRECONDITION HEALTH_RECORD_LOCKED (user_id)`; empty when there was no error. */
export function errorText(error: CallError | undefined): string {
  if (error === undefined) return '';
  const { code, reason, fields } = error;
  const where = fields.length === 0 ? '' : `(${fields.join(', ')})`;
  return [code, reason, where].filter((part) => part !== '').join(' ');
}

/** The same for a table, where room is short: the reason says more than the code, where the participant gave one. */
export function shortError(error: CallError | undefined): string {
  if (error === undefined) return '';
  const { reason } = error;
  return errorText(reason === '' ? error : { ...error, code: '' });
}

/** `AiAgentService/CancelAnalysis`: a method without its package. */
export function shortMethod(method: string): string {
  return method.replace(/^.*\.(?=[^./]+\/)/, '');
}

/** `call_ai_agents/xiaoai`; the only branch of a step is not named. */
export function placeOf(step: string, branch: string): string {
  return branch === '' || branch === 'main' ? step : `${step}/${branch}`;
}

/** A time, absolute and relative. */
export function timeText(iso: string | undefined, { nowMs, language }: Reader): string {
  return moment(iso, nowMs, language);
}

/** Facts of which the empty ones are left out: what a saga does not have needs no line. */
export function present(
  facts: readonly (readonly [name: string, value: Cell | readonly Cell[]])[],
): (readonly [string, readonly Cell[]])[] {
  return facts.flatMap(([name, value]) => {
    const cells = Array.isArray(value) ? (value as readonly Cell[]) : [value as Cell];
    const text = cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)).join('');
    return text === '' || text === '-' ? [] : [[name, cells] as const];
  });
}
