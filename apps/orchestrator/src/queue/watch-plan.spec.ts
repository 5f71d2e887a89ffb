import {
  isSuspect,
  planWatch,
  startWatch,
  WATCH_LIMITS,
  type WatchLook,
  type WatchState,
} from './watch-plan.js';

const WORKING: WatchLook = { answered: true, waiting: 0, paused: false, free: true, taken: 0 };

/** Looks once a second, from `fromS` to `toS`, and tells at which seconds something had to be done. */
function watch(
  initial: WatchState,
  fromS: number,
  toS: number,
  look: (second: number) => Partial<WatchLook>,
): { state: WatchState; actions: string[] } {
  const actions: string[] = [];
  let state = initial;
  for (let second = fromS; second <= toS; second++) {
    const plan = planWatch(state, { ...WORKING, ...look(second) }, second * 1_000);
    state = plan.state;
    if (plan.action !== 'none') actions.push(`${plan.action}@${second}`);
  }
  return { state, actions };
}

describe('planWatch', () => {
  it('leaves an idle worker alone for ever', () => {
    expect(watch(startWatch(0), 1, 600, () => ({})).actions).toEqual([]);
  });

  it('leaves a busy worker alone, however long the queue', () => {
    const look = (second: number) => ({ waiting: 1_000, taken: second });
    expect(watch(startWatch(0), 1, 600, look).actions).toEqual([]);
  });

  it('rebuilds after ten seconds without a job although jobs wait, twice, and then gives up', () => {
    const { actions } = watch(startWatch(0), 1, 31, () => ({ waiting: 1 }));
    expect(actions).toEqual(['rebuild@10', 'rebuild@20', 'dead@30', 'dead@31']);
  });

  it('waits five seconds and five looks when the first job comes after a long rest', () => {
    const look = (second: number) => ({ waiting: second >= 100 ? 1 : 0 });
    expect(watch(startWatch(0), 1, 106, look).actions).toEqual(['rebuild@105']);
  });

  it('does not blame a worker for jobs that somebody takes in time', () => {
    const look = (second: number) => ({ waiting: second % 4 === 0 ? 0 : 7 });
    expect(watch(startWatch(0), 1, 600, look).actions).toEqual([]);
  });

  it('forgets the rebuilds with the first job that is taken', () => {
    const look = (second: number) => ({ waiting: 1, taken: second > 21 ? 1 : 0 });
    const { actions } = watch(startWatch(0), 1, 45, look);
    expect(actions).toEqual(['rebuild@10', 'rebuild@20', 'rebuild@32', 'rebuild@42']);
  });

  it.each([
    ['Redis did not answer', { answered: false }],
    ['the queue was paused', { paused: true }],
    ['all slots were taken', { free: false }],
  ])('starts anew after a time in which %s', (_why, excuse) => {
    const look = (second: number) => ({ waiting: 1, ...(second <= 60 ? excuse : {}) });
    expect(watch(startWatch(0), 1, 69, look).actions).toEqual([]);
    expect(watch(startWatch(0), 1, 70, look).actions).toEqual(['rebuild@70']);
  });

  it('does not count an outage between two rebuilds as a success', () => {
    const look = (second: number) => ({ waiting: 1, answered: second <= 10 || second > 60 });
    expect(watch(startWatch(0), 1, 85, look).actions.slice(0, 3)).toEqual([
      'rebuild@10',
      'rebuild@70',
      'dead@80',
    ]);
  });

  it('does not blame a worker for a time in which this process itself stood still', () => {
    const before = planWatch(startWatch(0), { ...WORKING, waiting: 1 }, 1_000).state;
    expect(planWatch(before, { ...WORKING, waiting: 1 }, 60_000).action).toBe('none');
  });

  it('suspects a worker from the second look at which something waits', () => {
    const first = planWatch(startWatch(0), { ...WORKING, waiting: 1 }, 1_000).state;
    const second = planWatch(first, { ...WORKING, waiting: 1 }, 2_000).state;
    const taken = planWatch(second, { ...WORKING, waiting: 1, taken: 1 }, 3_000).state;
    expect([first, second, taken].map(isSuspect)).toEqual([false, true, false]);
  });

  it('keeps to the limits of the guarantee', () => {
    expect(WATCH_LIMITS).toEqual({ idleMs: 10_000, waitingMs: 5_000, looks: 5, rebuilds: 2 });
  });
});
