/** The processes of a simulated world: each runs the real engine, and is replaced when it dies. */
import { methodsOf, type SagaDefinition } from '#libs/saga-core';
import {
  Engine,
  SAGA_FORMAT,
  StoreError,
  type EngineLog,
  type EnginePorts,
  type Ids,
  type SagaRow,
  type SagaStore,
} from '#libs/saga-engine';
import { MemoryInstances, MemorySagaReads, MemorySagaStore } from '#libs/testkit';
import { EARLIER_FORMAT, ofEarlierFormat } from './earlier-format.js';
import { methodsGone, type Shape } from './shapes.js';
import { ProcessClock, SimProcess } from './sim-process.js';
import type { World } from './world.js';

const PROCESSES = 2;
const SLOTS = 8;

/** Made once for all worlds. */
const hashes = new WeakMap<SagaDefinition, string>();

/** What a process never says, whatever fails around it. */
const NEVER: ReadonlySet<string> = new Set(['run_crashed', 'history_broken', 'cannot_decrypt']);

/** What a process is built from. */
interface Release {
  /** It starts sagas on the next definition of each type. */
  readonly knowsNext: boolean;
  /** Methods that its contracts do not have. */
  readonly lacks: ReadonlySet<string>;
  /** The highest format that it reads, and the one that it writes. */
  readonly format: number;
}

export interface Orchestrator {
  readonly release: Release;
  readonly bornMs: number;
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
  private release: Release = { knowsNext: false, lacks: new Set(), format: SAGA_FORMAT };

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
    this.release = { ...this.release, knowsNext: true };
  }

  /** From now on new processes cannot run what was started on this definition any more. False where they can anyway. */
  deployWithout(shape: Shape): boolean {
    const gone = methodsGone(shape);
    if (gone.length > 0) this.release = { ...this.release, knowsNext: true, lacks: new Set(gone) };
    return gone.length > 0;
  }

  /** From now on new processes are of the version before. */
  rollBack(): void {
    this.release = { ...this.release, format: EARLIER_FORMAT };
  }

  /** From now on new processes can run everything again. Those that cannot. */
  restore(): Orchestrator[] {
    this.release = { ...this.release, lacks: new Set(), format: SAGA_FORMAT };
    return this.alive.filter(({ release }) => release.lacks.size > 0 || release.format < SAGA_FORMAT);
  }

  /** Whether a process that has lived for so long is able to run the saga. */
  someoneCanRun({ format, definitionHash }: SagaRow, aliveForMs = 0): boolean {
    const definition = this.definitions.get(definitionHash);
    const methods = definition === undefined ? [] : methodsOf(definition);
    return this.alive.some(
      ({ release, bornMs }) =>
        bornMs <= this.world.agenda.nowMs - aliveForMs &&
        format <= release.format &&
        !methods.some((method) => release.lacks.has(method)),
    );
  }

  endAll(): void {
    for (const { process } of this.running) process.alive = false;
  }

  private spawn(): void {
    const { agenda, chance, database, tables, participants, queue, cipher, shapes } = this.world;
    const { release } = this;
    this.made += 1;
    const process = new SimProcess(`p${this.made}`, agenda);
    const clock = new ProcessClock(process, agenda, chance.between(0, 1_000_000));
    const instances = new MemoryInstances(tables);
    const ports: EnginePorts = {
      store: database.reach(this.storeOf(release), process),
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
    const current = shapes.map((shape) => this.published(release.knowsNext ? shape.next : shape.current));
    const checkDefinition = (definition: SagaDefinition) =>
      methodsOf(definition).filter((method) => release.lacks.has(method));
    const options = { slots: SLOTS, isWorker: true, checkDefinition };
    const engine = new Engine(ports, { ...options, definitions: current });
    process.whenItDies(() => {
      engine.runner.abandonAll();
      instances.loseLock();
    });
    this.running = [...this.alive, { process, clock, engine, instances, release, bornMs: agenda.nowMs }];
    engine.start().catch((error: unknown) => {
      if (!(error instanceof StoreError)) this.world.blame(`${process.name} does not start`, error);
      process.kill();
      this.replaceIn(100);
    });
  }

  private storeOf({ format }: Release): SagaStore {
    const store = this.alter(this.watched(new MemorySagaStore(this.world.tables)));
    return format === SAGA_FORMAT ? store : ofEarlierFormat(store);
  }

  /** Every write of a mover that gets through is shown to the oracles. */
  private watched(store: MemorySagaStore): SagaStore {
    const { tables, oracles } = this.world;
    const flush = store.flush.bind(store);
    store.flush = async (instanceId, batch) => {
      const epochs = batch.map(({ sagaId }) => tables.sagas.get(sagaId)?.epoch);
      const applied = await flush(instanceId, batch);
      for (const [index, transition] of batch.entries())
        if (applied.has(transition.sagaId)) oracles.wrote(transition, epochs[index]);
      return applied;
    };
    return store;
  }

  private published(definition: SagaDefinition) {
    const hash = hashes.get(definition) ?? this.world.cipher.digest(JSON.stringify(definition));
    hashes.set(definition, hash);
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
