import type { AdminRequestRecord, OperatorWrite } from '#libs/saga-engine';
import { expectStoreError, type StoreWorld } from './saga-store-world.js';

export function operateCases(world: StoreWorld): void {
  changeCases(world);
  decisionCases(world);
  requestCases(world);
  auditCases(world);
}

type Change = NonNullable<OperatorWrite<unknown>['change']>;

function changeOf({ change }: OperatorWrite<unknown>): Change {
  if (change === null) throw new Error('there is no change');
  return change;
}

function changeCases(world: StoreWorld): void {
  it('changes a saga that nobody owns, and its schedule', async () => {
    const { sagaId } = await world.started();
    const result = await world.store.operate(sagaId, async (stored) => {
      expect(stored?.events.map(({ kind }) => kind)).toEqual(['started']);
      expect(stored?.key?.kid).toBe('k1');
      return world.pause(stored);
    });
    expect(result).toBe('paused');
    expect(await world.row(sagaId)).toMatchObject({
      revision: 2,
      epoch: 0,
      dueAtMs: null,
      pausedAtMs: 1_700_000_000_000,
    });
    await world.store.operate(sagaId, async (stored) => {
      const columns = world.columns(stored?.row as never, { revision: 3, pausedAtMs: null });
      const events = [world.event(3, 'resumed', { epoch: null })];
      return world.pause(stored, { change: { columns, events, due: 'now' } });
    });
    const { dueAtMs, epoch } = await world.row(sagaId);
    expect(Math.abs((dueAtMs ?? 0) - (await world.harness.nowMs()))).toBeLessThan(5_000);
    expect(epoch).toBe(0);
    const kinds = (await world.store.load(sagaId))?.events.map(({ kind }) => kind);
    expect(kinds).toEqual(['started', 'paused', 'resumed']);
  });

  it('leaves an owner its schedule; the mover meets the change at its next write', async () => {
    const { self, saga } = await world.owned();
    await world.store.operate(saga.row.id, async (stored) =>
      world.pause(stored, { change: { ...changeOf(world.pause(stored)), due: 'now' } }),
    );
    expect(await world.row(saga.row.id)).toMatchObject({ owner: self, dueAtMs: null, epoch: 1, revision: 2 });
    expect((await world.store.flush(self, [world.transition(saga)])).size).toBe(0);
    const seen = await world.store.load(saga.row.id, 1);
    expect(seen?.events.map(({ kind }) => kind)).toEqual(['paused']);
    await world.flushed(self, world.transition(seen as typeof saga, { release: { dueAtMs: null } }));
  });
}

function decisionCases(world: StoreWorld): void {
  it('shows null where there is no saga, and writes nothing where nothing is to be written', async () => {
    const nothing = { change: null, request: null, audit: null };
    const answer = await world.store.operate(world.id(), async (stored) => ({ ...nothing, result: stored }));
    expect(answer).toBeNull();
    const { sagaId } = await world.started();
    await world.store.operate(sagaId, async () => ({ ...nothing, result: 1 }));
    expect(await world.row(sagaId)).toMatchObject({ revision: 1 });
  });

  it('passes on what the decision throws, and writes nothing', async () => {
    const { sagaId } = await world.started();
    const refusal = new RangeError('no');
    const call = world.store.operate(sagaId, async () => {
      throw refusal;
    });
    await expect(call).rejects.toBe(refusal);
    expect(await world.row(sagaId)).toMatchObject({ revision: 1 });
  });

  it('lets operators of two processes act one after the other', async () => {
    const { sagaId } = await world.started();
    const seen: number[] = [];
    const note = (store: typeof world.store) =>
      store.operate(sagaId, async (stored) => {
        const revision = (stored?.row.revision ?? 0) + 1;
        const columns = world.columns(stored?.row as never, { revision });
        const events = [world.event(revision, 'input_edited', { epoch: null })];
        return world.pause(stored, { change: { columns, events, due: 'now' }, result: String(revision) });
      });
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => note(index % 2 === 0 ? world.store : world.other)),
    );
    seen.push(...results.map(Number));
    expect(seen.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect((await world.store.load(sagaId))?.events).toHaveLength(11);
  });
}

function requestCases(world: StoreWorld): void {
  const key = { actor: 'alice', requestId: 'r-1' };
  const asRequest = (revision: number) => ({ ...key, bodyHmac: world.bytes('body'), revision });

  it('remembers a request in the same transaction', async () => {
    const { sagaId } = await world.started();
    await world.store.operate(sagaId, async (stored) => world.pause(stored, { request: asRequest(2) }), key);
    const known = await world.reads.adminRequest('alice', 'r-1');
    expect(known).toMatchObject({ sagaId, revision: 2 });
    expect(Buffer.from(known?.bodyHmac ?? []).toString()).toBe('body');
    expect(await world.reads.adminRequest('bob', 'r-1')).toBeNull();
  });

  it('G11: shows a repeated request what it did, also to those that came at the same time', async () => {
    const { sagaId } = await world.started();
    const act = (store: typeof world.store) =>
      store.operate(
        sagaId,
        async (stored, earlier) =>
          earlier === null
            ? world.pause(stored, { request: asRequest(2), audit: world.auditRecord() })
            : { change: null, request: null, audit: null, result: `was ${earlier.revision}` },
        key,
      );
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => act(index % 2 === 0 ? world.store : world.other)),
    );
    expect(results.filter((result) => result === 'paused')).toHaveLength(1);
    expect(results.filter((result) => result === 'was 2')).toHaveLength(19);
    expect(await world.row(sagaId)).toMatchObject({ revision: 2 });
    expect(await world.harness.audited()).toHaveLength(1);
  });

  it('gives one request id of an actor to one of two sagas', async () => {
    const ids = [(await world.started()).sagaId, (await world.started()).sagaId];
    const earlierOf: (AdminRequestRecord | null)[] = [];
    const act = (store: typeof world.store, sagaId: string) =>
      store.operate(
        sagaId,
        async (stored, earlier) => {
          earlierOf.push(earlier);
          if (earlier !== null) return { change: null, request: null, audit: null, result: earlier.sagaId };
          return world.pause(stored, { request: asRequest(2), result: sagaId });
        },
        key,
      );
    const results = await Promise.all([
      act(world.store, ids[0] as string),
      act(world.other, ids[1] as string),
    ]);
    expect(new Set(results).size).toBe(1);
    const revisions = await Promise.all(ids.map(async (id) => (await world.row(id)).revision));
    expect(revisions.sort()).toEqual([1, 2]);
  });
}

function auditCases(world: StoreWorld): void {
  it('G11 F47: writes the audit entry with the change, and the change only with the audit entry', async () => {
    const { sagaId } = await world.started();
    const audit = world.auditRecord({ target: `sagas/${sagaId}` });
    await world.harness.refuseAudit(true);
    const request = { actor: 'alice', requestId: 'r', bodyHmac: world.bytes('b'), revision: 2 };
    const call = () => world.store.operate(sagaId, async (stored) => world.pause(stored, { audit, request }));
    await expect(call()).rejects.toMatchObject({ name: 'StoreError' });
    expect(await world.row(sagaId)).toMatchObject({ revision: 1, pausedAtMs: null });
    expect((await world.store.load(sagaId))?.events).toHaveLength(1);
    expect(await world.reads.adminRequest('alice', 'r')).toBeNull();
    await world.harness.refuseAudit(false);
    await call();
    expect(await world.harness.audited()).toEqual([{ ...audit, reason: expect.anything() }]);
    expect(await world.row(sagaId)).toMatchObject({ revision: 2 });
  });

  it('G11: keeps entries of what was refused, with and without a saga', async () => {
    const denied = world.auditRecord({
      decision: 'denied',
      result: 'STATUS_FORBIDS',
      revisionAfter: null,
      reason: null,
    });
    const write = { change: null, request: null, audit: denied, result: null };
    await world.store.operate(world.id(), async () => write);
    await world.harness.audit.append({ ...denied, result: 'PERMISSION_DENIED' });
    const entries = await world.harness.audited();
    expect(entries.map(({ result }) => result)).toEqual(['STATUS_FORBIDS', 'PERMISSION_DENIED']);
    await expectStoreError(world.harness.audit.append({ ...denied, revisionAfter: 3 }), 'poison');
  });
}
