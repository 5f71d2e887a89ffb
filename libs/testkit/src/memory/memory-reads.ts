import type { AdminRequestRecord, SagaReads, SagaRow } from '#libs/saga-engine';
import { requestKey, type MemoryDatabase } from './memory-database.js';
import { isBlockedWithoutHold } from './memory-holds.js';

const OVERDUE_MS = 30_000;

export class MemorySagaReads implements SagaReads {
  constructor(private readonly db: MemoryDatabase) {}

  async rows(sagaIds: readonly string[]): Promise<SagaRow[]> {
    return sagaIds.map((sagaId) => this.db.sagas.get(sagaId)).filter((row) => row !== undefined);
  }

  async adminRequest(actor: string, requestId: string): Promise<AdminRequestRecord | null> {
    return this.db.adminRequests.get(requestKey(actor, requestId)) ?? null;
  }

  async limbo(): Promise<{ sagaId: string; why: string }[]> {
    return [...this.db.sagas.values()]
      .flatMap((row) => this.whyInLimbo(row).map((why) => ({ sagaId: row.id, why })))
      .sort((left, right) => (left.sagaId < right.sagaId ? -1 : 1));
  }

  private whyInLimbo({ owner, dueAtMs, blockedOn }: SagaRow): string[] {
    const whys: [string, boolean][] = [
      ['blocked_without_hold', isBlockedWithoutHold(this.db, blockedOn, OVERDUE_MS)],
      ['overdue', dueAtMs !== null && dueAtMs < this.db.now() - OVERDUE_MS],
      ['owner_not_live', owner !== null && !this.db.isLive(owner)],
    ];
    return whys.filter(([, holds]) => holds).map(([why]) => why);
  }
}
