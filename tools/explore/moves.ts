/**
 * Every move that a world allows. A move is due when the system by itself will make it sooner or later, whatever else
 * happens; the others (faults, operators, unfriendly answers, what comes late) may never come. A world in which no move is
 * due is at rest.
 */
import { isPoison, isSuspect, type OperatorCommand } from '#libs/saga-core';
import { rowsOf, treat, TREATMENTS, arrive, type Treatment } from './calls.js';
import { crash, EARLY_MS, freeze, leave, nextTimeMs, nudge, passTime, stop } from './processes.js';
import { think } from './runs.js';
import {
  checkSelf,
  CLAIM_FATES,
  deliver,
  executeStray,
  judgeCommand,
  leaveCopy,
  operate,
  renew,
  sweep,
  takeOver,
  dropOutdated,
  watch,
  write,
  writeUnanswered,
  type ClaimFate,
} from './statements.js';
import {
  isLive,
  processAt,
  rowOf,
  SAGA_ID,
  type Call,
  type Process,
  type Setting,
  type World,
} from './world.js';

export interface Move {
  /** What happens, for a reader of the trace. */
  readonly text: string;
  readonly isDue: boolean;
  readonly make: (setting: Setting, world: World) => World;
}

const due = (text: string, make: Move['make']): Move => ({ text, isDue: true, make });
const possible = (text: string, make: Move['make']): Move => ({ text, isDue: false, make });

/**
 * What a process does by itself, and may as well do at once: to wait with it would only keep the process from doing what
 * the other may do, and nobody else sees whether it was done.
 */
export function settle(setting: Setting, before: World): World {
  let world = before;
  for (const index of before.processes.keys()) {
    world = dropOutdated(setting, world, index);
    const process = processAt(world, index);
    if (!process.isAlive || rowOf(world).owner === process.instanceId) continue;
    const isRetired = world.tables.instances.get(process.instanceId)?.retiredAtMs !== null;
    if (process.run === null && process.isLeaving) world = leave(setting, world, index);
    else if (!isLive(world, process) && (process.run === null || !isRetired))
      world = renew(setting, world, index);
  }
  return world;
}

export function movesOf(setting: Setting, world: World): Move[] {
  const moves = world.processes.flatMap((process, index) =>
    process.isAlive ? [...movesOfRun(world, process, index), ...movesOfProcess(world, process, index)] : [],
  );
  moves.push(...strayMoves(world), ...commandMoves(setting, world));
  if (nextTimeMs(world) !== null) moves.push(due('time passes', passTime));
  return moves;
}

/** Which fates a claim may have, if it is won at this number of interruptions. */
function fatesOf({ left }: World, interruptions: number): ClaimFate[] {
  return CLAIM_FATES.filter((fate) => {
    if (fate === 'unanswered') return left.lostClaims > 0;
    return fate === 'runs' || (left.putOffs > 0 && isSuspect(interruptions) && !isPoison(interruptions));
  });
}

const FATE_TEXT = {
  runs: '',
  unanswered: ', and does not hear of it',
  put_off: ', and it has to wait for its turn',
};

function claimMoves(
  text: string,
  fates: readonly ClaimFate[],
  make: (setting: Setting, world: World, fate: ClaimFate) => World,
): Move[] {
  return fates.map((fate) => ({
    text: `${text}${FATE_TEXT[fate]}`,
    isDue: fate === 'runs',
    make: (setting, world) => make(setting, world, fate),
  }));
}

function movesOfProcess(world: World, process: Process, index: number): Move[] {
  const { name, isLeaving, run } = process;
  const moves: Move[] = [];
  const row = rowOf(world);
  const fates = fatesOf(world, row.interruptions);
  const takeoverFates = fatesOf(world, row.interruptions + 1);
  if (!isLive(world, process)) moves.push(due(`${name} renews its lease`, (s, w) => renew(s, w, index)));
  if (!isLeaving) {
    moves.push(...deliveries(world, name, index, fates));
    if (row.dueAtMs !== null && row.dueAtMs <= world.nowMs && isLive(world, process))
      moves.push(...claimMoves(`${name} sweeps`, fates, (s, w, fate) => sweep(s, w, index, fate)));
    if (row.owner !== null && row.owner !== process.instanceId)
      moves.push(...helpMoves(world, process, index, takeoverFates));
    if (row.owner === process.instanceId && run?.epoch !== row.epoch) {
      const check = (s: Setting, w: World, fate: ClaimFate) => checkSelf(s, w, index, fate);
      moves.push(...claimMoves(`${name} looks for what it owns without a run`, takeoverFates, check));
    }
  } else if (run === null) moves.push(due(`${name} leaves`, (s, w) => leave(s, w, index)));
  // Whoever has nothing in hand is missed by nobody.
  const isBusy = run !== null || row.owner === process.instanceId;
  if (world.left.crashes > 0 && !isLeaving && isBusy) {
    moves.push(possible(`${name} dies`, (s, w) => crash(s, w, index)));
    moves.push(possible(`${name} stands still until its lease ran out`, (s, w) => freeze(s, w, index)));
    moves.push(possible(`${name} is asked to stop`, (s, w) => stop(s, w, index)));
  }
  return moves;
}

/** Jobs are handed out as often as it pleases the queue, or never: the sweep does what a lost one would have done. */
function deliveries(world: World, name: string, index: number, fates: readonly ClaimFate[]): Move[] {
  const { dueAtMs } = rowOf(world);
  if (dueAtMs === null || dueAtMs > world.nowMs + EARLY_MS) return [];
  return world.jobs.flatMap((epoch) => {
    const text = `${name} takes the job of epoch ${epoch}`;
    const moves = claimMoves(text, fates, (s, w, fate) => deliver(s, w, index, epoch, fate));
    return moves.map((move) => ({ ...move, isDue: false }));
  });
}

/** The saga belongs to somebody who is gone. */
function helpMoves(world: World, process: Process, index: number, fates: ClaimFate[]): Move[] {
  const { owner } = rowOf(world);
  const { name } = process;
  const row = world.tables.instances.get(owner ?? '');
  const isGone = row === undefined || row.retiredAtMs !== null || row.leaseUntilMs <= world.nowMs;
  const moves: Move[] = [];
  if (row?.retiredAtMs === null && (isGone || !world.tables.locks.has(row.id)))
    moves.push(due(`${name} looks who lives`, (s, w) => watch(s, w, index)));
  if (isGone && isLive(world, process))
    moves.push(...claimMoves(`${name} takes over`, fates, (s, w, fate) => takeOver(s, w, index, fate)));
  return moves;
}

function movesOfRun(world: World, { name, run }: Process, index: number): Move[] {
  if (run === null) return [];
  const moves: Move[] = [];
  if (run.writing !== null) {
    const text = `what ${name} writes is executed`;
    moves.push(due(`${text} and answered`, (s, w) => write(s, w, index)));
    if (world.left.duplicates > 0) {
      moves.push(
        possible(`${text}, its answer is lost, it is sent again`, (s, w) => writeUnanswered(s, w, index)),
      );
      moves.push(
        possible(`what ${name} writes is sent again, the first copy is late`, (s, w) =>
          leaveCopy(s, w, index),
        ),
      );
    }
  } else if (rowOf(world).revision > run.state.revision)
    moves.push(possible(`${name} hears that somebody wrote`, (s, w) => nudge(s, w, index)));
  for (const call of run.inFlight) moves.push(...answers(world, index, call));
  return moves;
}

const TREATMENT_TEXT: Record<Treatment, string> = {
  done: 'is done',
  refused: 'is refused',
  no_effect: 'is put off without effect',
  silent: 'is not answered',
  twice: 'is done, and arrives once more',
};

function answers(world: World, index: number, call: Call): Move[] {
  const { direction } = call.ref;
  const rows = rowsOf(world, call.key);
  const isAnsweredFromRows = direction === 'compensation' ? rows.compensation : rows.action !== null;
  const isAllowed: Record<Treatment, boolean> = {
    done: true,
    refused: world.left.troubles > 0 && !isAnsweredFromRows && direction !== 'seal',
    no_effect: world.left.troubles > 0,
    silent: world.left.troubles > 0,
    twice: world.left.duplicates > 0,
  };
  return TREATMENTS.filter((treatment) => isAllowed[treatment]).map((treatment) => ({
    text: `${direction} of ${shortKey(call.key)} ${TREATMENT_TEXT[treatment]}`,
    isDue: treatment === 'done',
    make: (setting, before) => {
      const limit = treatment === 'twice' ? 'duplicates' : treatment === 'done' ? null : 'troubles';
      const left = limit === null ? before.left : { ...before.left, [limit]: before.left[limit] - 1 };
      const after = treat(setting, { ...before, left }, index, call, treatment);
      return processAt(after, index).run?.writing === null ? think(setting, after, index) : after;
    },
  }));
}

function shortKey(key: string): string {
  const [, step, branch] = key.replace(SAGA_ID, 'saga').split('/');
  return `${step}/${branch}`;
}

function strayMoves(world: World): Move[] {
  const late = world.strays.map(({ process, transition }, at) => {
    const { name } = processAt(world, process);
    const kinds = transition.events.map(({ kind }) => kind).join(', ') || 'a release';
    return possible(`a late statement of ${name} is executed (${kinds})`, (s, w) => executeStray(s, w, at));
  });
  const ghosts = world.ghosts.map((ghost) =>
    possible(`a late ${ghost.direction} of ${shortKey(ghost.key)} arrives`, (setting, before) => {
      const without = { ...before, ghosts: before.ghosts.filter((other) => other !== ghost) };
      return arrive(setting, without, ghost).world;
    }),
  );
  return [...late, ...ghosts];
}

function commandMoves(setting: Setting, world: World): Move[] {
  if (world.left.commands === 0) return [];
  const isAccepted = (command: OperatorCommand) => judgeCommand(setting, world, command) !== null;
  return setting.scope.commands
    .filter(isAccepted)
    .map((command) =>
      possible(`an operator's ${command.kind} is accepted`, (s, w) => operate(s, w, command)),
    );
}
