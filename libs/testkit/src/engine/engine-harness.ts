/**
 * The real engine, as many processes of it as a test wants, on a database in memory, with scripted participants and a clock
 * that the test moves. Nothing in here takes time, so a test sees hours in milliseconds and the same course every time.
 */
import {
  fold,
  resolveDefinition,
  type OperatorCommand,
  type SagaDefinition,
  type SagaEvent,
  type SagaState,
} from '#libs/saga-core';
import {
  columnsOf,
  Engine,
  fromRow,
  type EngineLog,
  type EngineOptions,
  type EnginePorts,
  type FoldedColumns,
  type Ids,
  type OperatorAnswer,
  type SagaRow,
  type StartAnswer,
  type StartRequest,
} from '#libs/saga-engine';
import { MemoryDatabase } from '../memory/memory-database.js';
import { changeHold } from '../memory/memory-holds.js';
import { MemoryInstances } from '../memory/memory-instances.js';
import { MemorySagaReads } from '../memory/memory-reads.js';
import { MemorySagaStore } from '../memory/memory-saga-store.js';
import { everyKind } from './every-kind.js';
import { FakeClock, MortalClock, settled } from './fake-clock.js';
import { Faults } from './faulty.js';
import { LoopbackProgress, LoopbackQueue } from './loopback.js';
import { PlainCipher } from './plain-cipher.js';
import { ScriptedCaller } from './scripted-caller.js';

const BEGIN_MS = Date.UTC(2026, 0, 1);

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: { readonly [key: string]: unknown };
}

export interface EngineProcess {
  readonly engine: Engine;
  readonly ports: EnginePorts;
  /** Faults of this process's way to the database. */
  readonly faults: Faults;
  readonly instances: MemoryInstances;
  readonly log: LogLine[];
  /** Ends as a process ends that is killed: nothing of it happens any more, and its lock is free. */
  kill(): void;
}

export interface SpawnOptions extends Partial<Omit<EngineOptions, 'definitions'>> {
  readonly definitions?: readonly SagaDefinition[];
  /** What stands between the engine and its ports, a fault for example. */
  readonly around?: (ports: EnginePorts) => EnginePorts;
}

export class EngineHarness {
  readonly clock = new FakeClock();
  readonly db = new MemoryDatabase(() => BEGIN_MS + this.clock.monotonicMs());
  readonly cipher = new PlainCipher();
  readonly caller = new ScriptedCaller(this.clock);
  readonly queue = new LoopbackQueue(this.clock);
  readonly progress = new LoopbackProgress();
  readonly reads = new MemorySagaReads(this.db);
  private readonly alive = new Set<EngineProcess>();
  private readonly clocks: MortalClock[] = [];
  private made = 0;

  constructor(readonly definition: SagaDefinition = everyKind) {}

  /** Timers of all processes; none is left once they stopped. */
  get timers(): number {
    return this.clocks.reduce((sum, clock) => sum + clock.pending, 0);
  }

  /** Builds a process; `start` of its engine is left to the caller. */
  build(options: SpawnOptions = {}): EngineProcess {
    const faults = new Faults();
    const clock = new MortalClock(this.clock);
    this.clocks.push(clock);
    const instances = new MemoryInstances(this.db);
    const log: LogLine[] = [];
    const progress = this.progress.progress();
    const ports: EnginePorts = {
      store: faults.wrap(new MemorySagaStore(this.db)),
      reads: faults.wrap(this.reads),
      instances: faults.wrap(instances),
      caller: this.caller,
      waker: this.queue.waker(),
      progress,
      cipher: this.cipher,
      clock,
      ids: this.ids(),
      log: logInto(log),
    };
    const { definitions = [this.definition], around = (same) => same, ...rest } = options;
    const engine = new Engine(around(ports), {
      ...{ slots: 64, isWorker: true, checkDefinition: () => [] },
      definitions: definitions.map((definition) => ({ hash: this.hashOf(definition), definition })),
      ...rest,
    });
    const kill = () => {
      clock.kill();
      faults.freeze();
      ports.waker.stopTaking();
      engine.runner.abandonAll();
      instances.loseLock();
      progress.cut();
      this.alive.delete(process);
    };
    const process: EngineProcess = { engine, ports, faults, instances, log, kill };
    this.alive.add(process);
    return process;
  }

  /** A process that runs. */
  async spawn(options: SpawnOptions = {}): Promise<EngineProcess> {
    const process = this.build(options);
    await this.awaiting(process.engine.start());
    return process;
  }

  /** Lets the clock run until a promise settles. */
  async awaiting<T>(promise: Promise<T>, limitMs = 60_000): Promise<T> {
    let isSettled = false;
    const settle = () => void (isSettled = true);
    promise.then(settle, settle);
    await this.clock.until(() => isSettled, limitMs, 'the promise');
    return promise;
  }

  async start(on: EngineProcess, request: Partial<StartRequest> = {}): Promise<StartAnswer> {
    const { type } = this.definition;
    return this.awaiting(on.engine.starter.start({ type, input: { item: 'tea' }, ...request }));
  }

  /** An operator acts, whatever the revision is by now; one order of a kind for each saga. */
  order(on: EngineProcess, sagaId: string, command: OperatorCommand): Promise<OperatorAnswer> {
    const words = { action: command.kind, actor: 'li', origin: null, reason: 'test', etag: null };
    const request = { sagaId, command, requestId: command.kind, ...words, validateOnly: false };
    return on.engine.operators.act(request);
  }

  /** Somebody holds a participant; the processes see it when they look. */
  hold(participant: string): void {
    changeHold(this.db, participant, { kind: 'hold', actor: 'li', reason: 'test' });
  }

  /** @param rate sagas per second that wake; null for all at once */
  release(participant: string, rate: number | null = null): void {
    changeHold(this.db, participant, { kind: 'release', rate });
  }

  row(sagaId: string): SagaRow {
    const row = this.db.sagas.get(sagaId);
    if (row === undefined) throw new Error(`there is no saga ${sagaId}`);
    return row;
  }

  kinds(sagaId: string): string[] {
    return this.db.eventsOf(sagaId).map(({ kind }) => kind);
  }

  events(sagaId: string): SagaEvent[] {
    const key = this.cipher.unwrap(
      sagaId,
      this.db.keys.get(sagaId) ?? { kid: '', wrapped: new Uint8Array() },
    );
    return this.db.eventsOf(sagaId).map((row) => fromRow(this.cipher, key, sagaId, row));
  }

  /** What the history says: the state, and the columns that it stands for (G7). */
  folded(sagaId: string): { state: SagaState; columns: FoldedColumns } {
    const definition = resolveDefinition(
      this.db.definition(this.row(sagaId).definitionHash) as SagaDefinition,
    );
    const state = fold(definition, this.events(sagaId)) as SagaState;
    return { state, columns: columnsOf(this.cipher, definition, state) };
  }

  /** Lets time pass until a saga is in one of these statuses. */
  async reaches(sagaId: string, ...statuses: readonly SagaRow['status'][]): Promise<SagaRow> {
    const there = () => statuses.includes(this.row(sagaId).status);
    await this.clock.until(there, 300_000, `${statuses.join(' or ')} of saga ${sagaId}`);
    await settled();
    return this.row(sagaId);
  }

  /** Lets time pass until nothing is left to be moved. */
  async rests(limitMs = 300_000): Promise<void> {
    const rest = () =>
      [...this.db.sagas.values()].every(({ owner, dueAtMs }) => owner === null && dueAtMs === null);
    await this.clock.until(rest, limitMs, 'rest of all sagas');
    await settled();
  }

  /** Sagas whose row is not the fold of their events (G7); none, ever. */
  misfolded(): string[] {
    return [...this.db.sagas.values()].filter((row) => !this.isFold(row)).map(({ id }) => id);
  }

  private isFold(row: SagaRow): boolean {
    const { columns } = this.folded(row.id);
    return Object.entries(columns).every(([name, value]) => row[name as keyof SagaRow] === value);
  }

  /**
   * Stops every process that was not killed; call it at the end of each test.
   * @returns what they left behind, which is nothing where all is well
   */
  async close(): Promise<string[]> {
    for (const { engine, faults } of this.alive) {
      faults.recover();
      await this.awaiting(engine.stop(2_000));
    }
    this.alive.clear();
    const left = { timers: this.timers, calls: this.caller.open, listeners: this.progress.listening };
    return Object.entries(left).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]));
  }

  hashOf(definition: SagaDefinition): string {
    return this.cipher.digest(JSON.stringify(definition));
  }

  /** Ids that grow with every one made, so that a test that fails fails the same way again. */
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

function logInto(lines: LogLine[]): EngineLog {
  const at =
    (level: LogLine['level']) =>
    (event: string, fields: LogLine['fields'] = {}) =>
      void lines.push({ level, event, fields });
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
