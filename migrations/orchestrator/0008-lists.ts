import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists are found by besides the indexes that move the sagas. None names a column that changes with every step, so steps
 * stay heap-only updates: a saga gets its cause when it gets stuck, and its end once. The predicate on the status changes
 * when a saga turns, which is once.
 */
const INDEXES = `
  create index saga_finished on saga (finished_at, id) where finished_at is not null;
  create index saga_cause on saga (cause, id) where cause is not null;
  create index saga_undone on saga (status, id) where status in ('COMPENSATED', 'CLOSED');
`;

export class Lists1790000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index saga_finished, saga_cause, saga_undone');
  }
}
