/**
 * This process among the others: its lease, its lock, and the watch over who died.
 *
 * L1 The lease belongs to the process. Past it by the own monotonic clock, counted from before the renewal was sent, no
 *    new call starts.
 * L2 Who learns that it was retired drops every run unwritten and registers anew under another id.
 * L3 The lock is free the moment a process dies; the lease is for what a lock cannot see.
 * L4 A process that lost only its lock proves at once that it lives: the others see a free lock and would retire it. Taking
 *    the lock again never holds up a renewal, and neither does a renewal that is not answered.
 */
import {
  LEASE_TTL_MS,
  planRetirements,
  RENEW_INTERVAL_MS,
  renewIntervalMs,
  type FreeLocks,
} from '#libs/saga-core';
import type { Clock, EngineLog, Ids, Instances } from './ports.js';
import { Pulse, within, type DatabaseClock } from './time.js';

export class Membership {
  private id: string;
  private leaseUntilMonotonicMs = 0;
  private freeLocks: FreeLocks = new Map();
  private watchBrokeOff = false;
  private reconnectedAtMs: number | null = null;
  private readonly leaseTtlMs: number;
  private readonly renewal: Pulse;
  private registered = false;
  private regaining: Promise<void> | null = null;
  private purgedAtMonotonicMs = 0;

  constructor(
    private readonly instances: Instances,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly time: DatabaseClock,
    private readonly log: EngineLog,
    /** The claims of this process are void: drop every run. */
    private readonly onRetired: () => void,
  ) {
    this.id = ids.instanceId();
    this.leaseTtlMs = LEASE_TTL_MS;
    this.renewal = new Pulse(
      clock,
      () => renewIntervalMs(instances.holdsLock()),
      () => this.renew(),
      (error) => log.warn('renewal_failed', { err: error }),
    );
    instances.onLockLost(() => this.renewal.poke());
  }

  get instanceId(): string {
    return this.id;
  }

  mayCall(): boolean {
    return this.clock.monotonicMs() < this.leaseUntilMonotonicMs;
  }

  async join(): Promise<void> {
    await this.register();
    this.renewal.start();
  }

  /** No further renewal; calls may start until the lease is over. Resolves when the present one ended. */
  async stop(): Promise<void> {
    await this.renewal.stop();
  }

  /** Frees lock and row. Call it when no run is left. */
  async leave(): Promise<void> {
    await this.stop();
    await this.regaining;
    this.leaseUntilMonotonicMs = 0;
    await this.instances.leave(this.id);
  }

  /**
   * One look at everybody: retires who is gone.
   * @returns whether somebody was retired, so that there may be something to take over
   */
  async watch(): Promise<boolean> {
    const view = await this.look();
    const plan = planRetirements(this.freeLocks, view, this.id, this.reconnectedAtMs);
    this.freeLocks = plan.freeLocks;
    let retired = false;
    for (const { id, seenLeaseUntilMs } of plan.retire) {
      if (!(await this.instances.retire(id, seenLeaseUntilMs))) continue;
      retired = true;
      this.log.warn('instance_retired', { instance: id });
    }
    await this.purgeNowAndThen();
    return retired;
  }

  private async look() {
    try {
      const sentAtMs = this.clock.monotonicMs();
      const view = await this.instances.view();
      this.time.observe(view.databaseNowMs, sentAtMs);
      if (this.watchBrokeOff) {
        this.watchBrokeOff = false;
        this.reconnectedAtMs = view.databaseNowMs;
      }
      return view;
    } catch (error) {
      this.watchBrokeOff = true;
      throw error;
    }
  }

  private async purgeNowAndThen(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.purgedAtMonotonicMs < 60_000) return;
    this.purgedAtMonotonicMs = nowMs;
    await this.instances.purge();
  }

  private async register(): Promise<void> {
    await this.regaining;
    const sentAtMs = this.clock.monotonicMs();
    const { databaseNowMs } = await this.instances.register(this.id, this.leaseTtlMs);
    this.time.observe(databaseNowMs, sentAtMs);
    this.leaseUntilMonotonicMs = sentAtMs + this.leaseTtlMs;
    this.registered = true;
    this.log.info('instance_registered', { instance: this.id });
  }

  private async renew(): Promise<void> {
    if (!this.registered) return this.register();
    this.regainLock();
    let isLive = true;
    const answer = this.askToRenew(this.id).then((live) => (isLive = live));
    await within(this.clock, RENEW_INTERVAL_MS, answer);
    if (isLive) return;
    this.log.error('instance_was_retired', { instance: this.id });
    this.registered = false;
    this.leaseUntilMonotonicMs = 0;
    this.id = this.ids.instanceId();
    this.onRetired();
    await this.register();
  }

  /** Whether the instance lives by the store's account. An answer that comes late counts from when it was asked for. */
  private async askToRenew(id: string): Promise<boolean> {
    const sentAtMs = this.clock.monotonicMs();
    const renewed = await this.instances.renew(id, this.leaseTtlMs);
    if (renewed === null || id !== this.id) return renewed !== null;
    this.time.observe(renewed.databaseNowMs, sentAtMs);
    this.leaseUntilMonotonicMs = Math.max(this.leaseUntilMonotonicMs, sentAtMs + this.leaseTtlMs);
    return true;
  }

  /** Beside the renewals, one try at a time. */
  private regainLock(): void {
    if (this.instances.holdsLock() || this.regaining !== null) return;
    this.regaining = this.instances
      .regainLock(this.id)
      .then(() => undefined)
      .catch((error: unknown) => this.log.warn('lock_not_regained', { err: error }))
      .finally(() => (this.regaining = null));
  }
}
