import { expectStoreError, FIT, type StoreWorld } from './saga-store-world.js';

export function flushCases(world: StoreWorld): void {
  writingCases(world);
  fenceCases(world);
  batchCases(world);
  standingCases(world);
}

function writingCases(world: StoreWorld): void {
  it('writes the columns and the events, and keeps the ownership', async () => {
    const { self, saga } = await world.owned();
    const columns = {
      stepIndex: 1,
      errorCode: 'UNAVAILABLE',
      errorReason: 'NOT_SENT',
      deadlineAtMs: 1_795_000_000_123,
    };
    const transition = world.transition(saga, { columns });
    await world.flushed(self, transition);
    const stored = await world.store.load(saga.row.id);
    expect(stored?.row).toMatchObject({ ...columns, revision: 2, epoch: 1, owner: self, dueAtMs: null });
    expect(stored?.events).toHaveLength(2);
    expect(stored?.events[1]).toMatchObject({ ...transition.events[0], payload: expect.anything() });
    expect(Buffer.from(stored?.events[1]?.payload ?? []).toString()).toBe('reply');
    expect((await world.store.load(saga.row.id, 1))?.events.map(({ seq }) => seq)).toEqual([2]);
    expect((await world.store.load(saga.row.id, 2))?.events).toEqual([]);
  });

  it('releases a saga: due at a time, or at rest', async () => {
    const { self, saga } = await world.owned();
    const dueAtMs = (await world.harness.nowMs()) + 12_345;
    await world.flushed(self, world.transition(saga, { release: { dueAtMs } }));
    expect(await world.row(saga.row.id)).toMatchObject({ owner: null, dueAtMs, epoch: 1, revision: 2 });
    const second = await world.ownedBy(self);
    const columns = { status: 'COMPLETED', finishedAtMs: dueAtMs } as const;
    await world.flushed(self, world.transition(second, { columns, release: { dueAtMs: null } }));
    expect(await world.row(second.row.id)).toMatchObject({ owner: null, dueAtMs: null, status: 'COMPLETED' });
    expect(await world.store.ownedBy(self)).toEqual([]);
  });

  it('releases without an event', async () => {
    const { self, saga } = await world.owned();
    const release = { dueAtMs: saga.databaseNowMs };
    const columns = { revision: saga.row.revision };
    await world.flushed(self, world.transition(saga, { events: [], columns, release }));
    expect(await world.row(saga.row.id)).toMatchObject({ revision: 1, owner: null, ...release });
  });

  it('writes several events of one transition', async () => {
    const { self, saga } = await world.owned();
    const events = [
      world.event(2, 'branch_refused', { attempt: 1 }),
      world.event(3, 'turned'),
      world.event(4, 'compensated'),
    ];
    const columns = { revision: 4, status: 'COMPENSATED', finishedAtMs: 1_795_000_000_000 } as const;
    await world.flushed(self, world.transition(saga, { events, columns, release: { dueAtMs: null } }));
    const kinds = (await world.store.load(saga.row.id))?.events.map(({ kind }) => kind);
    expect(kinds).toEqual(['started', 'branch_refused', 'turned', 'compensated']);
  });
}

function fenceCases(world: StoreWorld): void {
  it('G6: refuses a write of an older epoch, also of the same owner', async () => {
    const { self, saga } = await world.owned();
    const release = { dueAtMs: saga.databaseNowMs };
    await world.flushed(self, world.transition(saga, { events: [], columns: { revision: 1 }, release }));
    const [again] = await world.store.claim(self, [{ sagaId: saga.row.id, epoch: 1 }], FIT);
    expect(again?.row).toMatchObject({ epoch: 2, owner: self, revision: 1 });
    expect((await world.store.flush(self, [world.transition(saga)])).size).toBe(0);
    expect((await world.store.load(saga.row.id))?.events).toHaveLength(1);
    await world.flushed(self, world.transition(again as typeof saga));
  });

  it('G6: refuses a write of another revision', async () => {
    const { self, saga } = await world.owned();
    await world.store.operate(saga.row.id, async (stored) => world.pause(stored));
    const events = [world.event(3, 'branch_done', { attempt: 1 })];
    const late = world.transition(saga, { events, columns: { revision: 3 } });
    expect((await world.store.flush(self, [late])).size).toBe(0);
    expect((await world.store.flush(self, [{ ...late, expectedRevision: 7 }])).size).toBe(0);
    expect(await world.row(saga.row.id)).toMatchObject({ revision: 2, owner: self });
    expect((await world.store.load(saga.row.id))?.events).toHaveLength(2);
  });

  it('G6: refuses a write of another owner', async () => {
    const { saga } = await world.owned();
    const rival = await world.instance();
    expect((await world.store.flush(rival, [world.transition(saga)])).size).toBe(0);
    expect(await world.row(saga.row.id)).toMatchObject({ revision: 1 });
  });

  it('refuses a write after the release, and of a saga that is not there', async () => {
    const { self, saga } = await world.owned();
    await world.flushed(self, world.transition(saga, { release: { dueAtMs: saga.databaseNowMs } }));
    const next = world.transition({ row: { ...saga.row, revision: 2 } });
    expect((await world.store.flush(self, [next])).size).toBe(0);
    expect((await world.store.flush(self, [{ ...next, sagaId: world.id() }])).size).toBe(0);
    expect((await world.store.flush(self, [])).size).toBe(0);
  });

  it('blocks a saga only while the hold stands', async () => {
    const { self, saga } = await world.owned();
    const blocking = world.blocking(saga, 'report');
    expect((await world.store.flush(self, [blocking])).size).toBe(0);
    await world.hold('report');
    await world.release('report');
    expect((await world.store.flush(self, [blocking])).size).toBe(0);
    await world.hold('report');
    await world.flushed(self, blocking);
    expect(await world.row(saga.row.id)).toMatchObject({ blockedOn: 'report', owner: null, dueAtMs: null });
  });
}

function batchCases(world: StoreWorld): void {
  it('lets the winners of a batch through and the losers not', async () => {
    const self = await world.instance();
    const sagas = [];
    for (let index = 0; index < 6; index += 1) sagas.push(await world.ownedBy(self));
    const batch = sagas.map((saga, index) => {
      const transition = world.transition(saga);
      return index % 2 === 0 ? transition : { ...transition, epoch: 9 };
    });
    const applied = await world.store.flush(self, batch.toReversed());
    expect([...applied].sort()).toEqual(
      batch.filter((_, index) => index % 2 === 0).map(({ sagaId }) => sagaId),
    );
    for (const [index, { row }] of sagas.entries())
      expect((await world.store.load(row.id))?.events).toHaveLength(index % 2 === 0 ? 2 : 1);
  });

  it('writes nothing of a batch with poison in it, and the rest without it', async () => {
    const self = await world.instance();
    const [good, bad] = [await world.ownedBy(self), await world.ownedBy(self)];
    const fine = world.transition(good);
    const events = [world.event(2, 'branch_done', { attempt: 1, data: { note: 'nul \u0000' } })];
    await expectStoreError(world.store.flush(self, [fine, world.transition(bad, { events })]), 'poison');
    expect(await world.row(good.row.id)).toMatchObject({ revision: 1 });
    await world.flushed(self, fine);
    expect(await world.row(bad.row.id)).toMatchObject({ revision: 1, owner: self });
  });

  it('takes two transitions of one saga in a batch for a bug', async () => {
    const { self, saga } = await world.owned();
    const transition = world.transition(saga);
    await expectStoreError(world.store.flush(self, [transition, transition]), 'bug');
  });
}

function standingCases(world: StoreWorld): void {
  it('tells what stands at the place of a transition', async () => {
    const { self, saga } = await world.owned();
    const { id } = saga.row;
    expect(
      await world.store.standing([
        { sagaId: id, firstSeq: 2 },
        { sagaId: world.id(), firstSeq: 2 },
      ]),
    ).toEqual([{ sagaId: id, epoch: 1, revision: 1, owner: self, epochAtFirstSeq: undefined }]);
    await world.flushed(self, world.transition(saga, { release: { dueAtMs: saga.databaseNowMs } }));
    expect(await world.store.standing([{ sagaId: id, firstSeq: 2 }])).toEqual([
      { sagaId: id, epoch: 1, revision: 2, owner: null, epochAtFirstSeq: 1 },
    ]);
    await world.store.operate(id, async (stored) => world.pause(stored));
    expect(await world.store.standing([{ sagaId: id, firstSeq: 3 }])).toMatchObject([
      { revision: 3, epochAtFirstSeq: null },
    ]);
  });
}
