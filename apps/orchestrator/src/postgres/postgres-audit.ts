import type { AuditLog, AuditRecord } from '#libs/saga-engine';
import type pg from 'pg';
import { appendAudit, verifyAudit, type AuditAnchor, type AuditVerdict } from './audit-chain.js';
import { inTransaction } from './store-error.js';

/** Audit entries that belong to no change of a saga, and the check of the whole chain. */
export class PostgresAudit implements AuditLog {
  constructor(private readonly pool: pg.Pool) {}

  async append(record: AuditRecord): Promise<void> {
    await inTransaction(this.pool, (client) => appendAudit(client, record));
  }

  /** Reads every entry; see `AuditVerdict`. */
  verify(anchor?: AuditAnchor): Promise<AuditVerdict> {
    return verifyAudit(this.pool, anchor);
  }
}
