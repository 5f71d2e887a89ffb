/**
 * Lists of sagas for clients and operators. No statement here has a name: each filter makes a text of its own, and what a
 * session once prepared it would keep. Each is planned for its values, with the statistics as they are.
 */
import type { Condition } from '../filter/condition.js';
import type { ListOrder } from '../filter/narrowing.js';
import type { ListPosition, ListQuery } from '../lists/read-model.js';
import { EVENT_KIND_NUMBERS } from './event-kinds.js';
import { sagaColumns } from './saga-rows.js';
import { binder, conditionText, type Bind } from './saga-filter.sql.js';
import { isAmong, timeOf, type Statement } from './statement.js';

interface Order {
  readonly by: string;
  /** What may stand after a position. */
  readonly after: (position: ListPosition, bind: Bind) => string;
  /** What the order itself asks for; the predicate of its index. */
  readonly only?: string;
}

const ORDERS: Readonly<Record<ListOrder, Order>> = {
  newest: { by: 's.id desc', after: ({ sagaId }, bind) => `s.id < ${bind(sagaId)}::uuid` },
  oldest: { by: 's.id', after: ({ sagaId }, bind) => `s.id > ${bind(sagaId)}::uuid` },
  last_finished: {
    by: 's.finished_at desc, s.id desc',
    after: ({ sagaId, finishedAtMs }, bind) =>
      `(s.finished_at, s.id) < (${timeOf(bind(finishedAtMs))}, ${bind(sagaId)}::uuid)`,
    only: 's.finished_at is not null',
  },
};

function whereText(parts: readonly (string | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? '' : `where ${given.join(' and ')}`;
}

function filterText(condition: Condition | null, bind: Bind): string | undefined {
  return condition === null ? undefined : conditionText(condition, bind);
}

/** A page by keyset: whatever changes meanwhile, no saga that stays in the list is passed over or shown twice. */
export function listSagas({ condition, order, after, limit }: ListQuery): Statement {
  const values: unknown[] = [];
  const bind = binder(values);
  const { by, after: afterText, only } = ORDERS[order];
  const place = after === null ? undefined : afterText(after, bind);
  const text = `
      select ${sagaColumns('s')} from saga s
      ${whereText([only, place, filterText(condition, bind)])}
      order by ${by}
      limit ${bind(limit)}::integer`;
  return { name: '', text, values };
}

/** Exactly one row; stops at `upTo`. */
export function countSagas(
  { condition, order }: Pick<ListQuery, 'condition' | 'order'>,
  upTo: number,
): Statement {
  const values: unknown[] = [];
  const bind = binder(values);
  const text = `
      select count(*) as sagas from (
        select from saga s
        ${whereText([ORDERS[order].only, filterText(condition, bind)])}
        limit ${bind(upTo)}::integer
      ) as found`;
  return { name: '', text, values };
}

/** The event by which a stuck saga of the row source `s` got stuck; a history has few events after it. */
export const LAST_FAILURE = `
        left join lateral (
          select e.at, e.step, e.branch, e.data
          from saga_event e
          where e.saga_id = s.id and e.kind = ${EVENT_KIND_NUMBERS.failed}
          order by e.seq desc limit 1
        ) f on true`;

export interface StuckPlaceRecord {
  id: string;
  step: string | null;
  branch: string | null;
}

export function selectStuckPlaces(sagaIds: readonly string[]): Statement {
  return {
    name: 'select-stuck-places',
    text: `
      select s.id, f.step, f.branch
      from saga s ${LAST_FAILURE}
      where ${isAmong('s.id', '$1')} and s.stuck_class is not null`,
    values: [sagaIds.toSorted()],
  };
}
