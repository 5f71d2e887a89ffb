/**
 * The promise of the whole: 200 consultations run while an orchestrator and a participant are killed; every one ends, and
 * what the participants keep agrees with how it ended (G1, G2, G3, G8). The reconciliation is that of `npm run chaos`.
 */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { createTestDatabase, eventually, redisPrefix, testServers, type TestDatabase } from '#libs/testkit';
import type { Expectation } from '../chaos/expectation.js';
import { reconcile } from '../chaos/reconcile.js';
import { readHistories, readLedgers, readLimbo } from '../chaos/rows.js';
import type { GrpcClient } from '../client/grpc-client.js';
import { startConsultation } from '../client/suoke-client.js';
import { exampleFile } from '../stack/places.js';
import { Stack } from '../stack/stack.js';

const CONSULTATIONS = 200;
/** Every fifth user's record is locked, so that the last step is refused. */
const LOCKED_EVERY = 5;

const ENDED: ReadonlySet<string> = new Set(['SAGA_STATUS_COMPLETED', 'SAGA_STATUS_COMPENSATED']);

const isLocked = (index: number): boolean => index % LOCKED_EVERY === 0;

async function allEnded(client: GrpcClient): Promise<boolean> {
  const reply = await client.call('suoke.saga.v1.SagaService/ListSagas', { page_size: 1_000 });
  const sagas = reply['sagas'] as readonly JsonObject[];
  return sagas.filter((saga) => ENDED.has(String(saga['status']))).length === CONSULTATIONS;
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

    await eventually(() => allEnded(survivor.client), {
      timeoutMs: 90_000,
      intervalMs: 250,
      what: 'the end of every saga',
    });

    const pool = database.pool();
    const expected = new Map(
      sagas.map((saga, index): [string, Expectation] => [
        saga,
        { refusedAt: isLocked(index) ? 'last' : 'nowhere', supervised: false },
      ]),
    );
    const histories = await readHistories(pool);
    const ledgers = await readLedgers(pool);
    const limbo = await readLimbo(pool);
    expect(histories.size).toBe(CONSULTATIONS);
    expect(reconcile({ expected, histories, ledgers, limbo })).toEqual([]);
    // The kill was in the middle of things: somebody's run was taken over.
    const interrupted = await pool.query(`select count(*)::int as n from orchestrator.saga where epoch > 1`);
    expect(interrupted.rows[0].n).toBeGreaterThan(0);
  }, 150_000);
});
