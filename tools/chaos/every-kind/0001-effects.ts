import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createBarrierTable, dropBarrierTable } from '#libs/participant';

/** The barrier, and the effects of all services of the participant. */
export class Effects1795392000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createBarrierTable(runner);
    await runner.query(`
      create table effect (
        call_key text primary key,
        id uuid not null unique default gen_random_uuid(),
        keeper text not null check (keeper in ('stock', 'look', 'left', 'right', 'bank', 'mail')),
        saga_id uuid not null,
        about text not null,
        made integer not null default 1 check (made > 0),
        created_at timestamptz(3) not null default now(),
        undone_at timestamptz(3)
      )`);
    await runner.query(`create index effect_saga on effect (saga_id)`);
    await runner.query(`comment on column effect.call_key is 'Key of the action that made it'`);
    await runner.query(`comment on column effect.about is 'The item, or the id of what the call was about'`);
    await runner.query(`comment on column effect.made is
      'How often it was made: above 1, two calls of one key got past the barrier'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table effect');
    await dropBarrierTable(runner);
  }
}
