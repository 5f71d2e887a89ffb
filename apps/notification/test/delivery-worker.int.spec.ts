import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { silentLogger, systemClock } from '#libs/platform';
import { createDataSource } from '#libs/platform/typeorm';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testkit';
import type { DataSource } from 'typeorm';
import { DeliveryRefused, type NotificationChannel, type OutgoingNotification } from '../src/channel.js';
import { DeliveryWorker, type DeliveryWorkerOptions } from '../src/delivery-worker.js';
import { InboxChannel } from '../src/inbox-channel.js';
import { Notification } from '../src/notification.entity.js';
import { Notifications } from '../src/notifications.js';
import { notificationMigrations } from '../../../migrations/notification/index.js';

const schema = 'notification';
const OPTIONS: DeliveryWorkerOptions = {
  pollMs: 20,
  batch: 50,
  leaseMs: 10_000,
  retry: { maxAttempts: 4, initialDelayMs: 20, maxDelayMs: 50 },
};

let database: TestDatabase;
let dataSource: DataSource;
const workers: DeliveryWorker[] = [];

beforeAll(async () => {
  database = await createTestDatabase('notification', [{ schema, migrations: notificationMigrations }]);
  dataSource = createDataSource({ url: database.url, schema, entities: [Notification] });
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  // A connection whose end the pool has not heard yet may be lent once more.
  await eventually(() => dataSource.query('truncate notification, inbox_message'));
});

function startWorker(
  channel: NotificationChannel,
  options: Partial<DeliveryWorkerOptions> = {},
): DeliveryWorker {
  const worker = new DeliveryWorker(
    dataSource,
    [channel],
    { ...OPTIONS, ...options },
    systemClock,
    silentLogger,
  );
  workers.push(worker);
  worker.start();
  return worker;
}

async function queue(count = 1): Promise<string[]> {
  const rows = await dataSource.query<{ notification_id: string }[]>(
    `insert into notification (call_key, saga_id, user_id, report_id, channel, title, text, urgency, state, attempts)
      select gen_random_uuid()::text, $1, 'user-1', '', 'inbox', '{}', '{"en": "ready"}', 'URGENCY_UNSPECIFIED', 'queued', 0
      from generate_series(1, $2) returning notification_id`,
    [randomUUID(), count],
  );
  return rows.map((row) => row.notification_id);
}

const cancel = (id: string) =>
  dataSource.transaction((manager) => new Notifications(dataSource).cancel(manager, id, 'test'));
const row = async (id: string) => {
  const [found] = await dataSource.query<{ state: string; attempts: number; due_at: Date | null }[]>(
    'select state, attempts, due_at from notification where notification_id = $1',
    [id],
  );
  return found;
};
const until = (id: string, state: string) =>
  eventually(async () => (await row(id))?.state === state, { what: `state ${state}` });
const visible = async (): Promise<number> => {
  const { notifications } = await new Notifications(dataSource).inbox({
    user_id: 'user-1',
    page_size: 0,
    page_token: '',
  });
  return notifications?.length ?? -1;
};

/** A channel that keeps a diary and does what the test says. */
class SteeredChannel implements NotificationChannel {
  readonly name = 'inbox';
  readonly diary: string[] = [];

  constructor(
    private readonly steer: (entry: string, turn: number) => Promise<void> | void = () => undefined,
  ) {}

  async deliver({ notificationId }: OutgoingNotification): Promise<void> {
    await this.enter(`deliver ${notificationId}`);
  }

  async retract(notificationId: string): Promise<void> {
    await this.enter(`retract ${notificationId}`);
  }

  private async enter(entry: string): Promise<void> {
    this.diary.push(entry);
    await this.steer(entry.split(' ')[0] ?? '', this.diary.length);
  }
}

describe('the delivery worker', () => {
  it('delivers what is queued, each once, with several workers at it', async () => {
    const ids = await queue(150);
    const channel = new SteeredChannel();
    for (let count = 0; count < 3; count++) startWorker(channel, { batch: 7 });
    await eventually(async () => (await visible()) === 50 && channel.diary.length >= 150);
    await Promise.all(ids.map((id) => until(id, 'delivered')));
    expect(channel.diary.sort()).toEqual(ids.map((id) => `deliver ${id}`).sort());
  });

  it('tries again after a failure, with growing waits, and delivers in the end', async () => {
    const [id = ''] = await queue();
    const channel = new SteeredChannel((_, turn) => {
      if (turn < 3) throw new Error('the mail server sleeps');
    });
    startWorker(channel);
    await until(id, 'delivered');
    expect(await row(id)).toMatchObject({ attempts: 3, due_at: null });
  });

  it('gives up visibly: after the last try, or at once when the channel refuses', async () => {
    const [tired = ''] = await queue();
    const failing = new SteeredChannel(() => {
      throw new Error('no');
    });
    const worker = startWorker(failing);
    await until(tired, 'failed');
    expect(failing.diary).toHaveLength(4);
    await worker.stop();
    const [refused = ''] = await queue();
    const refusing = new SteeredChannel(() => {
      throw new DeliveryRefused('ADDRESS_UNKNOWN');
    });
    startWorker(refusing);
    await until(refused, 'failed');
    expect(refusing.diary).toHaveLength(1);
  });

  it('W1, W3: takes over from a worker that hangs; what that one says later changes nothing', async () => {
    const [id = ''] = await queue();
    let wake = (): void => undefined;
    const hanging = new SteeredChannel(() => new Promise<void>((resolve) => (wake = resolve)));
    startWorker(hanging, { leaseMs: 200, pollMs: 60_000 });
    await eventually(() => hanging.diary.length === 1);
    const healthy = new SteeredChannel();
    startWorker(healthy);
    await until(id, 'delivered');
    const before = await row(id);
    wake();
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    expect(await row(id)).toEqual(before);
    expect(healthy.diary).toEqual([`deliver ${id}`]);
  });

  it('never sends what was cancelled before', async () => {
    const [id = ''] = await queue();
    expect(await cancel(id)).toBe('dropped');
    const channel = new SteeredChannel();
    const worker = startWorker(channel);
    const [other = ''] = await queue();
    worker.nudge();
    await until(other, 'delivered');
    expect(channel.diary).toEqual([`deliver ${other}`]);
    expect((await row(id))?.state).toBe('dropped');
  });

  it('takes back what was delivered; nobody sees it from the cancel on', async () => {
    const [id = ''] = await queue();
    startWorker(new InboxChannel(dataSource));
    await until(id, 'delivered');
    expect(await visible()).toBe(1);
    expect(await cancel(id)).toBe('retracting');
    expect(await visible()).toBe(0);
    await until(id, 'retracted');
    const [message] = await dataSource.query<{ retracted_at: Date | null }[]>('select * from inbox_message');
    expect(message?.retracted_at).not.toBeNull();
  });

  it('W3: a cancel that comes while it is being sent: what went out is taken back after it', async () => {
    const [id = ''] = await queue();
    let arrive = (): void => undefined;
    const slow = new SteeredChannel((entry) =>
      entry === 'deliver' ? new Promise<void>((resolve) => (arrive = resolve)) : undefined,
    );
    startWorker(slow);
    await eventually(() => slow.diary.length === 1);
    expect(await cancel(id)).toBe('retracting');
    startWorker(slow);
    await until(id, 'retracted');
    arrive();
    await eventually(() => slow.diary.length === 3);
    await until(id, 'retracted');
    expect(slow.diary).toEqual([`deliver ${id}`, `retract ${id}`, `retract ${id}`]);
  });

  it('W4: keeps trying to take back', async () => {
    const [id = ''] = await queue();
    const channel = new SteeredChannel((entry, turn) => {
      if (entry === 'retract' && turn < 9) throw new Error('no');
    });
    startWorker(channel);
    await until(id, 'delivered');
    await cancel(id);
    await until(id, 'retracted');
    expect(channel.diary).toHaveLength(9);
  });

  it('stops while a channel works, and the next worker goes on', async () => {
    const [id = ''] = await queue();
    const never: NotificationChannel = {
      name: 'inbox',
      deliver: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      retract: async () => undefined,
    };
    const worker = startWorker(never);
    await until(id, 'sending');
    await worker.stop();
    startWorker(new InboxChannel(dataSource));
    await until(id, 'delivered');
  });

  it('calls no channel when it is told to stop while it takes, and is done at once', async () => {
    const [id = ''] = await queue();
    const query = dataSource.query.bind(dataSource);
    let stopped: Promise<void> | undefined;
    jest.spyOn(dataSource, 'query').mockImplementationOnce(async (text, values) => {
      const taken: unknown = await query(text, values);
      stopped = worker.stop();
      return taken;
    });
    const channel = new SteeredChannel(() => undefined);
    const worker = startWorker(channel);
    await eventually(() => stopped !== undefined);
    await stopped;
    expect(channel.diary).toEqual([]);
    startWorker(new InboxChannel(dataSource));
    await until(id, 'delivered');
  });

  it('survives a database that goes away for a moment', async () => {
    // What was taken and could not be settled is due again when its lease ends.
    const worker = startWorker(new InboxChannel(dataSource), { leaseMs: 500 });
    const [id = ''] = await queue();
    await dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    worker.nudge();
    await eventually(async () => (await row(id))?.state === 'delivered');
  });
});
