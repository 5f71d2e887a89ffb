/**
 * The receiving end of the progress channel, on a connection of its own.
 *
 * 1. It subscribes on every new connection, so an outage of any kind ends with a subscription.
 * 2. It asks for a sign of life every few seconds: a subscriber sends nothing by itself and would not notice that the
 *    server vanished.
 */
import type { Redis } from 'ioredis';
import { createRedis } from '#libs/platform';
import type { Clock } from '#libs/saga-engine';
import { repeat, within, type Repetition } from './timing.js';

export interface ProgressChannelOptions {
  readonly url: string;
  readonly channel: string;
  readonly clock: Clock;
  readonly onMessage: (message: string) => void;
}

const SIGN_OF_LIFE_EVERY_MS = 2_000;
const SIGN_OF_LIFE_LIMIT_MS = 1_500;

export class ProgressChannel {
  private readonly redis: Redis;
  private readonly pinging: Repetition;
  private subscribed = false;
  private closed = false;

  constructor(private readonly options: ProgressChannelOptions) {
    const { url, channel, clock, onMessage } = options;
    this.redis = createRedis(url, 'subscriber', { connectionName: channel });
    this.redis.on('ready', () => void this.subscribe());
    this.redis.on('close', () => (this.subscribed = false));
    this.redis.on('message', (_channel: string, message: string) => onMessage(message));
    this.pinging = repeat(
      clock,
      () => this.askForSignOfLife(),
      () => SIGN_OF_LIFE_EVERY_MS,
    );
  }

  /** Whether messages of others arrive, as far as is known. */
  listening(): boolean {
    return this.subscribed;
  }

  close(): void {
    this.closed = true;
    this.subscribed = false;
    this.pinging.stop();
    this.redis.disconnect();
  }

  private async subscribe(): Promise<void> {
    try {
      await this.redis.subscribe(this.options.channel);
      this.subscribed = !this.closed && this.redis.status === 'ready';
    } catch {
      this.subscribed = false;
    }
  }

  private async askForSignOfLife(): Promise<void> {
    if (this.redis.status !== 'ready') return;
    const outcome = await within(this.options.clock, SIGN_OF_LIFE_LIMIT_MS, this.redis.ping());
    if (outcome.kind === 'late' && !this.closed) this.redis.stream?.destroy();
    if (outcome.kind === 'done' && !this.subscribed && !this.closed) await this.subscribe();
  }
}
