import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createBarrierTable, dropBarrierTable } from '#libs/participant';

/** The barrier, and what the agents returned. */
export class Analyses1795392000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(`
      create table analysis (
        analysis_id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        call_key text not null unique,
        saga_id uuid not null,
        user_id text not null check (user_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        consultation_id text not null check (consultation_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        agent text not null check (agent in ('AGENT_XIAOAI', 'AGENT_XIAOKE', 'AGENT_LAOKE', 'AGENT_SOER')),
        kind text not null check (kind in ('analysis', 'diagnosis', 'recommendation')),
        engine_version text not null,
        result jsonb not null check (jsonb_typeof(result) = 'object'),
        created_at timestamptz(3) not null default now(),
        cancelled_at timestamptz(3),
        cancel_reason text,
        constraint analysis_cancellation_has_reason check ((cancelled_at is null) = (cancel_reason is null))
      )`);
    await runner.query(`create index analysis_user on analysis (user_id, seq desc)`);
    await runner.query(`create index analysis_consultation on analysis (consultation_id, seq desc)`);
    await runner.query(`create index analysis_saga on analysis (saga_id)`);
    await runner.query(`comment on column analysis.call_key is
      'Key of the action that made it: a second guard behind the barrier'`);
    await runner.query(`comment on column analysis.result is 'AnalysisResult as JSON, without its id'`);
    await runner.query(`comment on column analysis.engine_version is
      'Which rules or which model: a hash of the rule files, or the name of a model'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table analysis');
    await dropBarrierTable(runner);
  }
}
