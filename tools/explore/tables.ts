/**
 * How a world changes its tables: a statement is executed on them at one moment, and what it wrote is judged at once.
 *
 * G6 No event of an older epoch than its row's, and no lower epoch. G7 The row is the fold of its events. I12 What has ended
 * stays ended.
 */
import { apply, FoldError, hasEnded, type SagaEvent, type SagaState } from '#libs/saga-core';
import { columnsOf, fromRow, StoreError, type SagaRow } from '#libs/saga-engine';
import type { MemoryDatabase } from '#libs/testkit';
import { rowOf, SAGA_ID, Violation, type Setting, type Stray, type World } from './world.js';

/** Executes a statement; @throws Violation when it broke a rule, or a constraint of the database. */
export function execute<T>(
  setting: Setting,
  world: World,
  statement: (database: MemoryDatabase) => T,
): { readonly world: World; readonly answer: T } {
  const { database, clock } = setting;
  clock.nowMs = world.nowMs;
  database.restore(world.tables);
  let answer: T;
  try {
    answer = statement(database);
  } catch (error) {
    if (error instanceof StoreError) throw new Violation('store', error.message);
    throw error;
  }
  const written = { ...world, tables: database.image() };
  const committed = judgeWritten(setting, world, written);
  return { world: { ...written, committed, strays: awaited(setting, written) }, answer };
}

/** Statements that may still do something. The others are executed once, to see that they do nothing. */
export function awaited({ protocol, database }: Setting, { tables, strays }: World): readonly Stray[] {
  const row = rowOf({ tables });
  const outdated = strays.filter(({ transition }) => protocol.isOutdated(row, transition));
  if (outdated.length === 0) return strays;
  for (const { instanceId, transition } of outdated) {
    if (protocol.flush(database, instanceId, [transition]).size > 0)
      throw new Violation(
        'G6',
        `a statement of epoch ${transition.epoch} was executed at epoch ${row.epoch}`,
      );
  }
  return strays.filter((stray) => !outdated.includes(stray));
}

function judgeWritten(setting: Setting, before: World, after: World): SagaState {
  const [was, row] = [rowOf(before), rowOf(after)];
  if (was === row) return before.committed;
  if (row.epoch < was.epoch) throw new Violation('G6', `the epoch fell from ${was.epoch} to ${row.epoch}`);
  let state = before.committed;
  const stored = after.tables.events.get(SAGA_ID) ?? [];
  for (const eventRow of stored.slice(before.committed.revision)) {
    const event = fromRow(setting.cipher, setting.key, SAGA_ID, eventRow);
    judgeEvent(state, event, row);
    state = foldOne(setting, state, event);
  }
  const columns = columnsOf(setting.cipher, setting.definition, state);
  for (const [name, value] of Object.entries(columns)) {
    const kept = row[name as keyof SagaRow];
    if (kept !== value)
      throw new Violation('G7', `${name} is ${String(kept)}, the events say ${String(value)}`);
  }
  return state;
}

function judgeEvent(state: SagaState, { kind, epoch }: SagaEvent, row: SagaRow): void {
  if (epoch !== null && epoch !== row.epoch)
    throw new Violation('G6', `${kind} of epoch ${epoch} was written at epoch ${row.epoch}`);
  if (hasEnded(state) && kind !== 'reopened') throw new Violation('I12', `${kind} after the end`);
}

function foldOne({ definition }: Setting, state: SagaState, event: SagaEvent): SagaState {
  try {
    return apply(definition, state, event);
  } catch (error) {
    if (error instanceof FoldError) throw new Violation('G7', error.message);
    throw error;
  }
}
