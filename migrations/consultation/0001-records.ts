import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createBarrierTable, dropBarrierTable } from '#libs/participant';

/** The barrier, and the records of consultations. */
export class Records1795392000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(`
      create table consultation_record (
        consultation_id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        call_key text not null unique,
        saga_id uuid not null,
        user_id text not null check (user_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        complaint text not null check (complaint <> ''),
        symptoms jsonb not null check (jsonb_typeof(symptoms) = 'array'),
        tongue jsonb check (jsonb_typeof(tongue) = 'object'),
        pulse jsonb check (jsonb_typeof(pulse) = 'object'),
        vitals jsonb check (jsonb_typeof(vitals) = 'object'),
        background jsonb not null check (jsonb_typeof(background) = 'object'),
        observed_at timestamptz(3) not null default now(),
        created_at timestamptz(3) not null default now(),
        deleted_at timestamptz(3),
        delete_reason text,
        constraint consultation_record_deletion_has_reason check ((deleted_at is null) = (delete_reason is null))
      )`);
    await runner.query(`create index consultation_record_user on consultation_record (user_id, seq desc)`);
    await runner.query(`create index consultation_record_saga on consultation_record (saga_id)`);
    await runner.query(`comment on column consultation_record.call_key is
      'Key of the action that made the record: a second guard behind the barrier'`);
    await runner.query(`comment on column consultation_record.background is
      'Age, sex, medical history, medications and allergies as they were told'`);
    await runner.query(`comment on column consultation_record.delete_reason is 'Empty when none was given'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table consultation_record');
    await dropBarrierTable(runner);
  }
}
