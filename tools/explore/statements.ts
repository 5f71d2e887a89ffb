/**
 * What processes and operators do to the store, each statement at one moment: claims, takeovers, the writes of movers, the
 * commands of operators, and who is declared dead. What the engine makes of the answers is its own code or the core's.
 */
import { type OperatorCommand } from '#libs/saga-core';
import { columnsOf, SAGA_FORMAT, toRow, type StoredSaga, type Transition } from '#libs/saga-engine';
import type { MemoryDatabase } from '#libs/testkit';
import { addJob, begin, drop, leaveStray, putOff, reload, runAt, stored } from './runs.js';
import { execute } from './tables.js';
import {
  changeProcess,
  changeRun,
  ENDLESS_LEASE_MS,
  processAt,
  rowOf,
  SAGA_ID,
  spend,
  Violation,
  type Setting,
  type Stray,
  type World,
} from './world.js';

/** What becomes of a claim that is won: it runs, its answer is lost, or it waits for its turn. */
export const CLAIM_FATES = ['runs', 'unanswered', 'put_off'] as const;
export type ClaimFate = (typeof CLAIM_FATES)[number];

const FITNESS = { maxFormat: SAGA_FORMAT, unfitDefinitions: [] };

function win(
  setting: Setting,
  before: World,
  index: number,
  fate: ClaimFate,
  statement: (database: MemoryDatabase) => readonly StoredSaga[],
): World {
  const { world, answer } = execute(setting, before, statement);
  const [won] = answer;
  if (won === undefined) return world;
  if (fate === 'unanswered') return spend(world, 'lostClaims');
  if (fate === 'put_off') return putOff(setting, spend(world, 'putOffs'), index, won);
  return begin(setting, world, index, won.row.epoch);
}

/** The queue hands a job to a process. It may do so again, at any time and to anybody. */
export function deliver(
  setting: Setting,
  world: World,
  index: number,
  epoch: number,
  fate: ClaimFate,
): World {
  const { instanceId } = processAt(world, index);
  const request = [{ sagaId: SAGA_ID, epoch }];
  return win(setting, world, index, fate, (db) => setting.protocol.claim(db, instanceId, request, FITNESS));
}

export function sweep(setting: Setting, world: World, index: number, fate: ClaimFate): World {
  const { instanceId } = processAt(world, index);
  const request = { ...FITNESS, instanceId, limit: 1, overdueMs: 0 };
  return win(setting, world, index, fate, (db) => setting.protocol.sweep(db, request));
}

export function takeOver(setting: Setting, world: World, index: number, fate: ClaimFate): World {
  const { instanceId } = processAt(world, index);
  const request = { ...FITNESS, instanceId, limit: 1, from: 'dead' } as const;
  return win(setting, world, index, fate, (db) => setting.protocol.takeover(db, request));
}

/** A process looks for what it owns without a run, and takes over from itself what it missed twice. */
export function checkSelf(setting: Setting, before: World, index: number, fate: ClaimFate): World {
  const { instanceId, run, missed } = processAt(before, index);
  const { owner, epoch } = rowOf(before);
  const owned = owner === instanceId ? [{ sagaId: SAGA_ID, epoch }] : [];
  const plan = setting.protocol.planSelfCheck(owned, (row) => run?.epoch === row.epoch, missed);
  const world = changeProcess(before, index, { missed: plan.missing });
  if (plan.takeOver.length === 0) return world;
  const request = { ...FITNESS, instanceId, limit: 1, from: plan.takeOver };
  return win(setting, world, index, fate, (db) => setting.protocol.takeover(db, request));
}

/** A process looks at everybody and retires who is gone. */
export function watch(setting: Setting, before: World, index: number): World {
  const { instanceId, freeLocks } = processAt(before, index);
  const { protocol } = setting;
  const { world, answer } = execute(setting, before, (db) => {
    const plan = protocol.planRetirements(freeLocks, protocol.lookAtInstances(db), instanceId, null);
    for (const { id, seenLeaseUntilMs } of plan.retire) protocol.retire(db, id, seenLeaseUntilMs);
    return plan.freeLocks;
  });
  return changeProcess(world, index, { freeLocks: answer });
}

/** A process renews its lease. One that was retired drops its run unwritten and goes on under another id. */
export function renew(setting: Setting, before: World, index: number): World {
  const { instanceId, name } = processAt(before, index);
  const { protocol } = setting;
  const renewed = execute(setting, before, (db) => protocol.renew(db, instanceId, ENDLESS_LEASE_MS));
  if (renewed.answer !== null) return renewed.world;
  const dropped = drop(setting, renewed.world, index);
  const number = Number(instanceId.slice(name.length)) + 1;
  const nextId = `${name}${number}`;
  const { world } = execute(setting, dropped, (db) => {
    db.locks.delete(instanceId);
    protocol.register(db, nextId, ENDLESS_LEASE_MS);
    db.locks.add(nextId);
  });
  return changeProcess(world, index, { instanceId: nextId, missed: new Set(), freeLocks: new Map() });
}

function flush(setting: Setting, world: World, instanceId: string, transition: Transition) {
  return execute(setting, world, (db) => setting.protocol.flush(db, instanceId, [transition]).has(SAGA_ID));
}

function writingOf(world: World, index: number) {
  const { writing } = runAt(world, index);
  if (writing === null) throw new RangeError('nothing is being written');
  return writing;
}

/** The statement of a run is executed and answered. */
export function write(setting: Setting, before: World, index: number): World {
  const { instanceId } = processAt(before, index);
  const { transition } = writingOf(before, index);
  const { world, answer: isApplied } = flush(setting, before, instanceId, transition);
  if (isApplied) return stored(setting, world, index);
  const { protocol } = setting;
  const place = { sagaId: SAGA_ID, firstSeq: transition.expectedRevision + 1 };
  const { answer: standings } = execute(setting, world, (db) => protocol.standing(db, [place]));
  const outcome = protocol.judge(instanceId, transition, standings[0]);
  if (outcome === 'applied') return stored(setting, world, index);
  if (outcome === 'rebase') return reload(setting, world, index);
  if (outcome === 'unstorable') throw new Violation('store', 'a transition cannot be stored');
  return drop(setting, changeRun(world, index, { writing: null }), index);
}

/**
 * A run whose statement is of an older epoch will hear that it lost its claim, whenever it hears. It is shown that it will,
 * and dropped: until then all that it could do is to let calls arrive, and those arrive without it.
 */
export function dropOutdated(setting: Setting, world: World, index: number): World {
  const writing = processAt(world, index).run?.writing;
  if (writing == null || rowOf(world).epoch <= writing.transition.epoch) return world;
  if (!setting.protocol.isOutdated(rowOf(world), writing.transition)) return world;
  const next = write(setting, world, index);
  return processAt(next, index).run === null ? next : world;
}

/** The statement of a run is executed, and its answer is lost: it will be sent again. */
export function writeUnanswered(setting: Setting, before: World, index: number): World {
  const { instanceId } = processAt(before, index);
  return flush(setting, spend(before, 'duplicates'), instanceId, writingOf(before, index).transition).world;
}

/** The connection broke before an answer came: the statement is sent again, and its first copy is still on its way. */
export function leaveCopy(setting: Setting, before: World, index: number): World {
  const { transition, decision } = writingOf(before, index);
  const { instanceId } = processAt(before, index);
  const copy: Stray = { process: index, instanceId, transition, state: decision?.state ?? null };
  return leaveStray(setting, spend(before, 'duplicates'), copy);
}

/** A statement that nobody waits for is executed after all. */
export function executeStray(setting: Setting, before: World, at: number): World {
  const stray = before.strays[at];
  if (stray === undefined) throw new RangeError('there is no such statement');
  const world = { ...before, strays: before.strays.toSpliced(at, 1) };
  return flush(setting, world, stray.instanceId, stray.transition).world;
}

/** What an operator's command would do now; null where it is refused. */
export function judgeCommand({ protocol, definition }: Setting, world: World, command: OperatorCommand) {
  const facts = {
    owned: rowOf(world).owner !== null,
    reopenRefusal: 'It needs the approval of a second person.',
  };
  const moment = { sagaId: SAGA_ID, nowMs: world.nowMs };
  const decision = protocol.operate(definition, world.committed, command, facts, moment);
  return decision.kind === 'accepted' ? decision : null;
}

/** An operator's command is accepted and written; its job is in the queue where nobody owns the saga. */
export function operate(setting: Setting, before: World, command: OperatorCommand): World {
  const decision = judgeCommand(setting, before, command);
  if (decision === null) throw new RangeError(`${command.kind} is refused`);
  const { protocol, cipher, key, definition } = setting;
  const { owner, epoch } = rowOf(before);
  const change = {
    columns: columnsOf(cipher, definition, decision.state),
    events: decision.events.map((event) => toRow(cipher, key, SAGA_ID, event)),
    due: decision.due,
  };
  const written = { change, request: null, audit: null, result: null };
  const { world } = execute(setting, spend(before, 'commands'), (db) =>
    protocol.performOperation(db, SAGA_ID, db.sagas.get(SAGA_ID), written),
  );
  return decision.due === 'now' && owner === null ? addJob(world, epoch) : world;
}
