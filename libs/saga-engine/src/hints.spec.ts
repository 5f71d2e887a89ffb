import { FakeClock, LoopbackProgress } from '#libs/testkit';
import { Hints } from './hints.js';
import type { Transition, Waker, WakeUp } from './ports.js';
import { DatabaseClock } from './time.js';

function world() {
  const clock = new FakeClock();
  const time = new DatabaseClock(clock);
  time.observe(1_000, 0);
  const channel = new LoopbackProgress();
  const woken: WakeUp[][] = [];
  const state = { healthy: true };
  const waker: Waker = {
    wake: (hints) => void woken.push([...hints]),
    healthy: () => state.healthy,
    listen: async () => {},
    stopTaking: () => {},
    close: async () => {},
  };
  const taken: string[] = [];
  const hints = new Hints(waker, channel.progress(), time);
  hints.onDueWithoutQueue((sagaId, epoch) => taken.push(`${sagaId}-${epoch}`));
  return { hints, channel, woken, taken, state };
}

function transition(sagaId: string, changes: Partial<Transition> = {}): Transition {
  const columns = { status: 'RUNNING', stepIndex: 1, revision: 7 } as Transition['columns'];
  return {
    ...{ sagaId, type: 'test', epoch: 3, expectedRevision: 6, columns },
    ...{ events: [{} as Transition['events'][number]], release: null, requiresHold: null },
    ...changes,
  };
}

describe('after a flush', () => {
  it('tells of what moved in one message, and of what is due in one job list, with the time until then', () => {
    const { hints, channel, woken } = world();
    hints.afterFlush([
      transition('a'),
      transition('b', { release: { dueAtMs: 5_000 } }),
      transition('c', { release: { dueAtMs: 10 }, events: [] }),
      transition('d', { release: { dueAtMs: null } }),
    ]);
    expect(channel.told.map(({ sagaId }) => sagaId)).toEqual(['a', 'b', 'd']);
    expect(woken).toEqual([
      [
        { sagaId: 'b', epoch: 3, delayMs: 4_000 },
        { sagaId: 'c', epoch: 3, delayMs: 0 },
      ],
    ]);
  });

  it('says nothing when nothing is to be said', () => {
    const { hints, channel, woken } = world();
    hints.afterFlush([transition('a', { events: [] })]);
    expect([channel.told, woken]).toEqual([[], []]);
  });

  it('G9: while the queue is of no use, hands what is due now to this process, and leaves the rest to the sweep', () => {
    const { hints, woken, taken, state } = world();
    state.healthy = false;
    hints.afterFlush([
      transition('b', { release: { dueAtMs: 5_000 } }),
      transition('c', { release: { dueAtMs: 10 } }),
    ]);
    expect([woken, taken]).toEqual([[], ['c-3']]);
  });
});
