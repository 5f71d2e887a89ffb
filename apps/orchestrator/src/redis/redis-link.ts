/**
 * One connection to Redis for commands that answer soon, and whether they did.
 *
 * Owns: the connection, the verdict of the last write, and the probe that finds out when Redis is back.
 *
 * 1. No caller waits: `attempt` settles within the limit whatever Redis does, and does not even try while the last write
 *    failed. Then only the probe asks, four times a second, so an outage costs callers nothing.
 * 2. The verdict comes from writes. A full Redis still answers reads, but it is of no use.
 * 3. A command that was not answered in time condemns the socket: a server that vanished without a word would otherwise be
 *    noticed by the operating system only, after a quarter of an hour.
 * 4. Never throws to a caller, never decides whether a command took effect.
 */
import type { Redis } from 'ioredis';
import { createRedis } from '#libs/platform';
import type { Clock, EngineLog } from '#libs/saga-engine';
import { repeat, within, type Outcome, type Repetition } from './timing.js';

export interface RedisLinkOptions {
  readonly url: string;
  /** Shown by CLIENT LIST and as `target` in the log. */
  readonly name: string;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** A write that shows that Redis is of use; its failure is an outage. */
  readonly probe: (redis: Redis) => Promise<void>;
  /** Told after every probe, also after one that was not even tried. */
  readonly onProbed?: (up: boolean) => void;
  /** Limit of one command or pipeline. Default 1 s. */
  readonly limitMs?: number;
  /** Between two probes while all is well, and while it is not. Defaults 1 s and 250 ms. */
  readonly probeEveryMs?: number;
  readonly probeEveryMsWhenDown?: number;
}

/** How an attempt ended: with its value, or not. A refused one never left this process. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

const FAILED: Attempt<never> = { ok: false };

export class RedisLink {
  /** For libraries that take a connection; they must not block on it. */
  readonly redis: Redis;
  private readonly probing: Repetition;
  private up = false;
  private closed = false;
  private told = false;

  constructor(private readonly options: RedisLinkOptions) {
    const { url, name, clock, probeEveryMs = 1_000, probeEveryMsWhenDown = 250 } = options;
    this.redis = createRedis(url, 'producer', {
      connectionName: name,
      // Later than our own limit: it only keeps the library from remembering commands for ever.
      commandTimeoutMs: this.limitMs + 500,
      connectTimeoutMs: 2_000,
    });
    this.redis.on('close', () => this.judge(false, 'connection'));
    this.probing = repeat(
      clock,
      () => this.probe(),
      () => (this.up ? probeEveryMs : probeEveryMsWhenDown),
    );
    this.redis.once('ready', () => this.probing.now());
  }

  /** False before the first connection, while the last write failed, and after `close`. */
  healthy(): boolean {
    return this.up && !this.closed;
  }

  /** Runs commands that write; the outcome is the new verdict. Refused at once while the link is not healthy. */
  async attempt<T>(commands: (redis: Redis) => Promise<T>): Promise<Attempt<T>> {
    if (!this.healthy()) return FAILED;
    return this.perform(commands, this.limitMs);
  }

  /** Runs a command that only reads, with a limit of its own. An answer proves nothing, silence does. */
  async read<T>(command: (redis: Redis) => Promise<T>, limitMs: number): Promise<Attempt<T>> {
    if (!this.healthy()) return FAILED;
    const outcome = await this.run(command, limitMs);
    if (outcome.kind === 'late') this.judge(false, 'silence');
    return outcome.kind === 'done' ? { ok: true, value: outcome.value } : FAILED;
  }

  /** Ends the connection at once. Nothing is waited for. */
  close(): void {
    this.closed = true;
    this.probing.stop();
    this.redis.disconnect();
  }

  private get limitMs(): number {
    return this.options.limitMs ?? 1_000;
  }

  private async probe(): Promise<void> {
    if (this.redis.status === 'ready') await this.perform(this.options.probe, this.limitMs);
    else this.judge(false, 'connection');
    if (!this.closed) this.options.onProbed?.(this.up);
  }

  private async perform<T>(commands: (redis: Redis) => Promise<T>, limitMs: number): Promise<Attempt<T>> {
    const outcome = await this.run(commands, limitMs);
    if (outcome.kind === 'done') {
      this.judge(true);
      return { ok: true, value: outcome.value };
    }
    if (outcome.kind === 'failed') this.judge(false, 'refused', outcome.error);
    else this.condemn();
    return FAILED;
  }

  private run<T>(commands: (redis: Redis) => Promise<T>, limitMs: number): Promise<Outcome<T>> {
    return within(this.options.clock, limitMs, (async () => commands(this.redis))());
  }

  private condemn(): void {
    this.judge(false, 'silence');
    if (!this.closed) this.redis.stream?.destroy();
  }

  private judge(up: boolean, reason?: 'connection' | 'silence' | 'refused', error?: unknown): void {
    if (this.closed) return;
    const { log, name } = this.options;
    if (up !== this.up) this.told = false;
    this.up = up;
    if (this.told) return;
    this.told = true;
    if (up) log.info('redis_useful', { target: name });
    else
      log.warn('redis_of_no_use', { target: name, reason, ...(error === undefined ? {} : { err: error }) });
  }
}
