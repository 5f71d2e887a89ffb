/**
 * One state of the explored world, as a plain value that is never changed in place: what the database and the participants
 * hold, what two processes know, what is on its way between them, and what may still go wrong.
 */
import {
  resolveDefinition,
  type CallDirection,
  type CallRef,
  type CallResult,
  type Decision,
  type FreeLocks,
  type OperatorCommand,
  type ResolvedDefinition,
  type SagaDefinition,
  type SagaState,
} from '#libs/saga-core';
import type { DataKey, SagaRow, Transition } from '#libs/saga-engine';
import { MemoryDatabase, type MemoryImage } from '#libs/testkit';
import { SimCipher } from '../sim/sim-cipher.js';
import type { BarrierRows } from './barrier.js';
import type { Protocol } from './protocol.js';

/** How much may go wrong in one course of the world. */
export interface Limits {
  /** A process dies, stops, or is taken for dead. */
  readonly crashes: number;
  /** A statement or a call is there twice. Jobs are handed out as often as it pleases the queue. */
  readonly duplicates: number;
  /** Claims that are won and not answered. */
  readonly lostClaims: number;
  /** Commands of operators that are accepted. */
  readonly commands: number;
  /** Calls that a participant refuses, puts off, or does not answer. */
  readonly troubles: number;
  /** Claims of a suspect that have to wait for their turn. */
  readonly putOffs: number;
}

/** What is explored from one beginning. */
export interface Scope {
  readonly name: string;
  readonly definition: SagaDefinition;
  readonly limits: Limits;
  readonly commands: readonly OperatorCommand[];
  /** The saga interrupted its process so often before. */
  readonly interruptions?: number;
}

export interface Call {
  readonly ref: CallRef;
  readonly key: string;
}

/** A decision on its way into the store. */
export interface Writing {
  readonly transition: Transition;
  /** Null where the claim is only given back. */
  readonly decision: Decision | null;
  /** The results that it records. */
  readonly results: readonly CallResult[];
}

/** What a mover knows; see `libs/saga-engine/src/mover.ts`. */
export interface Run {
  readonly epoch: number;
  readonly state: SagaState;
  readonly results: readonly CallResult[];
  readonly firstResultAtMs: number | null;
  readonly inFlight: readonly Call[];
  readonly wakeAtMs: number | null;
  readonly settleAtMs: number | null;
  readonly writing: Writing | null;
  readonly stopping: boolean;
  /** The claim waits for its turn: it is given back before anything runs. */
  readonly givesBack: boolean;
}

export interface Process {
  readonly name: string;
  readonly instanceId: string;
  readonly isAlive: boolean;
  /** It stops: nothing new is claimed. */
  readonly isLeaving: boolean;
  readonly run: Run | null;
  readonly freeLocks: FreeLocks;
  /** What its last self-check missed. */
  readonly missed: ReadonlySet<string>;
}

/** A statement that nobody waits for; it may be executed at any time, or never. */
export interface Stray {
  readonly process: number;
  readonly instanceId: string;
  readonly transition: Transition;
  readonly state: SagaState | null;
}

/** A call that nobody waits for; it may arrive at any time, or never. */
export interface Ghost {
  readonly direction: CallDirection;
  readonly key: string;
}

export interface World {
  readonly nowMs: number;
  readonly tables: MemoryImage;
  /** The fold of the stored events. */
  readonly committed: SagaState;
  readonly processes: readonly Process[];
  readonly strays: readonly Stray[];
  /** By the key of the action. */
  readonly ledger: ReadonlyMap<string, BarrierRows>;
  readonly ghosts: readonly Ghost[];
  /** Epochs of the jobs in the queue. */
  readonly jobs: readonly number[];
  readonly left: Limits;
}

/** What all states of one scope share. */
export interface Setting {
  readonly scope: Scope;
  readonly protocol: Protocol;
  readonly definition: ResolvedDefinition;
  readonly cipher: SimCipher;
  readonly key: DataKey;
  /** Where statements are executed: it is given the tables of a world, and what it holds then is the next one's. */
  readonly database: MemoryDatabase;
  /** The time of the world in which the statement is executed. */
  readonly clock: { nowMs: number };
}

/** A guarantee that does not hold. The names are those of the design. */
export class Violation extends Error {
  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(`${rule}: ${message}`);
    this.name = 'Violation';
  }
}

export const SAGA_ID = '00000000-0000-7000-8000-000000000001';
/** Long after the start of the database, so that whoever died may be retired. */
export const BEGIN_MS = 1_000_000;
/** No lease runs out by itself: a process that loses its lease is one that was taken for dead. */
export const ENDLESS_LEASE_MS = 2 ** 48;

export function settingOf(scope: Scope, protocol: Protocol): Setting {
  const clock = { nowMs: 0 };
  const cipher = new SimCipher();
  const definition = resolveDefinition(scope.definition);
  const { dataKey: key } = cipher.newDataKey(SAGA_ID);
  return { scope, protocol, definition, cipher, key, clock, database: new MemoryDatabase(() => clock.nowMs) };
}

export function rowOf(world: Pick<World, 'tables'>): SagaRow {
  const row = world.tables.sagas.get(SAGA_ID);
  if (row === undefined) throw new Violation('G1', 'the saga is gone');
  return row;
}

export function processAt(world: World, index: number): Process {
  const process = world.processes[index];
  if (process === undefined) throw new RangeError(`there is no process ${index}`);
  return process;
}

export function changeProcess(world: World, index: number, change: Partial<Process>): World {
  return { ...world, processes: world.processes.with(index, { ...processAt(world, index), ...change }) };
}

export function changeRun(world: World, index: number, change: Partial<Run>): World {
  const { run } = processAt(world, index);
  if (run === null) throw new RangeError(`process ${index} has no run`);
  return changeProcess(world, index, { run: { ...run, ...change } });
}

export function spend(world: World, limit: keyof Limits): World {
  return { ...world, left: { ...world.left, [limit]: world.left[limit] - 1 } };
}

/** Alive, and the database knows it as living. */
export function isLive(world: World, { isAlive, instanceId }: Process): boolean {
  const row = world.tables.instances.get(instanceId);
  return isAlive && row !== undefined && row.retiredAtMs === null && row.leaseUntilMs > world.nowMs;
}
