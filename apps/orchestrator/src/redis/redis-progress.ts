/**
 * The hot snapshot of every saga that moves, and the channel on which processes tell each other.
 *
 *   publish ──► listeners of this process, at once
 *          └──► one script a batch: store each if newer, publish the batch ──► channel ──► listeners elsewhere
 *
 * 1. Nothing within one process depends on Redis: its listeners hear before anything is sent.
 * 2. A listener hears each message at most once: what comes back with our own id was heard already.
 * 3. An older revision never replaces a newer one, in whatever order batches arrive.
 * 4. Every key has a time to live; nothing has to be cleaned up.
 * 5. Lossy, bounded, silent: what cannot be sent is dropped and counted. Nothing throws, nothing is awaited by `publish`.
 */
import type { Redis } from 'ioredis';
import type { Clock, EngineLog, Progress, StatusSnapshot } from '#libs/saga-engine';
import { Listeners } from './listeners.js';
import { ProgressChannel } from './progress-channel.js';
import { RedisLink } from './redis-link.js';
import { storeAndPublish } from './snapshot-script.js';
import { decodeMessage, decodeSnapshot, encodeMessage, encodeSnapshot } from './snapshot.js';

export interface RedisProgressOptions {
  readonly url: string;
  /** First part of every key and channel; processes of one orchestrator share it. */
  readonly prefix: string;
  /** Of this process; tells its own messages from those of others. No line breaks. */
  readonly instanceId: string;
  readonly clock: Clock;
  readonly log: EngineLog;
  /** How long `read` waits for Redis. Default 100 ms. */
  readonly readLimitMs?: number;
  /** Limit of a batch. Default 1 s. */
  readonly commandLimitMs?: number;
}

/** Numbers since the start of the process, for metrics. */
export interface ProgressCounters {
  readonly sent: number;
  /** Snapshots that were not sent: Redis was of no use, or too many waited. */
  readonly dropped: number;
  readonly received: number;
  /** Parts of messages, and snapshots, that nobody of us wrote. */
  readonly garbage: number;
}

export interface RedisProgress extends Progress {
  /** With an id, hears of that saga only: those who wait for one each need not hear of all. */
  subscribe(listener: (snapshot: StatusSnapshot) => void, sagaId?: string): () => void;
  counters(): ProgressCounters;
  /** Ends both connections at once; local listeners go on hearing local news. */
  close(): Promise<void>;
}

/** Time to live of a saga's snapshot. */
const OPEN_TTL_MS = 10_000;
const ENDED_TTL_MS = 600_000;
const BATCH_SIZE = 256;
const LONGEST_BACKLOG = 8_192;
const READ_LIMIT_MS = 100;

/** The adapter of `Progress` on Redis; connects by itself, now and after every outage. */
export function createRedisProgress(options: RedisProgressOptions): RedisProgress {
  return new SnapshotsAndChannel(options);
}

class SnapshotsAndChannel implements RedisProgress {
  private readonly listeners: Listeners;
  private readonly link: RedisLink;
  private readonly channel: ProgressChannel;
  private readonly counted = { sent: 0, dropped: 0, received: 0, garbage: 0 };
  private backlog: StatusSnapshot[] = [];
  private sending = false;

  constructor(private readonly options: RedisProgressOptions) {
    const { url, prefix, clock, log, commandLimitMs } = options;
    this.listeners = new Listeners(log);
    this.link = new RedisLink({
      ...{ url, clock, log, name: `${prefix}-progress` },
      ...(commandLimitMs === undefined ? {} : { limitMs: commandLimitMs }),
      probe: async (redis) => void (await redis.set(`${prefix}:probe`, '1', 'PX', 5_000)),
    });
    this.channel = new ProgressChannel({
      ...{ url, clock, channel: this.channelName },
      onMessage: (message) => this.receive(message),
    });
  }

  publish(snapshots: readonly StatusSnapshot[]): void {
    this.listeners.tell(snapshots);
    const room = this.link.healthy() ? LONGEST_BACKLOG - this.backlog.length : 0;
    const taken = snapshots.slice(0, room);
    this.counted.dropped += snapshots.length - taken.length;
    if (taken.length === 0) return;
    this.backlog.push(...taken);
    if (this.sending) return;
    this.sending = true;
    queueMicrotask(() => void this.send());
  }

  async read(sagaId: string): Promise<StatusSnapshot | null> {
    const limitMs = this.options.readLimitMs ?? READ_LIMIT_MS;
    const found = await this.link.read((redis) => redis.get(this.keyOf(sagaId)), limitMs);
    if (!found.ok || found.value === null) return null;
    const snapshot = decodeSnapshot(sagaId, found.value);
    if (snapshot === null) this.counted.garbage += 1;
    return snapshot;
  }

  subscribe(listener: (snapshot: StatusSnapshot) => void, sagaId?: string): () => void {
    return this.listeners.add(listener, sagaId);
  }

  healthy(): boolean {
    return this.link.healthy() && this.channel.listening();
  }

  counters(): ProgressCounters {
    return { ...this.counted };
  }

  close(): Promise<void> {
    this.link.close();
    this.channel.close();
    return Promise.resolve();
  }

  private get channelName(): string {
    return `${this.options.prefix}:progress`;
  }

  private keyOf(sagaId: string): string {
    return `${this.options.prefix}:saga:${sagaId}`;
  }

  /** Batch after batch, one in flight; what comes meanwhile shares the next. */
  private async send(): Promise<void> {
    while (this.backlog.length > 0) {
      const batch = this.backlog.slice(0, BATCH_SIZE);
      this.backlog = this.backlog.slice(BATCH_SIZE);
      const sent = await this.link.attempt((redis) => this.write(redis, batch));
      if (sent.ok) {
        this.counted.sent += batch.length;
        continue;
      }
      this.counted.dropped += batch.length + this.backlog.length;
      this.backlog = [];
    }
    this.sending = false;
  }

  private async write(redis: Redis, batch: readonly StatusSnapshot[]): Promise<void> {
    const newest = new Map<string, StatusSnapshot>();
    for (const one of batch) {
      if (one.revision >= (newest.get(one.sagaId)?.revision ?? 0)) newest.set(one.sagaId, one);
    }
    const entries = [...newest.values()].map((snapshot) => ({
      key: this.keyOf(snapshot.sagaId),
      revision: snapshot.revision,
      text: encodeSnapshot(snapshot),
      ttlMs: snapshot.ended ? ENDED_TTL_MS : OPEN_TTL_MS,
    }));
    const message = encodeMessage(this.options.instanceId, batch);
    await storeAndPublish(redis, entries, { channel: this.channelName, message });
  }

  private receive(message: string): void {
    const { snapshots, garbage } = decodeMessage(this.options.instanceId, message);
    this.counted.garbage += garbage;
    this.counted.received += snapshots.length;
    if (snapshots.length > 0) this.listeners.tell(snapshots);
  }
}
