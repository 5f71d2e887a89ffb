/**
 * How the statements of the hot path are planned, and how their updates lie on the pages: whatever the statistics say, rows
 * are found by the primary key, and only in the partitions of their months.
 */
import pg from 'pg';
import { systemClock } from '#libs/platform';
import { eventually, FIT, StoreWorld } from '#libs/testkit';
import {
  claimOverdue,
  claimSagas,
  selectDeadOwners,
  selectOverdue,
  selectOwned,
  selectOwnedBy,
  takeOverSagas,
} from '../src/postgres/claim.sql.js';
import { selectEvents } from '../src/postgres/events.sql.js';
import { flushTransitions, selectStandings } from '../src/postgres/flush.sql.js';
import { ensurePartitions } from '../src/postgres/postgres-partitions.js';
import { PostgresSagaStore } from '../src/postgres/postgres-saga-store.js';
import { selectReleased } from '../src/postgres/holds.sql.js';
import { loadSaga, selectOldestDueAge } from '../src/postgres/schedule.sql.js';
import type { Statement } from '../src/postgres/statement.js';
import { createStorePool } from '../src/postgres/store-pool.js';
import { postgresHarness, type PostgresHarness } from './postgres-harness.js';

let harness: PostgresHarness;
const world = new StoreWorld(async () => (harness = await postgresHarness()));
beforeAll(() => world.open());
beforeEach(() => world.harness.reset());
afterAll(() => world.harness.close());

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** As a literal. What is binary is an empty list of secrets here: no plan looks at them. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Buffer.isBuffer(value)) return `'{}'`;
  const { utils } = pg as unknown as { utils: { prepareValue(value: unknown): unknown } };
  return pg.escapeLiteral(String(utils.prepareValue(value)));
}

/**
 * The plan as a session of the store makes it, before it knows the values, and what is left of it once they are known: of a
 * statement that it runs for the hundredth time.
 */
async function explain({ text, values }: Statement): Promise<PlanNode[]> {
  const pool = createStorePool({ url: harness.database.url, max: 1 });
  try {
    await pool.query(`prepare explained as ${text}`);
    const call = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
    const { rows } = await pool.query(`explain (format json, costs off) execute explained${call}`);
    return nodesOf(rows[0]['QUERY PLAN'][0].Plan as PlanNode);
  } finally {
    await pool.end();
  }
}

const isSaga = (node: PlanNode) => /^saga(_event)?_(y|default)/.test(node['Relation Name'] ?? '');

async function statements() {
  const self = await world.instance();
  const records = await Promise.all(Array.from({ length: 20 }, () => world.startRecord()));
  const row = { ...(await storedRow()), owner: self };
  const transitions = records.map((record) =>
    world.transition({ row: { ...row, id: record.sagaId } }, { requiresHold: null }),
  );
  const [first] = transitions;
  const stuck = { ...first!, columns: { ...first!.columns, errorCode: 'ABORTED' } };
  const ids = records.map(({ sagaId }) => sagaId);
  const claims = ids.map((sagaId) => ({ sagaId, epoch: 0 }));
  const byId = {
    flush: flushTransitions(self, transitions),
    'flush in full': flushTransitions(self, [stuck, ...transitions.slice(1)]),
    claim: claimSagas(self, claims, FIT),
    'claim of what is overdue': claimOverdue({ ...FIT, instanceId: self, limit: 100, overdueMs: 0 }, claims),
    takeover: takeOverSagas({ ...FIT, instanceId: self, limit: 10 }, claims, false, 1),
    standings: selectStandings(ids.map((sagaId) => ({ sagaId, firstSeq: 2 }))),
    histories: selectEvents(ids),
    load: loadSaga(ids[0]!, 0),
  };
  const bySchedule = {
    overdue: selectOverdue({ ...FIT, instanceId: self, limit: 100, overdueMs: 0 }),
    'dead owners': selectDeadOwners(),
    'owned by the dead': selectOwnedBy([self], 100, FIT),
    owned: selectOwned(self),
    released: selectReleased(),
    'oldest due': selectOldestDueAge(),
  };
  return { byId, bySchedule };
}

async function storedRow() {
  const { sagaId } = await world.started();
  const row = await world.row(sagaId);
  await harness.reset();
  return row;
}

describe('plans', () => {
  it.each([2, 12, 32])(
    'use the primary key in the partitions of the ids, of about %i',
    async (count) => {
      await ensurePartitions(harness.sql, count - 2);
      const { byId, bySchedule } = await statements();
      for (const [name, statement] of Object.entries(byId)) {
        const scans = (await explain(statement)).filter(
          (node) => isSaga(node) && node['Node Type'] !== 'ModifyTable',
        );
        expect([name, scans.length > 0]).toEqual([name, true]);
        for (const scan of scans)
          expect([name, scan['Index Name']]).toEqual([name, expect.stringMatching(/_pkey$/)]);
        const months = new Set(scans.map((node) => node['Relation Name']?.replace('_event', '')));
        expect([name, months.size]).toEqual([name, 1]);
      }
      for (const [name, statement] of Object.entries(bySchedule)) {
        const nodes = (await explain(statement)).filter(
          (node) => isSaga(node) && node['Node Type'] !== 'ModifyTable',
        );
        const sequential = nodes.filter((node) => node['Node Type'] === 'Seq Scan');
        expect([name, sequential]).toEqual([name, []]);
      }
    },
    60_000,
  );
});

describe('updates', () => {
  it('are heap-only for at least 0.6 of a run of four steps', async () => {
    const runs = 60;
    const self = await world.instance();
    // Sessions report what they did to the statistics at the latest when they end.
    const pool = createStorePool({ url: harness.database.url, max: 1 });
    const store = new PostgresSagaStore(pool, systemClock);
    for (let run = 0; run < runs; run += 1) {
      const { sagaId } = await world.started();
      let [saga] = await store.claim(self, [{ sagaId, epoch: 0 }], FIT);
      for (let step = 1; step <= 4; step += 1) {
        const ended = step === 4 ? ({ status: 'COMPLETED', finishedAtMs: 1_795_000_000_000 } as const) : {};
        const release = step === 4 ? { dueAtMs: null } : null;
        const transition = world.transition(saga!, { columns: { stepIndex: step, ...ended }, release });
        expect((await store.flush(self, [transition])).size).toBe(1);
        saga = { ...saga!, row: { ...saga!.row, ...transition.columns } };
      }
    }
    await pool.end();
    const { updates, hot } = await eventually(async () => {
      const { rows } = await harness.sql.query(
        `select sum(n_tup_upd)::int as updates, sum(n_tup_hot_upd)::int as hot
         from pg_stat_user_tables where relname ~ '^saga_(y|default)'`,
      );
      const found = rows[0] as { updates: number; hot: number };
      return found.updates >= runs * 5 && found;
    });
    expect(hot / updates).toBeGreaterThanOrEqual(0.6);
  });
});
