import { LEASE_TTL_MS } from '#libs/saga-core';
import {
  applied,
  compensatable,
  EngineHarness,
  hanging,
  plan,
  settled,
  type EngineProcess,
} from '#libs/testkit';

let harness: EngineHarness;

beforeEach(() => {
  harness = new EngineHarness(plan(compensatable('one'), compensatable('two')));
});
afterEach(async () => {
  expect(await harness.close()).toEqual([]);
});

const lease = ({ engine }: EngineProcess) =>
  (harness.db.instances.get(engine.membership.instanceId)?.leaseUntilMs ?? 0) - harness.db.now();

/** The row of a process reads as another one left it that took it for dead. */
function retire(process: EngineProcess): string {
  const id = process.engine.membership.instanceId;
  const row = harness.db.instances.get(id);
  if (row === undefined) throw new Error('there is no row');
  harness.db.instances.set(id, { ...row, retiredAtMs: harness.db.now() });
  return id;
}

describe('the lease', () => {
  it('belongs to the process, and is renewed every 2.5 s', async () => {
    const process = await harness.spawn();
    await harness.clock.pass(2_499);
    expect(lease(process)).toBe(LEASE_TTL_MS - 2_499);
    await harness.clock.pass(1);
    expect(lease(process)).toBe(LEASE_TTL_MS);
  });

  it('L1: once it is over by the own clock no new call starts; with the next renewal they do', async () => {
    const process = await harness.spawn();
    process.faults.next('renew', 'before', 'connection', 6);
    await harness.clock.pass(LEASE_TTL_MS - 100);
    harness.caller.next('one', applied(undefined, 500));
    const { sagaId } = await harness.start(process);
    expect(harness.caller.names()).toEqual(['one']);
    await harness.clock.pass(1_000);
    expect(process.engine.membership.mayCall()).toBe(false);
    expect(harness.caller.names()).toEqual(['one']);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.calls[1]?.atMs).toBeGreaterThan(LEASE_TTL_MS + 2_500);
  });

  it('L1: counts from before the renewal was sent', async () => {
    const process = await harness.spawn();
    await harness.clock.pass(1);
    process.faults.next('renew', 'hangAfter', 'connection', Infinity);
    await harness.clock.pass(9_000);
    process.faults.outage();
    process.faults.thaw();
    // Asked for at 2.5 s and, as no answer came, at 7.5 s.
    await harness.clock.pass(7_500 + LEASE_TTL_MS - 9_001 - 1);
    expect(process.engine.membership.mayCall()).toBe(true);
    await harness.clock.pass(1);
    expect(process.engine.membership.mayCall()).toBe(false);
    process.faults.recover();
  });
});

it('L4: a renewal that is never answered does not keep the next one from being sent', async () => {
  const [first, second] = [await harness.spawn(), await harness.spawn()];
  first.faults.next('renew', 'hang');
  await harness.clock.pass(30_000);
  expect(first.engine.membership.mayCall()).toBe(true);
  expect(second.log.map(({ event }) => event)).not.toContain('instance_retired');
  first.faults.thaw();
});

describe('L2: who was retired', () => {
  it('G6: drops every run unwritten, registers under another id, and goes on', async () => {
    const process = await harness.spawn();
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(process);
    const before = retire(process);
    await harness.clock.until(() => process.engine.membership.instanceId !== before);
    expect(harness.clock.monotonicMs()).toBe(2_500);
    expect(harness.caller.open).toBe(0);
    expect(process.log.map(({ event }) => event)).toContain('instance_was_retired');
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.kinds(sagaId)).toEqual([
      'started',
      'interrupted',
      'branch_done',
      'branch_done',
      'completed',
    ]);
    expect(harness.row(sagaId).epoch).toBe(2);
  });

  it('G6: aborts its calls also where another process moves its sagas by now', async () => {
    const process = await harness.spawn();
    harness.caller.next('one', hanging, applied(undefined, 5_000));
    const { sagaId } = await harness.start(process);
    const before = retire(process);
    await harness.spawn();
    await harness.clock.until(() => harness.row(sagaId).epoch === 2);
    expect(harness.caller.open).toBe(2);
    await harness.clock.until(() => process.engine.membership.instanceId !== before);
    await settled();
    expect(harness.caller.open).toBe(1);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.names()).toEqual(['one', 'one', 'two']);
  });

  it('G6 W5: answers that wait for the store are not written under the new id', async () => {
    const process = await harness.spawn();
    harness.caller.next('one', applied(undefined, 100));
    const { sagaId } = await harness.start(process);
    process.faults.next('flush', 'before', 'connection', 100);
    await harness.clock.pass(200);
    const before = retire(process);
    await harness.clock.until(() => process.engine.membership.instanceId !== before);
    process.faults.recover();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.events(sagaId).map(({ epoch }) => epoch)).toEqual([null, 2, 2, 2, 2]);
    expect(harness.caller.done(sagaId, 'action')).toEqual(['one/main', 'two/main']);
  });

  it('tries to register again for as long as it takes, under one new id', async () => {
    const process = await harness.spawn();
    const before = retire(process);
    process.faults.next('register', 'before', 'connection', 3);
    await harness.clock.until(
      () => process.engine.membership.mayCall() && process.engine.membership.instanceId !== before,
    );
    expect(process.faults.strikes('register')).toBe(3);
    expect(process.log.filter(({ event }) => event === 'instance_was_retired')).toHaveLength(1);
    expect(harness.db.instances.size).toBe(2);
  });
});

describe('L3: others watch', () => {
  it('G8: a killed process is retired within a second, and its sagas are taken over', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(5_000);
    harness.queue.works = false;
    harness.caller.next('one', hanging);
    const { sagaId } = await harness.start(first);
    const killedAt = harness.clock.monotonicMs();
    first.kill();
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.clock.monotonicMs() - killedAt).toBeLessThan(1_000);
    expect(second.log.filter(({ event }) => event === 'instance_retired')).toHaveLength(1);
    expect(harness.kinds(sagaId)[1]).toBe('interrupted');
  });

  it('nobody is retired within three seconds of a start of the database', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(10_000);
    harness.db.serverStartedAtMs = harness.db.now();
    first.kill();
    await harness.clock.pass(2_900);
    expect(second.log.map(({ event }) => event)).not.toContain('instance_retired');
    await harness.clock.pass(1_000);
    expect(second.log.map(({ event }) => event)).toContain('instance_retired');
  });

  it('nobody is retired within three seconds of the watcher being back', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(10_000);
    second.faults.next('view', 'before', 'connection', 4);
    await harness.clock.pass(1_000);
    first.kill();
    await harness.clock.pass(2_500);
    expect(second.log.map(({ event }) => event)).not.toContain('instance_retired');
    await harness.clock.pass(1_500);
    expect(second.log.map(({ event }) => event)).toContain('instance_retired');
  });

  it('rows of the dead go a minute after their retirement', async () => {
    const [first] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(5_000);
    first.kill();
    await harness.clock.pass(50_000);
    expect(harness.db.instances.size).toBe(2);
    await harness.clock.pass(90_000);
    expect(harness.db.instances.size).toBe(1);
  });
});

describe('L4: a lost lock', () => {
  it('is taken again at once; nobody is retired', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(5_010);
    first.instances.loseLock();
    await settled();
    expect(first.instances.holdsLock()).toBe(true);
    await harness.clock.pass(10_000);
    expect(second.log.map(({ event }) => event)).not.toContain('instance_retired');
  });

  it('that cannot be had again is made good by renewals every 200 ms', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(5_010);
    first.instances.canReconnect = false;
    first.instances.loseLock();
    await harness.clock.pass(199);
    expect(lease(first)).toBe(LEASE_TTL_MS - 199);
    await harness.clock.pass(1);
    expect(lease(first)).toBe(LEASE_TTL_MS);
    await harness.clock.pass(20_000);
    expect(second.log.map(({ event }) => event)).not.toContain('instance_retired');
    first.instances.canReconnect = true;
    await harness.clock.pass(200);
    expect(first.instances.holdsLock()).toBe(true);
    await harness.clock.pass(2_499);
    expect(lease(first)).toBe(LEASE_TTL_MS - 2_499);
  });

  it('a try to take it that hangs holds up no renewal', async () => {
    const [first, second] = [await harness.spawn(), await harness.spawn()];
    await harness.clock.pass(5_010);
    first.faults.next('regainLock', 'hang', 'connection', Infinity);
    first.instances.loseLock();
    await harness.clock.pass(20_000);
    expect(first.faults.strikes('regainLock')).toBe(1);
    expect(second.log.map(({ event }) => event)).not.toContain('instance_retired');
    first.faults.recover();
    first.faults.thaw();
  });
});

it('leaves: its row is retired, its lock is free, and its sagas were handed over', async () => {
  const process = await harness.spawn();
  harness.caller.next('one', hanging);
  const { sagaId } = await harness.start(process);
  const id = process.engine.membership.instanceId;
  await harness.awaiting(process.engine.stop(1_000));
  expect(harness.db.instances.get(id)?.retiredAtMs).not.toBeNull();
  expect(harness.db.locks.has(id)).toBe(false);
  expect(harness.row(sagaId).owner).toBeNull();
});
