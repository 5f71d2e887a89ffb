/**
 * What makes good whatever was missed: due sagas without a job, sagas whose owner died, rows of this process without a
 * run, sagas that wait for a participant that is no longer held, sagas that nobody can run. With it alone, without any
 * queue, every saga moves on (G8, G9).
 *
 * V1 One saga that cannot be helped never keeps help from the others.
 * V2 A row is taken over from this process itself only after two looks that are apart, however often it is asked to look.
 * V3 No call is made before the holds were looked at. How fast a release wakes its sagas is kept in the store, not here.
 *
 *   every 250 ms: who died? ──► take over ──► sweep what is due ──► wake what was blocked
 *   every 2 s:    what is mine without a run? ──► take over from self
 *   every 5 s:    what did the dead leave that this process cannot run? ──► make it due; due for 60 s ──► FAILED
 */
import { planSelfCheck, SELF_CHECK_INTERVAL_MS, SWEEP_INTERVAL_MS, sweepOverdueMs } from '#libs/saga-core';
import type { DefinitionCatalog } from './catalog.js';
import type { Membership } from './membership.js';
import type { Operators } from './operators.js';
import type { Clock, EngineLog, Fitness, SagaStore, Waker } from './ports.js';
import type { Runner } from './runner.js';
import { Pulse } from './time.js';

const TAKEOVER_LIMIT = 256;
const UNBLOCK_LIMIT = 64;
const PASS_OVER_MS = 10_000;
const HOLDS_INTERVAL_MS = 1_000;
const UNCLAIMABLE_AFTER_MS = 60_000;
const LOOK_GAP_MS = 500;
/** Takes over whatever its owner was able to run. */
const ANYTHING: Fitness = { maxFormat: 2 ** 15 - 1, unfitDefinitions: [] };
const UNCLAIMABLE_INTERVAL_MS = 5_000;

export interface SweeperWorld {
  readonly store: SagaStore;
  readonly waker: Waker;
  readonly membership: Membership;
  readonly runner: Runner;
  readonly catalog: DefinitionCatalog;
  readonly operators: Operators;
  readonly clock: Clock;
  readonly log: EngineLog;
}

export class Sweeper {
  private readonly pulses: readonly Pulse[];
  private readonly checking: Pulse;
  private readonly holding: Pulse;
  private missed: ReadonlySet<string> = new Set();
  private lookedAtMs = -Infinity;
  private isAskedToLook = false;
  private held = new Set<string>();
  /** Sagas that could not be woken; for a while they leave what a release allows to others (V1). */
  private readonly passedOver = new Set<string>();

  constructor(private readonly world: SweeperWorld) {
    this.checking = this.pulse(
      'self_check_failed',
      () => this.nextLookMs(),
      () => this.selfCheck(),
    );
    this.holding = this.pulse('holds_failed', HOLDS_INTERVAL_MS, () => this.refreshHolds());
    this.pulses = [
      this.pulse('sweep_failed', SWEEP_INTERVAL_MS, () => this.sweep()),
      this.checking,
      this.holding,
      this.pulse('unclaimable_failed', UNCLAIMABLE_INTERVAL_MS, () => this.helpUnclaimable()),
      this.pulse('pass_over_failed', PASS_OVER_MS, async () => this.passedOver.clear()),
    ];
  }

  async start(): Promise<void> {
    await this.refreshHolds();
    for (const pulse of this.pulses) pulse.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.pulses.map((pulse) => pulse.stop()));
  }

  /** Look now at what is owned without a run: the answer to a claim was lost. */
  checkSelf(): void {
    this.isAskedToLook = true;
    this.checking.poke();
  }

  /** Look now at the holds: one began or ended. */
  checkHolds(): void {
    this.holding.poke();
  }

  isHeld(participant: string): boolean {
    return this.held.has(participant);
  }

  /** A mover found it released; the next look at the holds has the last word. */
  forgetHold(participant: string): void {
    this.held.delete(participant);
  }

  private pulse(event: string, interval: number | (() => number), task: () => Promise<void>): Pulse {
    const { clock, log } = this.world;
    const intervalMs = typeof interval === 'number' ? () => interval : interval;
    return new Pulse(clock, intervalMs, task, (error) => log.warn(event, { err: error }));
  }

  private async sweep(): Promise<void> {
    const { membership, runner, store, catalog, waker } = this.world;
    await membership.watch();
    const request = () => ({ ...catalog.fitness(), instanceId: membership.instanceId });
    await runner.fill(TAKEOVER_LIMIT, (limit) => store.takeover({ ...request(), limit, from: 'dead' }));
    const overdueMs = sweepOverdueMs(waker.healthy());
    await runner.fill(runner.freeSlots, (limit) => store.sweep({ ...request(), limit, overdueMs }));
    await this.wakeReleased();
  }

  private async selfCheck(): Promise<void> {
    const { membership, runner, store, catalog, clock } = this.world;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.lookedAtMs < LOOK_GAP_MS) return;
    this.lookedAtMs = nowMs;
    const wasAsked = this.isAskedToLook;
    this.isAskedToLook = false;
    const instanceId = membership.instanceId;
    const owned = await store.ownedBy(instanceId).catch((error: unknown) => {
      this.isAskedToLook ||= wasAsked;
      throw error;
    });
    const plan = planSelfCheck(owned, (row) => runner.hasRun(row), this.missed);
    this.missed = plan.missing;
    if (plan.takeOver.length === 0) return;
    this.world.log.warn('owned_without_run', { sagas: plan.takeOver.length });
    const fitness = catalog.fitness();
    await runner.fill(plan.takeOver.length, (limit) =>
      store.takeover({ ...fitness, instanceId, limit, from: plan.takeOver }),
    );
  }

  /** What was missed once, or asked for too soon after a look, is looked at again as soon as looks may be (V2). */
  private nextLookMs(): number {
    if (this.missed.size === 0 && !this.isAskedToLook) return SELF_CHECK_INTERVAL_MS;
    return Math.max(1, this.lookedAtMs + LOOK_GAP_MS - this.world.clock.monotonicMs());
  }

  private async refreshHolds(): Promise<void> {
    const holds = await this.world.store.heldParticipants();
    this.held = new Set(holds.map(({ participant }) => participant));
  }

  private async wakeReleased(): Promise<void> {
    const { store, operators } = this.world;
    const waking = await store.takeReleased(UNBLOCK_LIMIT, this.passedOver);
    for (const sagaId of waking) this.passedOver.add(sagaId);
    await this.each('unblock_failed', waking, async (sagaId) => {
      if (await operators.unblock(sagaId)) this.passedOver.delete(sagaId);
    });
  }

  private async helpUnclaimable(): Promise<void> {
    const { store, catalog, operators, membership, runner } = this.world;
    const { instanceId } = membership;
    await runner.fill(TAKEOVER_LIMIT, (limit) =>
      store.takeover({ ...ANYTHING, instanceId, limit, from: 'dead' }),
    );
    const sagas = await store.unclaimable(catalog.fitness(), UNCLAIMABLE_AFTER_MS, UNBLOCK_LIMIT);
    await this.each('give_up_failed', sagas, (sagaId) =>
      operators.giveUpMissing(sagaId, UNCLAIMABLE_AFTER_MS),
    );
  }

  private async each(
    event: string,
    sagaIds: readonly string[],
    help: (sagaId: string) => Promise<void>,
  ): Promise<void> {
    for (const sagaId of sagaIds) {
      await help(sagaId).catch((error: unknown) => this.world.log.warn(event, { saga: sagaId, err: error }));
    }
  }
}
