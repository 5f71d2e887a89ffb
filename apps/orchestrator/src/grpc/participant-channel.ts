/**
 * The connection to one target: a client of grpc-js whose channel is replaced when it seems stuck.
 *
 * 1. A call is handed out only on a channel that is ready; where there is none in time, nothing was sent, and that is known
 *    for sure.
 * 2. A replaced channel is closed after its last call, never under one.
 * 3. Channels are replaced at most once per `rebuildIntervalMs`, jittered, so that processes do not reconnect together.
 */
import * as grpc from '@grpc/grpc-js';
import { channelOptions, channelTarget, type Clock } from '#libs/platform';

export interface ChannelOptions {
  /** `host:port`. */
  readonly target: string;
  readonly credentials: grpc.ChannelCredentials;
  /** How long a call waits for a connection that is being made. */
  readonly connectWaitMs: number;
  /** Failures in a row after which the channel is replaced. */
  readonly rebuildAfter: number;
  readonly rebuildIntervalMs: number;
  /** Largest reply on the wire. */
  readonly replyBytes: number;
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly onRebuild: () => void;
}

/** A client for one call; give it back when the call has ended. */
export interface Lease {
  readonly client: grpc.Client;
  release(): void;
}

const STATE_NAMES = ['idle', 'connecting', 'ready', 'transient_failure', 'shutdown'] as const;
export type ChannelState = (typeof STATE_NAMES)[number];

/** One client and the count of its calls. */
class Connection {
  private calls = 0;
  private retired = false;

  constructor(readonly client: grpc.Client) {}

  lease(): Lease {
    this.calls += 1;
    return { client: this.client, release: () => this.release() };
  }

  /** Closes once no call is left. */
  retire(): void {
    this.retired = true;
    this.closeWhenIdle();
  }

  private release(): void {
    this.calls -= 1;
    this.closeWhenIdle();
  }

  private closeWhenIdle(): void {
    if (this.retired && this.calls === 0) this.client.close();
  }
}

export class TargetChannel {
  private connection: Connection;
  private connecting: Promise<boolean> | null = null;
  private failures = 0;
  private rebuildNotBeforeMs = 0;
  private closed = false;

  constructor(private readonly options: ChannelOptions) {
    this.connection = this.connect();
  }

  get state(): ChannelState {
    return STATE_NAMES[this.connection.client.getChannel().getConnectivityState(false)];
  }

  /** A client that is connected already, as nearly always; null when it is not. */
  leaseNow(): Lease | null {
    const isReady = this.state === 'ready';
    return isReady && !this.closed ? this.connection.lease() : null;
  }

  /** A client once it is connected; null when there is none within `connectWaitMs`. */
  async lease(): Promise<Lease | null> {
    if (this.closed) return null;
    const { TRANSIENT_FAILURE } = grpc.connectivityState;
    const channel = this.connection.client.getChannel();
    const state = channel.getConnectivityState(true);
    if (state !== TRANSIENT_FAILURE) {
      this.connecting ??= this.becomesReady(channel).finally(() => (this.connecting = null));
      if ((await this.connecting) && !this.closed) return this.connection.lease();
    }
    this.failed();
    return null;
  }

  /** The target answered, whatever it said. */
  answered(): void {
    this.failures = 0;
  }

  /** No connection, or a call that ended without an answer. */
  failed(): void {
    this.failures += 1;
    const { rebuildAfter, clock, onRebuild } = this.options;
    if (this.closed || this.failures < rebuildAfter || clock.monotonicMs() < this.rebuildNotBeforeMs) return;
    this.connection.retire();
    this.connection = this.connect();
    onRebuild();
  }

  /** No call gets a connection any more; those in flight end by themselves. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection.retire();
  }

  private connect(): Connection {
    const { target, credentials, replyBytes, rebuildIntervalMs, clock, random } = this.options;
    this.failures = 0;
    this.rebuildNotBeforeMs = clock.monotonicMs() + rebuildIntervalMs * (0.8 + 0.4 * random());
    const client = new grpc.Client(channelTarget(target), credentials, channelOptions(replyBytes));
    return new Connection(client);
  }

  /** Whether the channel gets ready in time. Shared by all calls that wait. */
  private async becomesReady(channel: ReturnType<grpc.Client['getChannel']>): Promise<boolean> {
    const { READY, TRANSIENT_FAILURE, SHUTDOWN } = grpc.connectivityState;
    const untilMs = this.options.clock.now() + this.options.connectWaitMs;
    for (;;) {
      const state = channel.getConnectivityState(true);
      if (state === READY) return true;
      if (state === TRANSIENT_FAILURE || state === SHUTDOWN) return false;
      const changed = await new Promise<boolean>((resolve) => {
        channel.watchConnectivityState(state, untilMs, (error) => resolve(error === undefined));
      });
      if (!changed) return false;
    }
  }
}
