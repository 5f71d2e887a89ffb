import { takeoverDelaysMs } from '#libs/saga-core';
import type { ClaimRequest, Fitness, SweepRequest, TakeoverRequest } from '#libs/saga-engine';
import { EVENT_KIND_NUMBERS } from './event-kinds.js';
import { KEY_AND_NOW, sagaColumns } from './saga-rows.js';
import { NOW, type Statement } from './statement.js';

/** Only who is live may claim. */
const SELF_IS_LIVE = `exists (
          select from instance me where me.id = $1::uuid and me.retired_at is null and me.lease_until > now())`;

/** This process is able to run it: parameters $2 and $3. */
const FITS = `s.format <= $2::smallint and s.definition_hash <> all($3::text[])`;

function fitnessValues(instanceId: string, { maxFormat, unfitDefinitions }: Fitness): unknown[] {
  return [instanceId, maxFormat, unfitDefinitions];
}

/**
 * Claims sagas at given epochs: nobody owns them, they are due within a second (the jobs come by another clock), this
 * process can run them and is live. The epoch makes a second delivery of a job find nothing.
 * `is true` keeps the planner from the index of due times.
 */
export function claimSagas(instanceId: string, batch: readonly ClaimRequest[], fitness: Fitness): Statement {
  return {
    name: 'claim-sagas',
    text: `
      update saga s
      set epoch = s.epoch + 1, owner = $1::uuid, due_at = null, updated_at = ${NOW}
      from unnest($4::uuid[], $5::integer[]) as u(id, epoch)
        left join saga_key k on k.saga_id = u.id
      where s.id = u.id and s.id = any($4::uuid[])
        and s.epoch = u.epoch and s.owner is null and (s.due_at <= ${NOW} + interval '1 s') is true
        and ${FITS} and ${SELF_IS_LIVE}
      returning ${sagaColumns('s')}, ${KEY_AND_NOW}`,
    values: [
      ...fitnessValues(instanceId, fitness),
      batch.map(({ sagaId }) => sagaId),
      batch.map(({ epoch }) => epoch),
    ],
  };
}

/** Claims what is overdue, the oldest first; what others have locked they are claiming or writing. */
export function sweepSagas({ instanceId, limit, overdueMs, ...fitness }: SweepRequest): Statement {
  return {
    name: 'sweep-sagas',
    text: `
      with overdue as (
        select s.id, s.due_at from saga s
        where s.due_at <= ${NOW} - $4::float8 * interval '1 ms' and ${FITS} and ${SELF_IS_LIVE}
        order by s.due_at
        limit $5::integer
        for update of s skip locked
      )
      update saga s
      set epoch = s.epoch + 1, owner = $1::uuid, due_at = null, updated_at = ${NOW}
      from overdue o left join saga_key k on k.saga_id = o.id
      where s.id = o.id
      returning ${sagaColumns('s')}, ${KEY_AND_NOW}, (extract(epoch from o.due_at) * 1000)::bigint as was_due_at_ms`,
    values: [...fitnessValues(instanceId, fitness), overdueMs, limit],
  };
}

/** What decides when a saga that was interrupted runs again, as it is in the locked version of the row. */
const LOST = `s.id, s.status, s.deadline_at, s.paused_at is not null or s.blocked_on is not null as is_held,
          ($5::integer[])[s.interruptions + 1] as delay_ms`;

/**
 * The dead: owners without a live row. Each owner is visited once, by skipping through the index of owners from one to the
 * next, because there are few processes and many owned sagas.
 */
const OF_THE_DEAD = `
      with recursive owners(id) as (
        (select s.owner from saga s where s.owner is not null order by s.owner limit 1)
        union all
        select (select s.owner from saga s where s.owner > owners.id order by s.owner limit 1)
        from owners where owners.id is not null
      ), dead as (
        select owners.id from owners
        where owners.id is not null and not exists (
          select from instance i where i.id = owners.id and i.retired_at is null and i.lease_until > now())
      ), lost as (
        select ${LOST}
        from saga s
        where s.owner = any(array(select id from dead)) and ${FITS} and ${SELF_IS_LIVE}
        order by s.id
        limit $4::integer
        for update of s skip locked
      )`;

const OF_THIS_PROCESS = `
      with lost as (
        select ${LOST}
        from unnest($9::uuid[], $10::integer[]) as u(id, epoch)
          join saga s on s.id = u.id and s.id = any($9::uuid[])
        where (s.owner = $1::uuid) is true and s.epoch = u.epoch and ${FITS} and ${SELF_IS_LIVE}
        order by s.id
        limit $4::integer
        for update of s skip locked
      )`;

/**
 * The claim of sagas whose run is gone, with the event that says so. How often that happened since the last recorded result
 * decides when the saga runs again: at once, then this process owns it; or later, then it becomes due, but not past a
 * deadline that is still ahead. What is paused or blocked cannot be due, so this process takes it and lets it rest.
 */
const takeOver = (named: string): string => `, judged as (
        select id, case
            when is_held or coalesce(delay_ms, 0) = 0 then null
            when status = 'RUNNING' and deadline_at > ${NOW}
              then least(${NOW} + delay_ms * interval '1 ms', deadline_at)
            else ${NOW} + delay_ms * interval '1 ms'
          end as due_at
        from lost
      ), taken as (
        update saga s
        set epoch = s.epoch + 1, revision = s.revision + 1, interruptions = s.interruptions + 1,
          owner = case when j.due_at is null then $1::uuid end, due_at = j.due_at, updated_at = ${NOW}
        from judged j left join saga_key k on k.saga_id = j.id
        where s.id = j.id${named}
        returning ${sagaColumns('s')}, ${KEY_AND_NOW}
      ), told as (
        insert into saga_event (saga_id, seq, epoch, format, kind, data, at)
        select id, revision, epoch, $6::smallint, $7::smallint, $8::jsonb, ${NOW} from taken
      )
      select * from taken where owner is not null order by id`;

/** Takes over from owners that are gone, or from this process itself where it has no run. */
export function takeOverSagas(request: TakeoverRequest, format: number): Statement {
  const { instanceId, limit, from } = request;
  const values = [
    ...fitnessValues(instanceId, request),
    ...[limit, takeoverDelaysMs, format, EVENT_KIND_NUMBERS.interrupted, '{}'],
  ];
  if (from === 'dead') return { name: 'take-over-of-the-dead', text: OF_THE_DEAD + takeOver(''), values };
  return {
    name: 'take-over-of-this-process',
    text: OF_THIS_PROCESS + takeOver(' and s.id = any($9::uuid[])'),
    values: [...values, from.map(({ sagaId }) => sagaId), from.map(({ epoch }) => epoch)],
  };
}

/** What a process owns by the store's account. */
export function selectOwned(instanceId: string): Statement {
  return {
    name: 'select-owned',
    text: `select id, epoch from saga where owner = $1::uuid order by id`,
    values: [instanceId],
  };
}
