/**
 * The engine put together: ports in, a running orchestrator out. The only file that knows all rooms of the engine.
 *
 *   door ──► starter ──► store ──► hint ──► runner ──► mover ⇄ participants
 *                          ▲                   ▲          │
 *                          └──── writer ◄──────┼──────────┘
 *   sweeper, membership: whatever was missed ──┘
 */
import type { SagaDefinition } from '#libs/saga-core';
import { DefinitionCatalog, type CurrentDefinition } from './catalog.js';
import { Hints } from './hints.js';
import { Membership } from './membership.js';
import { Operators, snapshotOf } from './operators.js';
import type {
  Clock,
  EngineLog,
  Ids,
  Instances,
  ParticipantCaller,
  PayloadCipher,
  Progress,
  SagaReads,
  SagaStore,
  Waker,
} from './ports.js';
import { Reader } from './reader.js';
import { Runner } from './runner.js';
import { Starter } from './starter.js';
import { Sweeper } from './sweeper.js';
import { DatabaseClock, Pulse, within } from './time.js';
import { Writer } from './writer.js';

export interface EnginePorts {
  readonly store: SagaStore;
  readonly reads: SagaReads;
  readonly instances: Instances;
  readonly caller: ParticipantCaller;
  readonly waker: Waker;
  readonly progress: Progress;
  readonly cipher: PayloadCipher;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: EngineLog;
}

export interface EngineOptions {
  /** Runs in flight, from jobs and sweep alike. */
  readonly slots: number;
  /** `worker`: moves sagas. Without it the process only starts and reads them. */
  readonly isWorker: boolean;
  readonly definitions: readonly CurrentDefinition[];
  /** Every mistake of a definition against the contracts of this process. */
  readonly checkDefinition: (definition: SagaDefinition) => readonly string[];
}

const LOAD_LOOK_INTERVAL_MS = 500;

export class Engine {
  readonly catalog: DefinitionCatalog;
  readonly starter: Starter;
  readonly operators: Operators;
  readonly reader: Reader;
  readonly runner: Runner;
  readonly membership: Membership;
  private readonly time: DatabaseClock;
  private readonly hints: Hints;
  private readonly writer: Writer;
  private readonly sweeper: Sweeper;
  private readonly loadLook: Pulse;
  private stopListening: () => void = () => {};

  constructor(
    private readonly ports: EnginePorts,
    private readonly options: EngineOptions,
  ) {
    const { store, reads, instances, caller, waker, progress, cipher, clock, ids, log } = ports;
    this.time = new DatabaseClock(clock);
    this.catalog = new DefinitionCatalog(store, options.checkDefinition, log);
    this.hints = new Hints(waker, progress, this.time);
    const voided = () => this.runner.abandonAll();
    this.membership = new Membership(instances, ids, clock, this.time, log, voided);
    const instanceId = () => this.membership.instanceId;
    this.writer = new Writer(store, instanceId, clock, log, (applied) => this.hints.afterFlush(applied));
    const onChanged = this.hints.afterChange.bind(this.hints);
    const onHoldsChanged = () => this.sweeper.checkHolds();
    this.operators = new Operators({ store, cipher, catalog: this.catalog, onChanged, onHoldsChanged });
    const moverWorld = {
      ...{ store, writer: this.writer, caller, cipher, clock, time: this.time, log, instanceId },
      mayCall: () => this.membership.mayCall(),
      isHeld: (participant: string) => this.sweeper.isHeld(participant),
      onHoldGone: (participant: string) => this.sweeper.forgetHold(participant),
      onStored: this.hints.stored.bind(this.hints),
    };
    this.runner = new Runner(moverWorld, store, this.catalog, options.slots, () => this.sweeper.checkSelf());
    this.sweeper = new Sweeper({ ...this.rooms(), store, waker, clock, log });
    this.starter = new Starter({
      ...{ store, cipher, catalog: this.catalog, clock, time: this.time, ids },
      onStarted: (opened) => {
        if (options.isWorker) this.runner.remember(opened);
        this.hints.afterChange(snapshotOf(opened, opened.state), { epoch: 0 });
      },
    });
    this.reader = new Reader({
      ...{ store, reads, cipher, catalog: this.catalog, clock, progress },
      ...{ hints: this.hints, runner: this.runner },
    });
    this.loadLook = new Pulse(
      clock,
      () => LOAD_LOOK_INTERVAL_MS,
      () => this.lookAtLoad(),
      () => {},
    );
  }

  /** Joins the others and begins to move sagas. Resolves with the mistakes of open definitions: not empty, not ready. */
  async start(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { waker, progress } = this.ports;
    await this.membership.join();
    await this.catalog.publish(this.options.definitions);
    const unfit = await this.catalog.checkOpen();
    this.stopListening = progress.subscribe(({ sagaId, revision }) => this.runner.nudge(sagaId, revision));
    this.loadLook.start();
    if (this.options.isWorker) {
      this.hints.onDueWithoutQueue((sagaId, epoch) => this.runner.takeIfFree(sagaId, epoch));
      await this.sweeper.start();
      await waker.listen((sagaId, epoch) => this.runner.take(sagaId, epoch));
    }
    return unfit;
  }

  /**
   * Stops within about `graceMs`: no new sagas, no new claims; calls in flight may end for half of it, then every saga is
   * handed over. What hangs is left behind: the others take it over.
   */
  async stop(graceMs: number): Promise<void> {
    this.starter.stop();
    this.ports.waker.stopTaking();
    const isDone = await within(this.ports.clock, graceMs, this.handOver(graceMs / 2));
    if (isDone) return;
    this.ports.log.warn('stopped_before_hand_over', { sagas: this.runner.running });
    this.runner.abandonAll();
    this.writer.close();
    this.stopListening();
    void this.membership.stop();
    this.ports.waker.close().catch(() => {});
  }

  /** Everything that stopping waits for; a part that fails does not keep the others from their turn. */
  private async handOver(graceMs: number): Promise<void> {
    const pulses = [this.sweeper.stop(), this.loadLook.stop()];
    await this.runner.stop(graceMs);
    await Promise.all([this.writer.drained(), this.starter.drained()]);
    for (const last of [() => this.membership.leave(), () => this.ports.waker.close()]) {
      await last().catch((error: unknown) => this.ports.log.warn('stop_failed', { err: error }));
    }
    this.stopListening();
    await Promise.allSettled(pulses);
  }

  /** The database's time. */
  nowMs(): number {
    return this.time.nowMs();
  }

  newRequestId(): string {
    return this.ports.ids.requestId();
  }

  private rooms() {
    const { membership, runner, catalog, operators } = this;
    return { membership, runner, catalog, operators };
  }

  private async lookAtLoad(): Promise<void> {
    this.starter.noteOldestDue(await this.ports.store.oldestDueAgeMs());
  }
}
