import { takeoverDelaysMs } from '#libs/saga-core';
import type { ClaimRequest, Fitness, SweepRequest, TakeoverRequest } from '#libs/saga-engine';
import { EVENT_KIND_NUMBERS } from './event-kinds.js';
import { KEY_AND_NOW, sagaColumns } from './saga-rows.js';
import { isAmong, NOW, type Statement } from './statement.js';

/** Only who is live may claim. */
const SELF_IS_LIVE = `exists (
          select from instance me where me.id = $1::uuid and me.retired_at is null and me.lease_until > now())`;

/** This process is able to run it: parameters $2 and $3. */
const FITS = `s.format <= $2::smallint and s.definition_hash <> all($3::text[])`;

function fitnessValues(instanceId: string, { maxFormat, unfitDefinitions }: Fitness): unknown[] {
  return [instanceId, maxFormat, unfitDefinitions];
}

const CLAIM = `
      update saga s
      set epoch = s.epoch + 1, owner = $1::uuid, due_at = null, updated_at = ${NOW}
      from unnest($4::uuid[], $5::integer[]) as u(id, epoch)
        left join saga_key k on k.saga_id = u.id
      where s.id = u.id and ${isAmong('s.id', '$4')}
        and s.epoch = u.epoch and s.owner is null and (s.due_at <= ${NOW} + interval '1 s') is true
        and ${FITS} and ${SELF_IS_LIVE}
      returning ${sagaColumns('s')}, ${KEY_AND_NOW}`;

/**
 * Claims sagas at given epochs: nobody owns them, they are due within a second (the jobs come by another clock), this
 * process can run them and is live. The epoch makes a second delivery of a job find nothing.
 * `is true` keeps the planner from the index of due times.
 */
export function claimSagas(instanceId: string, batch: readonly ClaimRequest[], fitness: Fitness): Statement {
  return {
    name: 'claim-sagas',
    text: CLAIM,
    values: [
      ...fitnessValues(instanceId, fitness),
      batch.map(({ sagaId }) => sagaId),
      batch.map(({ epoch }) => epoch),
    ],
  };
}

/** What is overdue, the oldest first; a look without locks. */
export function selectOverdue({ limit, overdueMs, ...fitness }: SweepRequest): Statement {
  return {
    name: 'select-overdue',
    text: `
      select s.id, s.epoch from saga s
      where s.due_at <= ${NOW} - $3::float8 * interval '1 ms'
        and s.format <= $1::smallint and s.definition_hash <> all($2::text[])
      order by s.due_at
      limit $4::integer`,
    values: [fitness.maxFormat, fitness.unfitDefinitions, overdueMs, limit],
  };
}

/** Claims what was seen overdue and still is; what others have locked, they are claiming or writing. */
export function claimOverdue(
  { instanceId, overdueMs, ...fitness }: SweepRequest,
  candidates: readonly ClaimRequest[],
): Statement {
  return {
    name: 'claim-overdue',
    text: `
      with overdue as (
        select s.id
        from unnest($4::uuid[], $5::integer[]) as u(id, epoch)
          join saga s on s.id = u.id and ${isAmong('s.id', '$4')}
        where s.epoch = u.epoch and s.owner is null
          and (s.due_at <= ${NOW} - $6::float8 * interval '1 ms') is true
          and ${FITS} and ${SELF_IS_LIVE}
        order by s.id
        for update of s skip locked
      )
      update saga s
      set epoch = s.epoch + 1, owner = $1::uuid, due_at = null, updated_at = ${NOW}
      from overdue o left join saga_key k on k.saga_id = o.id
      where s.id = o.id and ${isAmong('s.id', '$4')}
      returning ${sagaColumns('s')}, ${KEY_AND_NOW}`,
    values: [
      ...fitnessValues(instanceId, fitness),
      candidates.map(({ sagaId }) => sagaId),
      candidates.map(({ epoch }) => epoch),
      overdueMs,
    ],
  };
}

/** An owner is live while its row is there, not retired, and its lease not over. */
const LIVE_INSTANCE = (id: string): string =>
  `select from instance i where i.id = ${id} and i.retired_at is null and i.lease_until > now()`;

/**
 * Owners without a live row. Each owner is visited once, by skipping through the index of owners from one to the next,
 * because there are few processes and many owned sagas. It takes no parameter, so that its plan is made once.
 */
export function selectDeadOwners(): Statement {
  return {
    name: 'select-dead-owners',
    text: `
      with recursive owners(id) as (
        (select s.owner from saga s where s.owner is not null order by s.owner limit 1)
        union all
        select (select s.owner from saga s where s.owner > owners.id order by s.owner limit 1)
        from owners where owners.id is not null
      )
      select owners.id from owners
      where owners.id is not null and not exists (${LIVE_INSTANCE('owners.id')})`,
    values: [],
  };
}

/** What dead owners leave behind, and this process can run; a look without locks. */
export function selectOwnedBy(owners: readonly string[], limit: number, fitness: Fitness): Statement {
  return {
    name: 'select-owned-by',
    text: `
      select s.id, s.epoch from saga s
      where s.owner = any($1::uuid[]) and s.format <= $2::smallint and s.definition_hash <> all($3::text[])
      order by s.id
      limit $4::integer`,
    values: [owners, fitness.maxFormat, fitness.unfitDefinitions, limit],
  };
}

/**
 * The claim of sagas whose run is gone, with the event that says so. Their owner is this process itself or not live; what
 * others have locked, they are taking over or writing.
 *
 * How often a saga was interrupted since its last recorded result decides when it runs again: at once, then this process
 * owns it; or later, then it becomes due, but not past a deadline that is still ahead. What is paused or blocked cannot be
 * due, so this process takes it and lets it rest. All of it is judged by the version of the row that was locked.
 */
export function takeOverSagas(
  request: Omit<TakeoverRequest, 'from'>,
  candidates: readonly ClaimRequest[],
  isOwn: boolean,
  format: number,
): Statement {
  return {
    name: 'take-over-sagas',
    text: `
      with lost as (
        select s.id, s.status, s.deadline_at, s.paused_at is not null or s.blocked_on is not null as is_held,
          ($5::integer[])[s.interruptions + 1] as delay_ms
        from unnest($9::uuid[], $10::integer[]) as u(id, epoch)
          join saga s on s.id = u.id and ${isAmong('s.id', '$9')}
        where s.epoch = u.epoch and s.owner is not null
          and case when $11::boolean then s.owner = $1::uuid else not exists (${LIVE_INSTANCE('s.owner')}) end
          and ${FITS} and ${SELF_IS_LIVE}
        order by s.id
        limit $4::integer
        for update of s skip locked
      ), judged as (
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
        where s.id = j.id and ${isAmong('s.id', '$9')}
        returning ${sagaColumns('s')}, ${KEY_AND_NOW}
      ), told as (
        insert into saga_event (saga_id, seq, epoch, format, kind, data, at)
        select id, revision, epoch, $6::smallint, $7::smallint, $8::jsonb, ${NOW} from taken
      )
      select * from taken where owner is not null`,
    values: [
      ...fitnessValues(request.instanceId, request),
      ...[request.limit, takeoverDelaysMs, format, EVENT_KIND_NUMBERS.interrupted, '{}'],
      candidates.map(({ sagaId }) => sagaId),
      candidates.map(({ epoch }) => epoch),
      isOwn,
    ],
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
