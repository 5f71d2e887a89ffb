import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of an approval that was asked for before, what it is about tells the types. */
const TYPES = `
  alter table approval add column types text[];
  update approval a set types = coalesce(
    (select array_agg(distinct s.type) from saga s
      where s.id in (
        select substr(a.target, 7)::uuid where a.target like 'sagas/%'
        union all
        select i.saga_id from operation o join operation_item i on i.operation_id = o.id where o.approval_id = a.id)),
    '{}');
  alter table approval alter column types set not null;
  alter table approval add column preview jsonb check (jsonb_typeof(preview) = 'object');
  comment on column approval.preview is
    'What it would do to the saga, as it was told when it was asked for: calls, places and codes, no payload';
  comment on column approval.types is 'Of the saga; of an operation, those of its sagas';
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
    await runner.query(SEEN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operator_seen; alter table approval drop column types, drop column preview');
  }
}
