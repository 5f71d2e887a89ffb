import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createBarrierTable, dropBarrierTable } from '#libs/participant';

/** The barrier, and the health records: persons, what is current, and all versions. */
export class HealthRecords1795392000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(`
      create table person (
        user_id text primary key check (user_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        locked_at timestamptz(3),
        lock_reason text,
        constraint person_lock_has_reason check ((locked_at is null) = (lock_reason is null))
      )`);
    await runner.query(`comment on table person is
      'One row per person: whoever writes data holds it shared, whoever locks the record holds it alone'`);
    await runner.query(`
      create table health_record (
        user_id text not null references person,
        type text not null check (type ~ '^[a-z][a-z0-9_]{0,63}$'),
        current_version bigint not null default 0,
        last_version bigint not null default 0,
        primary key (user_id, type),
        constraint health_record_current_was_written check (current_version between 0 and last_version)
      ) with (fillfactor = 70)`);
    await runner.query(`comment on column health_record.current_version is '0: nothing stands'`);
    await runner.query(`comment on column health_record.last_version is
      'The highest number that was ever given; none is given twice'`);
    await runner.query(`
      create table health_record_version (
        user_id text not null,
        type text not null,
        version bigint not null check (version > 0),
        previous_version bigint not null check (previous_version between 0 and version - 1),
        seq bigint generated always as identity unique,
        call_key text not null unique,
        saga_id uuid not null,
        data jsonb not null check (jsonb_typeof(data) = 'object'),
        consultation_id text not null check (consultation_id ~ '^[A-Za-z0-9_-]{0,64}$'),
        report_id text not null check (report_id ~ '^[A-Za-z0-9_-]{0,64}$'),
        created_at timestamptz(3) not null default now(),
        reverted_at timestamptz(3),
        revert_reason text,
        primary key (user_id, type, version),
        foreign key (user_id, type) references health_record,
        constraint health_record_version_revert_has_reason check ((reverted_at is null) = (revert_reason is null))
      )`);
    await runner.query(`create index health_record_version_time
      on health_record_version (user_id, type, created_at desc)`);
    await runner.query(
      `create index health_record_version_user on health_record_version (user_id, seq desc)`,
    );
    await runner.query(`create index health_record_version_saga on health_record_version (saga_id)`);
    await runner.query(`comment on column health_record_version.previous_version is
      'What was current before, and is again after a revert; 0: nothing'`);
    await runner.query(`comment on column health_record_version.call_key is
      'Key of the action that wrote it: the way back to it when its reply was lost, and a second guard behind the barrier'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table health_record_version');
    await runner.query('drop table health_record');
    await runner.query('drop table person');
    await dropBarrierTable(runner);
  }
}
