import type { AuditLog, AuditRecord } from '#libs/saga-engine';
import type pg from 'pg';
import { selectAuditSeq } from './admin.sql.js';
import { appendAudit, verifyAudit, type AuditAnchor, type AuditVerdict } from './audit-chain.js';
import { inTransaction, run } from './store-error.js';

/** Audit entries that belong to no change of a saga, and the check of the whole chain. */
export class PostgresAudit implements AuditLog {
  constructor(private readonly pool: pg.Pool) {}

  async append(record: AuditRecord): Promise<void> {
    await inTransaction(this.pool, (client) => appendAudit(client, record));
  }

  /** Number of the entry of a request that was allowed; null when there is none. */
  async seqOf(target: string, actor: string, requestId: string): Promise<number | null> {
    const [row] = await run<{ seq: number }>(this.pool, selectAuditSeq(target, actor, requestId));
    return row?.seq ?? null;
  }

  /** Reads every entry; see `AuditVerdict`. */
  verify(anchor?: AuditAnchor): Promise<AuditVerdict> {
    return verifyAudit(this.pool, anchor);
  }
}
