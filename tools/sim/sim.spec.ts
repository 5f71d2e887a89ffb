/** The simulator itself: it repeats its courses, it is quiet where all is well, and it sees mistakes. */
import type { SagaStore } from '#libs/saga-engine';
import { shrink, Tally } from './campaign.js';
import { REGRESSIONS } from './regressions.js';
import { simulate, type Outcome, type SimulationOptions } from './simulation.js';

async function firstViolation(options: SimulationOptions, seeds = 400): Promise<Outcome | null> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const outcome = await simulate(seed, options);
    if (outcome.violation !== null) return outcome;
  }
  return null;
}

type Method = keyof SagaStore;

/** A store of which some methods are others. */
function alteredIn(methods: Partial<Record<Method, (store: SagaStore) => unknown>>): SimulationOptions {
  const alter = (store: SagaStore) =>
    new Proxy(store, {
      get: (target, name) => {
        const by = methods[name as Method];
        const member = by === undefined ? (Reflect.get(target, name) as unknown) : by(target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  return { alter };
}

const altered = (method: Method, by: (store: SagaStore) => unknown): SimulationOptions =>
  alteredIn({ [method]: by });

describe('the simulator', () => {
  it('takes the same course for the same seed, and another one for another', async () => {
    const courses = [];
    for (const seed of [7, 7, 8]) courses.push((await simulate(seed)).hash);
    expect(courses[0]).toBe(courses[1]);
    expect(courses[2]).not.toBe(courses[0]);
  });

  it('finds nothing in 300 seeds, in which something happens', async () => {
    const tally = new Tally();
    for (const seed of [...REGRESSIONS, ...Array.from({ length: 300 }, (_, index) => index + 1)]) {
      const outcome = await simulate(seed);
      expect({ seed, violation: outcome.violation }).toEqual({ seed, violation: null });
      tally.add(outcome);
    }
    expect(tally.events / tally.seeds).toBeGreaterThanOrEqual(60);
    expect(tally.fired / tally.seeds).toBeGreaterThanOrEqual(3);
    expect([...tally.ends.keys()].sort()).toEqual(['CLOSED', 'COMPENSATED', 'COMPLETED']);
  });

  it('leaves out faults, and shrinks a failing seed to those that it needs', async () => {
    const lossy = altered('start', (store) => async (batch: Parameters<SagaStore['start']>[0]) => {
      void store;
      return batch.map(() => ({ kind: 'started' }));
    });
    const failed = await firstViolation(lossy);
    expect(failed?.violation?.oracle).toBe('I1');
    expect(await shrink(failed as Outcome, lossy)).toEqual([]);
  });
});

describe('the simulator sees', () => {
  it('I8: sagas that nobody sweeps or takes over', async () => {
    const failed = await firstViolation(altered('takeover', () => async () => []));
    expect(failed?.violation?.oracle).toBe('I8');
    expect(
      (
        await shrink(
          failed as Outcome,
          altered('takeover', () => async () => []),
        )
      ).length,
    ).toBeGreaterThan(0);
  });

  it('I1: a saga that is given up before its minute is over', async () => {
    // The row is looked at twice, so both looks have to be wrong.
    const found = new Set<string>();
    const hasty = alteredIn({
      unclaimable:
        (store) =>
        async (...[fitness, , limit]: Parameters<SagaStore['unclaimable']>) => {
          const sagas = await store.unclaimable(fitness, 100, limit);
          for (const sagaId of sagas) found.add(sagaId);
          return sagas;
        },
      operate:
        (store) =>
        (...[sagaId, decide, request]: Parameters<SagaStore['operate']>) => {
          const late: typeof decide = (stored, earlier) =>
            decide(stored && { ...stored, databaseNowMs: stored.databaseNowMs + 60_000 }, earlier);
          return store.operate(sagaId, found.delete(sagaId) ? late : decide, request);
        },
    });
    const failed = await firstViolation(hasty);
    expect(failed?.violation?.message).toContain('was given up after it had been due for');
  });

  it('I5, I6: a write that no fence keeps out', async () => {
    const unfenced = altered(
      'flush',
      (store) =>
        async (...[instanceId, batch]: Parameters<SagaStore['flush']>) => {
          const current = await Promise.all(batch.map(({ sagaId }) => store.load(sagaId)));
          const forced = batch.map((transition, index) => ({
            ...transition,
            epoch: current[index]?.row.epoch ?? 0,
            expectedRevision: current[index]?.row.revision ?? 0,
          }));
          return store.flush(instanceId, forced);
        },
    );
    expect((await firstViolation(unfenced))?.violation).not.toBeNull();
  });
});
