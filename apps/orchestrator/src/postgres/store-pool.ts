import type pg from 'pg';
import { createPool, type PoolOptions } from '#libs/platform';

/** The schema of this service. */
export const ORCHESTRATOR_SCHEMA = 'orchestrator';

/**
 * How the sessions of the store plan: once for each statement, since planning a flush for its values takes nearly as long as
 * the flush. Such a plan must be right for every size of a table: a plan that was right for an empty one is a catastrophe for
 * a full one. So the statements name rows by `isAmong`, and the primary key is used also while tables are too small, or
 * were never analyzed, for the planner to prefer it. Index scans also lock rows in the order of their ids, so that two
 * batches cannot deadlock.
 */
export const STORE_SESSION: Readonly<Record<string, string>> = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

/**
 * The server ends a statement of the store after `STATEMENT_LIMIT_MS`; a connection that says nothing for longer is dead. All
 * movers of a process wait for the two flushes that are on their way, so neither may hang for ever.
 */
const STATEMENT_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 15_000;

/** Connections for `PostgresSagaStore` and `PostgresInstances`. */
export function createStorePool(options: PoolOptions): pg.Pool {
  return createPool({
    applicationName: 'orchestrator store',
    statementTimeoutMs: STATEMENT_LIMIT_MS,
    answerTimeoutMs: ANSWER_LIMIT_MS,
    ...options,
    schema: options.schema ?? ORCHESTRATOR_SCHEMA,
    parameters: { ...STORE_SESSION, ...options.parameters },
  });
}

/** Longer than what the server allows a statement of these. */
const READ_ANSWER_LIMIT_MS = 35_000;

/** Connections for `PostgresSagaReads` and `PostgresAudit`, with the planner as it is. */
export function createReadPool(options: PoolOptions): pg.Pool {
  return createPool({
    applicationName: 'orchestrator reads',
    answerTimeoutMs: READ_ANSWER_LIMIT_MS,
    ...options,
    schema: options.schema ?? ORCHESTRATOR_SCHEMA,
    parameters: { jit: 'off', ...options.parameters },
  });
}

/** What nobody waits for any longer; a filter that takes more is told to be narrower. */
const LIST_LIMIT_MS = 5_000;
const LIST_ANSWER_LIMIT_MS = 8_000;

/** Connections for `PostgresOversight`: few, and what runs too long on them is ended. */
export function createListPool(options: PoolOptions): pg.Pool {
  return createReadPool({
    applicationName: 'orchestrator lists',
    statementTimeoutMs: LIST_LIMIT_MS,
    answerTimeoutMs: LIST_ANSWER_LIMIT_MS,
    ...options,
  });
}
