/** Deliveries of one key that come at the same moment. */
import { ConformanceFailure } from './subject.js';
import type { ParticipantCase } from './case.js';
import { describeAnswer, isTooLate, type Scene } from './scene.js';

const CROWD = 8;
const ROUNDS = 4;

const crowdOf = <T>(size: number, deliver: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: size }, deliver));

async function crowdOfActions(scene: Scene): Promise<void> {
  const call = scene.call();
  for (const answer of await crowdOf(CROWD, () => call.act())) call.mustHaveActed(answer);
  await call.stands('APPLIED');
}

async function crowdOfUndos(scene: Scene): Promise<void> {
  const call = scene.call();
  await call.acts();
  for (const answer of await crowdOf(CROWD, () => call.undo())) call.mustHaveUndone(answer);
  await call.stands('COMPENSATED');
}

async function crowdOfUndosOfNothing(scene: Scene): Promise<void> {
  const call = scene.call();
  for (const answer of await crowdOf(CROWD, () => call.undo())) call.mustHaveUndone(answer);
  await call.comesTooLate();
  await call.stands('COMPENSATED');
}

/**
 * Either the action was first and was undone, or the undo was first and every action is refused. What is sent first is more
 * likely to come first, so the rounds take turns.
 */
async function bothAtOnce(scene: Scene, round: number): Promise<void> {
  const call = scene.call({ branch: `round_${round}` });
  const act = () => crowdOf(3, () => call.act());
  const undo = () => crowdOf(2, () => call.undo('forgotten'));
  const early = round % 2 === 0 ? undo() : null;
  const [actions, undos] = await Promise.all([act(), early ?? undo()]);
  for (const answer of undos) call.mustHaveUndone(answer);
  const answered = [...actions, await call.act()];
  const late = answered.filter(isTooLate);
  if (late.length > 0 && late.length < answered.length)
    throw new ConformanceFailure(
      `expected all deliveries of the action to meet one fate, got ${answered.map(describeAnswer).join('; ')}`,
    );
  if (late.length === 0) for (const answer of answered) call.mustHaveActed(answer);
  await call.stands('COMPENSATED');
}

export const CROWD_CASES: readonly ParticipantCase[] = [
  {
    name: `${CROWD} deliveries of an action at once make one effect and get one reply`,
    undoes: false,
    run: crowdOfActions,
  },
  {
    name: `${CROWD} deliveries of an undo at once undo once and get one reply`,
    undoes: true,
    run: crowdOfUndos,
  },
  {
    name: `${CROWD} deliveries of an undo at once close an action that has not come`,
    undoes: true,
    run: crowdOfUndosOfNothing,
  },
  {
    name: 'an action and its undo at the same moment leave no effect, whichever is first',
    undoes: true,
    run: async (scene) => {
      for (let round = 1; round <= ROUNDS; round += 1) await bothAtOnce(scene, round);
    },
  },
];
