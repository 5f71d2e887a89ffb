/**
 * Calls and what becomes of them: a participant takes effect once, refuses, puts off, or says nothing; and a call that nobody
 * waits for any more may still arrive.
 *
 * G2 One effect of a key. G3 Undo in reverse order. G5 No effect after its undo was confirmed.
 */
import {
  sameCall,
  type CallRef,
  type CallResult,
  type GrpcStatusName,
  type ResolvedDefinition,
} from '#libs/saga-core';
import { actionKeyOf } from '#libs/testkit';
import { NO_ROWS, type BarrierAnswer, type BarrierRows } from './barrier.js';
import { changeRun, processAt, Violation, type Call, type Ghost, type Setting, type World } from './world.js';

/** How a participant treats a call. `twice`: it takes effect and is answered, and arrives once more. */
export const TREATMENTS = ['done', 'refused', 'no_effect', 'silent', 'twice'] as const;
export type Treatment = (typeof TREATMENTS)[number];

const STATUS_OF = { refused: 'FAILED_PRECONDITION', no_effect: 'ABORTED', silent: 'UNAVAILABLE' } as const;

export function rowsOf(world: World, key: string): BarrierRows {
  return world.ledger.get(actionKeyOf(key)) ?? NO_ROWS;
}

/** What a mover makes of a status, by the table of the core. */
export function resultOf({ protocol }: Setting, ref: CallRef, status: GrpcStatusName): CallResult {
  const outcome = protocol.outcomeOf(status, status === 'FAILED_PRECONDITION');
  if (outcome === 'done') return { ref, outcome, reply: {} };
  return { ref, outcome, error: { code: status } };
}

/** Nobody waits for these calls any more, and they may still arrive. */
export function addGhosts({ protocol }: Setting, world: World, calls: readonly Call[]): World {
  let { ghosts } = world;
  for (const { ref, key } of calls) {
    const { direction } = ref;
    const isKnown = ghosts.some((ghost) => ghost.key === key && ghost.direction === direction);
    if (isKnown || protocol.barrier.isSettled(rowsOf(world, key), direction)) continue;
    ghosts = [...ghosts, { key, direction }].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  }
  return { ...world, ghosts };
}

function nameOf({ key, direction }: Ghost): string {
  return `${key} ${direction}`;
}

/** A call arrives at its participant, which does what its barrier says. @throws Violation */
export function arrive(
  setting: Setting,
  world: World,
  { key, direction }: Ghost,
): { readonly world: World; readonly reply: BarrierAnswer['reply'] } {
  const before = rowsOf(world, key);
  const { rows, reply } = setting.protocol.barrier[direction](before);
  if (rows === before) return { world, reply };
  if (rows.made > before.made) judgeEffect(setting, world, key, rows);
  if (rows.undone > before.undone) judgeUndo(setting, world, key, rows);
  const ledger = new Map(world.ledger).set(actionKeyOf(key), rows);
  const ghosts = world.ghosts.filter(
    (ghost) =>
      actionKeyOf(ghost.key) !== actionKeyOf(key) ||
      !setting.protocol.barrier.isSettled(rows, ghost.direction),
  );
  return { world: { ...world, ledger, ghosts }, reply };
}

function placeOf({ stepIndexOf, steps }: ResolvedDefinition, key: string) {
  const [, step = '', branch = ''] = key.split('/');
  const stepIndex = stepIndexOf.get(step) ?? -1;
  return { stepIndex, branchIndex: steps[stepIndex]?.branchIndexOf.get(branch) ?? -1 };
}

function judgeEffect({ definition }: Setting, { committed }: World, key: string, rows: BarrierRows): void {
  if (rows.made > 1) throw new Violation('G2', `${key} took effect ${rows.made} times`);
  const { stepIndex, branchIndex } = placeOf(definition, key);
  if (committed.steps[stepIndex]?.branches[branchIndex]?.undo.outcome === 'undone')
    throw new Violation('G5', `${key} took effect after its undo was confirmed`);
}

function judgeUndo({ definition }: Setting, world: World, key: string, rows: BarrierRows): void {
  if (rows.undone > rows.made) throw new Violation('G2', `${key} took away what was not there`);
  const { stepIndex } = placeOf(definition, key);
  for (const [other, { made, undone }] of world.ledger) {
    if (made > undone && placeOf(definition, other).stepIndex > stepIndex)
      throw new Violation('G3', `${key} came while the effect of ${other} stood`);
  }
}

/** The call of a run is treated, and the run hears of it. Whoever calls this lets the run think. */
export function treat(
  setting: Setting,
  before: World,
  index: number,
  { ref, key }: Call,
  treatment: Treatment,
): World {
  let world = before;
  let result: CallResult;
  if (treatment === 'done' || treatment === 'twice') {
    const arrived = arrive(setting, world, { key, direction: ref.direction });
    world = arrived.world;
    if (treatment === 'twice') world = arriveAgain(setting, world, { key, direction: ref.direction });
    result = heard(setting, ref, arrived.reply);
  } else {
    if (treatment === 'silent') world = addGhosts(setting, world, [{ ref, key }]);
    result = resultOf(setting, ref, STATUS_OF[treatment]);
  }
  const { run } = processAt(world, index);
  if (run === null) return world;
  return changeRun(world, index, {
    inFlight: run.inFlight.filter((call) => !sameCall(call.ref, ref)),
    results: [...run.results, result],
    firstResultAtMs: run.firstResultAtMs ?? world.nowMs,
  });
}

/** The second copy of a call is on its way, whatever the barrier makes of it. */
function arriveAgain(setting: Setting, world: World, ghost: Ghost): World {
  const { protocol } = setting;
  if (protocol.barrier.isSettled(rowsOf(world, ghost.key), ghost.direction))
    return arrive(setting, world, ghost).world;
  return { ...world, ghosts: [...world.ghosts, ghost] };
}

function heard(setting: Setting, ref: CallRef, reply: BarrierAnswer['reply']): CallResult {
  if (reply === 'ok') return resultOf(setting, ref, 'OK');
  if (reply === 'sealed') return { ref, outcome: 'sealed' };
  return resultOf(setting, ref, STATUS_OF.refused);
}
