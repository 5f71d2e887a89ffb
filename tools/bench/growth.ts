/** Throughput while the store holds more and more sagas that ended. They are copies of one that ran, with ids of their own. */
import type pg from 'pg';
import type { Meter } from './meter.js';
import type { GrowthResult } from './results.js';
import { pairs, type Pace } from './rounds.js';
import type { Site } from './site.js';

const SIZES = [2_000, 100_000, 1_000_000] as const;
const AT_ONCE = 50_000;
const IN_FLIGHT = 64;
/** Of each payload so much is copied: the million has to fit on a usual disk, and no statement here reads payloads. */
const PAYLOAD_BYTES = 100;

/** Ids of version 7 from the present month, a millisecond apart, below all that was started since. */
const NEW_IDS = `select n, uuid_floor(base.at + n * interval '1 ms') as floor, gen_random_uuid() as random
  from generate_series($1::int, $2::int) as n, (select date_trunc('month', now()) + interval '1 hour' as at) as base`;
const ID = `(left(ids.floor::text, 15) || substr(ids.random::text, 16))::uuid`;

const SAGA_COLUMNS = [
  ...['created_at', 'format', 'type', 'definition_hash', 'labels', 'status', 'deadline_at', 'updated_at'],
  ...['revision', 'epoch', 'step_index', 'finished_at'],
].join(', ');
const EVENT_COLUMNS = 'at, seq, epoch, attempt, format, kind, step, branch, data, payload';

async function fill(pool: pg.Pool, upTo: number): Promise<void> {
  const { rows } = await pool.query<{ id: string; count: number }>(
    `select max(id::text) as id, count(*)::int as count from saga where status = 'COMPLETED'`,
  );
  const [{ id, count } = { id: '', count: 0 }] = rows;
  for (let from = count + 1; from <= upTo; from += AT_ONCE) {
    await copySagas(pool, id, from, Math.min(upTo, from + AT_ONCE - 1));
  }
  for (const table of ['saga', 'saga_event', 'saga_key', 'saga_request'])
    await pool.query(`vacuum (analyze) ${table}`);
}

/** The ids are drawn once, and then used for all that belongs to a saga. */
async function copySagas(pool: pg.Pool, id: string, from: number, to: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `create temporary table ids on commit drop as select n, ${ID} as id from (${NEW_IDS}) ids`,
      [from, to],
    );
    await client.query(
      `insert into saga (id, ${SAGA_COLUMNS}) select ids.id, ${SAGA_COLUMNS} from ids, (select ${SAGA_COLUMNS} from saga where id = $1) t`,
      [id],
    );
    const shortened = EVENT_COLUMNS.replace('payload', `substring(payload for ${PAYLOAD_BYTES})`);
    await client.query(
      `insert into saga_event (saga_id, ${EVENT_COLUMNS}) select ids.id, ${shortened} from ids, (select ${EVENT_COLUMNS} from saga_event where saga_id = $1) t`,
      [id],
    );
    await client.query(
      `insert into saga_key (saga_id, kid, wrapped) select ids.id, kid, wrapped from ids, (select kid, wrapped from saga_key where saga_id = $1) t`,
      [id],
    );
    await client.query(
      `insert into saga_request (type, request_id, body_hmac, saga_id, expires_at)
       select type, 'copy-' || n, body_hmac, ids.id, expires_at from ids, (select * from saga_request where saga_id = $1) t`,
      [id],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** @param say hears what is being done, for it takes minutes */
export async function growth(
  site: Site,
  meter: Meter,
  pace: Pace,
  say: (text: string) => void,
): Promise<GrowthResult[]> {
  const results: GrowthResult[] = [];
  for (const size of SIZES) {
    say(`filling the store up to ${size} sagas`);
    await fill(meter.pool, size);
    const load = { inFlight: IN_FLIGHT, subject: 'ok' } as const;
    results.push({ sagasInStore: size, pairs: await pairs(site, meter, load, pace) });
  }
  return results;
}
