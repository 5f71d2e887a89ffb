import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lowest UUID v7 of a time: 48 bits of milliseconds, then zeros. */
const UUID_FLOOR = `
  create function uuid_floor(at timestamptz) returns uuid language sql stable parallel safe
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
`;

/**
 * Makes one partition of one table and attaches it. The new table is filled with what strayed into the default partition
 * before, because a partition cannot be attached beside a default one that holds rows of its range. Attaching takes a lock
 * on the table that lets reads and writes through; `create table … partition of` would not.
 */
const ADD_PARTITION = `
  create function add_partition(parent text, name text, lower_id uuid, upper_id uuid, id_column text, settings text)
  returns bigint language plpgsql set search_path from current as $$
  declare
    moved bigint := 0;
  begin
    execute format('create table %I (like %I including all) %s', name, parent, settings);
    execute format('lock table %I in access exclusive mode', parent || '_default');
    execute format('select count(*) from %I where %I >= $1 and %I < $2', parent || '_default', id_column, id_column)
      into moved using lower_id, upper_id;
    if moved > 0 then
      execute format('insert into %I select * from %I where %I >= $1 and %I < $2',
        name, parent || '_default', id_column, id_column) using lower_id, upper_id;
      execute format('alter table %I disable trigger user', parent || '_default');
      execute format('delete from %I where %I >= $1 and %I < $2', parent || '_default', id_column, id_column)
        using lower_id, upper_id;
      execute format('alter table %I enable trigger user', parent || '_default');
    end if;
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
      parent, name, lower_id, upper_id);
    return moved;
  end
  $$;
`;

/**
 * Steps are heap-only updates as long as a page has room for the new version, hence the fill factor; the dead versions of
 * claims and releases are cleared away early, so that the small indexes of due and owned sagas stay small.
 */
const ENSURE_PARTITIONS = `
  create function ensure_partitions(months_ahead integer)
  returns table (created text[], moved bigint, strays bigint)
  language plpgsql set search_path from current as $$
  declare
    saga_settings constant text := 'with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, '
      || 'autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.05)';
    this_month constant timestamp := date_trunc('month', now() at time zone 'UTC');
    first_day timestamp;
    lower_id uuid;
    upper_id uuid;
    suffix text;
  begin
    -- One at a time; the others then find the work done.
    perform pg_advisory_xact_lock(23152, hashtext(current_schema()));
    created := '{}';
    moved := 0;
    if to_regclass('saga_default') is null then
      execute 'create table saga_default partition of saga default ' || saga_settings;
      execute 'create table saga_event_default partition of saga_event default';
    end if;
    for month in 0..months_ahead loop
      first_day := this_month + make_interval(months => month);
      suffix := to_char(first_day, '"_y"YYYY"m"MM');
      lower_id := uuid_floor(first_day at time zone 'UTC');
      upper_id := uuid_floor((first_day + interval '1 month') at time zone 'UTC');
      if to_regclass('saga' || suffix) is null then
        moved := moved + add_partition('saga', 'saga' || suffix, lower_id, upper_id, 'id', saga_settings);
        created := created || ('saga' || suffix);
      end if;
      if to_regclass('saga_event' || suffix) is null then
        moved := moved
          + add_partition('saga_event', 'saga_event' || suffix, lower_id, upper_id, 'saga_id', '');
        created := created || ('saga_event' || suffix);
      end if;
    end loop;
    strays := (select count(*) from saga_default) + (select count(*) from saga_event_default);
    return next;
  end
  $$;
  comment on function ensure_partitions(integer) is
    'Makes the partitions of this month (UTC) and of the given number of months after it. Returns what it created, how many
    rows it moved out of the default partitions, and how many are left there: both are 0 unless it was not called in time';
`;

export class Partitions1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UUID_FLOOR);
    await runner.query(ADD_PARTITION);
    await runner.query(ENSURE_PARTITIONS);
    await runner.query('select ensure_partitions(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function ensure_partitions(integer)');
    await runner.query('drop function add_partition(text, text, uuid, uuid, text, text)');
    await runner.query('drop function uuid_floor(timestamptz)');
  }
}
