import type {
  AuditAnchor,
  AuditEntry,
  AuditQuery,
  AuditRange,
  AuditRecord,
  AuditTrail,
  AuditVerdict,
} from '#libs/saga-engine';
import type pg from 'pg';
import { appendAudit, toAuditEntry, verifyAudit } from './audit-chain.js';
import { listAudit, selectAuditHead, selectAuditSeq, type AuditHead, type AuditRow } from './audit.sql.js';
import { inTransaction, run } from './store-error.js';

/** Audit entries that belong to no change of a saga, and everything that is read of the audit. */
export class PostgresAudit implements AuditTrail {
  /** @param pool made by `createReadPool` */
  constructor(private readonly pool: pg.Pool) {}

  async append(record: AuditRecord): Promise<void> {
    await inTransaction(this.pool, (client) => appendAudit(client, record));
  }

  async seqOf(target: string, actor: string, requestId: string): Promise<number | null> {
    const [row] = await run<{ seq: number }>(this.pool, selectAuditSeq(target, actor, requestId));
    return row?.seq ?? null;
  }

  async page(query: AuditQuery): Promise<AuditEntry[]> {
    return (await run<AuditRow>(this.pool, listAudit(query))).map(toAuditEntry);
  }

  async head(): Promise<AuditAnchor | null> {
    const [head] = await run<AuditHead>(this.pool, selectAuditHead());
    if (head === undefined || head.seq === null || head.hash === null) return null;
    return { seq: head.seq, hash: head.hash };
  }

  verify(range: AuditRange = {}): Promise<AuditVerdict> {
    return verifyAudit(this.pool, range);
  }
}
