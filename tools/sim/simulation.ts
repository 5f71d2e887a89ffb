/**
 * One seed: a world of processes, participants, operators and clients, the faults that the seed arms, and the oracles that
 * watch. The engine in it is the engine that runs in production; only its ports are others.
 *
 *   starts and faults ──► nothing fails any more, an operator sets right what is stuck ──► rest, which nothing changes
 */
import { hasEnded, type SagaDefinition } from '#libs/saga-core';
import type { SagaStore } from '#libs/saga-engine';
import { MemorySagaReads } from '#libs/testkit';
import { Agenda } from './agenda.js';
import { Chance } from './chance.js';
import { armFaults, ArmedFaults, type Fault } from './faults.js';
import { Nemesis } from './nemesis.js';
import { Oracles } from './oracles.js';
import { Orchestrators } from './orchestrators.js';
import { People } from './people.js';
import { resolved, SHAPES, type Shape } from './shapes.js';
import { SimCipher } from './sim-cipher.js';
import { SimDatabase, WatchedDatabase } from './sim-database.js';
import { SimParticipants } from './sim-participants.js';
import { SimQueue } from './sim-queue.js';
import { Violation } from './violation.js';
import type { World } from './world.js';

const BEGIN_MS = Date.UTC(2026, 0, 1);
/** Everything must be at rest this long after the faults stopped; milliseconds of simulated time, as all in here. */
const REST_LIMIT_MS = 600_000;
/** So long after the faults stopped no saga is in limbo: a lease has run out, and healthy processes had their 30 s. */
const SETTLES_WITHIN_MS = 45_000;
/** What comes after the rest must change nothing. */
const AFTERMATH_MS = 600;
const OPERATOR_LOOKS_MS = 400;

export interface Outcome {
  readonly seed: number;
  readonly violation: Violation | null;
  /** Of the whole course: the same seed has the same one. */
  readonly hash: string;
  readonly events: number;
  readonly virtualMs: number;
  readonly armed: readonly Fault[];
  readonly fired: readonly Fault[];
  /** The phases in which the sagas ended. */
  readonly ends: readonly string[];
}

export interface SimulationOptions {
  /** Only these of the seed's faults; all without it. */
  readonly only?: readonly number[];
  readonly hear?: (atMs: number, what: string) => void;
  /** Puts a mistake into the store, for tests of the simulator itself. */
  readonly alter?: (store: SagaStore) => SagaStore;
}

export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Outcome> {
  return new Simulation(seed, options).run();
}

class Simulation {
  private readonly world: World;
  private readonly orchestrators: Orchestrators;
  private readonly people: People;
  private readonly nemesis: Nemesis;
  private readonly healAtMs: number;
  private healed = false;
  private violation: Violation | null = null;

  constructor(
    private readonly seed: number,
    options: SimulationOptions,
  ) {
    const plan = new Chance(seed, 'plan');
    const untilMs = plan.pick([300, 800, 2_000]);
    this.healAtMs = untilMs + plan.pick([100, 800]);
    this.world = this.build(plan, untilMs, options);
    this.orchestrators = new Orchestrators(this.world, options.alter ?? ((store) => store));
    this.people = new People(this.world, this.orchestrators);
    this.nemesis = new Nemesis(this.world, this.orchestrators, this.people);
    this.arrange(plan, untilMs);
  }

  async run(): Promise<Outcome> {
    const { agenda, faults, oracles } = this.world;
    let restedAtMs: number | null = null;
    while (this.violation === null && (await agenda.step())) {
      this.look();
      if (restedAtMs === null && this.isAtRest()) {
        restedAtMs = agenda.nowMs;
        this.watch(() => this.checkRest());
      }
      if (restedAtMs !== null && agenda.nowMs > restedAtMs + AFTERMATH_MS) break;
      if (agenda.nowMs > this.healAtMs + REST_LIMIT_MS) this.watch(() => this.blameUnrest());
    }
    this.orchestrators.endAll();
    return {
      seed: this.seed,
      violation: this.violation,
      hash: agenda.hash.toString(16).padStart(8, '0'),
      events: agenda.happened,
      virtualMs: agenda.nowMs,
      armed: faults.armed,
      fired: faults.fired,
      ends: [...oracles.sagas.values()].map(({ state }) => state.phase),
    };
  }

  private build(plan: Chance, untilMs: number, { only, hear }: SimulationOptions): World {
    const chance = new Chance(this.seed, 'course');
    const agenda = new Agenda(hear ?? null);
    const slowness = plan.pick([0, 0.05, 0.4]);
    const armed = armFaults(plan, untilMs);
    const faults = new ArmedFaults(
      only === undefined ? armed : armed.filter(({ index }) => only.includes(index)),
    );
    const cipher = new SimCipher();
    const tables: WatchedDatabase = new WatchedDatabase(
      () => BEGIN_MS + agenda.nowMs,
      (commit) => oracles.committed(commit),
    );
    const participants: SimParticipants = new SimParticipants(agenda, faults, chance, {
      called: (call) => this.look(() => oracles.called(call)),
      applied: (call) => this.look(() => oracles.applied(call)),
      undoing: (call) => this.look(() => oracles.undoing(call)),
    });
    const oracles = new Oracles({
      cipher,
      tables,
      effects: participants.effects,
      definitionOf: (hash) => resolved(this.orchestrators.definitions.get(hash) as SagaDefinition),
      clockErrorMs: () => clockErrorMs(faults.fired),
      someoneCanRun: (row, aliveForMs) => this.orchestrators.someoneCanRun(row, aliveForMs),
    });
    return {
      ...{ agenda, chance, faults, tables, participants, oracles, cipher },
      database: new SimDatabase(tables, agenda, faults, chance, slowness),
      queue: new SimQueue(agenda, faults, chance),
      shapes: shapesOf(plan),
      watch: (check) => this.watch(check),
      blame: (what, error) =>
        (this.violation ??= new Violation(
          'simulation',
          `${what}: ${error instanceof Error ? error.stack : String(error)}`,
        )),
    };
  }

  private arrange(plan: Chance, untilMs: number): void {
    const { agenda, shapes, faults } = this.world;
    agenda.at(0, 'the processes start', () => this.orchestrators.fill());
    for (const { current } of shapes) this.people.comesAt(plan.between(5, untilMs / 2), current.type);
    for (const fault of faults.timed)
      agenda.at(fault.atMs, fault.kind, () => !this.healed && this.nemesis.strike(fault));
    agenda.at(this.healAtMs, 'nothing fails any more', () => {
      this.healed = true;
      faults.heal();
      this.keepWell();
    });
  }

  private keepWell(): void {
    this.orchestrators.fill();
    this.nemesis.relent();
    this.checkLimbo();
    for (const known of this.world.oracles.sagas.values()) this.people.help(known);
    this.world.agenda.in(OPERATOR_LOOKS_MS, 'the operator looks', () => this.keepWell());
  }

  /** Once everything has been well for a while. */
  private checkLimbo(): void {
    const { agenda, tables, oracles } = this.world;
    if (agenda.nowMs < this.healAtMs + SETTLES_WITHIN_MS) return;
    void new MemorySagaReads(tables).limbo().then((limbo) => this.watch(() => oracles.checkLimbo(limbo)));
  }

  private isAtRest(): boolean {
    const { participants, tables, database } = this.world;
    if (!this.healed || participants.onTheirWay > 0 || database.onTheirWay > 0) return false;
    if (this.orchestrators.isAnyFrozen || this.people.isAnyWaiting) return false;
    return [...tables.sagas.values()].every(
      ({ finishedAtMs, owner }) => finishedAtMs !== null && owner === null,
    );
  }

  private checkRest(): void {
    this.people.checkAnswers();
    for (const id of this.world.tables.sagas.keys()) this.world.oracles.ended(id);
  }

  private blameUnrest(): void {
    const open = [...this.world.oracles.sagas.values()].filter(({ state }) => !hasEnded(state));
    const texts = open.map(({ row }) => JSON.stringify(row));
    const who = texts.length === 0 ? 'a client or a request is still on its way' : texts.join('\n');
    throw new Violation('I8', `no rest ${REST_LIMIT_MS} ms after the faults stopped: ${who}`);
  }

  /** What was stored up to now is judged first: it may be of the same moment. */
  private look(check = () => {}): void {
    this.watch(() => {
      this.world.oracles.look();
      check();
    });
  }

  private watch(check: () => void): void {
    try {
      check();
    } catch (error) {
      if (error instanceof Violation) this.violation ??= error;
      else this.world.blame('a check fails', error);
    }
  }
}

/** The sagas of a world, one of each: one or two, or seldom a handful that keep the same participants busy. */
function shapesOf(plan: Chance): Shape[] {
  const one = plan.pick(SHAPES);
  if (plan.is(0.03)) return Array.from({ length: 5 }, () => one);
  return Array.from({ length: plan.between(1, 2) }, () => plan.pick(SHAPES));
}

/** How far the clock of a process may be ahead of the database's: what it drifted since the last answer, and its age. */
function clockErrorMs(fired: readonly Fault[]): number {
  const longestMs = fired
    .filter(({ kind }) => kind === 'store_slow' || kind === 'freeze')
    .reduce((longest, { forMs }) => Math.max(longest, forMs * 5), 0);
  return 150 + longestMs;
}
