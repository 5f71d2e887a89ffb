import { msOf, NOW, type Statement } from './statement.js';

/** First half of the advisory lock of a process; the second is `instance.lock_no`. */
const LOCK_CLASS = 23154;

const LEASE = (ttl: string): string => `${NOW} + ${ttl}::float8 * interval '1 ms'`;
const NOW_MS = `${msOf(NOW)} as now_ms`;

export function nextLockNo(): Statement {
  return { name: '', text: `select nextval('instance_lock_no')::integer as lock_no`, values: [] };
}

export function tryInstanceLock(lockNo: number): Statement {
  return {
    name: '',
    text: `select pg_try_advisory_lock(${LOCK_CLASS}, $1::integer) as taken`,
    values: [lockNo],
  };
}

/** A registration whose answer was lost is repeated; a retired row stays retired and returns nothing. */
export function upsertInstance(
  instanceId: string,
  lockNo: number,
  leaseTtlMs: number,
  roles: readonly string[],
): Statement {
  return {
    name: 'upsert-instance',
    text: `
      insert into instance (id, lock_no, lease_until, started_at, roles)
      values ($1::uuid, $2::integer, ${LEASE('$3')}, ${NOW}, $4::text[])
      on conflict (id) do update set lock_no = excluded.lock_no, lease_until = excluded.lease_until
      where instance.retired_at is null
      returning ${NOW_MS}`,
    values: [instanceId, lockNo, leaseTtlMs, roles],
  };
}

export function renewLease(instanceId: string, leaseTtlMs: number): Statement {
  return {
    name: 'renew-lease',
    text: `
      update instance set lease_until = ${LEASE('$2')}
      where id = $1::uuid and retired_at is null
      returning ${NOW_MS}`,
    values: [instanceId, leaseTtlMs],
  };
}

export interface InstanceViewRecord {
  now_ms: number;
  server_started_at_ms: number;
  id: string | null;
  lease_until_ms: number | null;
  retired: boolean | null;
  lock_free: boolean | null;
}

/**
 * All instances, and whether the session that registered each still holds its lock. A row comes after its lock, so a lock
 * that is not seen is gone. At least one row, with nulls when there is no instance.
 */
export function viewInstances(): Statement {
  return {
    name: 'view-instances',
    text: `
      select ${NOW_MS}, floor(extract(epoch from pg_postmaster_start_time()) * 1000)::bigint as server_started_at_ms,
        i.id, ${msOf('i.lease_until')} as lease_until_ms, i.retired_at is not null as retired,
        not exists (
          select from pg_locks l
          where l.locktype = 'advisory' and l.granted and l.objsubid = 2
            and l.database = (select oid from pg_database where datname = current_database())
            and l.classid::bigint = ${LOCK_CLASS} and l.objid::bigint = i.lock_no) as lock_free
      from (values (1)) as always left join instance i on true
      order by i.started_at, i.id`,
    values: [],
  };
}

export function retireInstance(instanceId: string, seenLeaseUntilMs: number): Statement {
  return {
    name: 'retire-instance',
    text: `
      update instance set retired_at = ${NOW}
      where id = $1::uuid and retired_at is null and ${msOf('lease_until')} = $2::bigint
      returning id`,
    values: [instanceId, seenLeaseUntilMs],
  };
}

export function retireSelf(instanceId: string): Statement {
  return {
    name: 'retire-self',
    text: `update instance set retired_at = ${NOW} where id = $1::uuid and retired_at is null`,
    values: [instanceId],
  };
}

export function purgeInstances(): Statement {
  return {
    name: 'purge-instances',
    text: `
      delete from instance i
      where i.retired_at < ${NOW} - interval '1 minute'
        and not exists (select from saga s where s.owner = i.id)`,
    values: [],
  };
}
