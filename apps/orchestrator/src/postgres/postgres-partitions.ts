import type pg from 'pg';
import { callEnsurePartitions } from './partitions.sql.js';
import { run } from './store-error.js';

/** Months for which partitions are made in advance. */
export const PARTITION_MONTHS_AHEAD = 3;

export interface PartitionReport {
  /** Names of the partitions that were made now. */
  readonly created: readonly string[];
  /** Rows that had strayed into a default partition and were moved, and such that are left: alarm when not 0. */
  readonly moved: number;
  readonly strays: number;
}

/** Makes the partitions of this month and the next ones (UTC). To be called at boot and daily; safe from many processes. */
export async function ensurePartitions(
  pool: pg.Pool,
  monthsAhead = PARTITION_MONTHS_AHEAD,
): Promise<PartitionReport> {
  const [report] = await run<{ created: string[]; moved: number; strays: number }>(
    pool,
    callEnsurePartitions(monthsAhead),
  );
  return report ?? { created: [], moved: 0, strays: 0 };
}
