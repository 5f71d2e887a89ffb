import { jest } from '@jest/globals';
import { status as GrpcStatus } from '@grpc/grpc-js';
import { codec, Door, Fixture, newCall, undoCodecs } from './barrier-fixture.js';

jest.setTimeout(60_000);

let fixture: Fixture;

beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(async () => fixture.close());
beforeEach(async () => fixture.dataSource.query('truncate ledger, barrier'));

const tooLate = { code: GrpcStatus.FAILED_PRECONDITION, reason: 'ACTION_AFTER_COMPENSATION' };
const book = (key: ReturnType<typeof newCall>['action']) => fixture.barrier.action(key, codec, fixture.book);
const clear = (key: ReturnType<typeof newCall>['undo']) =>
  fixture.barrier.compensation(key, undoCodecs, fixture.clear);

describe('a seal', () => {
  it('of a call that never came closes its key for good; repeats say the same', async () => {
    const { action, undo } = newCall();
    expect(await fixture.barrier.seal(action)).toEqual({ outcome: 'sealed' });
    expect(await fixture.barrier.seal(action)).toEqual({ outcome: 'sealed' });
    await expect(book(action)).rejects.toMatchObject(tooLate);
    expect(await clear(undo)).toEqual({ id: 'nothing' });
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 0 });
  });

  it('of a call that took effect gives its reply, byte for byte', async () => {
    const { action, undo } = newCall();
    const reply = await book(action);
    const seal = { outcome: 'applied', reply: Buffer.from(codec.encode(reply)) };
    expect(await fixture.barrier.seal(action)).toEqual(seal);
    await clear(undo);
    expect(await fixture.barrier.seal(action)).toEqual(seal);
  });

  it.each(['commits', 'rolls back'] as const)('waits for a call in flight that %s', async (ends) => {
    const { action } = newCall();
    const door = new Door();
    const acting = fixture.barrier.action(action, codec, async (manager) => {
      const reply = await fixture.book(manager);
      await door.pass();
      return reply;
    });
    const acted = acting.then(
      () => 'commits',
      () => 'rolls back',
    );
    await door.reached;
    const sealing = fixture.barrier.seal(action);
    await fixture.waiting(1);
    if (ends === 'commits') door.open();
    else door.slam(new Error('refused'));
    expect(await acted).toBe(ends);
    expect((await sealing).outcome).toBe(ends === 'commits' ? 'applied' : 'sealed');
    expect((await fixture.ledger()).standing).toBe(ends === 'commits' ? 1 : 0);
  });

  it('that races with its call: one of the two wins, and both know which', async () => {
    for (let round = 0; round < 40; round++) {
      const { action } = newCall();
      const [acted, seal] = await Promise.all([
        book(action).then(
          () => 'applied',
          () => 'refused',
        ),
        fixture.barrier.seal(action),
      ]);
      expect(acted).toBe(seal.outcome === 'applied' ? 'applied' : 'refused');
    }
  });
});

describe('what stands recorded', () => {
  it('follows the life of a call', async () => {
    const { action, undo } = newCall();
    expect(await fixture.barrier.status(action)).toEqual({ status: 'none' });
    expect(await fixture.barrier.peek(action, codec)).toEqual({ state: 'none' });
    const reply = await book(action);
    const bytes = Buffer.from(codec.encode(reply));
    expect(await fixture.barrier.status(action)).toEqual({ status: 'applied', reply: bytes });
    expect(await fixture.barrier.peek(action, codec)).toEqual({ state: 'applied', reply });
    expect(await fixture.barrier.status(undo)).toEqual({ status: 'none' });
    await clear(undo);
    expect(await fixture.barrier.status(action)).toEqual({ status: 'compensated' });
    expect(await fixture.barrier.status(undo)).toMatchObject({ status: 'applied' });
  });

  it('of a closed call is compensated, and a peek refuses early', async () => {
    const sealed = newCall();
    await fixture.barrier.seal(sealed.action);
    expect(await fixture.barrier.status(sealed.action)).toEqual({ status: 'compensated' });
    await expect(fixture.barrier.peek(sealed.action, codec)).rejects.toMatchObject(tooLate);
    const undone = newCall();
    await clear(undone.undo);
    expect(await fixture.barrier.status(undone.action)).toEqual({ status: 'compensated' });
    await expect(fixture.barrier.peek(undone.action, codec)).rejects.toMatchObject(tooLate);
  });

  it('does not wait for a call in flight', async () => {
    const { action } = newCall();
    const door = new Door();
    const acting = fixture.barrier.action(action, codec, async (manager) => {
      await door.pass();
      return fixture.book(manager);
    });
    await door.reached;
    expect(await fixture.barrier.status(action)).toEqual({ status: 'none' });
    door.open();
    await acting;
  });
});

describe('retention', () => {
  it('forgets what is older than its days, and nothing younger', async () => {
    const old = newCall();
    const young = newCall();
    await book(old.action);
    await book(young.action);
    await fixture.dataSource.query(
      `update barrier set created_at = now() - interval '401 days' where saga_id = $1`,
      [old.action.sagaId],
    );
    await fixture.dataSource.query(
      `update barrier set created_at = now() - interval '399 days' where saga_id = $1`,
      [young.action.sagaId],
    );
    expect(await fixture.barrier.purge()).toBe(1);
    expect(await fixture.rows(old.action)).toEqual([]);
    expect(await fixture.rows(young.action)).toEqual(['action/action']);
  });

  it('goes in batches, and two purges share the work', async () => {
    await fixture.dataSource.query(
      `insert into barrier (saga_id, step, branch, generation, direction, written_by, reply, created_at)
        select gen_random_uuid(), 'book', 'main', 1, 'action', 'action', '', now() - interval '500 days'
        from generate_series(1, 12000)`,
    );
    const gone = await Promise.all([fixture.barrier.purge(), fixture.barrier.purge()]);
    expect(gone[0] + gone[1]).toBeLessThanOrEqual(12_000);
    expect(gone[0] + gone[1] + (await fixture.barrier.purge())).toBe(12_000);
  });
});

describe('the table', () => {
  const insert = (values: string) =>
    fixture.dataSource.query(
      `insert into barrier (saga_id, step, branch, generation, direction, written_by, reply)
        values (gen_random_uuid(), ${values})`,
    );

  it.each([
    [`'book', 'main', 0, 'action', 'action', ''`, 'a generation below 1'],
    [`'Book', 'main', 1, 'action', 'action', ''`, 'a name that is none'],
    [`'book', 'main', 1, 'compensation', 'action', null`, 'an undo that the action wrote'],
    [`'book', 'main', 1, 'action', 'action', null`, 'an effect without a reply'],
    [`'book', 'main', 1, 'action', 'compensation', ''`, 'a closed action with a reply'],
  ])('refuses %s: %s', async (values) => {
    await expect(insert(values)).rejects.toMatchObject({ driverError: { code: '23514' } });
  });
});
