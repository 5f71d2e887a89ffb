/** The filter language against real rows: what its SQL finds is what the filter says. */
import fc from 'fast-check';
import { EngineError } from '#libs/saga-engine';
import { STUCK_CLASSES, type SagaStatus } from '#libs/saga-core';
import type { TestDatabase } from '#libs/testkit';
import type pg from 'pg';
import type { Condition } from '../src/filter/condition.js';
import { OPERATOR_FIELDS } from '../src/filter/fields.js';
import { readFilter } from '../src/filter/saga-filter.js';
import { PostgresOversight } from '../src/postgres/postgres-oversight.js';
import { createListPool, ORCHESTRATOR_SCHEMA } from '../src/postgres/store-pool.js';
import { sequence } from './engine-fixtures.js';
import { finds, IDS, NOW, STEPS, wanted, written, type Wanted } from './filter-model.js';
import { openSaga, plant, plantDefinition, planted, stuckSaga, type PlantedSaga } from './filter-sagas.js';
import { orchestratorDatabase } from './postgres-harness.js';

const HOUR = 3_600_000;

let database: TestDatabase;
let pool: pg.Pool;
let lists: PostgresOversight;
let sql: pg.Pool;
const rows = someRows(400);
beforeAll(async () => {
  database = await orchestratorDatabase();
  sql = database.pool({ schema: ORCHESTRATOR_SCHEMA });
  pool = createListPool({ url: database.url, max: 3 });
  lists = new PostgresOversight(pool);
  for (const [hash, steps] of Object.entries(STEPS)) await plantDefinition(sql, hash, steps);
  // A snapshot that this version cannot read finds nothing and breaks nothing.
  await sql.query(`insert into definition (hash, type, document) values ('odd', 'odd', '{"steps": "none"}')`);
  await plant(sql, rows);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Rows of every kind that the schema allows, always the same. */
function someRows(count: number): PlantedSaga[] {
  const draw = sequence(7);
  const pick = <T>(...choices: readonly T[]) => choices[Math.floor(draw() * choices.length)] as T;
  const near = () => NOW + pick(-4, -3, -2, -1, 0, 1, 2) * HOUR + pick(-1, 0, 0, 0, 1);
  return Array.from({ length: count }, (_, index) => {
    const errorCode = pick(null, 'UNAVAILABLE', 'FAILED_PRECONDITION');
    const createdAtMs = near();
    const basic = {
      ...{ createdAtMs, updatedAtMs: near(), epoch: pick(0, 1, 3), revision: 1 + Math.floor(draw() * 5) },
      ...{
        type: pick('consultation', 'follow-up', "o'hara"),
        hash: pick('definition-1', 'definition-2', 'lost', 'odd'),
      },
      ...{ stepIndex: pick(0, 1, 2, 3), origin: pick(null, null, ...IDS), errorCode },
      errorReason: errorCode === null ? null : pick(null, 'NO_PAPER', 'SOLD_OUT'),
      labels: pick(
        {},
        { clinic: 'east' },
        { clinic: '王 "小" 明', ward: 'east' },
        JSON.parse('{"__proto__":"east"}'),
      ),
    };
    const status = pick<SagaStatus>(
      'RUNNING',
      'RUNNING',
      'COMPENSATING',
      'FAILED',
      'FAILED',
      'COMPLETED',
      'COMPENSATED',
      'CLOSED',
    );
    if (status === 'FAILED') {
      const cause = pick(null, 'cause-1', 'cause-2');
      return stuckSaga(index, {
        ...basic,
        cause,
        stuckClass: pick(...STUCK_CLASSES),
        pausedAtMs: pick(null, NOW),
      });
    }
    if (status !== 'RUNNING' && status !== 'COMPENSATING') {
      return planted(index, { ...basic, status, finishedAtMs: near() });
    }
    const rest = pick<Partial<PlantedSaga>>(
      { dueAtMs: near() },
      { dueAtMs: NOW - 30_000 + pick(-1, 0, 1) },
      { owner: pick(...IDS), dueAtMs: null },
      { owner: pick(...IDS), dueAtMs: null, pausedAtMs: near() },
      { pausedAtMs: near(), dueAtMs: null },
      { blockedOn: pick('a.Service', 'b.Service'), dueAtMs: null },
    );
    return openSaga(index, { ...basic, status, ...rest });
  });
}

const world = {
  nowMs: NOW,
  labelOf: (_key: string, value: string) => value,
};

/** Undefined for what says twice the same, or is too much: that is refused on purpose. */
function read(tree: Wanted): Condition | undefined {
  try {
    return readFilter(written(tree), OPERATOR_FIELDS, world, null) ?? undefined;
  } catch (error) {
    if (error instanceof EngineError && /same way|ends before|more than|longer than/.test(error.message))
      return undefined;
    throw error;
  }
}

async function found(condition: Condition): Promise<string[]> {
  const list = await lists.list({ condition, order: 'newest', after: null, limit: rows.length });
  return list.map(({ id }) => id);
}

const expected = (tree: Wanted): string[] =>
  rows
    .filter((row) => finds(tree, row))
    .map(({ id }) => id)
    .toSorted()
    .toReversed();

it('the rows are of every kind, so that every term finds some and not others', () => {
  const kinds = new Set(rows.map(({ status, stuckClass }) => stuckClass ?? status));
  expect(kinds).toEqual(
    new Set([...STUCK_CLASSES, 'RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'CLOSED']),
  );
  expect(rows.filter(({ epoch, status }) => epoch === 0 && status === 'RUNNING').length).toBeGreaterThan(10);
  expect(rows.filter(({ labels }) => Object.hasOwn(labels, '__proto__')).length).toBeGreaterThan(10);
});

it('any filter finds exactly what it says', async () => {
  let decisive = 0;
  const property = fc.asyncProperty(wanted, async (tree) => {
    const condition = read(tree);
    fc.pre(condition !== undefined);
    const ids = expected(tree);
    if (ids.length > 0 && ids.length < rows.length) decisive += 1;
    expect([written(tree), await found(condition as Condition)]).toEqual([written(tree), ids]);
    expect(await lists.count({ condition: condition as Condition, order: 'newest' }, 50)).toBe(
      Math.min(50, ids.length),
    );
  });
  await fc.assert(property, { numRuns: 200 });
  // Most of them tell rows apart.
  expect(decisive).toBeGreaterThan(80);
}, 120_000);

it('a step is found under the name that the snapshot of each saga gives it', async () => {
  const tree = { kind: 'compare', field: 'step', operator: '=', value: 'pay' } as const;
  const hashes = rows.filter((row) => finds(tree, row)).map(({ hash, stepIndex }) => `${hash} ${stepIndex}`);
  expect(new Set(hashes)).toEqual(new Set(['definition-1 1', 'definition-2 0']));
  expect(await found(read(tree) as Condition)).toEqual(expected(tree));
});

describe('pages', () => {
  const pagesOf = async (order: 'newest' | 'oldest' | 'last_finished', limit: number) => {
    const seen: string[] = [];
    let after: { sagaId: string; finishedAtMs: number | null } | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof lists.list>> = await lists.list({
        condition: null,
        order,
        after,
        limit,
      });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (last === undefined || page.length < limit) return seen;
      after = { sagaId: last.id, finishedAtMs: last.finishedAtMs };
    }
  };

  it('by the start, both ways, hold every saga once', async () => {
    const ids = rows.map(({ id }) => id).toSorted();
    expect(await pagesOf('oldest', 23)).toEqual(ids);
    expect(await pagesOf('newest', 23)).toEqual(ids.toReversed());
  });

  it('by the end hold what has ended, although many ended in the same millisecond', async () => {
    const ended = rows.filter(({ finishedAtMs }) => finishedAtMs !== null);
    expect(new Set(ended.map(({ finishedAtMs }) => finishedAtMs)).size).toBeLessThan(ended.length / 3);
    const last = (row: PlantedSaga) => `${row.finishedAtMs}/${row.id}`;
    const ids = ended.toSorted((left, right) => (last(left) < last(right) ? 1 : -1)).map(({ id }) => id);
    expect(await pagesOf('last_finished', 23)).toEqual(ids);
    expect(await lists.count({ condition: null, order: 'last_finished' }, 1_000)).toBe(ended.length);
  });
});

it('a list that takes too long is ended by the server, and who asked is told to narrow it', async () => {
  const impatient = createListPool({ url: database.url, max: 1, statementTimeoutMs: 100 });
  const blocker = await sql.connect();
  try {
    await blocker.query('begin; lock table saga in access exclusive mode');
    const slow = new PostgresOversight(impatient).list({
      condition: null,
      order: 'newest',
      after: null,
      limit: 1,
    });
    await expect(slow).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: {
        violations: [
          { field: 'filter', description: expect.stringMatching(/too much.*create_time/) as string },
        ],
      },
    });
  } finally {
    await blocker.query('rollback');
    blocker.release();
    await impatient.end();
  }
});
