import type { AdminRequestRecord, SagaReads, SagaRow } from '#libs/saga-engine';
import type pg from 'pg';
import { selectAdminRequest, type AdminRequestRow } from './admin.sql.js';
import { selectLimbo, selectSagas } from './reads.sql.js';
import { toSagaRow, type SagaRecord } from './saga-rows.js';
import { run } from './store-error.js';

/** What operators and doors read of single sagas, on connections that are not those of the movers. */
export class PostgresSagaReads implements SagaReads {
  /** @param pool made by `createReadPool` */
  constructor(private readonly pool: pg.Pool) {}

  async rows(sagaIds: readonly string[]): Promise<SagaRow[]> {
    return (await run<SagaRecord>(this.pool, selectSagas(sagaIds))).map(toSagaRow);
  }

  async adminRequest(actor: string, requestId: string): Promise<AdminRequestRecord | null> {
    const [row] = await run<AdminRequestRow>(this.pool, selectAdminRequest(actor, requestId));
    if (row === undefined) return null;
    return { sagaId: row.saga_id, bodyHmac: row.body_hmac, revision: row.revision };
  }

  async limbo(): Promise<{ sagaId: string; why: string }[]> {
    const rows = await run<{ saga_id: string; why: string }>(this.pool, selectLimbo());
    return rows.map((row) => ({ sagaId: row.saga_id, why: row.why }));
  }
}
