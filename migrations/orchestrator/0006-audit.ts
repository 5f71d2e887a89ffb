import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A process of the version before writes entries of format 1 and does not name the column, so it keeps its default: during a
 * deploy both append to one chain.
 */
const ORIGIN = `
  alter table audit_entry
    add column format smallint not null default 1 check (format >= 1),
    add column auth_method text check (auth_method ~ '^[a-z][a-z_]{0,31}$'),
    add column source_address text check (source_address ~ '^[0-9a-f.:]{2,45}$');
  alter table audit_entry
    add constraint audit_entry_of_format_1_has_no_origin check (format > 1 or auth_method is null),
    add constraint audit_entry_comes_from_somebody check (source_address is null or auth_method is not null);
  comment on column audit_entry.format is 'Says which columns the hash covers: 1 all before it, 2 the origin and the format as well';
  comment on column audit_entry.auth_method is 'How the actor proved who it is; null in format 1, and where what was asked for before went on';
  comment on column audit_entry.source_address is 'IP address of the connection, of a proxy where one stands in between';
  comment on column audit_entry.result is 'ok, ok_words_not_kept where no key could seal the reason, or the stable code of the refusal';

  create index audit_entry_action on audit_entry (action, seq);
  create index audit_entry_at on audit_entry (at);
`;

/** Entries of format 2 do not verify without their origin: this is for a schema that has none yet. */
const UNDO_ORIGIN = `
  drop index audit_entry_action, audit_entry_at;
  alter table audit_entry drop constraint audit_entry_of_format_1_has_no_origin,
    drop constraint audit_entry_comes_from_somebody,
    drop column format, drop column auth_method, drop column source_address;
`;

export class Audit1790000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORIGIN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(UNDO_ORIGIN);
  }
}
