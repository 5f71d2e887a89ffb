/** Reads from the databases, all at once, what the orchestrator wrote about sagas and what the participants keep of them. */
import type pg from 'pg';
import type { Ledger } from '../client/suoke-client.js';
import type { ParticipantName } from '../stack/stack.js';

export interface EventOfSaga {
  readonly seq: number;
  readonly kind: string;
  /** Of the claim that it was written under; null for the start and for operators. */
  readonly epoch: number | null;
  readonly step: string | null;
  readonly atMs: number;
  readonly nextAtMs: number | null;
  /** Why it turned; null for all other kinds. */
  readonly cause: string | null;
}

export interface SagaHistory {
  readonly id: string;
  /** The request id that started it. */
  readonly requestId: string;
  readonly status: string;
  readonly stuckClass: string | null;
  readonly revision: number;
  readonly events: readonly EventOfSaga[];
}

export type Ledgers = Readonly<Record<ParticipantName, Ledger>>;

interface SagaRecord {
  id: string;
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
  at_ms: number;
  next_at_ms: number | null;
  cause: string | null;
}

const SAGAS = `
  select s.id, r.request_id, s.status, s.stuck_class, s.revision
  from orchestrator.saga s left join orchestrator.saga_request r on r.saga_id = s.id`;

const EVENTS = `
  select e.saga_id, e.seq, k.name as kind, e.epoch, e.step,
    (extract(epoch from e.at) * 1000)::float8 as at_ms,
    (e.data ->> 'nextAtMs')::float8 as next_at_ms, e.data ->> 'cause' as cause
  from orchestrator.saga_event e join orchestrator.event_kind k on k.number = e.kind
  order by e.saga_id, e.seq`;

/** Every saga with its events. */
export async function readHistories(pool: pg.Pool): Promise<Map<string, SagaHistory>> {
  const sagas = await pool.query<SagaRecord>(SAGAS);
  const events = await pool.query<EventRecord>(EVENTS);
  const eventsOf = new Map<string, EventOfSaga[]>(sagas.rows.map(({ id }) => [id, []]));
  for (const { saga_id, seq, kind, epoch, step, at_ms: atMs, next_at_ms: nextAtMs, cause } of events.rows)
    eventsOf.get(saga_id)?.push({ seq, kind, epoch, step, atMs, nextAtMs, cause });
  return new Map(
    sagas.rows.map(({ id, request_id, status, stuck_class: stuckClass, revision }) => [
      id,
      { id, requestId: request_id ?? '', status, stuckClass, revision, events: eventsOf.get(id) ?? [] },
    ]),
  );
}

/** Where each participant keeps its effects, and which of them were taken back. */
const EFFECTS: Readonly<Record<ParticipantName, { table: string; undoneAt: string }>> = {
  consultation: { table: 'consultation.consultation_record', undoneAt: 'deleted_at' },
  'ai-agent': { table: 'ai_agent.analysis', undoneAt: 'cancelled_at' },
  report: { table: 'report.report', undoneAt: 'withdrawn_at' },
  notification: { table: 'notification.notification', undoneAt: 'cancelled_at' },
  'health-record': { table: 'health_record.health_record_version', undoneAt: 'reverted_at' },
};

const NOTHING: Ledger = { kept: 0, undone: 0 };

/** What every participant keeps of every saga; a saga of which nobody keeps anything is not in it. */
export async function readLedgers(pool: pg.Pool): Promise<Map<string, Ledgers>> {
  const ledgers = new Map<string, Record<ParticipantName, Ledger>>();
  for (const [name, { table, undoneAt }] of Object.entries(EFFECTS)) {
    const found = await pool.query<{ saga_id: string; kept: number; undone: number }>(
      `select saga_id, count(*)::int - count(${undoneAt})::int as kept, count(${undoneAt})::int as undone
       from ${table} group by saga_id`,
    );
    for (const { saga_id, kept, undone } of found.rows) {
      const known = ledgers.get(saga_id) ?? emptyLedgers();
      ledgers.set(saga_id, { ...known, [name]: { kept, undone } });
    }
  }
  return ledgers;
}

export function emptyLedgers(): Record<ParticipantName, Ledger> {
  return {
    consultation: NOTHING,
    'ai-agent': NOTHING,
    report: NOTHING,
    notification: NOTHING,
    'health-record': NOTHING,
  };
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
    Object.values(EFFECTS).flatMap(({ table, undoneAt }) => {
      const schema = table.slice(0, table.indexOf('.'));
      return [
        [table, `select saga_id, call_key, created_at, ${undoneAt} from ${table} where saga_id = any($1)`],
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
