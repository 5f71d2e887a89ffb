import type { StoredSaga } from '#libs/saga-engine';
import { FIT, LEASE_MS, type StoreWorld } from './saga-store-world.js';

export function takeoverCases(world: StoreWorld): void {
  deadCases(world);
  delayCases(world);
  selfCases(world);
}

function deadCases(world: StoreWorld): void {
  it('takes over from an owner past its lease, with the event in the same statement', async () => {
    const { saga } = await world.owned();
    await world.harness.passTime(LEASE_MS + 1);
    const heir = await world.instance();
    const [taken] = await world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' });
    expect(taken?.row).toMatchObject({
      ...{ id: saga.row.id, owner: heir, epoch: 2, revision: 2, interruptions: 1, dueAtMs: null },
    });
    expect(taken?.events.map(({ kind }) => kind)).toEqual(['started', 'interrupted']);
    expect(taken?.events[1]).toMatchObject({
      seq: 2,
      epoch: 2,
      format: 1,
      data: {},
      payload: null,
      step: null,
    });
    expect(taken?.key?.kid).toBe('k1');
    const nowMs = await world.harness.nowMs();
    expect(nowMs - (taken?.events[1]?.atMs ?? 0)).toBeLessThan(5_000);
  });

  it('takes over from an owner that is retired, and from one whose row is gone', async () => {
    const instances = world.harness.newInstances();
    const retired = world.id();
    await instances.register(retired, LEASE_MS);
    const saga = await world.ownedBy(retired);
    await instances.leave(retired);
    const missing = await world.ownedByMissing();
    const heir = await world.instance();
    const taken = await world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' });
    expect(taken.map(({ row }) => row.id)).toEqual([saga.row.id, missing].sort());
  });

  it('leaves alone what a live process owns, what is due, and what this process cannot run', async () => {
    const { self } = await world.owned();
    await world.started();
    const rival = await world.instance();
    const request = { instanceId: rival, limit: 10, from: 'dead' } as const;
    expect(await world.store.takeover({ ...FIT, ...request })).toEqual([]);
    await world.harness.passTime(LEASE_MS + 1);
    const heir = await world.instance();
    const unfit = { maxFormat: 1, unfitDefinitions: ['definition-1'] };
    expect(await world.store.takeover({ ...unfit, ...request, instanceId: heir })).toEqual([]);
    expect(await world.store.takeover({ ...FIT, ...request, instanceId: self })).toEqual([]);
    expect(await world.store.takeover({ ...FIT, ...request, instanceId: heir })).toHaveLength(1);
  });

  it('is bounded by its limit, and won by one of two', async () => {
    const self = await world.instance();
    for (let index = 0; index < 5; index += 1) await world.ownedBy(self);
    await world.harness.passTime(LEASE_MS + 1);
    const [heir, rival] = [await world.instance(), await world.instance()];
    const first = await world.store.takeover({ ...FIT, instanceId: heir, limit: 2, from: 'dead' });
    expect(first).toHaveLength(2);
    const rest = await Promise.all([
      world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' }),
      world.other.takeover({ ...FIT, instanceId: rival, limit: 10, from: 'dead' }),
    ]);
    expect(new Set(rest.flat().map(({ row }) => row.id)).size).toBe(3);
    expect(rest.flat()).toHaveLength(3);
  });

  it('G6: fences the one it took from', async () => {
    const { self, saga } = await world.owned();
    await world.harness.passTime(LEASE_MS + 1);
    const heir = await world.instance();
    await world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' });
    expect((await world.store.flush(self, [world.transition(saga)])).size).toBe(0);
  });
}

/** A saga that was interrupted so often. */
async function interrupted(
  world: StoreWorld,
  interruptions: number,
  changes: { deadlineInMs?: number; pausedAtMs?: number } = {},
): Promise<StoredSaga> {
  const { self, saga } = await world.owned();
  const { deadlineInMs, pausedAtMs = null } = changes;
  // The lease runs out before the takeover.
  const deadlineAtMs = deadlineInMs === undefined ? null : saga.databaseNowMs + LEASE_MS + 1 + deadlineInMs;
  await world.flushed(self, world.transition(saga, { columns: { interruptions, deadlineAtMs, pausedAtMs } }));
  await world.harness.passTime(LEASE_MS + 1);
  return saga;
}

function delayCases(world: StoreWorld): void {
  it.each([
    [0, 0],
    [1, 0],
    [2, 4_000],
    [3, 16_000],
    [4, 0],
    [9, 0],
  ])('after %i interruptions delays the next run by %i ms', async (before, delayMs) => {
    const { row } = await interrupted(world, before);
    const heir = await world.instance();
    const taken = await world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' });
    expect(taken.map((saga) => saga.row.id)).toEqual(delayMs === 0 ? [row.id] : []);
    const stored = await world.store.load(row.id);
    const event = stored?.events.at(-1);
    expect(event).toMatchObject({ kind: 'interrupted', seq: 3, epoch: 2 });
    expect(stored?.row).toMatchObject({
      ...{ interruptions: before + 1, epoch: 2, revision: 3 },
      ...{ owner: delayMs === 0 ? heir : null },
      ...{ dueAtMs: delayMs === 0 ? null : (event?.atMs ?? 0) + delayMs },
    });
  });

  it('delays a run up to a deadline that is ahead, not beyond', async () => {
    const { row } = await interrupted(world, 3, { deadlineInMs: 5_000 });
    const heir = await world.instance();
    await world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' });
    const stored = await world.row(row.id);
    expect(stored.dueAtMs).toBe(stored.deadlineAtMs);
    await world.harness.reset();
    const past = await interrupted(world, 2, { deadlineInMs: -5_000 });
    await world.store.takeover({ ...FIT, instanceId: await world.instance(), limit: 10, from: 'dead' });
    const late = await world.row(past.row.id);
    expect((late.dueAtMs ?? 0) - (await world.harness.nowMs())).toBeGreaterThan(2_000);
  });

  it('does not make due what is paused: it comes to rest through its new owner', async () => {
    const { row } = await interrupted(world, 3, { pausedAtMs: 1_700_000_000_000 });
    const heir = await world.instance();
    const taken = await world.store.takeover({ ...FIT, instanceId: heir, limit: 10, from: 'dead' });
    expect(taken[0]?.row).toMatchObject({ id: row.id, owner: heir, dueAtMs: null });
  });
}

function selfCases(world: StoreWorld): void {
  it('takes over from itself only its own rows at that epoch', async () => {
    const self = await world.instance();
    const [mine, older] = [await world.ownedBy(self), await world.ownedBy(self)];
    const { saga: others } = await world.owned();
    const from = [
      { sagaId: mine.row.id, epoch: 1 },
      { sagaId: older.row.id, epoch: 0 },
      { sagaId: others.row.id, epoch: 1 },
    ];
    const taken = await world.store.takeover({ ...FIT, instanceId: self, limit: 10, from });
    expect(taken.map(({ row }) => row.id)).toEqual([mine.row.id]);
    expect(taken[0]?.row).toMatchObject({ epoch: 2, revision: 2, interruptions: 1, owner: self });
    expect(taken[0]?.events.map(({ kind }) => kind)).toEqual(['started', 'interrupted']);
    expect(await world.row(others.row.id)).toMatchObject({ epoch: 1 });
    expect(await world.row(older.row.id)).toMatchObject({ epoch: 1 });
    expect(await world.store.takeover({ ...FIT, instanceId: self, limit: 10, from: [] })).toEqual([]);
  });
}
