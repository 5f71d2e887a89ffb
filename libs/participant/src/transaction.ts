import type { DataSource, EntityManager } from 'typeorm';
import { failureOf, type TransactionPhase } from './failures.js';

/**
 * Runs the work in one transaction at the server's default level, read committed.
 * Returns what the work returned once the commit is confirmed; whatever is thrown rolls back and comes out as a GrpcError
 * that says what is known about the effect (see failures.ts).
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let phase: TransactionPhase = 'before-commit';
  try {
    await runner.startTransaction();
    const result = await work(runner.manager);
    phase = 'commit';
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // A connection that cannot roll back is dead, and its transaction with it: the first error is the one to tell.
    if (runner.isTransactionActive && !runner.isReleased)
      await runner.rollbackTransaction().catch(() => undefined);
    throw failureOf(error, phase);
  } finally {
    await runner.release();
  }
}
