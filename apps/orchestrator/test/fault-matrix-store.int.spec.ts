/**
 * Faults of the database and of processes that stand still, each brought about on real engines over a real Postgres. The
 * titles begin with the number of the fault in the matrix; a fault that did not strike makes its test red.
 */
import type { EngineError } from '#libs/saga-engine';
import { applied, eventually, hanging, nameOf } from '#libs/testkit';
import {
  checkAll,
  realWorld,
  restOf,
  sequence,
  startMany,
  statusesOf,
  type RealProcess,
  type RealWorld,
} from './engine-fixtures.js';

let world: RealWorld;

beforeEach(async () => {
  world = await realWorld();
});
afterEach(() => world.close());

const COMPLETED = new Set(['COMPLETED']);
const repeated = ({ log }: RealProcess) => log.filter(({ event }) => event === 'flush_repeated');

describe('F30: a database that gives no way', () => {
  /** Times so short that the engine's patience is seen in seconds. */
  const IMPATIENT = { lockTimeoutMs: 400, connectTimeoutMs: 400 };

  /** Thirty sagas run into the obstacle, starts come meanwhile; then it goes away. */
  async function meet(block: (process: RealProcess) => Promise<() => unknown>): Promise<void> {
    world.caller.decide(() => applied(undefined, 100));
    const process = await world.spawn(IMPATIENT);
    await startMany([process], 30);
    await eventually(() => world.caller.calls.length >= 60);
    const unblock = await block(process);
    const refusal = await startMany([process], 5).catch((error: EngineError) => error.code);
    // It lasted until the patience of a start was over, and flushes had been sent again and again.
    expect(refusal).toBe('STORE_UNAVAILABLE');
    expect(repeated(process).length).toBeGreaterThan(1);
    const calls = world.caller.calls.length;
    const backAtMs = performance.now();
    await unblock();
    await eventually(() => world.caller.calls.length > calls, { intervalMs: 5 });
    expect(performance.now() - backAtMs).toBeLessThan(2_000);
    await startMany([process], 5);
    await restOf(world, 20_000);
    await checkAll(world);
    expect(await statusesOf(world)).toEqual(COMPLETED);
    expect(process.log.filter(({ level }) => level === 'error')).toEqual([]);
  }

  it('a table that is locked for seconds: starts are refused, nothing deadlocks, and all move on within two seconds after', async () => {
    await meet(async () => {
      const session = await world.sql.connect();
      await session.query('begin; lock table saga in access exclusive mode');
      return async () => {
        await session.query('rollback');
        session.release();
      };
    });
    const { rows } = await world.sql.query(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(rows[0]).toEqual({ deadlocks: 0 });
  });

  it('a pool without a free connection for seconds: starts are refused, and all move on within two seconds after', async () => {
    await meet(async ({ storePool }) => {
      const taken = await Promise.all(Array.from({ length: 8 }, () => storePool.connect()));
      return () => taken.forEach((session) => session.release());
    });
  });
});

it('F31: every tenth write to the sagas fails with 40001, 40P01 or 57P01, and all end', async () => {
  await world.sql.query(`
    create sequence writes;
    create function misfortune() returns trigger language plpgsql as $$
    begin
      case nextval('orchestrator.writes') % 30
        when 10 then raise exception 'as ordered' using errcode = '40001';
        when 20 then raise exception 'as ordered' using errcode = '40P01';
        when 0 then perform pg_terminate_backend(pg_backend_pid());
        else null;
      end case;
      return null;
    end $$;
    create trigger misfortune before insert or update on saga for each statement execute function misfortune()`);
  const draw = sequence(31);
  world.caller.decide(() => applied(undefined, Math.floor(draw() * 40)));
  const processes = [await world.spawn(), await world.spawn()];
  const writes = async () =>
    (await world.sql.query<{ count: number }>('select last_value as count from writes')).rows[0]?.count ?? 0;
  while ((await writes()) < 90) await startMany(processes, 10);
  await restOf(world, 20_000);
  await world.sql.query('drop trigger misfortune on saga');
  const kinds = processes.flatMap(repeated).map(({ fields }) => (fields as { kind: string }).kind);
  expect(new Set(kinds)).toEqual(new Set(['retry', 'connection']));
  await checkAll(world);
  expect(await statusesOf(world)).toEqual(COMPLETED);
});

it('F35: a process that stood still past its lease with a result in hand finds its saga moved on, and writes nothing of it', async () => {
  const zombie = await world.spawn();
  world.caller.decide((call) => (nameOf(call) === 'reserve' ? applied(undefined, 200) : undefined));
  const [sagaId] = await startMany([zombie], 1);
  await eventually(() => world.caller.open === 1, { intervalMs: 2 });
  // Whatever it asks of the database happens only once it goes on, as when its event loop is blocked; its lock stays held.
  zombie.faults.freeze();
  const { instanceId } = zombie.engine.membership;
  await world.spawn();
  await eventually(() => zombie.faults.strikes('flush') > 0, {
    what: 'a write of the process that stands still',
  });
  await world.sql.query(`update instance set lease_until = now() - interval '1 s' where id = $1`, [
    instanceId,
  ]);
  await restOf(world, 10_000);
  const before = await world.kinds(sagaId as string);
  expect(before).toContain('interrupted');
  zombie.faults.recover();
  zombie.faults.thaw();
  await eventually(() => zombie.engine.membership.instanceId !== instanceId, { what: 'registering anew' });
  await eventually(() => zombie.engine.runner.running === 0);
  expect(await world.kinds(sagaId as string)).toEqual(before);
  expect(world.caller.done(sagaId as string, 'action')).toHaveLength(6);
  await checkAll(world);
  // It is a member like any other again.
  await startMany([zombie], 1);
  await restOf(world, 10_000);
  expect(await statusesOf(world)).toEqual(COMPLETED);
}, 60_000);

it('F46: payloads that were swapped or altered make their sagas FAILED cannot_decrypt; nothing is undone, the others go on', async () => {
  const first = await world.spawn();
  world.caller.decide((call) => (nameOf(call) === 'look' ? hanging : undefined));
  const sagas = await startMany([first], 4);
  await eventually(() => world.caller.open === 4);
  await first.kill();
  const [one, other, altered, whole] = sagas as [string, string, string, string];
  const tampered = await world.sql.query(
    `begin; set local session_replication_role = replica;
    update saga_event e set payload = o.payload from saga_event o
      where e.seq = 2 and o.seq = 2 and (e.saga_id, o.saga_id) in (('${one}', '${other}'), ('${other}', '${one}'));
    update saga_event set payload = set_byte(payload, length(payload) - 1, get_byte(payload, length(payload) - 1) # 1)
      where seq = 2 and saga_id = '${altered}';
    commit`,
  );
  expect((tampered as unknown as { rowCount: number }[]).map(({ rowCount }) => rowCount)).toEqual([
    null,
    null,
    2,
    1,
    null,
  ]);
  world.caller.decide(() => undefined);
  await world.spawn();
  await restOf(world, 15_000);
  const ends = new Map((await world.rows()).map(({ id, status, stuckClass }) => [id, stuckClass ?? status]));
  expect([one, other, altered, whole].map((id) => ends.get(id))).toEqual([
    ...['cannot_decrypt', 'cannot_decrypt', 'cannot_decrypt', 'COMPLETED'],
  ]);
  expect(world.caller.effects.filter(({ direction }) => direction === 'compensation')).toEqual([]);
});
