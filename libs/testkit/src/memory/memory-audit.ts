import { StoreError, type AuditLog, type AuditRecord } from '#libs/saga-engine';
import type { MemoryDatabase } from './memory-database.js';

/** Appends an entry, or fails as a whole. */
export function appendAudit(db: MemoryDatabase, record: AuditRecord): void {
  if (db.refusesAudit) throw new StoreError('bug', 'the audit entry was refused');
  if (record.decision === 'denied' && record.revisionAfter !== null)
    throw new StoreError('poison', 'audit_entry_denied_changes_nothing');
  db.audit.push({ ...record, reason: record.reason?.slice() ?? null });
}

export class MemoryAudit implements AuditLog {
  constructor(private readonly db: MemoryDatabase) {}

  async append(record: AuditRecord): Promise<void> {
    appendAudit(this.db, record);
  }
}
