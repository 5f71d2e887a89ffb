import type { ListQuery } from '#libs/saga-engine';
import { sagaColumns } from './saga-rows.js';
import { isAmong, type Statement } from './statement.js';

const SAGAS = `select ${sagaColumns('s')} from saga s where ${isAmong('s.id', '$1')}`;

export function selectSagas(sagaIds: readonly string[]): Statement {
  return {
    name: 'select-sagas',
    text: SAGAS,
    values: [sagaIds.toSorted()],
  };
}

export function selectLimbo(): Statement {
  return {
    name: 'select-limbo',
    text: `select saga_id, why from saga_limbo order by saga_id, why`,
    values: [],
  };
}

/** A condition of a list; its name is part of the statement's. */
interface Condition {
  readonly name: string;
  readonly text: (parameter: string) => string;
  readonly value?: unknown;
}

/**
 * Sagas, newest first, below a known id (keyset). Each combination of filters is a statement of its own, so that it has a
 * plan of its own. The time of the start is in the id, so limits on it cut partitions away.
 */
export function listSagas(query: ListQuery): Statement {
  const values: unknown[] = [query.limit];
  const conditions = conditionsOf(query);
  const texts = conditions.map(({ text, value }) => {
    if (value === undefined) return text('');
    values.push(value);
    return text(`$${values.length}`);
  });
  return {
    name: ['list-sagas', ...conditions.map(({ name }) => name)].join('-'),
    text: `
      select ${sagaColumns('s')} from saga s
      where ${['true', ...texts].join(' and ')}
      order by s.id desc
      limit $1::integer`,
    values,
  };
}

function conditionsOf(query: ListQuery): Condition[] {
  const { type, types, stuckClass, labels, createdAfterMs, createdBeforeMs, beforeId } = query;
  return [
    ...statusConditions(query.status),
    ...given('t', type, (value) => `s.type = ${value}::text`),
    ...given('y', types, (value) => `s.type = any(${value}::text[])`),
    ...given('k', stuckClass, (value) => `s.stuck_class = ${value}::text`),
    // The second half is the predicate of the index.
    ...given(
      'l',
      labels === undefined || Object.keys(labels).length === 0 ? undefined : JSON.stringify(labels),
      (value) => `s.labels @> ${value}::jsonb and s.labels <> '{}'`,
    ),
    ...given('a', floorOf(createdAfterMs), (value) => `s.id >= ${value}::uuid`),
    ...given('b', floorOf(createdBeforeMs), (value) => `s.id < ${value}::uuid`),
    ...given('i', beforeId, (value) => `s.id < ${value}::uuid`),
  ];
}

function given(name: string, value: unknown, text: (parameter: string) => string): Condition[] {
  return value === undefined ? [] : [{ name, text, value }];
}

/** A saga that was never claimed is shown as PENDING. What is open is found by the index of open sagas. */
function statusConditions(status: ListQuery['status']): Condition[] {
  const always = (name: string, text: string): Condition => ({ name, text: () => text });
  switch (status) {
    case undefined:
      return [];
    case 'PENDING':
      return [always('pending', `s.status = 'RUNNING' and s.epoch = 0 and s.finished_at is null`)];
    case 'RUNNING':
      return [always('running', `s.status = 'RUNNING' and s.epoch > 0 and s.finished_at is null`)];
    case 'COMPENSATING':
      return [always('compensating', `s.status = 'COMPENSATING' and s.finished_at is null`)];
    case 'FAILED':
      return [always('failed', `s.status = 'FAILED' and s.stuck_class is not null`)];
    default:
      return given('s', status, (value) => `s.status = ${value}::text`);
  }
}

/** The lowest id of a saga that started at this time; undefined stays undefined. */
function floorOf(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const digits = Math.max(0, Math.ceil(ms)).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
