/** Holds of participants: one row each, which stays; the hold stands while `released_at` is null. */
import type { Hold } from '#libs/saga-engine';
import { msOf, NOW, type Statement } from './statement.js';

export interface HoldRecord {
  participant: string;
  held_at_ms: number;
  held_by: string;
  reason: string;
  released_at_ms: number | null;
  release_rate: number | null;
}

export const HOLD_COLUMNS = `
  participant, ${msOf('held_at')} as held_at_ms, held_by, reason, ${msOf('released_at')} as released_at_ms, release_rate`;

export function toHold(record: HoldRecord): Hold {
  const { participant, held_at_ms, held_by, reason, released_at_ms, release_rate } = record;
  const release = released_at_ms === null ? null : { atMs: released_at_ms, rate: release_rate };
  return { participant, heldAtMs: held_at_ms, heldBy: held_by, reason, release };
}

/** Those that stand. */
export function selectHolds(): Statement {
  return {
    name: 'select-holds',
    text: `select ${HOLD_COLUMNS} from participant_hold where released_at is null order by participant`,
    values: [],
  };
}

/** Waits for the sagas that just block on it (`flushTransitions`). */
export function lockHold(participant: string): Statement {
  return {
    name: 'lock-hold',
    text: `select ${HOLD_COLUMNS} from participant_hold where participant = $1::text for update`,
    values: [participant],
  };
}

/** Returns no row when it is held already. */
export function beginHold(participant: string, actor: string, reason: string): Statement {
  return {
    name: 'begin-hold',
    text: `
      insert into participant_hold as h (participant, held_at, held_by, reason)
      values ($1::text, ${NOW}, $2::text, $3::text)
      on conflict (participant) do update
      set held_at = excluded.held_at, held_by = excluded.held_by, reason = excluded.reason,
        released_at = null, release_rate = null, paced_to = null
      where h.released_at is not null
      returning participant`,
    values: [participant, actor, reason],
  };
}

/** Of what was released already it changes the rate. */
export function endHold(participant: string, rate: number | null): Statement {
  return {
    name: 'end-hold',
    text: `
      update participant_hold
      set released_at = ${NOW}, release_rate = $2::integer, paced_to = case when $2 is not null then ${NOW} end
      where participant = $1::text
      returning participant`,
    values: [participant, rate],
  };
}

/** More than this many sagas of one participant are never looked at in one sweep. */
const RELEASED_AT_ONCE = 1_000;

export interface ReleasedRecord {
  participant: string;
  is_paced: boolean;
  id: string;
}

/** Asked with every sweep; it takes no parameter, so that its plan is made once, and does not look at what is still held. */
export function selectReleased(): Statement {
  return {
    name: 'select-released',
    text: `
      select h.participant, h.release_rate is not null as is_paced, s.id
      from participant_hold h
        cross join lateral (
          select s.id from saga s where s.blocked_on = h.participant order by s.id limit ${RELEASED_AT_ONCE}
        ) s
      where h.released_at is not null
      order by s.id`,
    values: [],
  };
}

export interface PacedRecord {
  participant: string;
  taken: number;
}

/**
 * Takes wakes from what each release allows all processes together; one after the other, by the lock of its row. What was
 * not taken for a second is forgone. Returns no row where nothing may be taken now.
 */
export function paceReleases(wanted: readonly { participant: string; count: number }[]): Statement {
  return {
    name: 'pace-releases',
    text: `
      with paced as (
        select h.participant, h.release_rate, w.count, greatest(h.paced_to, ${NOW} - interval '1 s') as paced_from
        from participant_hold h join unnest($1::text[], $2::integer[]) as w(participant, count) using (participant)
        where h.released_at is not null and h.release_rate is not null
        order by h.participant
        for update of h
      ), allowed as (
        select participant, release_rate, paced_from,
          least(count, floor(extract(epoch from ${NOW} - paced_from) * release_rate))::integer as taken
        from paced
      )
      update participant_hold h
      set paced_to = a.paced_from + a.taken * interval '1 s' / a.release_rate
      from allowed a
      where h.participant = a.participant and a.taken > 0
      returning h.participant, a.taken`,
    values: [wanted.map(({ participant }) => participant), wanted.map(({ count }) => count)],
  };
}
