import {
  planRetirements,
  planSelfCheck,
  renewIntervalMs,
  sweepOverdueMs,
  type FreeLocks,
  type InstanceLook,
  type WatchLook,
} from './plan.js';

const NOW = 1_000_000;
const alive = (id: string, more: Partial<InstanceLook> = {}): InstanceLook => ({
  id,
  leaseUntilMs: NOW + 8_000,
  retired: false,
  lockFree: false,
  ...more,
});
const look = (atMs: number, ...instances: readonly InstanceLook[]): WatchLook => ({
  databaseNowMs: atMs,
  serverStartedAtMs: 0,
  instances,
});
const NONE: FreeLocks = new Map();
const retired = (watch: WatchLook, before: FreeLocks = NONE, reconnectedAtMs: number | null = null) =>
  planRetirements(before, watch, 'self', reconnectedAtMs).retire.map(({ id }) => id);

describe('retirement', () => {
  it('meets an instance whose lease ran out, by the database clock', () => {
    expect(
      retired(look(NOW, alive('a', { leaseUntilMs: NOW }), alive('b', { leaseUntilMs: NOW + 1 }))),
    ).toEqual(['a']);
  });

  it('names the lease that was seen, so that a renewal in between saves the instance', () => {
    const plan = planRetirements(NONE, look(NOW, alive('a', { leaseUntilMs: NOW - 5 })), 'self', null);
    expect(plan.retire).toEqual([{ id: 'a', seenLeaseUntilMs: NOW - 5 }]);
  });

  it('of a free lock needs a second look at least 250 ms later', () => {
    const first = planRetirements(NONE, look(NOW, alive('a', { lockFree: true })), 'self', null);
    expect(first.retire).toEqual([]);
    expect(retired(look(NOW + 249, alive('a', { lockFree: true })), first.freeLocks)).toEqual([]);
    expect(retired(look(NOW + 250, alive('a', { lockFree: true })), first.freeLocks)).toEqual(['a']);
  });

  it('counts from the first look, however often it looks', () => {
    const seen = [0, 100, 200].reduce(
      (before, ms) =>
        planRetirements(before, look(NOW + ms, alive('a', { lockFree: true })), 'self', null).freeLocks,
      NONE,
    );
    expect(retired(look(NOW + 250, alive('a', { lockFree: true })), seen)).toEqual(['a']);
  });

  it('starts over when the instance renewed its lease or took its lock again', () => {
    const first = planRetirements(NONE, look(NOW, alive('a', { lockFree: true })), 'self', null);
    const renewed = alive('a', { lockFree: true, leaseUntilMs: NOW + 9_000 });
    const second = planRetirements(first.freeLocks, look(NOW + 300, renewed), 'self', null);
    expect(second.retire).toEqual([]);
    expect(retired(look(NOW + 400, renewed), second.freeLocks)).toEqual([]);
    const locked = planRetirements(first.freeLocks, look(NOW + 300, alive('a')), 'self', null);
    expect(retired(look(NOW + 600, alive('a', { lockFree: true })), locked.freeLocks)).toEqual([]);
  });

  it('never meets oneself, or who is retired already', () => {
    const gone = { leaseUntilMs: 0, lockFree: true };
    expect(retired(look(NOW, alive('self', gone), alive('a', { ...gone, retired: true })))).toEqual([]);
  });

  it('is quiet for three seconds after a start of the database or a reconnection, and forgets what it saw', () => {
    const expired = alive('a', { leaseUntilMs: 0 });
    const started = { ...look(NOW, expired), serverStartedAtMs: NOW - 2_999 };
    const seen = planRetirements(
      NONE,
      look(NOW - 500, alive('a', { lockFree: true })),
      'self',
      null,
    ).freeLocks;
    expect(planRetirements(seen, started, 'self', null)).toEqual({ retire: [], freeLocks: new Map() });
    expect(retired(look(NOW, expired), NONE, NOW - 2_999)).toEqual([]);
    expect(retired(look(NOW, expired), NONE, NOW - 3_000)).toEqual(['a']);
    expect(retired(look(NOW, expired), NONE, null)).toEqual(['a']);
  });
});

describe('the self-check', () => {
  const rows = [
    { sagaId: 's', epoch: 1 },
    { sagaId: 't', epoch: 4 },
  ];
  const onlyS = ({ sagaId }: { sagaId: string }) => sagaId === 's';

  it('takes over what had no run on two looks in a row', () => {
    const first = planSelfCheck(rows, onlyS, new Set());
    expect(first.takeOver).toEqual([]);
    const second = planSelfCheck(rows, onlyS, first.missing);
    expect(second.takeOver).toEqual([{ sagaId: 't', epoch: 4 }]);
    expect(planSelfCheck(rows, onlyS, second.missing).takeOver).toEqual([]);
  });

  it('starts over when the run was there in between, or the epoch is another one', () => {
    const first = planSelfCheck(rows, onlyS, new Set());
    const between = planSelfCheck(rows, () => true, first.missing);
    expect(planSelfCheck(rows, onlyS, between.missing).takeOver).toEqual([]);
    expect(planSelfCheck([{ sagaId: 't', epoch: 5 }], onlyS, first.missing).takeOver).toEqual([]);
  });
});

describe('intervals', () => {
  it('are shorter where a signal is missing', () => {
    expect([sweepOverdueMs(true), sweepOverdueMs(false)]).toEqual([1_000, 0]);
    expect([renewIntervalMs(true), renewIntervalMs(false)]).toEqual([2_500, 200]);
  });
});
