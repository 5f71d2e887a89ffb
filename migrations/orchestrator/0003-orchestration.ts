import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table definition (
    hash text primary key check (char_length(hash) between 1 and 128),
    type text not null,
    saved_at timestamptz(3) not null default date_trunc('milliseconds', now()),
    document json not null
  );
  comment on table definition is 'Snapshots of definitions; a saga runs on the one it started with';
  comment on column definition.document is 'Kept as it was written, so that it can be hashed again';

  create sequence instance_lock_no as integer cycle;
  create table instance (
    id uuid primary key,
    lock_no integer not null unique,
    lease_until timestamptz(3) not null,
    retired_at timestamptz(3),
    started_at timestamptz(3) not null,
    roles text[] not null default '{}'
  );
  comment on table instance is 'One row for each process that moves sagas';
  comment on column instance.lock_no is 'Second half of the advisory lock that the session of the process holds';
  comment on column instance.lease_until is 'Live while it is in the future and retired_at is null; belongs to the process, not to a saga';
  comment on column instance.retired_at is 'Its claims are void: others take over what it owned';

  create table participant_hold (
    participant text primary key check (char_length(participant) between 1 and 128),
    held_at timestamptz(3) not null default date_trunc('milliseconds', now()),
    reason text not null,
    release_rate integer check (release_rate > 0)
  );
  comment on table participant_hold is 'Participants that are not called: sagas that need one rest until it is released';
  comment on column participant_hold.release_rate is 'Sagas per second that wake after the release; null: all at once';
`;

/**
 * Sagas that nobody would move. What "owned without a run" means only the process knows; its self-check takes such rows
 * over from itself, so that they are gone before anybody could read of them here.
 */
export const LIMBO = `
  create view saga_limbo as
    select id as saga_id, 'owner_not_live' as why
    from saga
    where owner is not null
      and not exists (select from instance i
        where i.id = saga.owner and i.retired_at is null and i.lease_until > now())
    union all
    select id, 'overdue' from saga where due_at < now() - interval '30 s'
    union all
    select id, 'blocked_without_hold'
    from saga
    where blocked_on is not null
      and not exists (select from participant_hold h where h.participant = saga.blocked_on);
  comment on view saga_limbo is 'Empty whenever healthy processes with free slots have run for 30 s';
`;

export class Orchestration1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(LIMBO);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view saga_limbo');
    await runner.query('drop table participant_hold, instance, definition');
    await runner.query('drop sequence instance_lock_no');
  }
}
