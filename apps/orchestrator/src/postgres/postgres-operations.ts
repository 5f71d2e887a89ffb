/**
 * Operations in Postgres: the operators' writes, each one transaction as in operate.ts, and those of the driver, each one
 * statement that names driver and epoch.
 */
import type { Clock } from '#libs/platform';
import {
  StoreError,
  type AdminRequestRecord,
  type AuditRecord,
  type DriverFence,
  type DrivenOperation,
  type EventRow,
  type ItemChange,
  type ItemQuery,
  type NewApproval,
  type NewOperation,
  type OperationDecision,
  type OperationItem,
  type OperationQuery,
  type OperationRecord,
  type OperationStore,
  type RequestBody,
  type RequestKey,
  type StoredSaga,
} from '#libs/saga-engine';
import type pg from 'pg';
import { insertApproval, withdrawApproval } from './approvals.sql.js';
import { appendAudit } from './audit-chain.js';
import { selectEvents } from './events.sql.js';
import { findRequest, rememberRequest, untilDecided } from './operate.js';
import {
  advanceOperation,
  changeOperation,
  insertItems,
  insertOperation,
  listItems,
  listOperations,
  lockOperation,
  nextItems,
  selectCandidates,
  selectDriven,
  selectMayStart,
  selectOperation,
  selectOperationOfRequest,
  selectUnsettled,
  settleItems,
  takeOverOperations,
  toDriven,
  toItem,
  toOperation,
  type DrivenRow,
  type ItemRow,
  type OperationRow,
} from './operations.sql.js';
import { toEventRow, toStoredSaga, type ClaimedRecord, type EventRecord } from './saga-rows.js';
import type { Statement } from './statement.js';
import { onConnection, run } from './store-error.js';

/** Items that are inserted by one statement. */
const ITEMS_AT_ONCE = 5_000;

export class PostgresOperations implements OperationStore {
  /**
   * @param pool made by `createStorePool`
   * @param reads made by `createReadPool`
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly reads: pg.Pool,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  /** Rows, then their histories up to where the rows are: what is appended in between is met by the action itself. */
  candidates(sagaIds: readonly string[]): Promise<StoredSaga[]> {
    return onConnection(this.reads, async (client) => {
      const records = await run<ClaimedRecord>(client, selectCandidates(sagaIds));
      if (records.length === 0) return [];
      const histories = new Map<string, EventRow[]>(records.map(({ id }) => [id, []]));
      const revisions = new Map(records.map(({ id, revision }) => [id, revision]));
      const statement = selectEvents(records.map(({ id }) => id).toSorted());
      for (const row of await run<EventRecord & { saga_id: string }>(client, statement)) {
        if (row.e_seq <= (revisions.get(row.saga_id) ?? 0)) histories.get(row.saga_id)?.push(toEventRow(row));
      }
      return records.map((record) => toStoredSaga(record, histories.get(record.id) ?? []));
    });
  }

  begin(
    operation: NewOperation,
    request: RequestBody,
    approval: NewApproval | null,
    audit: AuditRecord,
  ): Promise<AdminRequestRecord | null> {
    return untilDecided(this.pool, this.clock, request, async (client) => {
      const earlier = await findRequest(client, request);
      if (earlier !== null) return earlier;
      await rememberRequest(client, null, { ...request, revision: null });
      if (approval !== null) {
        const asked = await run(client, insertApproval(approval));
        if (asked.length === 0) throw new StoreError('bug', 'insert-approval: the request asked before');
      }
      await run(client, insertOperation(operation));
      for (let at = 0; at < operation.items.length; at += ITEMS_AT_ONCE) {
        const items = operation.items.slice(at, at + ITEMS_AT_ONCE);
        await run(client, insertItems(operation.id, at + 1, items));
      }
      await appendAudit(client, audit);
      return null;
    });
  }

  begunBy({ actor, requestId }: RequestKey): Promise<OperationRecord | null> {
    return this.one(selectOperationOfRequest(actor, requestId));
  }

  get(operationId: string): Promise<OperationRecord | null> {
    return this.one(selectOperation(operationId));
  }

  async list(query: OperationQuery): Promise<OperationRecord[]> {
    return (await run<OperationRow>(this.reads, listOperations(query))).map(toOperation);
  }

  async items(query: ItemQuery): Promise<OperationItem[]> {
    return (await run<ItemRow>(this.reads, listItems(query))).map(toItem);
  }

  operate<T>(operationId: string, decide: OperationDecision<T>, request: RequestKey): Promise<T> {
    return untilDecided(this.pool, this.clock, request, async (client) => {
      const [row] = await run<OperationRow>(client, lockOperation(operationId));
      const earlier = await findRequest(client, request);
      const write = decide(row === undefined ? null : toOperation(row), earlier);
      if (write.request !== null) await rememberRequest(client, null, { ...write.request, revision: null });
      if (write.change !== null) {
        await run(client, withdrawApproval(operationId));
        const changed = await run(client, changeOperation(operationId, write.change));
        if (changed.length === 0) throw new StoreError('bug', 'change-operation: there is none');
      }
      if (write.audit !== null) await appendAudit(client, write.audit);
      return write.result;
    });
  }

  async drive(instanceId: string): Promise<DrivenOperation[]> {
    if ((await run(this.pool, selectUnsettled())).length === 0) return [];
    await run(this.pool, takeOverOperations(instanceId));
    return (await run<DrivenRow>(this.pool, selectDriven(instanceId))).map(toDriven);
  }

  async mayStart(fence: DriverFence): Promise<boolean> {
    return (await run(this.pool, selectMayStart(fence))).length > 0;
  }

  async next(
    operationId: string,
    state: 'PENDING' | 'ACCEPTED',
    afterPosition: number,
    limit: number,
  ): Promise<OperationItem[]> {
    return (await run<ItemRow>(this.pool, nextItems(operationId, state, afterPosition, limit))).map(toItem);
  }

  async settle(fence: DriverFence, changes: readonly ItemChange[]): Promise<number[]> {
    const rows = await run<{ position: number }>(this.pool, settleItems(fence, changes));
    return rows.map(({ position }) => position);
  }

  async advance(
    fence: DriverFence,
    revision: number,
    to: Parameters<OperationStore['advance']>[2],
  ): Promise<boolean> {
    return (await run(this.pool, advanceOperation(fence, revision, to))).length > 0;
  }

  private async one(statement: Statement): Promise<OperationRecord | null> {
    const [row] = await run<OperationRow>(this.reads, statement);
    return row === undefined ? null : toOperation(row);
  }
}
