/** Reads from the databases, all at once, what the orchestrator wrote about sagas and what the participants keep of them. */
import type pg from 'pg';
import type { Ledger } from '../client/suoke-client.js';
import { KEEPERS, type Keeper, type Keepers } from './keepers.js';

export interface EventOfSaga {
  readonly seq: number;
  readonly kind: string;
  /** Of the claim that it was written under; null for the start and for operators. */
  readonly epoch: number | null;
  readonly step: string | null;
  readonly branch: string | null;
  readonly atMs: number;
  readonly nextAtMs: number | null;
  /** Why it turned; null for all other kinds. */
  readonly cause: string | null;
  /** Of what was undone: by a reply, or by a refusal that the definition takes for done; null for all other kinds. */
  readonly by: 'reply' | 'done_code' | null;
}

export interface SagaHistory {
  readonly id: string;
  /** Of the definition. */
  readonly type: string;
  /** The request id that started it. */
  readonly requestId: string;
  readonly status: string;
  readonly stuckClass: string | null;
  readonly revision: number;
  readonly events: readonly EventOfSaga[];
}

/** What is kept of one saga; who is not named keeps nothing. */
export type Ledgers = { readonly [K in Keeper]?: Ledger };

interface SagaRecord {
  id: string;
  type: string;
  request_id: string | null;
  status: string;
  stuck_class: string | null;
  revision: number;
}

interface EventRecord {
  saga_id: string;
  seq: number;
  kind: string;
  epoch: number | null;
  step: string | null;
  branch: string | null;
  at_ms: number;
  next_at_ms: number | null;
  cause: string | null;
  by: EventOfSaga['by'];
}

const SAGAS = `
  select s.id, s.type, r.request_id, s.status, s.stuck_class, s.revision
  from orchestrator.saga s left join orchestrator.saga_request r on r.saga_id = s.id`;

const EVENTS = `
  select e.saga_id, e.seq, k.name as kind, e.epoch, e.step, e.branch,
    (extract(epoch from e.at) * 1000)::float8 as at_ms,
    (e.data ->> 'nextAtMs')::float8 as next_at_ms, e.data ->> 'cause' as cause, e.data ->> 'by' as by
  from orchestrator.saga_event e join orchestrator.event_kind k on k.number = e.kind
  order by e.saga_id, e.seq`;

/** Sagas and events of one moment: a saga that still moves must not look torn. */
async function readAtOnce(pool: pg.Pool) {
  const session = await pool.connect();
  try {
    await session.query('begin isolation level repeatable read read only');
    const sagas = await session.query<SagaRecord>(SAGAS);
    const events = await session.query<EventRecord>(EVENTS);
    await session.query('commit');
    return { sagas, events };
  } finally {
    session.release();
  }
}

/** Every saga with its events. */
export async function readHistories(pool: pg.Pool): Promise<Map<string, SagaHistory>> {
  const { sagas, events } = await readAtOnce(pool);
  const eventsOf = new Map<string, EventOfSaga[]>(sagas.rows.map(({ id }) => [id, []]));
  for (const { saga_id, at_ms: atMs, next_at_ms: nextAtMs, ...rest } of events.rows)
    eventsOf.get(saga_id)?.push({ ...rest, atMs, nextAtMs });
  return new Map(
    sagas.rows.map(({ request_id, stuck_class: stuckClass, ...rest }) => [
      rest.id,
      { ...rest, requestId: request_id ?? '', stuckClass, events: eventsOf.get(rest.id) ?? [] },
    ]),
  );
}

/** What these keep of every saga; a saga of which nobody keeps anything is not in it. */
export async function readLedgers(pool: pg.Pool, keepers: Keepers): Promise<Map<string, Ledgers>> {
  const ledgers = new Map<string, Ledgers>();
  for (const [name, { table, undoneAt, made, rows: which }] of Object.entries(keepers)) {
    const { rows } = await pool.query<Ledger & { saga_id: string }>(
      `select saga_id,
         coalesce(sum(${made}) filter (where ${undoneAt} is null), 0)::int as kept,
         coalesce(sum(${made}) filter (where ${undoneAt} is not null), 0)::int as undone
       from ${table} where ${which} group by saga_id`,
    );
    for (const { saga_id, kept, undone } of rows)
      ledgers.set(saga_id, { ...ledgers.get(saga_id), [name]: { kept, undone } });
  }
  return ledgers;
}

/** What the view of sagas that nobody would move shows. */
export async function readLimbo(pool: pg.Pool): Promise<{ saga_id: string; why: string }[]> {
  return (await pool.query('select saga_id, why from orchestrator.saga_limbo')).rows;
}

const DUMPS = {
  saga: 'select * from orchestrator.saga where id = any($1)',
  events: `select saga_id, seq, (select name from orchestrator.event_kind k where k.number = kind) as kind, epoch, step,
    branch, attempt, data, at from orchestrator.saga_event where saga_id = any($1) order by saga_id, seq`,
  ...Object.fromEntries(
    Object.values(KEEPERS).flatMap(({ table, undoneAt, made }) => {
      const schema = table.slice(0, table.indexOf('.'));
      return [
        [
          table,
          `select saga_id, call_key, ${made} as made, created_at, ${undoneAt} from ${table} where saga_id = any($1)`,
        ],
        [
          `${schema}.barrier`,
          `select saga_id, step, branch, generation, direction, written_by, created_at from ${schema}.barrier where saga_id = any($1)`,
        ],
      ];
    }),
  ),
};

/** Everything that the databases hold in the clear about some sagas, by table. */
export async function dumpSagas(pool: pg.Pool, sagaIds: readonly string[]): Promise<object> {
  const dump: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(DUMPS)) dump[name] = (await pool.query(text, [sagaIds])).rows;
  return dump;
}
