/** The history of a saga. */
import { styled, type Block, type Cell, type Style } from '../output/layout.js';
import { relative } from '../output/time.js';
import type { AdminSagaEvent, SagaEvent } from '../plain.js';
import type { Reader } from '../screen.js';
import { enumName, errorText, placeOf, statusCell, timeText } from './words.js';
import type { WatchMessage } from '../door.js';

const STYLES: Readonly<Record<string, Style>> = {
  BRANCH_DONE: 'green',
  COMPLETED: 'green',
  BRANCH_REFUSED: 'red',
  UNDO_FAILED: 'red',
  FAILED: 'red',
  ATTEMPT_FAILED: 'yellow',
  INTERRUPTED: 'yellow',
  TURNED: 'cyan',
  BRANCH_UNDONE: 'cyan',
  COMPENSATED: 'cyan',
};

function kindCell(kind: string | number): Cell {
  const name = enumName(kind, 'EVENT_KIND_');
  const style = STYLES[name];
  return style === undefined ? name : styled(style, name);
}

/** What the event says beside its kind and place. */
function sayings(event: SagaEvent, { t, language }: Reader): string {
  const named = (value: string | number, prefix: string): string => {
    const name = enumName(value, prefix);
    return name === '-' ? '' : name;
  };
  const next = event.next_attempt_time;
  const wait =
    next === undefined
      ? ''
      : t('event.next', { time: relative(next, Date.parse(event.time ?? ''), language) });
  const parts = [
    event.attempt === 0 ? '' : t('event.attempt', { n: event.attempt }),
    ['-', 'ACTION'].includes(enumName(event.direction, 'CALL_DIRECTION_'))
      ? ''
      : enumName(event.direction, 'CALL_DIRECTION_'),
    named(event.outcome, 'ATTEMPT_OUTCOME_'),
    errorText(event.error),
    named(event.turn_cause, 'TURN_CAUSE_'),
    event.rewind_to === '' ? '' : `→ ${event.rewind_to}`,
    named(event.stuck_class, 'STUCK_CLASS_'),
    event.participant,
    event.open.length === 0 ? '' : t('event.open', { places: event.open.join(', ') }),
    wait,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Who wrote it: the epoch of a process, or an operator. */
function writer({ epoch }: SagaEvent): string {
  return epoch ?? '';
}

function row(event: SagaEvent, reader: Reader, time: string): Cell[] {
  return [
    event.seq,
    time,
    kindCell(event.kind),
    placeOf(event.step, event.branch),
    sayings(event, reader),
    writer(event),
  ];
}

/** A page of ListSagaEvents. */
export function eventTable(events: readonly AdminSagaEvent[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = events.flatMap(({ event, payload, payload_error: why }) => {
    if (event === undefined) return [];
    const shown = payload === undefined ? [] : [JSON.stringify(payload)];
    const told = why === '' ? shown : [styled('red', t('payload.error', { why }))];
    return [row(event, reader, event.time ?? ''), ...told.map((cell): Cell[] => ['', '', '', '', cell, ''])];
  });
  const columns = [
    { head: '#', right: true, whole: true },
    { head: t('col.time'), whole: true },
    { head: t('col.event'), whole: true },
    { head: t('col.step') },
    { head: t('col.what') },
    { head: t('saga.epoch'), right: true },
  ];
  return [{ kind: 'table', columns, rows }];
}

/** What a stream just told, a line for each event. */
export function watchLines({ saga, events }: WatchMessage, reader: Reader): Block[] {
  const { t } = reader;
  const lines = events.map((event): Block => {
    const [seq = '', time = '', kind = '', place = '', what = ''] = row(event, reader, event.time ?? '');
    return { kind: 'line', cells: [time, `  ${String(seq)}  `, kind, '  ', place, '  ', what] };
  });
  const ended = saga?.finish_time;
  if (saga === undefined) return lines;
  if (ended !== undefined)
    lines.push({
      kind: 'line',
      cells: [t('watch.ended'), ' ', statusCell(saga.status), ' ', timeText(ended, reader)],
    });
  else if (enumName(saga.status, 'SAGA_STATUS_') === 'FAILED')
    lines.push({ kind: 'line', cells: [styled('red', t('watch.stuck', { id: saga.saga_id }))] });
  return lines;
}
