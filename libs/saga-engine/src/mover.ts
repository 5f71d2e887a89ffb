/**
 * One run of one saga: from a claim to its release. It asks the pure core what follows, has it written, and only then
 * does it.
 *
 * M1 Nothing is done that was decided on a state that is not stored: events first, then calls.
 * M2 An answer of a participant stays in hand until it is recorded, whoever else wrote meanwhile.
 * M3 A mover that lost its claim writes nothing and starts nothing (G6).
 * M4 Whatever ends a run, the calls that it started are aborted or have settled.
 * M5 A store that does not answer is waited for; it never ends a run.
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
  type SagaState,
} from '#libs/saga-core';
import { CallsInFlight } from './calls-in-flight.js';
import { openFurther, type Opened } from './claimed.js';
import { columnsOf, storedBytes, toRow } from './codec.js';
import { LIMITS } from './limits.js';
import { untilAnswered } from './patience.js';
import type { Clock, EngineLog, ParticipantCaller, PayloadCipher, SagaStore, Transition } from './ports.js';
import { Latch, type DatabaseClock } from './time.js';
import type { WriteOutcome, Writer } from './writer.js';

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
  /** A hold that `isHeld` still knows was found released. */
  readonly onHoldGone: (participant: string) => void;
  /** Something was stored for the saga; the state is the new one. */
  readonly onStored: (opened: Opened, state: SagaState) => void;
}

type Step = 'again' | 'wait' | 'over';
type Stored = 'stored' | 'again' | 'over';

export class Mover {
  private state: SagaState;
  private bytes: number;
  private readonly latch = new Latch();
  private readonly calls: CallsInFlight;
  private wakeAtMs: number | null = null;
  private settleAtMs: number | null = null;
  private nudged = false;
  /** Revision of the transition that is being written: its own echo is no news. */
  private writingRevision = 0;
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

  /** Resolves once a result is recorded, the run ended, or `timeoutMs` passed: a suspect that came this far kills nobody. */
  async proven(timeoutMs: number): Promise<void> {
    if (!this.recorded) await this.recordedLatch.wait(this.world.clock, timeoutMs);
  }

  /** Somebody else wrote up to this revision. */
  nudge(revision: number): void {
    if (revision <= Math.max(this.state.revision, this.writingRevision)) return;
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
      this.calls.abortAll();
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
      const step = this.isWaitingForGrace() ? this.awaitGrace() : await this.perform();
      if (step === 'over') return;
      if (step === 'wait') await this.pause();
    }
  }

  /** While the process stops, calls in flight get the grace period before anything is decided. */
  private isWaitingForGrace(): boolean {
    if (this.stopAtMs === null || this.calls.count === 0) return false;
    return this.world.clock.monotonicMs() < this.stopAtMs;
  }

  private awaitGrace(): Step {
    this.wakeAtMs = null;
    return 'wait';
  }

  private decide(happening: Happening): Decision {
    const moment = { sagaId: this.sagaId, nowMs: this.world.time.nowMs(), epoch: this.epoch };
    return decide(this.opened.definition, this.state, happening, moment);
  }

  private async perform(): Promise<Step> {
    const stopping = this.stopAtMs !== null;
    const view = this.calls.view();
    let decision = this.decide({ kind: stopping ? 'hand_over' : 'advance', view });
    const held = this.heldParticipant(decision);
    if (held !== null) decision = this.decide({ kind: 'hold', view, participant: held });
    const release = releaseOf(decision);
    if (decision.events.length > 0 || release !== undefined) {
      const stored = await this.store(decision, held);
      if (stored !== 'stored') return stored;
      this.calls.consume(view);
      if (release !== undefined || this.abandoned) return 'over';
      // The process began to stop while this was written: nothing new is started.
      if (!stopping && this.stopAtMs !== null) return 'again';
    }
    this.execute(decision.commands);
    return 'wait';
  }

  private heldParticipant({ commands }: Decision): string | null {
    for (const command of commands) {
      if (command.kind !== 'call') continue;
      const participant = this.participantOf(command.ref);
      if (participant !== undefined && this.world.isHeld(participant)) return participant;
    }
    return null;
  }

  private participantOf({ stepIndex, branchIndex, direction }: CallRef): string | undefined {
    const branch = this.opened.definition.steps[stepIndex]?.branches[branchIndex];
    return (direction === 'compensation' ? branch?.compensation : branch?.action)?.participant;
  }

  private render(ref: CallRef, state: SagaState) {
    return renderCall(this.sagaId, this.opened.definition, state, ref);
  }

  /** Writes a decision. `again`: decide anew; `over`: the saga is no longer ours. */
  private async store(decision: Decision, requiresHold: string | null): Promise<Stored> {
    const transition = this.transitionOf(decision, requiresHold);
    const bytes = this.bytes + storedBytes(transition.events);
    const tooLarge = bytes > LIMITS.storedBytes;
    this.writingRevision = decision.state.revision;
    const outcome = tooLarge ? 'unstorable' : await this.world.writer.write(transition);
    this.writingRevision = 0;
    switch (outcome) {
      case 'applied':
        this.bytes = bytes;
        this.state = decision.state;
        this.markRecorded();
        this.world.onStored(this.opened, this.state);
        return 'stored';
      case 'rebase':
        return this.rebase(requiresHold);
      case 'superseded':
      case 'lost':
        this.abandon();
        return 'over';
      case 'unstorable':
        await this.giveUpUnstorable();
        return 'over';
    }
  }

  /** Somebody wrote; or nobody did, then it was the hold that is gone. */
  private async rebase(requiresHold: string | null): Promise<Stored> {
    const { revision } = this.state;
    if (!(await this.reload())) return 'over';
    if (requiresHold !== null && this.state.revision === revision) this.world.onHoldGone(requiresHold);
    return 'again';
  }

  private transitionOf(decision: Decision, requiresHold: string | null): Transition {
    const { cipher } = this.world;
    const { definition, key } = this.opened;
    const release = releaseOf(decision);
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
    const view = this.calls.view();
    const outcome = await this.writeAnew(() => this.decide({ kind: 'give_up', class: 'unstorable', view }));
    if (outcome === 'unstorable') throw new Error(`saga ${this.sagaId}: not even its failure can be stored`);
  }

  /** Writes the last decision of a run; when others wrote meanwhile, it is made anew. */
  private async writeAnew(decideLast: () => Decision): Promise<WriteOutcome> {
    for (;;) {
      const decision = decideLast();
      const outcome = await this.world.writer.write(this.transitionOf(decision, null));
      if (outcome === 'applied') this.world.onStored(this.opened, decision.state);
      if (outcome !== 'rebase') return outcome;
      if (!(await this.reload())) return 'lost';
    }
  }

  /** Takes in what others wrote. False when the saga is no longer ours. */
  private async reload(): Promise<boolean> {
    this.nudged = false;
    const { clock, store, time, cipher, instanceId } = this.world;
    const load = () => store.load(this.sagaId, this.state.revision);
    const stored = await untilAnswered(clock, load, () => !this.abandoned);
    const mine = stored?.row.epoch === this.epoch && stored.row.owner === instanceId();
    if (stored == null || !mine) {
      this.abandon();
      return false;
    }
    time.observe(stored.databaseNowMs);
    this.bytes += storedBytes(stored.events);
    const { definition, key } = this.opened;
    this.state = openFurther(cipher, definition, this.sagaId, key, this.state, stored.events);
    return true;
  }

  private execute(commands: readonly Command[]): void {
    let wakeAtMs: number | null = null;
    let settleAtMs: number | null = null;
    for (const command of commands) {
      if (command.kind === 'call') this.call(command);
      else if (command.kind === 'wait') wakeAtMs = command.untilMs;
      else if (command.kind === 'settle') settleAtMs = this.world.time.nowMs() + command.withinMs;
    }
    this.wakeAtMs = wakeAtMs;
    // The earliest limit counts, as long as the decision still is to settle.
    this.settleAtMs = settleAtMs === null ? null : Math.min(settleAtMs, this.settleAtMs ?? Infinity);
  }

  private call(command: Extract<Command, { kind: 'call' }>): void {
    if (!this.world.mayCall()) return this.calls.postpone(command.ref, 'lease');
    const { direction, method, key, request } = this.render(command.ref, this.state);
    this.calls.start(command.ref, {
      direction,
      method,
      key,
      request,
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
  }

  private markRecorded(): void {
    if (this.recorded) return;
    this.recorded = true;
    this.recordedLatch.raise();
  }

  /** An exception of our own counts like an interruption, so that it cannot go on for ever. */
  private async releaseAfterCrash(): Promise<void> {
    try {
      if (this.abandoned || !(await this.reload())) return;
      await this.writeAnew(() => this.decide({ kind: 'crashed' }));
    } catch (error) {
      // The row stays ours without a run: the self-check takes it over.
      this.world.log.error('release_failed', { saga: this.sagaId, epoch: this.epoch, err: error });
    }
  }
}

function releaseOf({ commands }: Decision) {
  return commands.find((command) => command.kind === 'release');
}
