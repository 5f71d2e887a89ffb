/**
 * Takes notifications that are due and brings them out, or back, through their channels.
 *
 * Owns the columns `state`, `attempts` and `due_at` of notifications that are queued, sending or retracting. Several workers
 * may run, in one process or many.
 *
 * W1 Nothing is lost: what a worker took and did not settle is due again when its lease ends.
 * W2 A channel is called outside of any transaction, and its call is aborted before the lease ends.
 * W3 A worker that reports late changes nothing; if it delivered what was cancelled meanwhile, that is taken back again.
 * W4 Retractions are tried for ever, deliveries up to the limit: a promise to take back is kept, a delivery can fail visibly.
 *
 * It must never: decide that something is cancelled, or make a caller wait for a channel.
 */
import type { Clock, Logger, TimerHandle } from '#libs/platform';
import type { DataSource } from 'typeorm';
import { DeliveryRefused, type ChannelName, type NotificationChannel } from './channel.js';
import { nextDelayMs, type DeliveryState, type RetryPolicy } from './delivery.js';
import { retractAgain, settle, takeDue, type Statement, type TakenNotification } from './delivery.sql.js';

export interface DeliveryWorkerOptions {
  /** How often to look when nobody said that there is work. */
  pollMs: number;
  /** How many at a time. */
  batch: number;
  /** How long a worker may take over one attempt. */
  leaseMs: number;
  retry: RetryPolicy;
}

export class DeliveryWorker {
  private readonly channels: ReadonlyMap<ChannelName, NotificationChannel>;
  private readonly stopping = new AbortController();
  private timer: TimerHandle | undefined;
  private round: Promise<void> = Promise.resolve();
  private working = false;
  private nudged = false;

  constructor(
    private readonly dataSource: DataSource,
    channels: readonly NotificationChannel[],
    private readonly options: DeliveryWorkerOptions,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.channels = new Map(channels.map((channel) => [channel.name, channel]));
  }

  /** Begins to look for work. */
  start(): void {
    this.arm(0);
  }

  /** Says that there is work; called after a commit. Costs nothing while a round runs. */
  nudge(): void {
    this.nudged = true;
    if (!this.working) this.arm(0);
  }

  /** Takes nothing more, aborts what channels do, and resolves when all of that has ended. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the worker stops'));
    this.timer?.cancel();
    await this.round;
  }

  private arm(delayMs: number): void {
    if (this.stopping.signal.aborted) return;
    this.timer?.cancel();
    this.timer = this.clock.setTimer(delayMs, () => {
      this.round = this.work();
    });
  }

  /** One round: as long as there is a full batch or somebody said that there is more. */
  private async work(): Promise<void> {
    this.working = true;
    try {
      do {
        this.nudged = false;
        const taken = await this.take();
        await Promise.all(taken.map((one) => this.handle(one)));
        if (taken.length === this.options.batch) this.nudged = true;
      } while (this.nudged && !this.stopping.signal.aborted);
    } catch (error) {
      this.logger.warn({ err: error }, 'a round of deliveries failed');
    } finally {
      this.working = false;
      this.arm(this.nudged ? 0 : this.options.pollMs);
    }
  }

  private async take(): Promise<TakenNotification[]> {
    const { text, values } = takeDue(this.options.batch, this.options.leaseMs);
    const [rows] = await this.dataSource.query<[TakenNotification[], number]>(text, values);
    return rows;
  }

  private async handle(taken: TakenNotification): Promise<void> {
    try {
      await (taken.state === 'sending' ? this.send(taken) : this.retract(taken));
    } catch (error) {
      // Whatever happened, the lease ends and somebody comes back to it (W1).
      this.logger.warn({ err: error, attempt: taken.attempts }, 'a delivery could not be settled');
    }
  }

  private async send(taken: TakenNotification): Promise<void> {
    const { notification_id: notificationId, user_id: userId, title, text } = taken;
    const outcome = await this.attempt(taken, (channel, signal) =>
      channel.deliver({ notificationId, userId, title, text }, signal),
    );
    if (outcome === 'done') {
      if (!(await this.settled(taken, 'delivered', null))) await this.run(retractAgain(notificationId));
      return;
    }
    const delayMs = outcome === 'refused' ? undefined : nextDelayMs(taken.attempts, this.options.retry);
    await this.settled(taken, delayMs === undefined ? 'failed' : 'queued', delayMs ?? null);
  }

  private async retract(taken: TakenNotification): Promise<void> {
    const outcome = await this.attempt(taken, (channel, signal) =>
      channel.retract(taken.notification_id, signal),
    );
    if (outcome !== 'failed') {
      await this.settled(taken, 'retracted', null);
      return;
    }
    const delayMs = nextDelayMs(taken.attempts, this.options.retry) ?? this.options.retry.maxDelayMs;
    await this.settled(taken, 'retracting', delayMs);
  }

  /** Lets the channel work, for less time than the lease (W2). */
  private async attempt(
    taken: TakenNotification,
    work: (channel: NotificationChannel, signal: AbortSignal) => Promise<void>,
  ): Promise<'done' | 'failed' | 'refused'> {
    const channel = this.channels.get(taken.channel);
    const tooLong = new AbortController();
    const timer = this.clock.setTimer(this.options.leaseMs / 2, () => tooLong.abort(new Error('too long')));
    try {
      if (channel === undefined) throw new DeliveryRefused('CHANNEL_UNKNOWN');
      // Told to stop while it took: a signal that is aborted already tells a channel that listens nothing.
      this.stopping.signal.throwIfAborted();
      await work(channel, AbortSignal.any([tooLong.signal, this.stopping.signal]));
      return 'done';
    } catch (error) {
      const refused = error instanceof DeliveryRefused;
      const reason = refused ? error.reason : undefined;
      this.logger.warn(
        { err: error, reason, attempt: taken.attempts, kind: taken.state },
        'a channel failed',
      );
      return refused ? 'refused' : 'failed';
    } finally {
      timer.cancel();
    }
  }

  /** True when the attempt was still this worker's (W3). */
  private async settled(
    taken: TakenNotification,
    next: DeliveryState,
    delayMs: number | null,
  ): Promise<boolean> {
    const { text, values } = settle(taken, next, delayMs);
    const [row] = await this.dataSource.query<{ count: number }[]>(text, values);
    return row?.count === 1;
  }

  private async run({ text, values }: Statement): Promise<void> {
    await this.dataSource.query(text, values);
  }
}
