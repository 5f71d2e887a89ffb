import { FIT, LEASE_MS, type StoreWorld } from './saga-store-world.js';

export function claimCases(world: StoreWorld): void {
  winningCases(world);
  losingCases(world);
  sweepCases(world);
}

function winningCases(world: StoreWorld): void {
  it('G6: raises the epoch and returns the saga with its history and key', async () => {
    const { sagaId } = await world.started();
    const self = await world.instance();
    const [won] = await world.store.claim(self, [{ sagaId, epoch: 0 }], FIT);
    expect(won).toMatchObject({ row: { id: sagaId, epoch: 1, owner: self, dueAtMs: null, revision: 1 } });
    expect(won?.events.map(({ kind }) => kind)).toEqual(['started']);
    expect(won?.key?.kid).toBe('k1');
    expect(Math.abs((won?.databaseNowMs ?? 0) - (await world.harness.nowMs()))).toBeLessThan(5_000);
    expect(await world.store.ownedBy(self)).toEqual([{ sagaId, epoch: 1 }]);
  });

  it('claims many at once, each with its own events', async () => {
    const self = await world.instance();
    const records = [await world.started(), await world.started(), await world.started()];
    const batch = records.map(({ sagaId }) => ({ sagaId, epoch: 0 })).reverse();
    const won = await world.store.claim(self, [...batch, { sagaId: world.id(), epoch: 0 }], FIT);
    expect(won.map(({ row }) => row.id).sort()).toEqual(records.map(({ sagaId }) => sagaId).sort());
    for (const saga of won) expect(saga.events.map(({ seq }) => seq)).toEqual([1]);
  });

  it('reads no history that the claimer has, unless the saga went on or lost its key', async () => {
    const self = await world.instance();
    const [still, behind] = [await world.started(), await world.started()];
    const requests = [
      { sagaId: still.sagaId, epoch: 0, knownRevision: 1 },
      { sagaId: behind.sagaId, epoch: 0, knownRevision: 0 },
    ];
    const won = await world.store.claim(self, requests, FIT);
    const eventsOf = (sagaId: string) => won.find(({ row }) => row.id === sagaId)?.events.length;
    expect([eventsOf(still.sagaId), eventsOf(behind.sagaId)]).toEqual([0, 1]);
    expect(won.every(({ key }) => key?.kid === 'k1')).toBe(true);
    const shredded = await world.started();
    await world.harness.shred(shredded.sagaId);
    const [lost] = await world.store.claim(
      self,
      [{ sagaId: shredded.sagaId, epoch: 0, knownRevision: 1 }],
      FIT,
    );
    expect([lost?.key, lost?.events.length]).toEqual([null, 1]);
  });

  it('is won by one of two processes that claim the same', async () => {
    const { sagaId } = await world.started();
    const [self, rival] = [await world.instance(), await world.instance()];
    const claims = await Promise.all([
      world.store.claim(self, [{ sagaId, epoch: 0 }], FIT),
      world.other.claim(rival, [{ sagaId, epoch: 0 }], FIT),
    ]);
    expect(claims.flat()).toHaveLength(1);
    expect((await world.row(sagaId)).epoch).toBe(1);
  });

  it('takes what is due within a second, but nothing earlier', async () => {
    const { self, saga } = await world.owned();
    const nowMs = await world.harness.nowMs();
    await world.flushed(self, world.transition(saga, { release: { dueAtMs: nowMs + 60_000 } }));
    const request = [{ sagaId: saga.row.id, epoch: 1 }];
    expect(await world.store.claim(self, request, FIT)).toEqual([]);
    await world.harness.passTime(58_500);
    expect(await world.store.claim(self, request, FIT)).toEqual([]);
    await world.harness.passTime(1_000);
    await world.harness.newInstances().register(self, LEASE_MS);
    expect(await world.store.claim(self, request, FIT)).toHaveLength(1);
  });
}

function losingCases(world: StoreWorld): void {
  it('refuses another epoch, what is owned, and what rests', async () => {
    const { self, saga } = await world.owned();
    const { id } = saga.row;
    for (const epoch of [0, 1, 2])
      expect(await world.store.claim(self, [{ sagaId: id, epoch }], FIT)).toEqual([]);
    const paused = { pausedAtMs: await world.harness.nowMs() };
    await world.flushed(self, world.transition(saga, { columns: paused, release: { dueAtMs: null } }));
    expect(await world.store.claim(self, [{ sagaId: id, epoch: 1 }], FIT)).toEqual([]);
    expect(await world.row(id)).toMatchObject({ epoch: 1, owner: null, dueAtMs: null });
  });

  it('refuses a claim whose epoch is not that of a saga that is due', async () => {
    const { sagaId } = await world.started();
    const self = await world.instance();
    for (const epoch of [1, 2]) expect(await world.store.claim(self, [{ sagaId, epoch }], FIT)).toEqual([]);
    expect(await world.row(sagaId)).toMatchObject({ epoch: 0, owner: null });
  });

  it('refuses a process that is retired, past its lease, or unknown', async () => {
    const { sagaId } = await world.started();
    const request = [{ sagaId, epoch: 0 }];
    expect(await world.store.claim(world.id(), request, FIT)).toEqual([]);
    const [instances, retired] = [world.harness.newInstances(), world.id()];
    await instances.register(retired, LEASE_MS);
    await instances.leave(retired);
    expect(await world.store.claim(retired, request, FIT)).toEqual([]);
    const late = await world.instance();
    await world.harness.passTime(LEASE_MS + 1);
    expect(await world.store.claim(late, request, FIT)).toEqual([]);
    expect(await world.store.sweep({ ...FIT, instanceId: late, limit: 10, overdueMs: 0 })).toEqual([]);
  });

  it('G10: refuses what this process cannot run', async () => {
    const self = await world.instance();
    const higher = await world.started({ format: 2 });
    const unfit = await world.started({ definitionHash: 'unfit' });
    const fitness = { maxFormat: 1, unfitDefinitions: ['other', 'unfit'] };
    const batch = [higher, unfit].map(({ sagaId }) => ({ sagaId, epoch: 0 }));
    expect(await world.store.claim(self, batch, fitness)).toEqual([]);
    expect(await world.store.sweep({ ...fitness, instanceId: self, limit: 10, overdueMs: 0 })).toEqual([]);
    await world.harness.passTime(60_001);
    expect(await world.store.unclaimable(fitness, 60_000, 10)).toEqual([higher.sagaId, unfit.sagaId]);
    expect(await world.store.unclaimable(fitness, 60_000, 1)).toEqual([higher.sagaId]);
    expect(await world.store.unclaimable({ maxFormat: 2, unfitDefinitions: [] }, 60_000, 10)).toEqual([]);
    expect(await world.store.unclaimable(fitness, 120_000, 10)).toEqual([]);
  });
}

function sweepCases(world: StoreWorld): void {
  it('sweeps the oldest first, up to its limit', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      ids.push((await world.started()).sagaId);
      await world.harness.passTime(100);
    }
    const self = await world.instance();
    const swept = await world.store.sweep({ ...FIT, instanceId: self, limit: 3, overdueMs: 0 });
    expect(swept.map(({ row }) => row.id)).toEqual(ids.slice(0, 3));
    expect(swept[0]).toMatchObject({ row: { epoch: 1, owner: self, dueAtMs: null } });
    expect(swept[0]?.events).toHaveLength(1);
    expect(await world.row(ids[3] as string)).toMatchObject({ owner: null, epoch: 0 });
  });

  it('sweeps only what is overdue by so much', async () => {
    const { sagaId } = await world.started();
    const self = await world.instance();
    const request = { ...FIT, instanceId: self, limit: 10, overdueMs: 5_000 };
    expect(await world.store.sweep(request)).toEqual([]);
    expect(await world.store.oldestDueAgeMs()).toBeLessThan(3_000);
    await world.harness.passTime(5_000);
    expect(await world.store.oldestDueAgeMs()).toBeGreaterThanOrEqual(5_000);
    expect((await world.store.sweep(request)).map(({ row }) => row.id)).toEqual([sagaId]);
    expect(await world.store.oldestDueAgeMs()).toBe(0);
    expect(await world.store.sweep(request)).toEqual([]);
  });
}
