import { EVENT_KINDS, STATUSES, STUCK_CLASSES } from '#libs/saga-core';
import { StoreWorld } from '#libs/testkit';
import { byteaArray } from '../src/postgres/bytea-array.js';
import { EVENT_KIND_NUMBERS, eventKindOf } from '../src/postgres/event-kinds.js';
import { ensurePartitions } from '../src/postgres/postgres-partitions.js';
import { timeOf } from '../src/postgres/statement.js';
import { createDataSource } from '#libs/platform/typeorm';
import { Holds1790000000005 } from '../../../migrations/orchestrator/0005-holds.js';
import { orchestratorMigrations } from '../../../migrations/orchestrator/index.js';
import { ORCHESTRATOR_SCHEMA } from '../src/postgres/store-pool.js';
import { orchestratorDatabase, postgresHarness, type PostgresHarness } from './postgres-harness.js';

let harness: PostgresHarness;
const world = new StoreWorld(async () => (harness = await postgresHarness()));
beforeAll(() => world.open());
beforeEach(() => world.harness.reset());
afterAll(() => world.harness.close());

async function column<T>(text: string, values: unknown[] = []): Promise<T[]> {
  const { rows } = await harness.sql.query(text, values);
  return rows.map((row: Record<string, T>) => Object.values(row)[0] as T);
}

describe('the words of the schema and of the core', () => {
  it('are the same kinds of events', async () => {
    const { rows } = await harness.sql.query(`select name, number from event_kind where name !~ '^reserved'`);
    const inTable = Object.fromEntries(rows.map((row) => [row.name, row.number]));
    expect(inTable).toEqual(EVENT_KIND_NUMBERS);
    expect(Object.keys(EVENT_KIND_NUMBERS).sort()).toEqual([...EVENT_KINDS].sort());
    for (const kind of EVENT_KINDS) expect(eventKindOf(EVENT_KIND_NUMBERS[kind])).toBe(kind);
    expect(() => eventKindOf(40)).toThrow('not known');
  });

  it('are the same statuses and classes', async () => {
    const checks = (
      await column<string>(
        `select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'saga'::regclass and contype = 'c'`,
      )
    ).join('\n');
    for (const word of [...STATUSES, ...STUCK_CLASSES]) expect(checks).toContain(`'${word}'`);
  });

  it('leave no column of the sagas and their events without a word on what its name does not say', async () => {
    const silent = await column<string>(
      `select a.attrelid::regclass || '.' || a.attname from pg_attribute a
       where a.attrelid in ('saga'::regclass, 'saga_event'::regclass) and a.attnum > 0
         and col_description(a.attrelid, a.attnum) is null order by 1`,
    );
    const plain = [
      'saga.type',
      'saga.finished_at',
      'saga_event.branch',
      'saga_event.format',
      'saga_event.step',
    ];
    expect(silent).toEqual([...plain, 'saga_event.saga_id'].sort());
  });
});

describe('values', () => {
  it('keeps every millisecond of the next centuries', async () => {
    const times = [0, 1, 999, 1_000, 253_402_300_799_999];
    for (let index = 0; index < 5_000; index += 1) times.push(1_700_000_000_000 + index * 1_234_577 + index);
    const back = await column<number>(
      `select (extract(epoch from ${timeOf('ms')}::timestamptz(3)) * 1000)::bigint
       from unnest($1::float8[]) with ordinality as u(ms, place) order by place`,
      [times],
    );
    expect(back).toEqual(times);
  });

  it('sends bytes as they are', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    const items = [all, null, new Uint8Array(0), all.subarray(3, 7)];
    const back = await column<Buffer | null>(
      'select item from unnest($1::bytea[]) with ordinality as u(item, place) order by place',
      [byteaArray(items)],
    );
    expect(back.map((item) => item && [...item])).toEqual(items.map((item) => item && [...item]));
    expect(await column('select item from unnest($1::bytea[]) as u(item)', [byteaArray([])])).toEqual([]);
  });
});

describe('append only', () => {
  it('refuses to change or delete an event or an audit entry', async () => {
    await world.started();
    await harness.audit.append(world.auditRecord());
    for (const text of [
      `update saga_event set data = '{}'`,
      `delete from saga_event`,
      `update audit_entry set actor = 'eve'`,
      `delete from audit_entry`,
      `truncate audit_entry`,
    ])
      await expect(harness.sql.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('partitions', () => {
  const partitions = (table: string) =>
    column<string>(
      `select inhrelid::regclass::text from pg_inherits where inhparent = $1::regclass order by 1`,
      [table],
    );

  it('are there for this month and the three after it, and a default one', async () => {
    const [, ...months] = await partitions('saga');
    expect(months).toHaveLength(4);
    expect((await partitions('saga_event')).length).toBe(5);
    expect(await partitions('saga')).toContain('saga_default');
  });

  it('begin and end with the month in UTC, whatever the time zone of the session', async () => {
    const client = await harness.sql.connect();
    await client.query(`set timezone = 'Asia/Shanghai'`);
    await client.query('select ensure_partitions(5)');
    const { rows } = await client.query(
      `select pg_get_expr(relpartbound, oid) as bound from pg_class
       where relname = to_char(now() at time zone 'UTC', '"saga_y"YYYY"m"MM')`,
    );
    await client.query('reset timezone');
    client.release();
    const now = new Date(await harness.nowMs());
    const floor = (monthsOn: number) =>
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsOn, 1)
        .toString(16)
        .padStart(12, '0');
    const compact = (rows[0].bound as string).replaceAll('-', '');
    expect(compact).toContain(`FROM ('${floor(0)}`);
    expect(compact).toContain(`TO ('${floor(1)}`);
  });

  it('are made once, by many processes at once', async () => {
    const before = (await partitions('saga')).length;
    const reports = await Promise.all([1, 2, 3].map(() => ensurePartitions(harness.sql, 8)));
    const created = reports.flatMap((report) => report.created);
    expect(new Set(created).size).toBe(created.length);
    expect((await partitions('saga')).length).toBe(before + created.length / 2);
    expect(reports.map(({ moved, strays }) => [moved, strays])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('take in what strayed into the default one, and tell of the rest', async () => {
    const nowMs = await harness.nowMs();
    const monthMs = 31 * 86_400_000;
    const [later, muchLater] = [world.idAt(nowMs + 12 * monthMs), world.idAt(nowMs + 30 * monthMs)];
    await world.started({ sagaId: later });
    await world.started({ sagaId: muchLater });
    expect((await column<number>('select count(*) from saga_default'))[0]).toBe(2);
    const report = await ensurePartitions(harness.sql, 13);
    expect(report).toMatchObject({ moved: 2, strays: 2 });
    expect((await column<number>('select count(*) from saga_default'))[0]).toBe(1);
    expect((await world.store.load(later))?.events).toHaveLength(1);
    const self = await world.instance();
    const [won] = await world.store.claim(self, [{ sagaId: later, epoch: 0 }], {
      maxFormat: 1,
      unfitDefinitions: [],
    });
    await world.flushed(self, world.transition(won!));
    await expect(harness.sql.query('delete from saga_event')).rejects.toMatchObject({ code: '42501' });
    await expect(harness.sql.query('delete from saga_event_default')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('have room for new versions of a row, and keep ciphertext uncompressed', async () => {
    const loose = await column<string>(
      `select c.relname from pg_class c join pg_inherits i on i.inhrelid = c.oid
       where i.inhparent = 'saga'::regclass and not coalesce(c.reloptions, '{}') @> '{fillfactor=70}'`,
    );
    expect(loose).toEqual([]);
    const compressed = await column<string>(
      `select attrelid::regclass::text from pg_attribute a join pg_inherits i on i.inhrelid = a.attrelid
       where i.inhparent = 'saga_event'::regclass and a.attname = 'payload' and a.attstorage <> 'e'`,
    );
    expect(compressed).toEqual([]);
  });
});

describe('migrations', () => {
  it('of holds can be undone, and done again: what is held stays held', async () => {
    const database = await orchestratorDatabase();
    const sql = database.pool({ schema: ORCHESTRATOR_SCHEMA });
    const source = createDataSource({
      ...{ url: database.url, schema: ORCHESTRATOR_SCHEMA, migrations: orchestratorMigrations, max: 1 },
    });
    await source.initialize();
    try {
      await sql.query(`
        insert into participant_hold (participant, held_by, reason, released_at, release_rate, paced_to)
        values ('held', 'alice', 'full', null, null, null), ('released', 'alice', 'full', now(), 5, now());
        insert into admin_request (actor, request_id, body_hmac, expires_at) values ('alice', 'r', '', now())`);
      const later = orchestratorMigrations.slice(orchestratorMigrations.indexOf(Holds1790000000005));
      for (const _ of later) await source.undoLastMigration();
      const { rows } = await sql.query('select participant, release_rate from participant_hold');
      expect(rows).toEqual([{ participant: 'held', release_rate: null }]);
      const names = (await source.runMigrations()).map(({ name }) => name);
      expect(names).toEqual(later.map(({ name }) => name));
      const again = await sql.query('select participant, held_by, released_at from participant_hold');
      expect(again.rows).toEqual([{ participant: 'held', held_by: 'unknown', released_at: null }]);
      expect((await sql.query('select * from saga_limbo')).rows).toEqual([]);
    } finally {
      await source.destroy();
      await database.drop();
    }
  });
});
