import type { HoldWrite } from '#libs/saga-engine';
import { expectStoreError, type StoreWorld } from './saga-store-world.js';

export function holdCases(world: StoreWorld): void {
  changeCases(world);
  requestCases(world);
  wakeCases(world);
  paceCases(world);
}

const HOLD = { kind: 'hold', actor: 'alice', reason: 'it burns' } as const;
const asks = { actor: 'alice', requestId: 'r-1' };

/** A hold as an operator writes it, with its audit entry and its request. */
const holdWrite = (world: StoreWorld): HoldWrite<string> => ({
  change: HOLD,
  request: { ...asks, bodyHmac: world.bytes('body') },
  audit: world.auditRecord({
    ...{
      action: 'HoldParticipant',
      target: 'participants/report',
      revisionBefore: null,
      revisionAfter: null,
    },
  }),
  result: 'held',
});

function changeCases(world: StoreWorld): void {
  it('keeps who holds a participant, since when and why; when it is released, and at what rate', async () => {
    const seen: unknown[] = [];
    const act = (change: HoldWrite<null>['change']) =>
      world.store.operateHold(
        'report',
        (hold) => {
          seen.push(hold);
          return { change, request: null, audit: null, result: null };
        },
        asks,
      );
    await act(HOLD);
    const held = { participant: 'report', heldBy: 'alice', reason: 'it burns', heldAtMs: expect.any(Number) };
    expect(await world.store.heldParticipants()).toMatchObject([{ ...held, release: null }]);
    await act({ kind: 'release', rate: 7 });
    expect(await world.store.heldParticipants()).toEqual([]);
    await act({ kind: 'release', rate: null });
    await act({ ...HOLD, actor: 'bob' });
    expect(await world.store.heldParticipants()).toMatchObject([{ heldBy: 'bob', release: null }]);
    expect(seen).toMatchObject([
      null as never,
      { ...held, release: null },
      { ...held, release: { atMs: expect.any(Number), rate: 7 } },
      { ...held, release: { atMs: expect.any(Number), rate: null } },
    ]);
  });

  it('refuses a rate that is none, and a release of what nobody ever held', async () => {
    await expectStoreError(world.release('report'), 'bug');
    await world.hold('report');
    await expectStoreError(world.release('report', 0), 'poison');
    await expectStoreError(world.release('report', 10_001), 'poison');
    expect(await world.store.heldParticipants()).toHaveLength(1);
  });

  it('lets one of many first holds through, the others see it', async () => {
    const act = (store: typeof world.store, actor: string) =>
      store.operateHold<string>(
        'report',
        (hold) => ({
          ...{ change: hold === null ? { ...HOLD, actor } : null, request: null, audit: null },
          result: hold?.heldBy ?? actor,
        }),
        { actor, requestId: 'r' },
      );
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => act(index % 2 === 0 ? world.store : world.other, `a${index}`)),
    );
    expect(new Set(results).size).toBe(1);
    expect(await world.store.heldParticipants()).toMatchObject([{ heldBy: results[0] }]);
  });
}

function requestCases(world: StoreWorld): void {
  it('G11: shows a repeated request what it did, also to those that came at the same time', async () => {
    const act = (store: typeof world.store) =>
      store.operateHold<string>(
        'report',
        (_, earlier) =>
          earlier === null
            ? holdWrite(world)
            : { change: null, request: null, audit: null, result: `on saga ${earlier.sagaId}` },
        asks,
      );
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => act(index % 2 === 0 ? world.store : world.other)),
    );
    expect(results.toSorted()).toEqual(['held', ...Array(9).fill('on saga null')]);
    expect(await world.harness.audited()).toHaveLength(1);
    expect(await world.reads.adminRequest('alice', 'r-1')).toMatchObject({ sagaId: null, revision: null });
  });

  it('G11: gives a request id of an actor to a saga or to a participant, not to both', async () => {
    const { sagaId } = await world.started();
    await world.store.operateHold('report', () => holdWrite(world), asks);
    const seen = await world.store.operate(
      sagaId,
      async (_, earlier) => ({ change: null, request: null, audit: null, result: earlier }),
      asks,
    );
    expect(seen).toMatchObject({ sagaId: null });
  });

  it('G11 F47: writes the audit entry with the hold, and the hold only with the audit entry', async () => {
    await world.harness.refuseAudit(true);
    const act = () => world.store.operateHold('report', () => holdWrite(world), asks);
    await expect(act()).rejects.toMatchObject({ name: 'StoreError' });
    expect(await world.store.heldParticipants()).toEqual([]);
    expect(await world.reads.adminRequest('alice', 'r-1')).toBeNull();
    await world.harness.refuseAudit(false);
    expect(await act()).toBe('held');
    expect(await world.harness.audited()).toMatchObject([{ target: 'participants/report', result: 'ok' }]);
    expect(await world.store.heldParticipants()).toHaveLength(1);
  });
}

function wakeCases(world: StoreWorld): void {
  it('hands out what waits for a released participant, the oldest first', async () => {
    await world.hold('report');
    await world.hold('mail');
    const self = await world.instance();
    const ids = [];
    for (let index = 0; index < 4; index += 1) ids.push(await world.blocked(self, 'report'));
    await world.blocked(self, 'mail');
    expect(await world.store.takeReleased(10, new Set())).toEqual([]);
    await world.release('report');
    expect(await world.store.takeReleased(2, new Set())).toEqual(ids.slice(0, 2));
    expect(await world.store.takeReleased(10, new Set(ids.slice(0, 3)))).toEqual(ids.slice(3));
    await world.hold('report');
    expect(await world.store.takeReleased(10, new Set())).toEqual([]);
  });

  it('of each released participant by itself: one that many wait for keeps nobody else waiting', async () => {
    for (const participant of ['report', 'mail']) await world.hold(participant);
    const self = await world.instance();
    const older = [await world.blocked(self, 'report'), await world.blocked(self, 'report')];
    const younger = await world.blocked(self, 'mail');
    await world.release('report', 1);
    await world.release('mail');
    expect(await world.store.takeReleased(1, new Set())).toEqual([younger]);
    await world.harness.passTime(1_000);
    const taken = await world.store.takeReleased(1, new Set());
    expect(taken.toSorted()).toEqual([older[0], younger]);
  });
}

function paceCases(world: StoreWorld): void {
  const take = async (store = world.store) => (await store.takeReleased(10, new Set())).length;

  async function releasedAt(rate: number): Promise<void> {
    await world.hold('report');
    const self = await world.instance();
    for (let index = 0; index < 10; index += 1) await world.blocked(self, 'report');
    await world.release('report', rate);
  }

  it('F39: hands out no more than the rate allows, to all processes together', async () => {
    await releasedAt(1);
    expect(await take()).toBe(0);
    for (let second = 0; second < 3; second += 1) {
      await world.harness.passTime(1_000);
      const taken = await Promise.all([take(), take(world.other), take(), take(world.other)]);
      expect(taken.toSorted()).toEqual([0, 0, 0, 1]);
    }
  });

  it('F39: forgoes what was not taken for a second: no outage ends in a herd', async () => {
    await releasedAt(3);
    await world.harness.passTime(3_600_000);
    expect(await take()).toBe(3);
  });

  it('another release gives what still waits another rate; none means all at once', async () => {
    await releasedAt(1);
    expect(await take()).toBe(0);
    await world.release('report');
    expect(await take()).toBe(10);
  });

  it('G8: is no limbo while it goes on, and is one when nobody wakes', async () => {
    await releasedAt(1);
    expect(await world.reads.limbo()).toEqual([]);
    await world.harness.passTime(20_000);
    expect(await world.reads.limbo()).toEqual([]);
    await take();
    await world.harness.passTime(20_000);
    expect(await world.reads.limbo()).toEqual([]);
    await world.harness.passTime(11_000);
    const whys = (await world.reads.limbo()).map(({ why }) => why);
    expect(whys).toEqual(Array(10).fill('blocked_without_hold'));
  });
}
