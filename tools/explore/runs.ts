/**
 * What a mover does between two of its waits, as functions over worlds: the order of `libs/saga-engine/src/mover.ts`, which
 * the simulator runs itself. A run decides, sends what it decided into the store, and does it once it is stored; everything
 * that takes time is a move of its own, so that anything may come between.
 */
import {
  callKey,
  fold,
  hasEnded,
  sameCall,
  type CallRef,
  type Command,
  type Decision,
  type SagaState,
} from '#libs/saga-core';
import { columnsOf, fromRow, toRow, type StoredSaga, type Transition } from '#libs/saga-engine';
import { addGhosts, resultOf } from './calls.js';
import {
  changeProcess,
  changeRun,
  processAt,
  rowOf,
  SAGA_ID,
  Violation,
  type Run,
  type Setting,
  type Stray,
  type World,
} from './world.js';

/** A suspect waits so long for its turn; see `libs/saga-engine/src/suspects.ts`. */
const SUSPECT_WAIT_MS = 1_000;

export function runAt(world: World, index: number): Run {
  const { run, name } = processAt(world, index);
  if (run === null) throw new RangeError(`process ${name} has no run`);
  return run;
}

/** A claim was won: a run begins, in the place of an older one that only does not know yet. */
export function begin(setting: Setting, before: World, index: number, epoch: number): World {
  const world = drop(setting, before, index);
  const run: Run = {
    ...{ epoch, state: world.committed, results: [], firstResultAtMs: null, inFlight: [] },
    ...{ wakeAtMs: null, settleAtMs: null, writing: null, stopping: false, givesBack: false },
  };
  return think(setting, changeProcess(world, index, { run }), index);
}

/** A claim was won, and it is given back: another suspect of the process has the turn. */
export function putOff(setting: Setting, before: World, index: number, stored: StoredSaga): World {
  const world = drop(setting, before, index);
  const transition = setting.protocol.giveBack(stored, SUSPECT_WAIT_MS);
  const run: Run = {
    ...{ epoch: stored.row.epoch, state: world.committed, results: [], firstResultAtMs: null, inFlight: [] },
    ...{ wakeAtMs: null, settleAtMs: null, stopping: false, givesBack: true },
    writing: { transition, decision: null, results: [] },
  };
  return changeProcess(world, index, { run });
}

/** Asks the core what follows, and has it written where there is something to write. */
export function think(setting: Setting, world: World, index: number): World {
  const run = runAt(world, index);
  const { results, firstResultAtMs } = run;
  const view = { results, firstResultAtMs, inFlight: run.inFlight.map(({ ref }) => ref), postponed: [] };
  const moment = { sagaId: SAGA_ID, nowMs: world.nowMs, epoch: run.epoch };
  const kind = run.stopping ? 'hand_over' : 'advance';
  const decision = setting.protocol.decide(setting.definition, run.state, { kind, view }, moment);
  const isWritten = decision.events.length > 0 || releaseOf(decision) !== undefined;
  if (!isWritten) return patient(perform(setting, world, index, decision.commands), index);
  const writing = { transition: transitionOf(setting, run, decision), decision, results };
  return changeRun(world, index, { writing, wakeAtMs: null, settleAtMs: run.settleAtMs });
}

/** @throws Violation when nothing would ever wake the run, or it would never sleep */
function patient(world: World, index: number): World {
  const { wakeAtMs, settleAtMs, inFlight } = runAt(world, index);
  if (inFlight.length === 0 && wakeAtMs === null && settleAtMs === null)
    throw new Violation('G8', 'a run waits for nothing');
  if (isAwake(world, index)) throw new Violation('G8', 'a run waits for the past');
  return world;
}

function releaseOf({ commands }: Decision) {
  return commands.find((command) => command.kind === 'release');
}

function transitionOf({ cipher, key, definition }: Setting, run: Run, decision: Decision): Transition {
  const release = releaseOf(decision);
  return {
    sagaId: SAGA_ID,
    type: definition.type,
    epoch: run.epoch,
    expectedRevision: run.state.revision,
    columns: columnsOf(cipher, definition, decision.state),
    events: decision.events.map((event) => toRow(cipher, key, SAGA_ID, event)),
    release: release === undefined ? null : { dueAtMs: release.dueAtMs },
    requiresHold: null,
  };
}

/** The decision is stored: the run goes on by it, or is over and its job is in the queue. */
export function stored(setting: Setting, world: World, index: number): World {
  const run = runAt(world, index);
  const { writing } = run;
  if (writing === null) throw new RangeError('nothing was written');
  const { decision, transition } = writing;
  if (decision === null || transition.release !== null) {
    const over = drop(setting, settle(world, index), index);
    return transition.release?.dueAtMs == null ? over : addJob(over, run.epoch);
  }
  const results = run.results.filter((result) => !writing.results.includes(result));
  const firstResultAtMs = results.length === 0 ? null : world.nowMs;
  const next = changeRun(world, index, { writing: null, state: decision.state, results, firstResultAtMs });
  // The process began to stop while this was written: nothing new is started.
  if (run.stopping) return think(setting, next, index);
  const going = perform(setting, next, index, decision.commands);
  if (isAwake(going, index)) return wake(setting, going, index);
  return results.length === 0 ? going : think(setting, going, index);
}

/** A job is in the queue for this epoch. Of jobs of older epochs one stands for all: none of them may do anything. */
export function addJob(world: World, epoch: number): World {
  const older = world.jobs.filter((job) => job < epoch).slice(-1);
  return { ...world, jobs: [...older, epoch] };
}

/** The statement is answered; it will not be sent again. */
function settle(world: World, index: number): World {
  return changeRun(world, index, { writing: null });
}

/** Somebody else wrote: folds what came, keeps the results in hand, and decides again. */
export function reload(setting: Setting, before: World, index: number): World {
  const world = settle(before, index);
  const run = runAt(world, index);
  const { epoch, owner } = rowOf(world);
  if (epoch !== run.epoch || owner !== processAt(world, index).instanceId) return drop(setting, world, index);
  const rows = (world.tables.events.get(SAGA_ID) ?? []).slice(run.state.revision);
  const events = rows.map((row) => fromRow(setting.cipher, setting.key, SAGA_ID, row));
  const state = fold(setting.definition, events, run.state) as SagaState;
  if (!run.givesBack) return think(setting, changeRun(world, index, { state }), index);
  const saga = { row: rowOf(world), events: [], key: null, databaseNowMs: world.nowMs };
  const transition = setting.protocol.giveBack(saga, SUSPECT_WAIT_MS);
  return changeRun(world, index, { state, writing: { transition, decision: null, results: [] } });
}

/** The run is over: nobody hears of its calls any more, nor of what it sent into the store. */
export function drop(setting: Setting, world: World, index: number): World {
  const { run, instanceId } = processAt(world, index);
  if (run === null) return world;
  const ended = changeProcess(addGhosts(setting, world, run.inFlight), index, { run: null });
  if (run.writing === null) return ended;
  const { transition, decision } = run.writing;
  const stray = { process: index, instanceId, transition, state: decision?.state ?? null };
  return leaveStray(setting, ended, stray);
}

/** A statement is on its way, and nobody waits for its answer. */
export function leaveStray({ protocol }: Setting, world: World, stray: Stray): World {
  if (protocol.isOutdated(rowOf(world), stray.transition)) return world;
  return { ...world, strays: [...world.strays, stray] };
}

function perform(setting: Setting, world: World, index: number, commands: readonly Command[]): World {
  const run = runAt(world, index);
  const { nowMs } = world;
  const calls: CallRef[] = [];
  let wakeAtMs: number | null = null;
  let settleAtMs: number | null = null;
  for (const command of commands) {
    if (command.kind === 'call') calls.push(command.ref);
    else if (command.kind === 'wait') wakeAtMs = command.untilMs;
    else if (command.kind === 'settle') settleAtMs = nowMs + command.withinMs;
  }
  const started = calls.map((ref) => ({ ref, key: callKey(SAGA_ID, setting.definition, run.state, ref) }));
  for (const { ref, key } of started) {
    if (run.inFlight.some((call) => sameCall(call.ref, ref)))
      throw new Violation('G2', `${key} is called twice at once`);
  }
  if (started.length > 0 && hasEnded(run.state)) throw new Violation('I12', 'a call after the end');
  const next = changeRun(world, index, {
    inFlight: [...run.inFlight, ...started],
    wakeAtMs,
    // The earliest limit counts, as long as the decision still is to settle.
    settleAtMs: settleAtMs === null ? null : Math.min(settleAtMs, run.settleAtMs ?? Infinity),
  });
  return next;
}

/** A time came that the run waited for. */
export function isAwake(world: World, index: number): boolean {
  const { run } = processAt(world, index);
  if (run === null || run.writing !== null) return false;
  const limits = [run.wakeAtMs, run.settleAtMs].filter((limit) => limit !== null);
  return limits.some((limit) => limit <= world.nowMs);
}

/** Decides anew because a time came; where siblings had until then to answer, they are aborted first. */
export function wake(setting: Setting, world: World, index: number): World {
  const run = runAt(world, index);
  if (run.settleAtMs === null || run.settleAtMs > world.nowMs) return think(setting, world, index);
  const aborted = run.inFlight.map(({ ref }) => resultOf(setting, ref, 'CANCELLED'));
  const left = addGhosts(setting, world, run.inFlight);
  const next = changeRun(left, index, {
    settleAtMs: null,
    inFlight: [],
    results: [...run.results, ...aborted],
    firstResultAtMs: run.firstResultAtMs ?? world.nowMs,
  });
  return think(setting, next, index);
}
