/**
 * What must hold in every state of the explored world, beside what is judged when something is written (`tables.ts`) and
 * when a call arrives (`calls.ts`).
 *
 * G1 A saga at rest has ended right, or is FAILED with something that an operator may do. G6 One mover. G8 No limbo.
 */
import { allowedActions, hasEnded, isStuck } from '#libs/saga-core';
import { NO_ROWS } from './barrier.js';
import { actionKeyOf } from './calls.js';
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
    if (actions.every(({ refusal }) => refusal !== null))
      throw new Violation('G1', 'the saga is FAILED, and an operator may do nothing');
    return;
  }
  const isHeld = committed.pausedAtMs !== null || committed.blockedOn !== null;
  if (!hasEnded(committed) && !isHeld)
    throw new Violation('G8', `the saga is ${row.status}, and nothing moves it`);
  if (committed.phase === 'COMPLETED' || committed.phase === 'COMPENSATED') judgeEnd(setting, world);
}

function judgeEnd({ definition }: Setting, { committed, ledger }: World): void {
  const mustStand = committed.phase === 'COMPLETED';
  for (const step of definition.steps) {
    for (const [index, branch] of step.branches.entries()) {
      const generation = committed.steps[step.index]?.branches[index]?.generation ?? 1;
      const key = actionKeyOf(`${SAGA_ID}/${step.name}/${branch.name}/${generation}/action`);
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
