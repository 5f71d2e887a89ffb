import { randomUUID } from 'node:crypto';

/**
 * How the global setup of the integration tests and the test files find each other: the workers of Jest inherit the
 * environment, and nothing else.
 */
const KEYS = { databaseUrl: 'TEST_DATABASE_URL', redisUrl: 'TEST_REDIS_URL', runId: 'TEST_RUN_ID' } as const;

export interface TestServers {
  databaseUrl: string;
  redisUrl: string;
  /** Part of every name that this run gives to a database or a key, so that runs on one server do not meet. */
  runId: string;
}

/** For the global setup: tells the workers. */
export function publishTestServers(servers: Omit<TestServers, 'runId'>): TestServers {
  const published = { ...servers, runId: randomUUID().replaceAll('-', '').slice(0, 10) };
  process.env[KEYS.databaseUrl] = published.databaseUrl;
  process.env[KEYS.redisUrl] = published.redisUrl;
  process.env[KEYS.runId] = published.runId;
  return published;
}

/** For tests: the servers of this run. Throws outside the integration project. */
export function testServers(): TestServers {
  const { [KEYS.databaseUrl]: databaseUrl, [KEYS.redisUrl]: redisUrl, [KEYS.runId]: runId } = process.env;
  if (!databaseUrl || !redisUrl || !runId)
    throw new Error('There are no test servers: this test belongs into a *.int.spec.ts file.');
  return { databaseUrl, redisUrl, runId };
}

/** A prefix for keys and queues that no other test file of this run has; it has no ':', which queue names refuse. */
export function redisPrefix(): string {
  return `t-${testServers().runId}-${randomUUID().slice(0, 8)}`;
}
