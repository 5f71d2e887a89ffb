/** Rows of sagas for tests of lists, put into the tables as they are: any state that the schema allows, without a run behind it. */
import type { SagaStatus, StuckClass } from '#libs/saga-core';
import type pg from 'pg';

export interface PlantedSaga {
  readonly id: string;
  readonly createdAtMs: number;
  readonly type: string;
  readonly hash: string;
  readonly status: SagaStatus;
  readonly epoch: number;
  readonly stepIndex: number;
  readonly revision: number;
  readonly updatedAtMs: number;
  readonly labels: { readonly [key: string]: string };
  readonly owner: string | null;
  readonly dueAtMs: number | null;
  readonly pausedAtMs: number | null;
  readonly blockedOn: string | null;
  readonly finishedAtMs: number | null;
  readonly stuckClass: StuckClass | null;
  readonly errorCode: string | null;
  readonly errorReason: string | null;
  readonly cause: string | null;
  readonly origin: string | null;
}

/** A UUID v7 of this time; with a higher count it is higher. */
export function idAt(ms: number, count: number): string {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count.toString(16).padStart(12, '0')}`;
}

/** A saga that completed, with changes. */
export function planted(count: number, changes: Partial<PlantedSaga> = {}): PlantedSaga {
  const createdAtMs = changes.createdAtMs ?? Date.UTC(2026, 10, 1) + count;
  return {
    ...{ id: idAt(createdAtMs, count), createdAtMs, type: 'consultation', hash: 'definition-1' },
    ...{ status: 'COMPLETED', epoch: 1, stepIndex: 3, revision: 5, updatedAtMs: createdAtMs + 900 },
    ...{ labels: {}, owner: null, dueAtMs: null, pausedAtMs: null, blockedOn: null },
    ...{ finishedAtMs: createdAtMs + 1_000, stuckClass: null, errorCode: null, errorReason: null },
    ...{ cause: null, origin: null },
    ...changes,
  };
}

/** One that is open. */
export function openSaga(count: number, changes: Partial<PlantedSaga> = {}): PlantedSaga {
  const moving = { status: 'RUNNING', finishedAtMs: null, stepIndex: 1 } as const;
  return planted(count, { ...moving, dueAtMs: Date.UTC(2026, 10, 2), ...changes });
}

/** One that is stuck. */
export function stuckSaga(count: number, changes: Partial<PlantedSaga> = {}): PlantedSaga {
  const stuck = { status: 'FAILED', finishedAtMs: null, stuckClass: 'refused', cause: 'cause-1' } as const;
  return planted(count, { ...stuck, stepIndex: 1, errorCode: 'FAILED_PRECONDITION', ...changes });
}

const time = (name: string) => `to_timestamp("${name}" / 1000)`;

export async function plant(sql: pg.Pool, sagas: readonly PlantedSaga[]): Promise<void> {
  await sql.query(
    `insert into saga (id, created_at, format, type, definition_hash, labels, status, updated_at, revision, epoch,
      step_index, owner, due_at, paused_at, finished_at, blocked_on, stuck_class, error_code, error_reason, cause, origin)
    select id, ${time('createdAtMs')}, 1, type, hash, labels, status, ${time('updatedAtMs')}, revision, epoch,
      "stepIndex", owner, ${time('dueAtMs')}, ${time('pausedAtMs')}, ${time('finishedAtMs')}, "blockedOn", "stuckClass",
      "errorCode", "errorReason", cause, origin
    from jsonb_to_recordset($1::jsonb) as r(id uuid, "createdAtMs" float8, type text, hash text, labels jsonb,
      status text, "updatedAtMs" float8, revision integer, epoch integer, "stepIndex" smallint, owner uuid,
      "dueAtMs" float8, "pausedAtMs" float8, "finishedAtMs" float8, "blockedOn" text, "stuckClass" text,
      "errorCode" text, "errorReason" text, cause text, origin uuid)`,
    [JSON.stringify(sagas)],
  );
}

/** A snapshot with these steps, under this hash. */
export async function plantDefinition(sql: pg.Pool, hash: string, steps: readonly string[]): Promise<void> {
  const document = { type: 'consultation', steps: steps.map((name) => ({ name })) };
  await sql.query('insert into definition (hash, type, document) values ($1, $2, $3)', [
    ...[hash, 'consultation', JSON.stringify(document)],
  ]);
}
