/**
 * When two worlds are the same: when the same moves are open to both and lead to the same. So numbers that are only compared
 * are told by their distance (revisions and epochs from the row's, times from now, and what is past is past), the two
 * processes have no names, and the history counts by what it folds to, and by whether it completed in spite of a cancel.
 */
import { createHash } from 'node:crypto';
import {
  directionOf,
  GATHER_MS,
  isSettled,
  LOCK_LOOK_GAP_MS,
  taintOf,
  type BranchState,
  type SagaState,
} from '#libs/saga-core';
import type { Transition } from '#libs/saga-engine';
import { countOf } from './oracles.js';
import { rowOf, type Process, type Run, type Stray, type World } from './world.js';

interface StateText {
  readonly text: string;
  /** Times that matter as long as they are ahead. */
  readonly times: readonly number[];
}

const known = new WeakMap<SagaState, StateText>();

/** Of an attempt that is over only its taint counts; how many there were counts while there may be more. */
function actionText(branch: BranchState, isForward: boolean): string {
  const { outcome, attempts, touched, exhausted } = branch.action;
  if (!isForward || isSettled(branch)) return taintOf(branch);
  const isOpen = outcome === 'open' ? `${attempts}${Number(exhausted)}` : '';
  return `${taintOf(branch)}${outcome}${isOpen}${Number(touched)}s${branch.seal.attempts}${Number(branch.seal.exhausted)}`;
}

function undoText({ undo: { outcome, attempts, failure } }: BranchState): string {
  return `${outcome}${outcome === 'open' ? attempts : ''}${failure ?? ''}`;
}

function timesOf(state: SagaState): (number | null)[] {
  const branches = state.steps.flatMap((step) => step.branches);
  if (state.phase === 'COMPENSATING')
    return [state.notBeforeMs, ...branches.map(({ undo }) => undo.nextAtMs)];
  const deadlineAtMs = state.committed ? null : state.deadlineAtMs;
  if (state.phase !== 'RUNNING') return [];
  const calls = branches.flatMap(({ action, seal }) => [action.nextAtMs, seal.nextAtMs]);
  return [state.notBeforeMs, deadlineAtMs, ...calls];
}

function textOf(state: SagaState): StateText {
  const before = known.get(state);
  if (before !== undefined) return before;
  const { phase, stepIndex, stuck, rewindTo, cancelRequested, committed, pausedAtMs, blockedOn } = state;
  const flags = `${Number(cancelRequested)}${Number(committed)}${Number(pausedAtMs !== null)}${blockedOn ?? ''}`;
  const place = `${stepIndex}${stuck?.class ?? ''}${stuck?.branch ?? ''}${rewindTo ?? ''}`;
  const isForward = directionOf(phase) === 'forward';
  const branches = state.steps
    .flatMap((step) => step.branches)
    .map((branch) => `${branch.generation}${actionText(branch, isForward)}${undoText(branch)}`);
  const made = {
    text: `${phase}${place}${flags}${state.interruptions};${branches.join(';')}`,
    times: timesOf(state).map((time) => time ?? 0),
  };
  known.set(state, made);
  return made;
}

function ahead(timeMs: number | null, nowMs: number): string {
  return timeMs === null ? '-' : String(Math.max(0, timeMs - nowMs));
}

function stateText(state: SagaState, nowMs: number): string {
  const { text, times } = textOf(state);
  let all = text;
  for (const time of times) all += time > nowMs ? `,${time - nowMs}` : ',';
  return all;
}

/** A reader of keys: knows the world by whose row everything is measured. */
class Reader {
  private readonly row;
  private readonly committed: string;

  constructor(private readonly world: World) {
    this.row = rowOf(world);
    this.committed = stateText(world.committed, world.nowMs);
  }

  key(): string {
    const { world, row } = this;
    const processes = world.processes.map((process, index) => this.processText(process, index)).sort();
    const jobs = `${Number(world.jobs.includes(row.epoch))}${Number(world.jobs.some((epoch) => epoch < row.epoch))}`;
    const ledger = [...world.ledger].map(([key, { action, compensation, made, undone }]) => {
      return `${key}${action ?? ''}${Number(compensation)}${made}${undone}`;
    });
    const ghosts = world.ghosts.map(({ key, direction }) => `${key}${direction}`);
    const left = Object.values(world.left).join(',');
    const dueAt = ahead(row.dueAtMs, world.nowMs);
    const isDeaf = world.committed.phase === 'COMPLETED' && countOf(world, 'cancel_requested') > 0;
    const parts = [
      this.committed,
      Number(isDeaf),
      dueAt,
      ...processes,
      jobs,
      ledger.sort().join('+'),
      ghosts.join('+'),
      left,
    ];
    return parts.join('|');
  }

  private stateText(state: SagaState | null): string {
    if (state === null) return '-';
    if (state === this.world.committed) return '=';
    const text = stateText(state, this.world.nowMs);
    return text === this.committed ? '=' : text;
  }

  private processText(process: Process, index: number): string {
    const { world, row } = this;
    const { name, instanceId, isAlive, isLeaving, run, freeLocks, missed } = process;
    const instance = world.tables.instances.get(instanceId);
    const isRetired = instance === undefined || instance.retiredAtMs !== null;
    const isOut = isRetired || instance.leaseUntilMs <= world.nowMs;
    const owns = row.owner === instanceId ? 'owner' : row.owner?.startsWith(name) ? 'former' : '';
    const missing = isAlive && missed.size > 0 && owns === 'owner' && run?.epoch !== row.epoch;
    const seen = [...freeLocks].map(([id, { sinceMs }]) => {
      const isPast = world.tables.instances.get(id)?.retiredAtMs !== null;
      return isPast || row.owner !== id ? '' : ahead(sinceMs + LOCK_LOOK_GAP_MS, world.nowMs);
    });
    const owed = isAlive || owns === 'owner';
    const flags = !owed
      ? 'gone'
      : `${Number(isAlive)}${Number(isLeaving)}${Number(isRetired)}${Number(isOut)}${owns}${Number(missing)}`;
    const strays = world.strays.filter((stray) => stray.process === index);
    const late = strays.map((stray) => this.strayText(stray)).sort();
    return `${flags}/${seen.join(',')}/${late.join('+')}/${run === null ? '' : this.runText(run)}`;
  }

  private strayText({ instanceId, transition, state }: Stray): string {
    return `${Number(this.row.owner === instanceId)}${this.transitionText(transition)}${this.stateText(state)}`;
  }

  private transitionText({ epoch, expectedRevision, release, events }: Transition): string {
    const { row, world } = this;
    const released = release === null ? '' : `r${ahead(release.dueAtMs, world.nowMs)}`;
    const isCurrent = `${Number(row.epoch === epoch)}${Number(row.revision === expectedRevision)}`;
    return `${isCurrent}${released},${events.length}`;
  }

  private runText(run: Run): string {
    const { row, world } = this;
    const { nowMs } = world;
    const results = run.results.map(
      ({ ref, outcome }) => `${ref.stepIndex}.${ref.branchIndex}${ref.direction}${outcome}`,
    );
    const calls = run.inFlight.map(({ key, ref }) => `${key}${ref.direction}`);
    const isGathering = run.firstResultAtMs !== null && run.inFlight.length > 0;
    const gather = !isGathering ? '' : ahead((run.firstResultAtMs ?? 0) + GATHER_MS, nowMs);
    const times = `${ahead(run.wakeAtMs, nowMs)},${ahead(run.settleAtMs, nowMs)},${gather}`;
    const flags = `${Number(row.epoch === run.epoch)}${Number(row.revision === run.state.revision)}${Number(run.stopping)}${Number(run.givesBack)}`;
    return `${flags}/${this.stateText(run.state)}/${results.join('+')}/${calls.join('+')}/${times}/${this.writingText(run)}`;
  }

  private writingText({ writing }: Run): string {
    if (writing === null) return '';
    const { transition, decision, results } = writing;
    const { nowMs, tables } = this.world;
    const commands = (decision?.commands ?? []).map((command) => {
      if (command.kind === 'call')
        return `c${command.ref.stepIndex}.${command.ref.branchIndex}${command.ref.direction}`;
      if (command.kind === 'settle') return `s${command.withinMs}`;
      return command.kind === 'wait' ? `w${ahead(command.untilMs, nowMs)}` : '';
    });
    const first = tables.events.get(this.row.id)?.[transition.expectedRevision];
    const stands = first === undefined ? '-' : String(first.epoch === transition.epoch);
    return `${this.transitionText(transition)}${this.stateText(decision?.state ?? null)}${commands.join('')}${results.length}${stands}`;
  }
}

/** The world in short: equal for two worlds that are the same, and for others so rarely that none will be met. */
export function keyOf(world: World): string {
  return createHash('md5').update(new Reader(world).key()).digest('base64');
}
