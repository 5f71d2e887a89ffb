import type { FoldedColumns, Transition } from '#libs/saga-engine';
import { expectStoreError, type StoreWorld } from './saga-store-world.js';

type Release = Transition['release'];
const REST: Release = { dueAtMs: null };
const DUE: Release = { dueAtMs: 1_795_000_000_000 };
const AT = 1_795_000_000_000;

/** What no transition may leave behind, whatever decided it. */
const BROKEN: readonly [string, Partial<FoldedColumns>, Release][] = [
  ['G8: at rest without a reason', {}, REST],
  ['G8: at rest without a reason, going back', { status: 'COMPENSATING' }, REST],
  ['due although it is paused', { pausedAtMs: AT }, DUE],
  ['due although it is blocked', { blockedOn: 'report' }, DUE],
  ['due although it has ended', { status: 'COMPLETED', finishedAtMs: AT }, DUE],
  ['owned although it has ended', { status: 'COMPLETED', finishedAtMs: AT }, null],
  ['owned although it is stuck', { status: 'FAILED', stuckClass: 'poison' }, null],
  ['stuck without a class', { status: 'FAILED' }, REST],
  ['a class without being stuck', { stuckClass: 'poison' }, null],
  ['a cause without being stuck', { cause: 'c' }, null],
  ['ended without a time', { status: 'COMPENSATED' }, REST],
  ['a time of the end without an end', { finishedAtMs: AT }, null],
  ['paused although it has ended', { status: 'CLOSED', finishedAtMs: AT, pausedAtMs: AT }, REST],
  ['blocked although it is stuck', { status: 'FAILED', stuckClass: 'poison', blockedOn: 'report' }, REST],
  ['rewinding while it goes forward', { rewindTo: 1 }, null],
  ['a reason without a code', { errorReason: 'WHY' }, null],
  ['G12: an error code that is free text', { errorCode: 'patient is pregnant' }, null],
  ['G12: a reason that is free text', { errorCode: 'INTERNAL', errorReason: 'Bad pulse' }, null],
  ['an unknown status', { status: 'DREAMING' as never }, null],
  ['an unknown class', { status: 'FAILED', stuckClass: 'bored' as never }, REST],
  ['a negative step', { stepIndex: -1 }, null],
];

/** What it may. */
const FINE: readonly [string, Partial<FoldedColumns>, Release][] = [
  ['paused at rest', { pausedAtMs: AT }, REST],
  ['paused while owned', { pausedAtMs: AT }, null],
  ['blocked at rest', { blockedOn: 'report' }, REST],
  ['stuck and paused', { status: 'FAILED', stuckClass: 'refused', cause: 'c', pausedAtMs: AT }, REST],
  ['stuck in a rewind', { status: 'FAILED', stuckClass: 'compensation_refused', rewindTo: 1 }, REST],
  [
    'going back in a rewind',
    { status: 'COMPENSATING', rewindTo: 0, errorCode: 'ABORTED', errorReason: 'A_1' },
    DUE,
  ],
  ['closed', { status: 'CLOSED', finishedAtMs: AT }, REST],
];

export function constraintCases(world: StoreWorld): void {
  it.each(BROKEN)('refuses a saga that is %s', async (_name, columns, release) => {
    const { self, saga } = await world.owned();
    await expectStoreError(world.store.flush(self, [world.transition(saga, { columns, release })]), 'poison');
    expect(await world.row(saga.row.id)).toMatchObject({ revision: 1, owner: self });
  });

  it.each(FINE)('keeps a saga that is %s', async (_name, columns, release) => {
    const { self, saga } = await world.owned();
    await world.flushed(self, world.transition(saga, { columns, release }));
    expect(await world.row(saga.row.id)).toMatchObject(columns);
  });

  it('refuses a second started, and two events of one number', async () => {
    const { self, saga } = await world.owned();
    const started = [world.event(2, 'started')];
    await expectStoreError(world.store.flush(self, [world.transition(saga, { events: started })]), 'poison');
    const twice = [world.event(2, 'turned'), world.event(2, 'turned')];
    await expectStoreError(world.store.flush(self, [world.transition(saga, { events: twice })]), 'poison');
    const first = [world.event(1, 'turned')];
    await expectStoreError(world.store.flush(self, [world.transition(saga, { events: first })]), 'poison');
    expect((await world.store.load(saga.row.id))?.events).toHaveLength(1);
  });
}
