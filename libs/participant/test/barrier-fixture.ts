/** A service in miniature for the tests of the barrier: a ledger that an action books into and its compensation clears. */
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { createDataSource } from '#libs/platform/typeorm';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testkit';
import { Barrier, createBarrierTable, type CallKey, type ReplyCodec } from '#libs/participant';

export interface Reply {
  id: string;
}

/** JSON instead of protobuf: the barrier must not care. */
export const codec: ReplyCodec<Reply> = {
  encode: (reply) => Buffer.from(JSON.stringify(reply)),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as Reply,
};

export const undoCodecs = { reply: codec, actionReply: codec, nothingToUndo: { id: 'nothing' } };

class Ledger1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(
      `create table ledger (id uuid primary key default gen_random_uuid(), call text not null, undone_at timestamptz)`,
    );
    await runner.query(
      `create table checked (id integer, constraint checked_id unique (id) deferrable initially deferred)`,
    );
    // Whoever writes here loses its connection at the moment of its commit.
    await runner.query(`create table trapdoor (id integer)`);
    await runner.query(`create function fall() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`);
    await runner.query(`create constraint trigger trapdoor after insert on trapdoor deferrable initially deferred
      for each row execute function fall()`);
  }

  async down(): Promise<void> {
    throw new Error('tests do not go back');
  }
}

export class Fixture {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly barrier: Barrier,
  ) {}

  static async open(lockTimeoutMs = 10_000): Promise<Fixture> {
    const schema = 'barrier_test';
    const database = await createTestDatabase('barrier', [{ schema, migrations: [Ledger1795392000000] }]);
    const dataSource = createDataSource({
      url: database.url,
      schema,
      lockTimeoutMs,
      applicationName: 'barrier test',
    });
    await dataSource.initialize();
    return new Fixture(database, dataSource, new Barrier(dataSource));
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }

  /** Books once; counts in `calls` how often the business really ran. */
  readonly book = async (manager: EntityManager): Promise<Reply> => {
    const [row] = await manager.query<Reply[]>(`insert into ledger (call) values ('booked') returning id`);
    return { id: row?.id ?? '' };
  };

  readonly clear = async (manager: EntityManager, done: { actionReply: Reply }): Promise<Reply> => {
    await manager.query(`update ledger set undone_at = now() where id = $1`, [done.actionReply.id]);
    return { id: `cleared ${done.actionReply.id}` };
  };

  /** How many entries stand and how many were cleared. */
  async ledger(): Promise<{ standing: number; cleared: number }> {
    const [row] = await this.dataSource.query<{ standing: number; cleared: number }[]>(
      `select count(*) filter (where undone_at is null)::int as standing,
        count(*) filter (where undone_at is not null)::int as cleared from ledger`,
    );
    return row ?? { standing: -1, cleared: -1 };
  }

  /** The rows of a call: `direction/written_by`, sorted. */
  async rows({ sagaId }: CallKey): Promise<string[]> {
    const rows = await this.dataSource.query<{ row: string }[]>(
      `select direction || '/' || written_by as row from barrier where saga_id = $1 order by 1`,
      [sagaId],
    );
    return rows.map(({ row }) => row);
  }

  /** Resolves when this many transactions of the fixture wait for a lock. */
  async waiting(count: number): Promise<void> {
    await eventually(
      async () => {
        const [row] = await this.dataSource.query<{ count: number }[]>(
          `select count(*)::int as count from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return row?.count === count;
      },
      { what: `${count} waiting transaction(s)` },
    );
  }
}

/** The keys of one call of a saga of its own. */
export function newCall(branch = 'main'): { action: CallKey; undo: CallKey } {
  const action: CallKey = { sagaId: randomUUID(), step: 'book', branch, generation: 1, direction: 'action' };
  return { action, undo: { ...action, direction: 'compensation' } };
}

/** A door that a business waits at: `reached` says that it came, `open` lets it through, `slam` makes it fail. */
export class Door {
  private let!: () => void;
  private fail!: (error: Error) => void;
  private arrive!: () => void;
  private readonly passage = new Promise<void>((resolve, reject) => {
    this.let = resolve;
    this.fail = reject;
  });
  readonly reached = new Promise<void>((resolve) => (this.arrive = resolve));

  constructor() {
    this.passage.catch(() => undefined);
  }

  async pass(): Promise<void> {
    this.arrive();
    await this.passage;
  }

  open(): void {
    this.let();
  }

  slam(error: Error): void {
    this.fail(error);
  }
}
