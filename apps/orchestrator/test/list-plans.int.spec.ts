/**
 * How lists are planned in a table of some size, with the planner as it is: every filter that is served reads a small part of
 * the table by an index. What it reads is counted, so that an index that is walked from end to end does not pass.
 */
import type { TestDatabase } from '#libs/testkit';
import type pg from 'pg';
import { OPERATOR_FIELDS } from '../src/filter/fields.js';
import type { ListOrder } from '../src/filter/narrowing.js';
import { readFilter } from '../src/filter/saga-filter.js';
import { countSagas, listSagas, selectStuckPlaces } from '../src/postgres/lists.sql.js';
import {
  selectBlockedSagas,
  selectCauseGroups,
  selectDefinitionUse,
  selectEventLines,
  selectStuckSagas,
} from '../src/postgres/oversight.sql.js';
import { ensurePartitions } from '../src/postgres/postgres-partitions.js';
import type { Statement } from '../src/postgres/statement.js';
import { createListPool, ORCHESTRATOR_SCHEMA } from '../src/postgres/store-pool.js';
import { openSaga, plant, plantDefinition, planted, stuckSaga, type PlantedSaga } from './filter-sagas.js';
import { orchestratorDatabase } from './postgres-harness.js';

const SAGAS = 24_000;
/** What one statement may read: far less than a tenth of the table. */
const READ_AT_MOST = 1_600;
const PAGE = 51;
const OWNER = '0190b2a8-0000-4000-8000-000000000001';

let database: TestDatabase;
let pool: pg.Pool;
let nowMs = 0;
let firstMs = 0;
beforeAll(async () => {
  database = await orchestratorDatabase();
  const sql = database.pool({ schema: ORCHESTRATOR_SCHEMA });
  pool = createListPool({ url: database.url, max: 1 });
  await ensurePartitions(sql, 2);
  await plantDefinition(sql, 'definition-1', ['reserve', 'pay', 'tell']);
  const { rows } = await sql.query(
    `select (extract(epoch from date_trunc('month', now() at time zone 'UTC')) * 1000)::bigint as ms`,
  );
  // All in the partition of this month, a second apart.
  firstMs = Number(rows[0].ms) + 1_000;
  nowMs = firstMs + SAGAS * 1_000;
  for (let from = 0; from < SAGAS; from += 8_000) {
    await plant(
      sql,
      Array.from({ length: 8_000 }, (_, index) => sagaOf(from + index)),
    );
  }
  await sql.query('vacuum analyze saga');
}, 120_000);
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Of 200 sagas, 4 are stuck, 3 open, 2 compensated; every tenth of these is of a rarer kind. The rest completed. */
function sagaOf(index: number): PlantedSaga {
  const createdAtMs = firstMs + index * 1_000;
  const at = {
    createdAtMs,
    updatedAtMs: createdAtMs,
    labels: { clinic: `c-${index % 3}`, patient: `p-${index}` },
  };
  const isRare = index % 2_000 < 200;
  const dueAtMs = nowMs - 10_000;
  switch (index % 200) {
    case 10:
    case 11:
    case 12:
    case 13:
      return stuckSaga(index, { ...at, ...(isRare ? { cause: 'rare', stuckClass: 'poison' } : {}) });
    case 20:
      return openSaga(index, { ...at, dueAtMs: isRare ? nowMs - 3_600_000 : dueAtMs });
    case 21:
      return openSaga(index, {
        ...at,
        dueAtMs: null,
        ...(isRare ? { blockedOn: 'a.Service' } : { owner: OWNER }),
      });
    case 22:
      return openSaga(index, { ...at, dueAtMs: null, pausedAtMs: createdAtMs });
    case 30:
    case 31:
      return planted(index, {
        ...at,
        status: isRare ? 'CLOSED' : 'COMPENSATED',
        finishedAtMs: createdAtMs + 500,
      });
    default:
      return planted(index, { ...at, finishedAtMs: createdAtMs + 500 });
  }
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The scans of the month that holds the sagas, with what each of them read. */
async function scansOf({ text, values }: Statement): Promise<{ scan: string; read: number }[]> {
  const { rows } = await pool.query(
    `explain (analyze, format json, costs off, timing off, summary off) ${text}`,
    values,
  );
  const month = new Date(firstMs).toISOString().slice(0, 7).replace('-', 'm');
  return nodesOf(rows[0]['QUERY PLAN'][0].Plan as PlanNode)
    .filter((node) => node['Relation Name'] === `saga_y${month}`)
    .map((node) => ({
      scan: `${node['Node Type']} ${node['Index Name'] ?? ''}`,
      read:
        (node['Actual Rows'] +
          (node['Rows Removed by Filter'] ?? 0) +
          (node['Rows Removed by Index Recheck'] ?? 0)) *
        node['Actual Loops'],
    }));
}

async function readBy(statement: Statement, most = READ_AT_MOST): Promise<void> {
  const scans = await scansOf(statement);
  expect(scans.length).toBeGreaterThan(0);
  for (const { scan, read } of scans) {
    expect(scan).not.toMatch(/^Seq/);
    expect([scan, read, read <= most]).toEqual([scan, read, true]);
  }
}

const time = (backMs: number): string => `"${new Date(nowMs - backMs).toISOString()}"`;

const world = () => ({
  nowMs,
  labelOf: (_key: string, value: string) => value,
});
const query = (filter: string, order: ListOrder, after: number | null = null) => ({
  condition: readFilter(filter, OPERATOR_FIELDS, world(), order),
  order,
  after: after === null ? null : { sagaId: sagaOf(after).id, finishedAtMs: sagaOf(after).finishedAtMs },
  limit: PAGE,
});

const NARROW = [
  ...['PENDING', 'RUNNING', 'COMPENSATING', 'FAILED', 'COMPENSATED', 'CLOSED'].map(
    (name) => `status = ${name}`,
  ),
  ...[
    'stuck_class = POISON',
    'stuck_class = UNSTORABLE',
    'stuck_class:*',
    'cause = rare',
    'cause = none',
    'cause:*',
  ],
  ...['blocked_on = a.Service', 'blocked_on:*', `owner = "${OWNER}"`, 'owner:*', 'paused = true'],
  ...['overdue = true', 'due < -30m', 'due > 1h', 'labels.patient = "p-700"', 'labels.patient = none'],
  'status = FAILED AND type = none',
  'stuck_class = POISON AND step = tell',
  'status = FAILED AND (error.code = UNAVAILABLE OR error.reason = NO_PAPER)',
  'labels.patient = "p-700" AND NOT status = FAILED',
  'status = CLOSED OR overdue = true OR labels.patient = "p-701"',
  '(cause = rare OR blocked_on:*) AND NOT type = none',
];

describe('a list reads a small part of the table by an index', () => {
  it.each(NARROW)('%s', async (filter) => {
    for (const order of ['newest', 'oldest'] as const) await readBy(listSagas(query(filter, order)));
    await readBy(countSagas(query(filter, 'newest'), READ_AT_MOST));
  });

  it.each([
    [1_000_000, 'create_time >= $'],
    [1_000_000, 'create_time >= $ AND type = none'],
    [1_000_000, 'finish_time >= $ AND type = none'],
    [1_000_000, 'age < 16m AND step = pay'],
  ])('of the last %i ms: %s', async (backMs, filter) => {
    const given = filter.replace('$', time(backMs));
    await readBy(listSagas(query(given, 'newest')));
    await readBy(listSagas(query(given, 'last_finished')));
  });

  it.each([
    ['', 'newest'],
    ['', 'oldest'],
    ['', 'last_finished'],
    ['status = COMPLETED', 'newest'],
    ['status != FAILED', 'oldest'],
    ['status = COMPLETED', 'last_finished'],
    ['labels.clinic = c-1', 'newest'],
  ] as const)('walked in its order, also from the middle on: %s %s', async (filter, order) => {
    await readBy(listSagas(query(filter, order)), 4 * PAGE);
    await readBy(listSagas(query(filter, order, 12_000)), 4 * PAGE);
  });

  it('before a time', async () => {
    await readBy(listSagas(query(`create_time < ${time(9_000_000)}`, 'newest')), 4 * PAGE);
    await readBy(listSagas(query(`finish_time < ${time(9_000_000)}`, 'last_finished')), 4 * PAGE);
  });

  it('of what ended, stuck or closed, in the order of the end', async () => {
    await readBy(listSagas(query('status = CLOSED', 'last_finished')));
    await readBy(listSagas(query('labels.patient = "p-700"', 'last_finished')));
  });
});

describe('what operators see of all sagas together', () => {
  it('reads what is stuck, open or blocked', async () => {
    await readBy(selectCauseGroups({ condition: null, after: null, limit: PAGE }));
    for (const types of [null, ['a', 'b']]) {
      await readBy(selectStuckSagas(types));
      await readBy(selectBlockedSagas(types));
    }
    await readBy(selectDefinitionUse());
    await readBy(selectStuckPlaces([sagaOf(10).id, sagaOf(11).id]));
  });

  it('reads a history by its key', async () => {
    const { rows } = await pool.query(
      `explain (format json) ${selectEventLines(sagaOf(10).id, 0, 10).text}`,
      [...[sagaOf(10).id, 0, 10]],
    );
    const scans = nodesOf(rows[0]['QUERY PLAN'][0].Plan as PlanNode).filter(
      (node) => node['Relation Name'] !== undefined,
    );
    const month = scans.filter((node) => /_y\d/.test(node['Relation Name'] ?? ''));
    expect(month).toHaveLength(1);
    expect(JSON.stringify(month)).toMatch(/_pkey/);
  });
});
