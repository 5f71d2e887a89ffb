import type pg from 'pg';
import { createPool, type PoolOptions } from '#libs/platform';

/** The schema of this service. */
export const ORCHESTRATOR_SCHEMA = 'orchestrator';

/**
 * How the sessions of the store plan. Its statements name rows by `id = any($1)`. Partitions are cut away for such an array
 * only when the plan is made for its values, and the primary key has to be used also while tables are too small, or were
 * never analyzed, for the planner to prefer it: a plan that was right for an empty table is a catastrophe for a full one.
 * Index scans also lock rows in the order of their ids, so that two batches cannot deadlock.
 */
export const STORE_SESSION: Readonly<Record<string, string>> = {
  plan_cache_mode: 'force_custom_plan',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

/** Connections for `PostgresSagaStore` and `PostgresInstances`. */
export function createStorePool(options: PoolOptions): pg.Pool {
  return createPool({
    applicationName: 'orchestrator store',
    ...options,
    schema: options.schema ?? ORCHESTRATOR_SCHEMA,
    parameters: { ...STORE_SESSION, ...options.parameters },
  });
}

/** Connections for `PostgresSagaReads` and `PostgresAudit`, with the planner as it is. */
export function createReadPool(options: PoolOptions): pg.Pool {
  return createPool({
    applicationName: 'orchestrator reads',
    ...options,
    schema: options.schema ?? ORCHESTRATOR_SCHEMA,
    parameters: { jit: 'off', ...options.parameters },
  });
}
