/**
 * What must hold of a saga that has ended, whatever happened on its way. Checks look at the row, at the events, and at what
 * the participants really did.
 */
import { resolveDefinition, type ResolvedStep } from '#libs/saga-core';
import { placeOfKey } from '../call-keys.js';
import type { EngineHarness } from '../engine/engine-harness.js';

export type SagaEnd = 'COMPLETED' | 'COMPENSATED';

/** Everything that is wrong with the end of a saga; empty when it is the right one. */
export async function wrongsOfEnd(harness: EngineHarness, sagaId: string, end: SagaEnd): Promise<string[]> {
  const { status } = harness.row(sagaId);
  return [
    ...(status === end ? [] : [`it is ${status} and not ${end}`]),
    ...(await wrongsOfCourse(harness, sagaId)),
    ...wrongsOfEffects(harness, sagaId, end),
  ];
}

/** Everything that is wrong with the course of a saga at rest, ended or stuck. */
export async function wrongsOfCourse(harness: EngineHarness, sagaId: string): Promise<string[]> {
  const limbo = await harness.reads.limbo();
  const keys = harness.caller.effects.map(({ key }) => key).filter((key) => key.startsWith(`${sagaId}/`));
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [
    ...harness.misfolded().map((id) => `the row of ${id} is not the fold of its events (G7)`),
    ...limbo.map(({ why }) => `in limbo: ${why} (G8)`),
    ...wrongsOfHistory(harness, sagaId),
    ...twice.map((key) => `${key} took effect twice (G2)`),
  ];
}

/** Numbers without a gap, and no event of an epoch older than one before it (G6). */
function wrongsOfHistory(harness: EngineHarness, sagaId: string): string[] {
  const rows = harness.db.eventsOf(sagaId);
  const gaps = rows.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`event ${index + 1} is ${seq}`]));
  const epochs = rows.flatMap(({ epoch }) => (epoch === null ? [] : [epoch]));
  const older = epochs.some((epoch, index) => epoch < (epochs[index - 1] ?? 0));
  return older ? [...gaps, `epochs go back: ${epochs.join(' ')} (G6)`] : gaps;
}

function wrongsOfEffects(harness: EngineHarness, sagaId: string, end: SagaEnd): string[] {
  const { steps } = resolveDefinition(harness.definition);
  const all = harness.caller.effects.filter(({ key }) => key.startsWith(`${sagaId}/`));
  const done = all.filter(({ direction }) => direction === 'action').map(({ key }) => placeOfKey(key));
  const undone = all
    .filter(({ direction }) => direction === 'compensation')
    .map(({ key }) => placeOfKey(key));
  return end === 'COMPLETED' ? wrongsOfDone(steps, done, undone) : wrongsOfUndone(steps, done, undone);
}

function wrongsOfDone(steps: readonly ResolvedStep[], done: readonly string[], undone: readonly string[]) {
  const all = steps.flatMap((step) => step.branches.map(({ name }) => `${step.name}/${name}`));
  return [
    ...all.filter((place) => !done.includes(place)).map((place) => `${place} had no effect`),
    ...undone.map((place) => `${place} was undone`),
  ];
}

function wrongsOfUndone(steps: readonly ResolvedStep[], done: readonly string[], undone: readonly string[]) {
  const undoable = steps.flatMap((step) =>
    step.branches.flatMap(({ name, compensation }) =>
      compensation === null ? [] : [`${step.name}/${name}`],
    ),
  );
  const committed = steps.filter(({ kind }) => kind !== 'compensatable').map(({ name }) => name);
  const indexes = undone.map((place) => steps.findIndex(({ name }) => place.startsWith(`${name}/`)));
  const isReverse = indexes.every((index, at) => at === 0 || index <= (indexes[at - 1] as number));
  return [
    ...(isReverse ? [] : [`undone in the order ${undone.join(', ')} (G3)`]),
    ...done
      .filter((place) => undoable.includes(place) && !undone.includes(place))
      .map((place) => `${place} was left in force (G3)`),
    ...undone.filter((place) => !done.includes(place)).map((place) => `${place} was undone and never done`),
    ...done
      .filter((place) => committed.some((name) => place.startsWith(`${name}/`)))
      .map((place) => `${place} committed a saga that was taken back`),
  ];
}
