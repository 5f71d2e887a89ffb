import type { SagaDefinition } from '#libs/saga-core';
import { FIT, LEASE_MS, type StoreWorld } from './saga-store-world.js';

const definition = (type: string): SagaDefinition => ({
  type,
  input: 'suoke.test.v1.Input',
  deadlineMs: 60_000,
  labels: {},
  steps: [
    {
      name: 'one',
      kind: 'retriable',
      branches: [
        { action: { method: 'suoke.test.v1.Service/Do', request: { b: 'x', a: { $ref: 'input.a' } } } },
      ],
    },
  ],
});

export function readCases(world: StoreWorld): void {
  rowCases(world);
  limboCases(world);
  definitionCases(world);
}

function rowCases(world: StoreWorld): void {
  it('reads those that are asked for', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.unshift((await world.started()).sagaId);
    const found = await world.reads.rows([...ids, world.id()]);
    const rows = await Promise.all(ids.map((id) => world.row(id)));
    const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);
    expect(found.toSorted(byId)).toEqual(rows.toSorted(byId));
    expect(await world.reads.rows([world.id()])).toEqual([]);
    expect(await world.store.load(world.id())).toBeNull();
  });
}

function limboCases(world: StoreWorld): void {
  it('G8: finds nothing where all is well', async () => {
    await world.owned();
    await world.started();
    expect(await world.reads.limbo()).toEqual([]);
  });

  it('G8: finds an owner that is not live, and what is overdue', async () => {
    const { saga } = await world.owned();
    const { sagaId } = await world.started();
    await world.harness.passTime(LEASE_MS + 1);
    expect(await world.reads.limbo()).toEqual([{ sagaId: saga.row.id, why: 'owner_not_live' }]);
    await world.harness.passTime(30_000);
    expect(await world.reads.limbo()).toEqual([
      { sagaId: saga.row.id, why: 'owner_not_live' },
      { sagaId, why: 'overdue' },
    ]);
    const missing = await world.ownedByMissing();
    expect(await world.reads.limbo()).toContainEqual({ sagaId: missing, why: 'owner_not_live' });
  });

  it('G8: finds what waits for a participant that nobody holds', async () => {
    await world.hold('report');
    const sagaId = await world.blocked(await world.instance(), 'report');
    expect(await world.reads.limbo()).toEqual([]);
    await world.release('report');
    expect(await world.reads.limbo()).toEqual([{ sagaId, why: 'blocked_without_hold' }]);
  });
}

function definitionCases(world: StoreWorld): void {
  it('keeps snapshots of definitions as they were first saved', async () => {
    await world.store.saveDefinition('h1', definition('one'));
    await world.store.saveDefinition('h1', definition('another'));
    await world.store.saveDefinition('h2', definition('two'));
    const loaded = await world.store.loadDefinitions(['h1', 'h2', 'h3']);
    expect([...loaded.keys()].sort()).toEqual(['h1', 'h2']);
    expect(JSON.stringify(loaded.get('h1'))).toBe(JSON.stringify(definition('one')));
    expect(await world.store.loadDefinitions([])).toEqual(new Map());
  });

  it('G10: names the definitions of sagas that have not ended', async () => {
    const self = await world.instance();
    await world.started({ definitionHash: 'open' });
    await world.started({ definitionHash: 'open' });
    const done = await world.ownedBy(self, { definitionHash: 'ended' });
    const columns = { status: 'COMPLETED', finishedAtMs: 1_795_000_000_000 } as const;
    expect(await world.store.openDefinitions()).toEqual(['ended', 'open']);
    await world.flushed(self, world.transition(done, { columns, release: { dueAtMs: null } }));
    expect(await world.store.openDefinitions()).toEqual(['open']);
    expect(FIT.unfitDefinitions).toEqual([]);
  });
}
