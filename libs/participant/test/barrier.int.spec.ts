import { jest } from '@jest/globals';
import { status as GrpcStatus } from '@grpc/grpc-js';
import { GrpcError, grpcError, readStatusDetails } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { codec, Door, Fixture, newCall, undoCodecs, type Reply } from './barrier-fixture.js';

jest.setTimeout(60_000);

let fixture: Fixture;

beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(async () => fixture.close());
beforeEach(async () => fixture.dataSource.query('truncate ledger, barrier'));

const refusal = (): GrpcError =>
  grpcError({ code: GrpcStatus.FAILED_PRECONDITION, message: 'no', reason: 'NOT_TODAY' });
const tooLate = { code: GrpcStatus.FAILED_PRECONDITION, reason: 'ACTION_AFTER_COMPENSATION' };

const act = (key: ReturnType<typeof newCall>['action'], effect = fixture.book): Promise<Reply> =>
  fixture.barrier.action(key, codec, effect);
const undo = (key: ReturnType<typeof newCall>['undo'], clear = fixture.clear): Promise<Reply> =>
  fixture.barrier.compensation(key, undoCodecs, clear);

/** The fixture's business, stopped at a door in the middle of its transaction. */
const bookAt =
  (door: Door) =>
  async (manager: EntityManager): Promise<Reply> => {
    const reply = await fixture.book(manager);
    await door.pass();
    return reply;
  };
const clearAt =
  (door: Door) =>
  async (manager: EntityManager, done: { actionReply: Reply }): Promise<Reply> => {
    const reply = await fixture.clear(manager, done);
    await door.pass();
    return reply;
  };

describe('the six orders of an action and its undo', () => {
  it('action, then undo: the effect is undone (G2)', async () => {
    const { action, undo: back } = newCall();
    const { id } = await act(action);
    expect(await undo(back)).toEqual({ id: `cleared ${id}` });
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 1 });
    expect(await fixture.rows(action)).toEqual(['action/action', 'compensation/compensation']);
  });

  it('undo, then action: nothing to undo, and the late action is refused (G5)', async () => {
    const { action, undo: back } = newCall();
    expect(await undo(back)).toEqual({ id: 'nothing' });
    await expect(act(action)).rejects.toMatchObject(tooLate);
    await expect(act(action)).rejects.toMatchObject(tooLate);
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 0 });
    expect(await fixture.rows(action)).toEqual(['action/compensation', 'compensation/compensation']);
  });

  it('undo comes while the action is applied: it waits and undoes', async () => {
    const { action, undo: back } = newCall();
    const door = new Door();
    const acting = act(action, bookAt(door));
    await door.reached;
    const undoing = undo(back);
    await fixture.waiting(1);
    door.open();
    const { id } = await acting;
    expect(await undoing).toEqual({ id: `cleared ${id}` });
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 1 });
  });

  it('undo comes while an action is applied that is refused then: nothing to undo, the action is closed', async () => {
    const { action, undo: back } = newCall();
    const door = new Door();
    const acting = act(action, bookAt(door));
    await door.reached;
    const undoing = undo(back);
    await fixture.waiting(1);
    door.slam(refusal());
    await expect(acting).rejects.toMatchObject({ reason: 'NOT_TODAY' });
    expect(await undoing).toEqual({ id: 'nothing' });
    await expect(act(action)).rejects.toMatchObject(tooLate);
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 0 });
  });

  it('a duplicate of the action comes while it is undone: it gets the stored reply and has no effect', async () => {
    const { action, undo: back } = newCall();
    const first = await act(action);
    const door = new Door();
    const undoing = undo(back, clearAt(door));
    await door.reached;
    // The action's row stands committed, so that the duplicate has nobody to wait for.
    expect(await act(action)).toEqual(first);
    door.open();
    await undoing;
    expect(await act(action)).toEqual(first);
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 1 });
  });

  it('the action comes while an undo closes it: it waits, and is refused or applied as the undo ends', async () => {
    for (const ends of ['commits', 'rolls back'] as const) {
      const { action } = newCall();
      const runner = fixture.dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query(
        `insert into barrier (saga_id, step, branch, generation, direction, written_by) values ($1, $2, $3, 1, 'action', 'compensation')`,
        [action.sagaId, action.step, action.branch],
      );
      const acting = act(action);
      const settled = acting.then(
        () => 'applied',
        (error: GrpcError) => error.reason,
      );
      await fixture.waiting(1);
      await (ends === 'commits' ? runner.commitTransaction() : runner.rollbackTransaction());
      await runner.release();
      expect(await settled).toBe(ends === 'commits' ? 'ACTION_AFTER_COMPENSATION' : 'applied');
    }
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });
});

describe('duplicates', () => {
  it('of an action get the stored reply; the business runs once (G2)', async () => {
    const { action } = newCall();
    const first = await act(action);
    const effect = jest.fn(fixture.book);
    expect(await act(action, effect)).toEqual(first);
    expect(effect).not.toHaveBeenCalled();
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });

  it('of an undo get the stored reply, also of an undo of nothing', async () => {
    const { action, undo: back } = newCall();
    await act(action);
    const first = await undo(back);
    expect(await undo(back)).toEqual(first);
    const other = newCall();
    expect(await undo(other.undo)).toEqual(await undo(other.undo));
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 1 });
  });

  it('at the same time wait for the first, and get its reply', async () => {
    const { action } = newCall();
    const door = new Door();
    const first = act(action, bookAt(door));
    await door.reached;
    const others = [act(action), act(action), act(action)];
    await fixture.waiting(3);
    door.open();
    const reply = await first;
    expect(await Promise.all(others)).toEqual([reply, reply, reply]);
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });

  it('that waited for one that fails: exactly one of them takes over', async () => {
    const { action } = newCall();
    const door = new Door();
    const first = act(action, bookAt(door));
    await door.reached;
    const others = [act(action), act(action)];
    await fixture.waiting(2);
    door.slam(refusal());
    await expect(first).rejects.toMatchObject({ reason: 'NOT_TODAY' });
    const [one, two] = await Promise.all(others);
    expect(one).toEqual(two);
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });

  it('of an undo at the same time undo once', async () => {
    const { action, undo: back } = newCall();
    await act(action);
    const door = new Door();
    const first = undo(back, clearAt(door));
    await door.reached;
    const second = undo(back);
    await fixture.waiting(1);
    door.open();
    expect(await second).toEqual(await first);
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 1 });
  });

  it('in a crowd of forty, mixed with undos, leave one effect or none', async () => {
    const { action, undo: back } = newCall();
    const calls = Array.from({ length: 40 }, (_, index) =>
      (index % 8 === 7 ? undo(back) : act(action)).then(
        () => 'ok',
        (error: GrpcError) => error.reason,
      ),
    );
    const outcomes = new Set(await Promise.all(calls));
    for (const outcome of outcomes) expect(['ok', 'ACTION_AFTER_COMPENSATION']).toContain(outcome);
    const { standing, cleared } = await fixture.ledger();
    expect(standing).toBe(0);
    expect(cleared).toBeLessThanOrEqual(1);
  });
});

describe('a key', () => {
  it('differs by saga, step, branch and generation', async () => {
    const { action } = newCall();
    await act(action);
    await act({ ...action, generation: 2 });
    await act({ ...action, branch: 'other' });
    await act({ ...action, step: 'other' });
    await act(newCall().action);
    expect(await fixture.ledger()).toEqual({ standing: 5, cleared: 0 });
    await undo({ ...action, generation: 2, direction: 'compensation' });
    expect(await fixture.ledger()).toEqual({ standing: 4, cleared: 1 });
  });

  it('of the other direction is a mistake of the caller', async () => {
    const { action, undo: back } = newCall();
    await expect(act(back)).rejects.toThrow(TypeError);
    await expect(undo(action)).rejects.toThrow(TypeError);
  });
});

describe('refusals and errors store nothing (B6)', () => {
  it('a refused action may succeed later under the same key', async () => {
    const { action } = newCall();
    const refuse = async (manager: EntityManager): Promise<Reply> => {
      await fixture.book(manager);
      throw refusal();
    };
    await expect(act(action, refuse)).rejects.toMatchObject({ reason: 'NOT_TODAY' });
    expect(await fixture.rows(action)).toEqual([]);
    await act(action);
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });

  it('a refused undo leaves the effect, and may succeed later', async () => {
    const { action, undo: back } = newCall();
    await act(action);
    const refuse = async (): Promise<Reply> => {
      throw refusal();
    };
    await expect(undo(back, refuse)).rejects.toMatchObject({ reason: 'NOT_TODAY' });
    expect(await fixture.rows(action)).toEqual(['action/action']);
    await undo(back);
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 1 });
  });

  it('a mistake of ours is INTERNAL without its text', async () => {
    const { action } = newCall();
    const broken = async (): Promise<Reply> => {
      throw new Error('the patient said …');
    };
    const error = await act(action, broken).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: GrpcStatus.INTERNAL, message: 'internal error' });
    expect(await fixture.rows(action)).toEqual([]);
  });

  it('business that swallowed an error of the database does not commit half of it (B7)', async () => {
    const { action } = newCall();
    const swallow = async (manager: EntityManager): Promise<Reply> => {
      await fixture.book(manager);
      await manager.query('select 1 / 0').catch(() => undefined);
      return { id: 'pretended' };
    };
    await expect(act(action, swallow)).rejects.toMatchObject({ code: GrpcStatus.INTERNAL });
    expect(await fixture.rows(action)).toEqual([]);
    expect(await fixture.ledger()).toEqual({ standing: 0, cleared: 0 });
  });
});

describe('trouble of the database', () => {
  const failingWith = (state: string) => async (manager: EntityManager) => {
    await manager.query(`do $$ begin raise exception 'quotes data' using errcode = '${state}'; end $$`);
    return { id: '' };
  };

  it.each([
    ['40001', 'TRANSACTION_CONFLICT', 200],
    ['40P01', 'TRANSACTION_CONFLICT', 200],
    ['55P03', 'CALL_IN_FLIGHT', 200],
    ['57014', 'DATABASE_BUSY', null],
    ['53100', 'DATABASE_BUSY', null],
    ['57P01', 'DATABASE_UNAVAILABLE', null],
  ])(
    'SQLSTATE %s before the commit is no effect: ABORTED %s, to come back in %s ms',
    async (state, reason, retryDelayMs) => {
      const { action } = newCall();
      const error = await act(action, failingWith(state)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: GrpcStatus.ABORTED, reason });
      expect((error as GrpcError).message).not.toContain('quotes');
      expect(readStatusDetails(error)).toMatchObject({ retryDelayMs });
      expect(await fixture.rows(action)).toEqual([]);
      await act(action);
    },
  );

  it('waiting too long for another call of the key is ABORTED', async () => {
    const { action, undo: back } = newCall();
    const hasty = await Fixture.open(100);
    try {
      const door = new Door();
      const acting = hasty.barrier.action(action, codec, async (manager) => {
        const reply = await hasty.book(manager);
        await door.pass();
        return reply;
      });
      await door.reached;
      const inFlight = { code: GrpcStatus.ABORTED, reason: 'CALL_IN_FLIGHT' };
      await expect(hasty.barrier.action(action, codec, hasty.book)).rejects.toMatchObject(inFlight);
      await expect(hasty.barrier.compensation(back, undoCodecs, hasty.clear)).rejects.toMatchObject(inFlight);
      await expect(hasty.barrier.seal(action)).rejects.toMatchObject(inFlight);
      door.open();
      await acting;
      expect(await hasty.rows(action)).toEqual(['action/action']);
    } finally {
      await hasty.close();
    }
  });

  it('a connection that is lost before the commit is no effect', async () => {
    const { action } = newCall();
    const die = async (manager: EntityManager): Promise<Reply> => {
      await fixture.book(manager);
      await manager.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
      return fixture.book(manager);
    };
    await expect(act(action, die)).rejects.toMatchObject({
      code: GrpcStatus.ABORTED,
      reason: 'DATABASE_UNAVAILABLE',
    });
    await act(action);
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });

  it('a connection that is lost at the commit is unknown, and the same key settles it', async () => {
    const { action } = newCall();
    const fall = async (manager: EntityManager): Promise<Reply> => {
      await manager.query('insert into trapdoor values (1)');
      return fixture.book(manager);
    };
    await expect(act(action, fall)).rejects.toMatchObject({
      code: GrpcStatus.UNAVAILABLE,
      reason: 'COMMIT_UNKNOWN',
    });
    await act(action);
    expect(await fixture.ledger()).toEqual({ standing: 1, cleared: 0 });
  });

  it('a commit that the database refuses did not happen', async () => {
    const { action } = newCall();
    const twice = async (manager: EntityManager): Promise<Reply> => {
      await manager.query('insert into checked values (1), (1)');
      return fixture.book(manager);
    };
    await expect(act(action, twice)).rejects.toMatchObject({ code: GrpcStatus.INTERNAL });
    expect(await fixture.rows(action)).toEqual([]);
  });

  it('a pool that gave its connections away gets all of them back', async () => {
    const failures = Array.from({ length: 30 }, () => act(newCall().action, failingWith('40001')));
    await Promise.allSettled(failures);
    await Promise.all(Array.from({ length: 30 }, () => act(newCall().action)));
    expect(await fixture.ledger()).toEqual({ standing: 30, cleared: 0 });
  });
});
