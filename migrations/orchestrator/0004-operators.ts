import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table admin_request (
    actor text not null check (char_length(actor) between 1 and 256),
    request_id text not null check (char_length(request_id) between 1 and 64),
    body_hmac bytea not null,
    saga_id uuid not null,
    revision integer not null,
    expires_at timestamptz(3) not null,
    primary key (actor, request_id)
  );
  comment on table admin_request is 'Makes the actions of operators idempotent: a request id of an actor has one effect';
  comment on column admin_request.revision is 'Of the saga after the action';

  create table audit_entry (
    seq bigint primary key check (seq >= 1),
    at timestamptz(3) not null,
    actor text not null,
    action text not null,
    target text not null,
    decision text not null check (decision in ('allowed', 'denied')),
    result text not null,
    request_id text not null,
    revision_before integer,
    revision_after integer,
    reason bytea,
    prev_hash bytea not null check (octet_length(prev_hash) = 32),
    hash bytea not null unique check (octet_length(hash) = 32),
    constraint audit_entry_denied_changes_nothing check (decision = 'allowed' or revision_after is null)
  );
  create index audit_entry_target on audit_entry (target, seq);
  create index audit_entry_actor on audit_entry (actor, seq);
  comment on table audit_entry is 'What operators did and were refused to do; append only, chained by hashes';
  comment on column audit_entry.seq is 'From 1 without gaps';
  comment on column audit_entry.result is 'ok, or the stable code of the refusal';
  comment on column audit_entry.reason is 'The words of the operator, sealed with the key of the saga';
  comment on column audit_entry.prev_hash is 'Hash of the entry before; 32 zero bytes before the first';
  comment on column audit_entry.hash is 'SHA-256 of prev_hash and the canonical JSON of the other columns';

  create trigger audit_entry_is_append_only before update or delete on audit_entry
    for each row execute function refuse_change();
  create trigger audit_entry_is_never_emptied before truncate on audit_entry
    for each statement execute function refuse_change();
`;

export class Operators1790000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_entry, admin_request');
  }
}
