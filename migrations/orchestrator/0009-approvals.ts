import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of what was asked for before, the sagas tell the types. A process of the version before does not name the column: `*` is no
 * saga type, so what it writes during a deploy is for those alone who have rights for every type.
 */
const TYPES = `
  alter table operation add column types text[] not null default '{*}';
  update operation o set types = coalesce(
    (select array_agg(distinct s.type)
      from operation_item i join saga s on s.id = i.saga_id
      where i.operation_id = o.id),
    '{}');
  comment on column operation.types is 'Of its sagas, as far as there are such';

  alter table approval add column types text[] not null default '{*}';
  update approval a set types = coalesce(
    (select o.types from operation o where o.approval_id = a.id),
    (select array[s.type] from saga s where 'sagas/' || s.id = a.target),
    '{}');
  alter table approval add column preview jsonb check (jsonb_typeof(preview) = 'object');
  comment on column approval.preview is
    'What it would do to the saga, as it was told when it was asked for: calls, places and codes, no payload';
  comment on column approval.types is 'Of the saga; of an operation, those of its sagas';
`;

/** What is asked of a saga whose key is gone has to be kept too. */
const KEY = `
  alter table approval
    add column kid text check (char_length(kid) between 1 and 64),
    add column wrapped bytea,
    add constraint approval_has_its_key_whole check ((kid is null) = (wrapped is null)),
    add constraint approval_has_a_key_only_while_it_is_open check (
      kid is null or (sealed is not null and state in ('PENDING', 'APPROVED') and result is null));
  comment on column approval.sealed is 'Command, reason and etag, sealed with the key of the saga, or with a key of its own; an operation keeps its own';
  comment on column approval.kid is 'The key from the configuration by which the key of its own is wrapped';
  comment on column approval.wrapped is 'A key of its own, where no key of the saga opened when it was asked for; gone when nothing is left to be done';
`;

const SEEN = `
  create table operator_seen (
    name text primary key check (char_length(name) between 1 and 256),
    identity jsonb not null check (jsonb_typeof(identity) = 'object'),
    said_at timestamptz(3) not null
  );
  comment on table operator_seen is 'What the last token of each operator said, of those who come with tokens of an issuer';
  comment on column operator_seen.identity is 'Roles, rights and saga types; no secret';
  comment on column operator_seen.said_at is 'When that token was issued, by the issuer''s clock';
`;

export class Approvals1790000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TYPES);
    await runner.query(KEY);
    await runner.query(SEEN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operator_seen; alter table operation drop column types');
    await runner.query(`alter table approval drop constraint approval_has_a_key_only_while_it_is_open,
      drop column types, drop column preview, drop column kid, drop column wrapped`);
  }
}
