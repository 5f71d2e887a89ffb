/**
 * The suite that every saga definition has to pass, made of the definition alone: it completes, and whatever goes wrong at
 * any branch of any step it ends as its kinds and policies say, with one effect per key and everything undone in reverse.
 * The real engine moves the sagas; see `definition-trial.ts` for what is around it and `promise.ts` for what is expected.
 */
import { checkDefinition, resolveDefinition, type SagaDefinition } from '#libs/saga-core';
import { DefinitionTrial, type Trouble } from './definition-trial.js';
import { gapsOf, materialOf } from './material.js';
import {
  attemptsOf,
  completed,
  effectsOf,
  endOfAction,
  endOfUndo,
  eventsOf,
  mayBeTakenBack,
  misfortunesOf,
  placesOf,
  takenBack,
  takenBackByOperator,
  turningPlace,
  undoablePlaces,
  type End,
  type Place,
} from './promise.js';

/** A thousand attempts of a retriable call take a moment where others work too. */
const TEST_TIMEOUT_MS = 120_000;

/** Declares the suite; to be called at the top of a test file, or in a `describe`. */
export function definitionSuite(definition: SagaDefinition): void {
  describe(`the definition ${definition.type}`, () => {
    const places = placesOf(resolveDefinition(definition));
    const turn = turningPlace(places);

    it('is sound, and each of its references leads to something', () => {
      expect(checkDefinition(definition)).toEqual([]);
      expect(gapsOf(definition, materialOf(definition))).toEqual([]);
    });

    describe('on its way forward', () => courseCases(definition, {}, completed(places)));
    describe.each(places)('where $name', (at) => actionCases(definition, places, at));
    if (turn === null) return;
    describe('on its way back', () =>
      courseCases(definition, { isCancelled: true }, takenBack(places, turn)));
    describe.each(undoablePlaces(places))('where the undo of $name', (at) =>
      undoCases(definition, places, turn, at),
    );
  });
}

async function run(definition: SagaDefinition, trouble: Trouble): Promise<DefinitionTrial> {
  const trial = new DefinitionTrial(definition, trouble);
  await trial.run();
  return trial;
}

/** What happens to a course in which no participant fails. */
function courseCases(definition: SagaDefinition, course: Trouble, end: End): void {
  it(
    'G2 G3: every call is made once and takes effect once',
    async () => {
      const trial = await run(definition, course);
      const { revision, effects } = trial;
      const expected = { end, revision: eventsOf(end), effects: effectsOf(end) };
      expect({ end: trial.end, revision, effects }).toEqual(expected);
      expect(trial.harness.caller.calls).toHaveLength(effects);
      expect(await trial.wrongs()).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  it(
    'G2 G5: every call that arrives again, before its answer, after it or after the end, has one effect',
    async () => {
      const trial = await run(definition, { ...course, repeats: true });
      expect(trial.end).toEqual(end);
      expect(await trial.wrongs()).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  it.each(numbersTo(eventsOf(end)))(
    'G1 G6 G8: the process dies after event %i',
    async (last) => {
      const trial = await run(definition, { ...course, diesWhen: ({ revision }) => revision >= last });
      expect(trial.end).toEqual(end);
      expect(await trial.wrongs()).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  const effects = numbersTo(effectsOf(end));
  it.each(effects)(
    'G2 G6 G9: without a queue, the process dies before it hears of effect %i',
    async (last) => {
      const diesWhen = (one: DefinitionTrial) => one.effects >= last;
      const trial = await run(definition, { ...course, isQueueAway: true, diesWhen });
      expect(trial.end).toEqual(end);
      expect(await trial.wrongs()).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );
}

const numbersTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

function actionCases(definition: SagaDefinition, places: readonly Place[], at: Place): void {
  it.each(misfortunesOf(at.branch.action))(
    '$says',
    async (misfortune) => {
      const trial = await run(definition, { at, direction: 'action', misfortune });
      const end = endOfAction(places, at, misfortune);
      expect({ met: trial.met, end: trial.end }).toEqual({
        met: attemptsOf(at.branch.action, misfortune),
        end,
      });
      if (mayBeTakenBack(at, end)) {
        await trial.healed('compensate');
        expect(trial.end).toEqual(takenBackByOperator(places, at, misfortune));
      }
      expect(await trial.wrongs()).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );
}

function undoCases(definition: SagaDefinition, places: readonly Place[], turn: Place, at: Place): void {
  const call = at.branch.compensation;
  if (call === null) return;
  it.each(misfortunesOf(call))(
    '$says',
    async (misfortune) => {
      const trial = await run(definition, { at, direction: 'compensation', misfortune, isCancelled: true });
      const end = endOfUndo(places, turn, at, misfortune);
      expect({ met: trial.met, end: trial.end }).toEqual({ met: attemptsOf(call, misfortune), end });
      if (end.status === 'FAILED') {
        await trial.healed('replay');
        expect(trial.end).toEqual(takenBack(places, turn));
      }
      expect(await trial.wrongs()).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );
}
