/** The processes of a simulated world: each runs the real engine, and is replaced when it dies. */
import type { SagaDefinition } from '#libs/saga-core';
import {
  Engine,
  StoreError,
  type EngineLog,
  type EnginePorts,
  type Ids,
  type SagaStore,
} from '#libs/saga-engine';
import { MemoryInstances, MemorySagaReads, MemorySagaStore } from '#libs/testkit';
import { ProcessClock, SimProcess } from './sim-process.js';
import type { World } from './world.js';

const PROCESSES = 2;
const SLOTS = 8;

/** What a process never says, whatever fails around it. */
const NEVER: ReadonlySet<string> = new Set(['run_crashed', 'history_broken', 'cannot_decrypt']);

export interface Orchestrator {
  readonly process: SimProcess;
  readonly clock: ProcessClock;
  readonly engine: Engine;
  readonly instances: MemoryInstances;
}

export class Orchestrators {
  /** By the hash of their document. */
  readonly definitions = new Map<string, SagaDefinition>();
  private running: Orchestrator[] = [];
  private made = 0;
  private deployed = false;

  /** @param alter lets a test put a mistake into the store */
  constructor(
    private readonly world: World,
    private readonly alter: (store: SagaStore) => SagaStore,
  ) {}

  get alive(): Orchestrator[] {
    return this.running.filter(({ process }) => process.alive);
  }

  get isAnyFrozen(): boolean {
    return this.alive.some(({ process }) => process.isFrozen);
  }

  /** Starts as many as there should be. */
  fill(): void {
    while (this.alive.length < PROCESSES) this.spawn();
  }

  replaceIn(delayMs: number): void {
    this.world.agenda.in(
      delayMs,
      'a process is replaced',
      () => this.alive.length < PROCESSES && this.spawn(),
    );
  }

  /** From now on new processes know the next definition of each type, and start no other. */
  deploy(): void {
    this.deployed = true;
  }

  endAll(): void {
    for (const { process } of this.running) process.alive = false;
  }

  private spawn(): void {
    const { agenda, chance, database, tables, participants, queue, cipher, shapes } = this.world;
    this.made += 1;
    const process = new SimProcess(`p${this.made}`, agenda);
    const clock = new ProcessClock(process, agenda, chance.between(0, 1_000_000));
    const instances = new MemoryInstances(tables);
    const ports: EnginePorts = {
      store: database.reach(this.alter(new MemorySagaStore(tables)), process),
      reads: database.reach(new MemorySagaReads(tables), process),
      instances: database.reach(instances, process),
      caller: participants.caller(process, clock),
      waker: queue.waker(process),
      progress: queue.progress(process),
      cipher,
      clock,
      ids: this.ids(),
      log: this.log(process),
    };
    const current = shapes.map(({ current: before, next }) => this.published(this.deployed ? next : before));
    const options = { slots: SLOTS, isWorker: true, checkDefinition: () => [] };
    const engine = new Engine(ports, { ...options, definitions: current });
    process.whenItDies(() => {
      engine.runner.abandonAll();
      instances.loseLock();
    });
    this.running = [...this.alive, { process, clock, engine, instances }];
    engine.start().catch((error: unknown) => {
      if (!(error instanceof StoreError)) this.world.blame(`${process.name} does not start`, error);
      process.kill();
      this.replaceIn(100);
    });
  }

  private published(definition: SagaDefinition) {
    const hash = this.world.cipher.digest(JSON.stringify(definition));
    this.definitions.set(hash, definition);
    return { hash, definition };
  }

  private log({ name }: SimProcess): EngineLog {
    const ignore = () => {};
    return {
      info: ignore,
      warn: ignore,
      error: (event, fields) => {
        this.world.agenda.note(`${name} says ${event}`);
        if (NEVER.has(event)) this.world.blame(`${name} says ${event}`, fields?.['err']);
      },
    };
  }

  /** Ids that grow with every one made: the same seed has the same ids. */
  private ids(): Ids {
    const next = () => {
      this.made += 1;
      return this.made.toString(16).padStart(12, '0');
    };
    return {
      sagaId: (nowMs) => {
        const time = Math.floor(nowMs).toString(16).padStart(12, '0');
        return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${next()}`;
      },
      instanceId: () => `00000000-0000-4000-8000-${next()}`,
      requestId: () => `request-${next()}`,
    };
  }
}
