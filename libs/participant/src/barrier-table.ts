import type { QueryRunner } from 'typeorm';

/**
 * The barrier's table, made in the schema of the service whose migration calls this; every participant has its own.
 *
 * `reply` is the serialized response message of the call. A row that nobody called for (an action's row that its
 * compensation or a seal wrote) has none. A row is written twice by its transaction, so pages keep room for the second.
 * Rows go by age alone, and they come in by age: the block range index stays a few pages however many rows there are.
 */
export async function createBarrierTable(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table barrier (
      saga_id uuid not null,
      step text not null check (step ~ '^[a-z][a-z0-9_]{0,63}$'),
      branch text not null check (branch ~ '^[a-z][a-z0-9_]{0,63}$'),
      generation integer not null check (generation > 0),
      direction text not null check (direction in ('action', 'compensation')),
      written_by text not null check (written_by in ('action', 'compensation')),
      reply bytea,
      created_at timestamptz not null default now(),
      primary key (saga_id, step, branch, generation, direction),
      constraint barrier_written_by_own_call_or_compensation
        check (written_by = direction or (direction = 'action' and written_by = 'compensation')),
      constraint barrier_own_call_has_reply check ((written_by = direction) = (reply is not null))
    ) with (fillfactor = 80)`);
  await runner.query(`create index barrier_created_at on barrier using brin (created_at)`);
  await runner.query(`comment on table barrier is
    'One row per call that took effect, and per action that its compensation or a seal closed'`);
  await runner.query(`comment on column barrier.written_by is
    'compensation on an action''s row: the action never took effect, and never will'`);
  await runner.query(`comment on column barrier.reply is
    'Serialized response message; null on a row that its own call did not write'`);
}

/** Takes the table away, with all that keeps late and repeated calls from taking effect. */
export async function dropBarrierTable(runner: QueryRunner): Promise<void> {
  await runner.query('drop table barrier');
}
