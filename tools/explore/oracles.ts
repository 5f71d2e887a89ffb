/**
 * What must hold in every state of the explored world, beside what is judged when something is written (`tables.ts`) and
 * when a call arrives (`calls.ts`).
 *
 * G1 A saga at rest has ended right, and for a reason, or is FAILED for what went wrong, with something beside its closing that
 * an operator may do. G6 One mover. G8 No limbo.
 */
import { allowedActions, hasEnded, isPoison, isStuck, type StuckClass } from '#libs/saga-core';
import { NO_ROWS } from './barrier.js';
import { rowOf, SAGA_ID, Violation, type Setting, type World } from './world.js';

/** @throws Violation */
export function judge(world: World): void {
  const { owner, epoch } = rowOf(world);
  for (const { name, instanceId, run } of world.processes) {
    if (run === null) continue;
    if (run.epoch > epoch)
      throw new Violation('G6', `${name} moves the saga at epoch ${run.epoch}, the row is at ${epoch}`);
    const releases = run.writing !== null && run.writing.transition.release !== null;
    if (run.epoch === epoch && owner !== instanceId && !releases)
      throw new Violation('G6', `${name} lost its claim, and nobody raised the epoch: it would not know`);
  }
}

/** @throws Violation */
export function judgeRest(setting: Setting, world: World): void {
  const { committed } = world;
  const row = rowOf(world);
  if (row.owner !== null) throw new Violation('G8', `${row.owner} owns the saga, and nothing moves it`);
  if (isStuck(committed.phase)) {
    const facts = { owned: false, reopenRefusal: null };
    const actions = allowedActions(setting.definition, committed, facts, world.nowMs);
    if (actions.every(({ action, refusal }) => action === 'close' || refusal !== null))
      throw new Violation('G1', 'the saga is FAILED, and an operator may only close it');
    judgeStuck(setting, world, committed.stuck?.class);
    return;
  }
  const isHeld = committed.pausedAtMs !== null || committed.blockedOn !== null;
  if (!hasEnded(committed) && !isHeld)
    throw new Violation('G8', `the saga is ${row.status}, and nothing moves it`);
  if (committed.phase === 'COMPLETED' || committed.phase === 'COMPENSATED') judgeEnd(setting, world);
}

/** How often an event is in the history. */
export function countOf({ tables }: World, kind: string): number {
  return (tables.events.get(SAGA_ID) ?? []).filter((event) => event.kind === kind).length;
}

function isSpent({ scope }: Setting, { left }: World, limit: 'troubles' | 'commands'): boolean {
  return left[limit] < scope.limits[limit];
}

/** Nothing becomes FAILED where no participant made trouble, but what interrupts one process after the other. */
function judgeStuck(setting: Setting, world: World, why: StuckClass | undefined): void {
  const isExplained =
    why === 'poison' ? isPoison(countOf(world, 'interrupted')) : isSpent(setting, world, 'troubles');
  if (!isExplained)
    throw new Violation('G1', `the saga is FAILED (${why}), and nothing of that kind happened`);
}

/** Nothing turns without a reason, and what was asked to turn before it could only go forward does not complete. */
function judgeWay(setting: Setting, world: World): void {
  const { definition } = setting;
  const mayTurn = isSpent(setting, world, 'troubles') || isSpent(setting, world, 'commands');
  if (world.committed.phase === 'COMPENSATED') {
    if (!mayTurn && definition.deadlineMs === null)
      throw new Violation('G1', 'the saga is COMPENSATED, and nothing turned it');
    return;
  }
  const hasPivot = definition.steps.some(({ kind }) => kind === 'pivot');
  if (!hasPivot && countOf(world, 'cancel_requested') > 0)
    throw new Violation('G1', 'the saga is COMPLETED, and its cancel was accepted');
}

function judgeEnd(setting: Setting, world: World): void {
  const { definition } = setting;
  const { committed, ledger } = world;
  judgeWay(setting, world);
  const mustStand = committed.phase === 'COMPLETED';
  for (const step of definition.steps) {
    for (const [index, branch] of step.branches.entries()) {
      const generation = committed.steps[step.index]?.branches[index]?.generation ?? 1;
      const key = `${SAGA_ID}/${step.name}/${branch.name}/${generation}/action`;
      const { made, undone } = ledger.get(key) ?? NO_ROWS;
      if (made > undone !== mustStand) {
        const found = mustStand ? 'does not stand' : 'stands';
        throw new Violation(
          'G1',
          `the saga is ${committed.phase}, and the effect of ${step.name}/${branch.name} ${found}`,
        );
      }
    }
  }
}
