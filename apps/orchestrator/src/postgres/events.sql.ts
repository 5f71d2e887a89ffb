import type { EventRow } from '#libs/saga-engine';
import { plainArray, textArray } from './array-literal.js';
import { byteaArray } from './bytea-array.js';
import { EVENT_KIND_NUMBERS } from './event-kinds.js';
import { eventColumns } from './saga-rows.js';
import { isAmong, timeOf, type Statement } from './statement.js';

/** How many parameters `eventValues` takes. */
export const EVENT_PARAMETERS = 11;

/** The columns into which `eventInput` is inserted. */
export const EVENT_TARGET = 'saga_id, seq, epoch, format, kind, step, branch, attempt, data, payload, at';

/** A row source `e` of events from parallel arrays, beginning at parameter number `first`; its columns are those of the table. */
export function eventInput(first: number): string {
  const types = ['uuid', 'integer', 'integer', 'smallint', 'smallint', 'text', 'text', 'integer', 'jsonb'];
  const arrays = [...types, 'bytea', 'float8']
    .map((type, index) => `$${first + index}::${type}[]`)
    .join(', ');
  return `(select saga_id, seq, epoch, format, kind, step, branch, attempt, data, payload, ${timeOf('at_ms')} as at
    from unnest(${arrays})
      as u(saga_id, seq, epoch, format, kind, step, branch, attempt, data, payload, at_ms)) as e`;
}

/** The values of `eventInput`: events in the order in which they are inserted. */
export function eventValues(events: readonly { sagaId: string; event: EventRow }[]): unknown[] {
  return [
    textArray(events.map(({ sagaId }) => sagaId)),
    plainArray(events.map(({ event }) => event.seq)),
    plainArray(events.map(({ event }) => event.epoch)),
    plainArray(events.map(({ event }) => event.format)),
    plainArray(events.map(({ event }) => EVENT_KIND_NUMBERS[event.kind])),
    textArray(events.map(({ event }) => event.step)),
    textArray(events.map(({ event }) => event.branch)),
    plainArray(events.map(({ event }) => event.attempt)),
    textArray(events.map(({ event }) => JSON.stringify(event.data))),
    byteaArray(events.map(({ event }) => event.payload)),
    plainArray(events.map(({ event }) => event.atMs)),
  ];
}

/** Appends events to one saga; for a transaction that holds its row. */
export function appendEvents(sagaId: string, events: readonly EventRow[]): Statement {
  return {
    name: 'append-events',
    text: `insert into saga_event (${EVENT_TARGET}) select ${EVENT_TARGET} from ${eventInput(1)}`,
    values: eventValues(events.map((event) => ({ sagaId, event }))),
  };
}

const EVENTS = `
      select e.saga_id, ${eventColumns('e')}
      from saga_event e
      where ${isAmong('e.saga_id', '$1')}
      order by e.saga_id, e.seq`;

/** Histories of several sagas, each in order. */
export function selectEvents(sagaIds: readonly string[]): Statement {
  return {
    name: 'select-events',
    text: EVENTS,
    values: [sagaIds.toSorted()],
  };
}
