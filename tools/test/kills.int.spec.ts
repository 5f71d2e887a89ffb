/**
 * The promise of the whole: 200 consultations run while an orchestrator and a participant are killed; every one ends, and
 * what the participants keep agrees with how it ended (G1, G2, G3, G8).
 */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { createTestDatabase, eventually, redisPrefix, testServers, type TestDatabase } from '#libs/testkit';
import type { GrpcClient } from '../client/grpc-client.js';
import { ledgersOf, startConsultation } from '../client/suoke-client.js';
import { exampleFile } from '../stack/places.js';
import { Stack } from '../stack/stack.js';

const CONSULTATIONS = 200;
/** Every fifth user's record is locked, so that the last step is refused. */
const LOCKED_EVERY = 5;
const EFFECTS = { consultation: 1, 'ai-agent': 3, report: 1, notification: 1, 'health-record': 1 } as const;

const ENDED: ReadonlySet<string> = new Set(['SAGA_STATUS_COMPLETED', 'SAGA_STATUS_COMPENSATED']);

const isLocked = (index: number): boolean => index % LOCKED_EVERY === 0;

/** Statuses by saga once all of them ended; false before. */
async function allEnded(client: GrpcClient): Promise<Map<string, string> | false> {
  const reply = await client.call('suoke.saga.v1.SagaService/ListSagas', { page_size: 1_000 });
  const sagas = reply['sagas'] as readonly JsonObject[];
  const statuses = new Map(sagas.map((saga) => [String(saga['saga_id']), String(saga['status'])]));
  const ended = [...statuses.values()].filter((status) => ENDED.has(status));
  return ended.length === CONSULTATIONS ? statuses : false;
}

describe('200 consultations while processes are killed', () => {
  let database: TestDatabase;
  let stack: Stack;

  beforeAll(async () => {
    database = await createTestDatabase('empty');
    const env = {
      'ai-agent': { SUOKE_AI_AGENT_THINK_MS: '300' },
      orchestrator: { SUOKE_REDIS_PREFIX: redisPrefix() },
    };
    const { redisUrl } = testServers();
    stack = await Stack.start({ orchestrators: 2, restarts: true, databaseUrl: database.url, redisUrl, env });
  }, 90_000);

  afterAll(async () => {
    await stack?.stop();
    await database?.drop();
  }, 30_000);

  it('G1 G2 G3: all end, and the participants agree', async () => {
    const example = JSON.parse(readFileSync(exampleFile('common-cold'), 'utf8')) as JsonObject;
    const records = stack.participant('health-record').client;
    const users = Array.from({ length: CONSULTATIONS }, (_, index) => `user-${index}`);
    for (const user of users.filter((_, index) => isLocked(index))) {
      const lock = { user_id: user, reason: 'under review' };
      await records.call('suoke.health_record.v1.HealthRecordService/LockHealthRecord', lock);
    }
    const [killed, survivor] = stack.orchestrators;
    if (killed === undefined || survivor === undefined) throw new Error('two orchestrators are needed');
    const started = users.map((user, index) =>
      startConsultation((index % 2 === 0 ? killed : survivor).client, { ...example, user_id: user }),
    );
    const sagas = await Promise.all(started);
    killed.kill('SIGKILL');
    stack.participant('report').kill('SIGKILL');

    const statuses = await eventually(() => allEnded(survivor.client), {
      timeoutMs: 90_000,
      intervalMs: 250,
      what: 'the end of every saga',
    });

    const check = async (saga: string, index: number): Promise<void> => {
      const completed = statuses.get(saga) === 'SAGA_STATUS_COMPLETED';
      if (isLocked(index)) expect(completed).toBe(false);
      const ledgers = await ledgersOf(stack, saga);
      for (const [name, count] of Object.entries(EFFECTS)) {
        const { kept, undone } = ledgers[name as keyof typeof EFFECTS];
        expect({ saga, name, kept }).toEqual({ saga, name, kept: completed ? count : 0 });
        expect(kept + undone).toBeLessThanOrEqual(count);
      }
    };
    await Promise.all(sagas.map(check));
    // The kill was in the middle of things: somebody's run was taken over.
    const interrupted = await database
      .pool()
      .query(`select count(*)::int as n from orchestrator.saga where epoch > 1`);
    expect(interrupted.rows[0].n).toBeGreaterThan(0);
    const limbo = await database.pool().query('select * from orchestrator.saga_limbo');
    expect(limbo.rows).toEqual([]);
  }, 150_000);
});
