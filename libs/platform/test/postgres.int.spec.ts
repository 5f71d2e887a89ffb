import { createTestDatabase, eventually, type TestDatabase } from '#libs/testkit';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { classifySqlState, type SqlErrorKind } from '#libs/platform';
import { createDataSource, migrate } from '#libs/platform/typeorm';

class CreateNote1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (id int primary key, big bigint not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table note');
  }
}

class FillNote1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('insert into note select n, n from generate_series(1, 3) n');
    await runner.query('select pg_sleep(0.2)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from note');
  }
}

class Broken1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half_done (id int)');
    await runner.query('select no_such_column');
  }

  async down(): Promise<void> {}
}

@Entity({ name: 'note' })
class Note {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'bigint' })
  big!: string;
}

const migrations = [CreateNote1700000000001, FillNote1700000000002];

async function kindOf(failing: Promise<unknown>): Promise<SqlErrorKind | 'no error'> {
  return failing.then(
    () => 'no error' as const,
    (error: unknown) => classifySqlState(error),
  );
}

describe('platform/postgres', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase('platform');
  });

  afterAll(() => database.drop());

  describe('createPool', () => {
    it('sets the limits, the name and the search_path of each session', async () => {
      const pool = database.pool({
        schema: 'somewhere',
        applicationName: 'me',
        statementTimeoutMs: 1_234,
        lockTimeoutMs: 234,
        idleInTransactionTimeoutMs: 3_456,
      });
      const shown = await pool.query(
        `select current_setting('search_path') as path, current_setting('application_name') as name, current_setting('statement_timeout') as statement,
                current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`,
      );
      expect(shown.rows).toEqual([
        { path: 'somewhere', name: 'me', statement: '1234ms', lock: '234ms', idle: '3456ms' },
      ]);
    });

    it('reads int8 as a number, refuses to lose digits, and bytea as a Buffer', async () => {
      const pool = database.pool();
      const read = await pool.query(
        `select 9007199254740991::int8 as n, '\\x00ff'::bytea as b, 1.10::numeric as d, null::int8 as nothing`,
      );
      expect(read.rows).toEqual([
        { n: 9_007_199_254_740_991, b: Buffer.from([0, 255]), d: '1.10', nothing: null },
      ]);
      await expect(pool.query('select 9007199254740992::int8 as n')).rejects.toThrow(RangeError);
      expect((await pool.query('select array[1, 2]::int8[] as list')).rows).toEqual([{ list: [1, 2] }]);
    });

    it('survives the loss of idle and of checked-out connections', async () => {
      const pool = database.pool({ max: 3 });
      const borrowed = await pool.connect();
      await (await pool.connect()).release();
      const killer = database.pool({ applicationName: 'killer', max: 1 });
      const running = kindOf(borrowed.query('select pg_sleep(30)'));
      await eventually(async () => {
        const { rows } = await killer.query(
          `select count(pg_terminate_backend(pid)) as n from pg_stat_activity where application_name = 'test' and datname = current_database()`,
        );
        return rows[0].n >= 2;
      });
      expect(await running).toBe('connection');
      expect(await kindOf(borrowed.query('select 1'))).toBe('connection');
      borrowed.release(true);
      // An idle client whose end has not been heard yet may be lent once more.
      const { rows } = await eventually(() => pool.query('select 1 as one'));
      expect(rows).toEqual([{ one: 1 }]);
    });

    it("the driver's errors have the kinds that they should have", async () => {
      const pool = database.pool({
        max: 1,
        statementTimeoutMs: 50,
        lockTimeoutMs: 50,
        connectTimeoutMs: 300,
      });
      expect(await kindOf(pool.query('select pg_sleep(5)'))).toBe('busy');
      expect(await kindOf(pool.query(`select 'x'::int`))).toBe('poison');
      expect(await kindOf(pool.query('select no_such_column'))).toBe('bug');
      const borrowed = await pool.connect();
      expect(await kindOf(pool.query('select 1'))).toBe('connection');
      borrowed.release();
      const nowhere = new URL(database.url);
      nowhere.port = '1';
      const away = database.pool();
      away.options.connectionString = nowhere.toString();
      expect(await kindOf(away.query('select 1'))).toBe('connection');
      await pool.end();
      expect(await kindOf(pool.query('select 1'))).toBe('connection');
    });

    it('a lock that is held makes others busy', async () => {
      const pool = database.pool({ lockTimeoutMs: 50 });
      await pool.query('create table if not exists held (id int)');
      const holder = await pool.connect();
      await holder.query('begin; lock table held');
      expect(await kindOf(pool.query('select * from held'))).toBe('busy');
      await holder.query('rollback');
      holder.release();
    });
  });

  describe('migrate', () => {
    it('creates the schema and runs what is missing, once', async () => {
      const options = { url: database.url, schema: 'notes', migrations };
      expect(await migrate({ ...options, migrations: migrations.slice(0, 1) })).toEqual([
        'CreateNote1700000000001',
      ]);
      expect(await migrate(options)).toEqual(['FillNote1700000000002']);
      expect(await migrate(options)).toEqual([]);
      const found = await database.pool({ schema: 'notes' }).query('select count(*) as n from note');
      expect(found.rows).toEqual([{ n: 3 }]);
    });

    it('M1: of several at once each migration runs in one', async () => {
      const options = { url: database.url, schema: 'race', migrations };
      const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(options)));
      expect(ran.flat().sort()).toEqual(['CreateNote1700000000001', 'FillNote1700000000002']);
    });

    it('M1: gives up with a sentence when somebody holds the lock for too long', async () => {
      const options = { url: database.url, schema: 'waited_for', migrations, lockWaitMs: 100 };
      const holder = await database.pool().connect();
      await holder.query(`select pg_advisory_lock($1, hashtext('waited_for'))`, [0x5a6a]);
      await expect(migrate(options)).rejects.toThrow(
        /another process has been migrating the schema waited_for/,
      );
      holder.release(true);
      await eventually(() => migrate(options));
    });

    it('M3: a migration that fails leaves nothing of itself behind', async () => {
      const options = {
        url: database.url,
        schema: 'broken',
        migrations: [...migrations, Broken1700000000003],
      };
      await expect(migrate(options)).rejects.toThrow(/no_such_column/);
      const pool = database.pool({ schema: 'broken' });
      expect((await pool.query('select name from migration order by id')).rows).toHaveLength(2);
      expect((await pool.query(`select to_regclass('half_done') as half`)).rows).toEqual([{ half: null }]);
    });
  });

  describe('createDataSource', () => {
    it('works in its schema, and its pool survives the loss of a connection', async () => {
      await migrate({ url: database.url, schema: 'entities', migrations });
      const source = createDataSource({
        url: database.url,
        schema: 'entities',
        entities: [Note],
        applicationName: 'typeorm',
        max: 2,
      });
      await source.initialize();
      try {
        const notes = source.getRepository(Note);
        expect(await notes.findOneByOrFail({ id: 2 })).toEqual({ id: 2, big: expect.anything() });
        const sleeping = kindOf(source.query('select pg_sleep(30)'));
        const killer = database.pool({ applicationName: 'killer', max: 1 });
        await eventually(async () => {
          const { rows } = await killer.query(
            `select count(pg_terminate_backend(pid)) as n from pg_stat_activity where application_name = 'typeorm' and state = 'active'`,
          );
          return rows[0].n === 1;
        });
        expect(await sleeping).toBe('connection');
        // The connection may be told of its end before it ends, and be lent once more.
        expect(await eventually(() => notes.count())).toBe(3);
        expect(await kindOf(notes.insert({ id: 2, big: '1' }))).toBe('poison');
      } finally {
        await source.destroy();
      }
    });

    it('prepares statements with parameters once per connection, and no more than it should keep', async () => {
      const source = createDataSource({ url: database.url, schema: 'entities', entities: [Note], max: 1 });
      await source.initialize();
      const prepared = (): Promise<{ statement: string; calls: number }[]> =>
        source.query(
          'select statement, (generic_plans + custom_plans)::int as calls from pg_prepared_statements',
        );
      try {
        const notes = source.getRepository(Note);
        for (const id of [1, 2, 3]) await notes.existsBy({ id });
        const [only, ...others] = await prepared();
        expect(others).toEqual([]);
        expect(only).toEqual({ statement: expect.stringMatching(/^SELECT .*"note"/), calls: 3 });
        for (let length = 1; length <= 250; length += 1)
          expect(await source.query(`select $1::int + ${length} as sum`, [1])).toEqual([{ sum: length + 1 }]);
        expect(await prepared()).toHaveLength(200);
      } finally {
        await source.destroy();
      }
    });
  });
});
