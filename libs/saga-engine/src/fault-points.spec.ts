/**
 * Every fault point of the engine × what happens there × the direction of the saga: the fault strikes, and the saga ends as
 * if nothing had been. The points and the windows that they open are in the testkit's fault-points.ts.
 */
import {
  BOUNDARIES,
  BOUNDARY_NAMES,
  DIRECTIONS,
  FAULT_KINDS,
  FAULT_MOMENTS,
  FaultTrial,
  NO_POINTS,
  wrongsOfEnd,
} from '#libs/testkit';

const met = new Set<string>();

describe.each(BOUNDARY_NAMES)('%s', (name) => {
  const trials = FAULT_MOMENTS.flatMap((moment) =>
    FAULT_KINDS.flatMap((kind) =>
      DIRECTIONS.map((direction) => ({ moment, kind, direction, window: BOUNDARIES[name].opens[moment] })),
    ),
  );

  it.each(trials)('$moment ($window): $kind, $direction', async ({ moment, kind, direction }) => {
    const trial = new FaultTrial(name, moment, kind, direction);
    await trial.run();
    const { harness, fault, sagaId } = trial;
    const end = direction === 'forward' ? 'COMPLETED' : 'COMPENSATED';
    expect({ struck: fault.struck, wrongs: await wrongsOfEnd(harness, sagaId, end) }).toEqual({
      struck: 1,
      wrongs: [],
    });
    expect(await harness.close()).toEqual([]);
    for (const method of fault.met) met.add(method);
  });
});

it('there is no await boundary without a point', () => {
  const points = new Set(BOUNDARY_NAMES.map((name) => `${BOUNDARIES[name].port}.${BOUNDARIES[name].method}`));
  expect([...met].filter((method) => !points.has(method) && !NO_POINTS.has(method))).toEqual([]);
});
