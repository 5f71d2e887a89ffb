import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createBarrierTable, dropBarrierTable } from '#libs/participant';

/** The barrier, the notifications with their delivery, and the inbox. */
export class Notifications1795392000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(`
      create table notification (
        notification_id uuid primary key default gen_random_uuid(),
        seq bigint generated always as identity unique,
        call_key text not null unique,
        saga_id uuid not null,
        user_id text not null check (user_id ~ '^[A-Za-z0-9_-]{1,64}$'),
        report_id text not null check (report_id ~ '^[A-Za-z0-9_-]{0,64}$'),
        channel text not null check (channel in ('inbox')),
        title jsonb not null check (jsonb_typeof(title) = 'object'),
        text jsonb not null check (jsonb_typeof(text) = 'object'),
        urgency text not null,
        state text not null check
          (state in ('queued', 'sending', 'delivered', 'failed', 'dropped', 'retracting', 'retracted')),
        attempts integer not null check (attempts >= 0),
        due_at timestamptz(3) default now(),
        created_at timestamptz(3) not null default now(),
        delivered_at timestamptz(3),
        cancelled_at timestamptz(3),
        cancel_reason text,
        constraint notification_due_while_there_is_work
          check ((due_at is not null) = (state in ('queued', 'sending', 'retracting'))),
        constraint notification_delivered_has_time check (state <> 'delivered' or delivered_at is not null),
        constraint notification_cancel_has_time_and_reason check
          ((state in ('dropped', 'retracting', 'retracted')) = (cancelled_at is not null)
            and (cancelled_at is null) = (cancel_reason is null))
      )`);
    await runner.query(`create index notification_due on notification (due_at) where due_at is not null`);
    await runner.query(`create index notification_user on notification (user_id, seq desc)`);
    await runner.query(`create index notification_saga on notification (saga_id)`);
    await runner.query(`comment on column notification.call_key is
      'Key of the action that made it: a second guard behind the barrier'`);
    await runner.query(`comment on column notification.due_at is
      'When a worker may take it: for its next try, or, while one works on it, when that worker counts as lost'`);
    await runner.query(`comment on column notification.attempts is
      'Tries so far of what the state asks for; also tells a worker whether its turn is still its own'`);
    await runner.query(`
      create table inbox_message (
        notification_id uuid primary key references notification,
        user_id text not null,
        title jsonb not null,
        text jsonb not null,
        delivered_at timestamptz(3) not null default now(),
        retracted_at timestamptz(3)
      )`);
    await runner.query(`comment on table inbox_message is
      'What the inbox channel delivered. Readers see a message only while its notification is delivered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table inbox_message');
    await runner.query('drop table notification');
    await dropBarrierTable(runner);
  }
}
