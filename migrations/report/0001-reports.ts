import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createBarrierTable, dropBarrierTable } from '#libs/participant';

/** The barrier, and the reports. */
export class Reports1795392000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(`
      create table report (
        report_id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        call_key text not null unique,
        saga_id uuid not null,
        user_id text not null check (user_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        consultation_id text not null check (consultation_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        version integer not null check (version > 0),
        content jsonb not null check (jsonb_typeof(content) = 'object'),
        analysis_ids text[] not null check (cardinality(analysis_ids) between 1 and 16),
        created_at timestamptz(3) not null default now(),
        withdrawn_at timestamptz(3),
        withdraw_reason text,
        constraint report_version unique (consultation_id, version),
        constraint report_withdrawal_has_reason check ((withdrawn_at is null) = (withdraw_reason is null))
      )`);
    await runner.query(`create index report_user on report (user_id, seq desc)`);
    await runner.query(`create index report_saga on report (saga_id)`);
    await runner.query(`comment on column report.call_key is
      'Key of the action that made it: a second guard behind the barrier'`);
    await runner.query(`comment on column report.version is
      'Counts the reports of one consultation from 1; a withdrawn one keeps its number'`);
    await runner.query(`comment on column report.content is 'ReportContent as JSON, in both languages'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table report');
    await dropBarrierTable(runner);
  }
}
