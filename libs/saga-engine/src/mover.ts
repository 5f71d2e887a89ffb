/**
 * One run of one saga: from a claim to its release. It asks the pure core what follows, has it written, and only then
 * does it.
 *
 * M1 Nothing is done that was decided on a state that is not stored: events first, then calls.
 * M2 An answer of a participant stays in hand until it is recorded, whoever else wrote meanwhile.
 * M3 A mover that lost its claim writes nothing and starts nothing (G6).
 * M4 Whatever ends a run, the calls that it started are aborted or have settled.
 *
 *   ┌─► decide ──► write ──► calls, waits ──► latch: a call settled │ a time came │ somebody wrote │ stop ─┐
 *   └──────────────────────────────────────────────────────────────────────────────────────────────────────┘
 */
import {
  decide,
  renderCall,
  type CallRef,
  type Command,
  type Decision,
  type Happening,
  type MoverView,
  type SagaState,
} from '#libs/saga-core';
import { CallsInFlight } from './calls-in-flight.js';
import { openFurther, type Opened } from './claimed.js';
import { columnsOf, storedBytes, toRow } from './codec.js';
import { LIMITS } from './limits.js';
import type { Clock, EngineLog, ParticipantCaller, PayloadCipher, SagaStore, Transition } from './ports.js';
import { Latch, type DatabaseClock } from './time.js';
import type { Writer } from './writer.js';

/** What all movers of a process share. */
export interface MoverWorld {
  readonly store: Pick<SagaStore, 'load'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly caller: ParticipantCaller;
  readonly cipher: PayloadCipher;
  readonly clock: Clock;
  readonly time: DatabaseClock;
  readonly log: EngineLog;
  readonly instanceId: () => string;
  /** The lease still runs by the process's own clock: calls may start. */
  readonly mayCall: () => boolean;
  readonly isHeld: (participant: string) => boolean;
  /** Something was stored for the saga; the state is the new one. */
  readonly onStored: (opened: Opened, state: SagaState) => void;
}

type Step = 'again' | 'wait' | 'over';

export class Mover {
  private state: SagaState;
  private bytes: number;
  private readonly latch = new Latch();
  private readonly calls: CallsInFlight;
  private wakeAtMs: number | null = null;
  private settleAtMs: number | null = null;
  private nudged = false;
  private abandoned = false;
  /** Monotonic end of the grace period once the process stops; null while it runs. */
  private stopAtMs: number | null = null;
  private recorded = false;
  private readonly recordedLatch = new Latch();

  constructor(
    private readonly world: MoverWorld,
    readonly opened: Opened,
  ) {
    this.state = opened.state;
    this.bytes = opened.storedBytes;
    this.calls = new CallsInFlight(world.caller, world.time, () => this.latch.raise());
  }

  get sagaId(): string {
    return this.opened.row.id;
  }

  get epoch(): number {
    return this.opened.row.epoch;
  }

  get current(): SagaState {
    return this.state;
  }

  /** Resolves once a result is recorded or `timeoutMs` passed: a suspect that came this far is not what kills us. */
  async proven(timeoutMs: number): Promise<void> {
    if (!this.recorded) await this.recordedLatch.wait(this.world.clock, timeoutMs);
  }

  /** Somebody else wrote up to this revision. */
  nudge(revision: number): void {
    if (revision <= this.state.revision) return;
    this.nudged = true;
    this.latch.raise();
  }

  /** The process stops: calls in flight may end until then. */
  stop(graceMs: number): void {
    this.stopAtMs = this.world.clock.monotonicMs() + graceMs;
    this.latch.raise();
  }

  /** The claim is lost: abort everything, write nothing. */
  abandon(): void {
    this.abandoned = true;
    this.calls.abortAll();
    this.latch.raise();
  }

  /** Runs until the saga is released or lost. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.loop();
    } catch (error) {
      this.world.log.error('run_crashed', { saga: this.sagaId, epoch: this.epoch, err: error });
      await this.releaseAfterCrash();
    } finally {
      this.calls.abortAll();
      this.recordedLatch.raise();
    }
  }

  private async loop(): Promise<void> {
    for (;;) {
      if (this.nudged && !(await this.reload())) return;
      if (this.abandoned) return;
      const step = this.isWaitingForGrace() ? 'wait' : await this.perform(this.nextHappening());
      if (step === 'over') return;
      if (step === 'wait') await this.pause();
    }
  }

  /** While the process stops, calls in flight get the grace period before anything is decided. */
  private isWaitingForGrace(): boolean {
    if (this.stopAtMs === null || this.calls.count === 0) return false;
    return this.world.clock.monotonicMs() < this.stopAtMs;
  }

  private nextHappening(): Happening {
    const view = this.calls.view();
    return { kind: this.stopAtMs === null ? 'advance' : 'hand_over', view };
  }

  private decide(happening: Happening): Decision {
    const moment = { sagaId: this.sagaId, nowMs: this.world.time.nowMs(), epoch: this.epoch };
    return decide(this.opened.definition, this.state, happening, moment);
  }

  private async perform(happening: Happening): Promise<Step> {
    let decision = this.decide(happening);
    const held = this.heldParticipant(decision);
    if (held !== null && 'view' in happening) {
      decision = this.decide({ kind: 'hold', view: happening.view, participant: held });
    }
    const release = decision.commands.find((command) => command.kind === 'release');
    if (decision.events.length > 0 || release !== undefined) {
      const outcome = await this.store(decision, held);
      if (outcome === 'over') return 'over';
      if (outcome === 'again') return 'again';
      if ('view' in happening) this.calls.consume(happening.view);
    }
    if (release !== undefined) return 'over';
    this.execute(decision.commands);
    return 'wait';
  }

  private heldParticipant({ state, commands }: Decision): string | null {
    for (const command of commands) {
      if (command.kind !== 'call') continue;
      const participant = this.render(command.ref, state).participant;
      if (this.world.isHeld(participant)) return participant;
    }
    return null;
  }

  private render(ref: CallRef, state: SagaState) {
    return renderCall(this.sagaId, this.opened.definition, state, ref);
  }

  /** Writes a decision. `wait`: stored, go on; `again`: decide anew; `over`: the saga is no longer ours. */
  private async store(decision: Decision, requiresHold: string | null): Promise<Step> {
    const transition = this.transitionOf(decision, requiresHold);
    const bytes = this.bytes + storedBytes(transition.events);
    const tooLarge = bytes > LIMITS.storedBytes;
    const outcome = tooLarge ? 'unstorable' : await this.world.writer.write(transition);
    switch (outcome) {
      case 'applied':
        this.bytes = bytes;
        this.state = decision.state;
        this.markRecorded();
        this.world.onStored(this.opened, this.state);
        return 'wait';
      case 'rebase':
        return (await this.reload()) ? 'again' : 'over';
      case 'lost':
        this.abandon();
        return 'over';
      case 'unstorable':
        await this.giveUpUnstorable();
        return 'over';
    }
  }

  private transitionOf(decision: Decision, requiresHold: string | null): Transition {
    const { cipher } = this.world;
    const { definition, key } = this.opened;
    const release = decision.commands.find((command) => command.kind === 'release');
    return {
      sagaId: this.sagaId,
      type: this.opened.row.type,
      epoch: this.epoch,
      expectedRevision: this.state.revision,
      columns: columnsOf(cipher, definition, decision.state),
      events: decision.events.map((event) => toRow(cipher, key, this.sagaId, event)),
      release: release === undefined ? null : { dueAtMs: release.dueAtMs },
      requiresHold,
    };
  }

  /** What cannot be stored is left out; that it could not be is stored, and the saga rests. */
  private async giveUpUnstorable(): Promise<void> {
    const decision = this.decide({ kind: 'give_up', class: 'unstorable', view: this.calls.view() });
    const outcome = await this.world.writer.write(this.transitionOf(decision, null));
    if (outcome === 'unstorable') throw new Error(`saga ${this.sagaId}: not even its failure can be stored`);
    if (outcome === 'rebase' && (await this.reload())) return this.giveUpUnstorable();
    if (outcome === 'applied') this.world.onStored(this.opened, decision.state);
  }

  /** Takes in what others wrote. False when the saga is no longer ours. */
  private async reload(): Promise<boolean> {
    this.nudged = false;
    const stored = await this.world.store.load(this.sagaId, this.state.revision);
    const mine = stored?.row.epoch === this.epoch && stored.row.owner === this.world.instanceId();
    if (stored === null || !mine) {
      this.abandon();
      return false;
    }
    this.world.time.observe(stored.databaseNowMs);
    this.bytes += storedBytes(stored.events);
    const { definition, key } = this.opened;
    this.state = openFurther(this.world.cipher, definition, this.sagaId, key, this.state, stored.events);
    return true;
  }

  private execute(commands: readonly Command[]): void {
    this.wakeAtMs = null;
    for (const command of commands) {
      if (command.kind === 'call') this.call(command);
      else if (command.kind === 'wait') this.wakeAtMs = command.untilMs;
      else if (command.kind === 'settle') this.settleAtMs ??= this.world.time.nowMs() + command.withinMs;
    }
  }

  private call(command: Extract<Command, { kind: 'call' }>): void {
    if (!this.world.mayCall()) return this.calls.postpone(command.ref, 'lease');
    const outgoing = this.render(command.ref, this.state);
    this.calls.start(command.ref, {
      ...outgoing,
      sagaId: this.sagaId,
      sagaType: this.opened.row.type,
      epoch: this.epoch,
      attempt: command.attempt,
      timeoutMs: command.timeoutMs,
      traceContext: this.opened.row.traceContext,
    });
  }

  private async pause(): Promise<void> {
    const { clock, time } = this.world;
    const limits = [this.wakeAtMs, this.settleAtMs].filter((limit) => limit !== null);
    const delays = limits.map((limit) => limit - time.nowMs());
    if (this.stopAtMs !== null) delays.push(this.stopAtMs - clock.monotonicMs());
    await this.latch.wait(clock, delays.length === 0 ? null : Math.max(0, Math.min(...delays)));
    if (this.settleAtMs !== null && time.nowMs() >= this.settleAtMs) {
      this.settleAtMs = null;
      this.calls.abortAll();
    }
    if (this.calls.count === 0) this.settleAtMs = null;
  }

  private markRecorded(): void {
    if (this.recorded) return;
    this.recorded = true;
    this.recordedLatch.raise();
  }

  /** An exception of our own counts like an interruption, so that it cannot go on for ever. */
  private async releaseAfterCrash(): Promise<void> {
    if (this.abandoned) return;
    try {
      if (!(await this.reload())) return;
      const decision = this.decide({ kind: 'crashed' });
      const outcome = await this.world.writer.write(this.transitionOf(decision, null));
      if (outcome === 'applied') this.world.onStored(this.opened, decision.state);
    } catch (error) {
      // The row stays ours without a run: the self-check takes it over.
      this.world.log.error('release_failed', { saga: this.sagaId, epoch: this.epoch, err: error });
    }
  }
}

export type { MoverView };
