/** Approvals in Postgres: each decision is one transaction, as in operate.ts, under the lock of its row. */
import type { Clock } from '#libs/platform';
import {
  StoreError,
  type AdminRequestRecord,
  type ApprovalDecision,
  type ApprovalRecord,
  type ApprovalStore,
  type AuditRecord,
  type NewApproval,
  type RequestKey,
} from '#libs/saga-engine';
import type pg from 'pg';
import {
  concludeApproval,
  decideApproval,
  expireApprovals,
  insertApproval,
  listApprovals,
  lockApproval,
  selectApproval,
  selectApprovalOfRequest,
  selectUnfinished,
  toApproval,
  type ApprovalRow,
} from './approvals.sql.js';
import { appendAudit } from './audit-chain.js';
import { findRequest, rememberRequest, untilDecided } from './operate.js';
import { decideOperation } from './operations.sql.js';
import type { Statement } from './statement.js';
import { run } from './store-error.js';

export class PostgresApprovals implements ApprovalStore {
  /**
   * @param pool made by `createStorePool`
   * @param reads made by `createReadPool`
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly reads: pg.Pool,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  ask(approval: NewApproval, audit: AuditRecord): Promise<'asked' | 'asked before' | AdminRequestRecord> {
    const key = { actor: approval.requestedBy, requestId: approval.requestId };
    return untilDecided(this.pool, this.clock, key, async (client) => {
      const earlier = await findRequest(client, key);
      if (earlier !== null) return earlier;
      const asked = await run(client, insertApproval(approval));
      if (asked.length === 0) return 'asked before';
      await appendAudit(client, audit);
      return 'asked';
    });
  }

  askedBy({ actor, requestId }: RequestKey): Promise<ApprovalRecord | null> {
    return this.one(selectApprovalOfRequest(actor, requestId));
  }

  get(approvalId: string): Promise<ApprovalRecord | null> {
    return this.one(selectApproval(approvalId));
  }

  async list(query: Parameters<ApprovalStore['list']>[0]): Promise<ApprovalRecord[]> {
    const { state, beforeId, permittedTypes, limit } = query;
    const statement = listApprovals(state, beforeId, permittedTypes, limit);
    return (await run<ApprovalRow>(this.reads, statement)).map(toApproval);
  }

  decide<T>(approvalId: string, decide: ApprovalDecision<T>, request: RequestKey): Promise<T> {
    return untilDecided(this.pool, this.clock, request, async (client) => {
      const [row] = await run<ApprovalRow>(client, lockApproval(approvalId));
      const earlier = await findRequest(client, request);
      const write = decide(row === undefined ? null : toApproval(row), earlier, row?.now_ms ?? 0);
      if (write.request !== null) await rememberRequest(client, null, { ...write.request, revision: null });
      if (write.change !== null) await change(client, approvalId, write.change);
      if (write.audit !== null) await appendAudit(client, write.audit);
      return write.result;
    });
  }

  async conclude(approvalId: string, result: string): Promise<void> {
    await run(this.pool, concludeApproval(approvalId, result));
  }

  async unfinished(forMs: number, limit: number): Promise<ApprovalRecord[]> {
    return (await run<ApprovalRow>(this.pool, selectUnfinished(forMs, limit))).map(toApproval);
  }

  async expire(): Promise<number> {
    return (await run(this.pool, expireApprovals())).length;
  }

  private async one(statement: Statement): Promise<ApprovalRecord | null> {
    const [row] = await run<ApprovalRow>(this.reads, statement);
    return row === undefined ? null : toApproval(row);
  }
}

async function change(
  client: pg.PoolClient,
  approvalId: string,
  { state, by }: { readonly state: 'APPROVED' | 'REJECTED'; readonly by: string },
): Promise<void> {
  const [decided] = await run<{ is_of_operation: boolean }>(client, decideApproval(approvalId, state, by));
  if (decided === undefined) throw new StoreError('bug', 'decide-approval: the locked row was not pending');
  if (!decided.is_of_operation) return;
  const going = await run(client, decideOperation(approvalId, state === 'APPROVED' ? 'RUNNING' : 'REJECTED'));
  if (going.length === 0) throw new StoreError('bug', 'decide-operation: none waited for the approval');
}
