// Runs once, before the integration tests: one Postgres and one Redis for all of them, or those of DATABASE_URL and
// REDIS_URL. The workers learn the addresses from the environment (libs/testkit: testServers).
//
// It imports what `npm run build` made, because Jest loads this file itself, outside its transforms.

import { dropTestDatabases } from '../dist/libs/testkit/src/databases/test-database.js';
import { publishTestServers } from '../dist/libs/testkit/src/databases/test-servers.js';
import { startPostgres } from '../dist/libs/testkit/src/databases/postgres-server.js';
import { startRedis } from '../dist/libs/testkit/src/databases/redis-server.js';

/** A user's machine lacks something: one sentence, no stack. */
function refuse(sentence) {
  process.stderr.write(`\nThe integration tests cannot run. ${sentence}\n`);
  process.exit(1);
}

export default async function globalSetup() {
  const redis = await startRedis({ url: process.env.REDIS_URL || undefined });
  if (!redis.available) refuse(redis.reason);
  const postgres = await startPostgres({
    url: process.env.DATABASE_URL || undefined,
    durability: 'none',
  }).catch(async (error) => {
    await redis.stop();
    refuse(error.message);
  });
  publishTestServers({ databaseUrl: postgres.url, redisUrl: redis.url });
  globalThis.stopTestServers = async () => {
    if (postgres.external) await dropTestDatabases();
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
