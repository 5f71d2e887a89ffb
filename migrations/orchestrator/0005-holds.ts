import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LIMBO } from './0003-orchestration.js';

const HOLDS = `
  alter table participant_hold
    add column held_by text not null default 'unknown' check (char_length(held_by) between 1 and 256),
    add column released_at timestamptz(3),
    add column paced_to timestamptz(3);
  alter table participant_hold alter column held_by drop default;
  update participant_hold set release_rate = null;
  alter table participant_hold
    add constraint participant_hold_rate_is_bounded check (release_rate <= 10000),
    add constraint participant_hold_rate_is_of_a_release check (release_rate is null or released_at is not null),
    add constraint participant_hold_pace_goes_with_a_rate check ((paced_to is null) = (release_rate is null));
  comment on table participant_hold is 'Participants that an operator held, one row each that stays: the hold stands while released_at is null';
  comment on column participant_hold.reason is 'In the clear, as the API tells operators';
  comment on column participant_hold.release_rate is 'Sagas per second that wake after the release, of all processes together; null: all at once';
  comment on column participant_hold.paced_to is 'Up to here the wakes that release_rate allows were taken';
  create trigger participant_hold_stays before delete on participant_hold
    for each row execute function refuse_change();

  alter table admin_request alter column saga_id drop not null, alter column revision drop not null;
  alter table admin_request add constraint admin_request_is_on_a_saga_with_its_revision check (
    (saga_id is null) = (revision is null));
  comment on column admin_request.saga_id is 'Null when the action was on a participant';
  comment on column audit_entry.reason is 'The words of the operator, sealed with the key of the saga; about a participant, which has none, UTF-8 in the clear';
`;

/** A release that is paced is looked after as long as its pace goes on. */
const LIMBO_WITH_PACE = `
  create or replace view saga_limbo as
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
      and not exists (select from participant_hold h where h.participant = saga.blocked_on
        and (h.released_at is null or h.paced_to > now() - interval '30 s'))
`;

/** What was released is forgotten, as it was before. */
const UNDO_HOLDS = `
  alter table admin_request drop constraint admin_request_is_on_a_saga_with_its_revision;
  delete from admin_request where saga_id is null;
  alter table admin_request alter column saga_id set not null, alter column revision set not null;
  drop trigger participant_hold_stays on participant_hold;
  delete from participant_hold where released_at is not null;
  alter table participant_hold drop constraint participant_hold_rate_is_bounded,
    drop column held_by, drop column released_at, drop column paced_to;
`;

export class Holds1790000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HOLDS);
    await runner.query(LIMBO_WITH_PACE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view saga_limbo');
    await runner.query(UNDO_HOLDS);
    await runner.query(LIMBO);
  }
}
