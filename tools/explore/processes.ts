/** What befalls processes: one dies, is taken for dead, or stops; one hears that somebody else wrote; and time passes. */
import { hasEnded, LOCK_LOOK_GAP_MS } from '#libs/saga-core';
import { drop, isAwake, reload, think, wake } from './runs.js';
import { execute } from './tables.js';
import { changeProcess, changeRun, processAt, rowOf, spend, type Setting, type World } from './world.js';

/** A claim is won so much ahead of its time; see `libs/testkit/src/memory/memory-claims.ts`. */
export const EARLY_MS = 1_000;

/** Its lock is free at once. What it sent may still arrive. */
export function crash(setting: Setting, before: World, index: number): World {
  const { instanceId } = processAt(before, index);
  const dropped = drop(setting, spend(before, 'crashes'), index);
  const { world } = execute(setting, dropped, (db) => void db.locks.delete(instanceId));
  return changeProcess(world, index, { isAlive: false, missed: new Set(), freeLocks: new Map() });
}

/** It stands still until its lease ran out, and then goes on as if nothing had been. */
export function freeze(setting: Setting, before: World, index: number): World {
  const { instanceId } = processAt(before, index);
  return execute(setting, spend(before, 'crashes'), (db) => {
    const row = db.instances.get(instanceId);
    if (row !== undefined) db.instances.set(instanceId, { ...row, leaseUntilMs: before.nowMs });
  }).world;
}

/** It is asked to stop: its run is handed over, and it leaves when that is written. */
export function stop(setting: Setting, before: World, index: number): World {
  const world = changeProcess(spend(before, 'crashes'), index, { isLeaving: true });
  const { run } = processAt(world, index);
  if (run === null) return leave(setting, world, index);
  const stopping = changeRun(world, index, { stopping: true });
  return run.writing === null ? think(setting, stopping, index) : stopping;
}

/** The last thing that a process does: it retires itself and frees its lock. */
export function leave(setting: Setting, before: World, index: number): World {
  const { instanceId } = processAt(before, index);
  const { world } = execute(setting, before, (db) => {
    const row = db.instances.get(instanceId);
    if (row !== undefined) setting.protocol.retire(db, instanceId, row.leaseUntilMs);
    db.locks.delete(instanceId);
  });
  return changeProcess(world, index, { isAlive: false, missed: new Set(), freeLocks: new Map() });
}

/** A run hears that somebody else wrote. */
export function nudge(setting: Setting, world: World, index: number): World {
  return reload(setting, world, index);
}

/** The next time at which anything can change by itself; null when only a deed helps. */
export function nextTimeMs(world: World): number | null {
  const { nowMs, committed, jobs } = world;
  const { dueAtMs, epoch } = rowOf(world);
  const times: (number | null)[] = [dueAtMs];
  if (dueAtMs !== null && jobs.includes(epoch)) times.push(dueAtMs - EARLY_MS);
  if (!hasEnded(committed) && !committed.committed && committed.phase === 'RUNNING')
    times.push(committed.deadlineAtMs);
  for (const { run, freeLocks } of world.processes) {
    for (const { sinceMs } of freeLocks.values()) times.push(sinceMs + LOCK_LOOK_GAP_MS);
    if (run === null) continue;
    if (run.writing === null) times.push(run.wakeAtMs, run.settleAtMs);
    for (const command of run.writing?.decision?.commands ?? [])
      if (command.kind === 'wait') times.push(command.untilMs);
  }
  const ahead = times.filter((time) => time !== null && time > nowMs) as number[];
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** Time passes until the next thing that waits for it; runs that waited for this moment decide anew. */
export function passTime(setting: Setting, before: World): World {
  const nowMs = nextTimeMs(before);
  if (nowMs === null) throw new RangeError('nothing waits for a time');
  let world: World = { ...before, nowMs };
  for (const index of world.processes.keys()) if (isAwake(world, index)) world = wake(setting, world, index);
  return world;
}
