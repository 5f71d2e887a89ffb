import { applied, eventually, hanging } from '#libs/testkit';
import {
  anyEncounter,
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

const statuses = () => statusesOf(world);

it('G1 G2 G3 G7 G8 G9: 200 sagas on two processes, with failures by seed and without Redis, all end as they should', async () => {
  const draw = sequence(7);
  world.caller.withoutBarrier.add('suoke.testkit.v1.RightService');
  world.caller.decide(({ direction }) =>
    direction === 'action' ? anyEncounter(draw) : draw() < 0.8 ? applied({}, 5) : { kind: 'lose_reply' },
  );
  const processes = [await world.spawn(), await world.spawn()];
  const sagas = await startMany(processes, 200);
  expect(sagas).toHaveLength(200);
  await restOf(world, 60_000);
  await checkAll(world);
  expect((await statuses()).has('COMPLETED')).toBe(true);
  expect((await statuses()).has('COMPENSATED')).toBe(true);
  for (const { log } of processes) expect(log.filter(({ level }) => level === 'error')).toEqual([]);
}, 90_000);

it('G6 G8: a process that is killed is taken over from within two seconds, and nothing is done twice', async () => {
  const [first, second] = [await world.spawn(), await world.spawn()] as [RealProcess, RealProcess];
  let isHanging = true;
  world.caller.decide(({ direction }) =>
    isHanging && direction === 'action' ? hanging : applied(undefined, 5),
  );
  const victim = first.engine.membership.instanceId;
  const sagas = await startMany([first, first, first, second], 40);
  await eventually(() => world.caller.open === 40, { what: 'forty calls in flight' });
  const owned = (await world.rows()).filter(({ owner }) => owner === victim).map(({ id }) => id);
  expect(owned.length).toBeGreaterThan(5);
  isHanging = false;
  const killedAt = performance.now();
  await first.kill();
  await eventually(async () => (await world.rows()).every(({ owner }) => owner !== victim), {
    intervalMs: 10,
  });
  const tookMs = performance.now() - killedAt;
  expect(tookMs).toBeLessThan(2_000);
  await restOf(world, 30_000);
  await checkAll(world);
  for (const sagaId of owned) expect((await world.kinds(sagaId))[1]).toBe('interrupted');
  expect(await statuses()).toEqual(new Set(['COMPLETED']));
  expect(sagas).toHaveLength(40);
}, 60_000);

/** Ends every session of the stores while a flush is under way: one that waits for a lock of ours. */
async function cutInAFlush(): Promise<void> {
  const holder = await world.sql.connect();
  try {
    await holder.query('begin');
    await holder.query('lock table saga in share mode');
    const waits = `select from pg_stat_activity where datname = current_database() and application_name like 'engine %'
      and wait_event_type = 'Lock' and query like '%requires_hold%'`;
    await eventually(async () => (await world.sql.query(waits)).rowCount !== 0, {
      what: 'a flush that waits',
    });
    await world.cutAllSessions();
  } finally {
    await holder.query('rollback');
    holder.release();
  }
}

it('G1 G7: sessions cut in the middle of everything lose nothing and double nothing', async () => {
  world.caller.decide(() => applied(undefined, 15));
  const processes = [await world.spawn(), await world.spawn()];
  await startMany(processes, 60);
  await cutInAFlush();
  for (let time = 0; time < 6; time += 1) {
    await world.cutAllSessions();
    const before = world.caller.calls.length;
    await eventually(() => world.caller.calls.length > before || world.caller.calls.length >= 360);
  }
  await restOf(world, 60_000);
  await checkAll(world);
  expect(await statuses()).toEqual(new Set(['COMPLETED']));
  expect(processes.some(({ log }) => log.some(({ event }) => event === 'flush_repeated'))).toBe(true);
}, 90_000);

it('G8: a process that stops hands its sagas over; none is interrupted', async () => {
  world.caller.decide(() => applied(undefined, 60));
  const [first] = [await world.spawn(), await world.spawn()];
  const sagas = await startMany([first as RealProcess], 40);
  await eventually(() => world.caller.calls.length >= 60);
  await first?.stop();
  await restOf(world, 30_000);
  await checkAll(world);
  for (const sagaId of sagas) expect(await world.kinds(sagaId)).not.toContain('interrupted');
  expect(await statuses()).toEqual(new Set(['COMPLETED']));
}, 60_000);
