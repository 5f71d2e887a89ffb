/** Batches and operations apart from the wire: rights, checks, pages. D1 to D3 of admin-door.ts hold here too. */
import { ITEM_STATES, type BatchAction, type ItemState } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import {
  BATCH_METHODS,
  type BatchCounts,
  type OperationItem,
  type OperationRecord,
  type OperationRequest,
  type Operations,
  type OperationStore,
  type PayloadCipher,
} from '#libs/saga-engine';
import { pageSizeOf, pageToken, readPageToken } from '../grpc/paging.js';
import { isSagaId, RequestChecks } from '../grpc/request-checks.js';
import type { AdminWorld } from './admin-door.js';
import { operationNotFound } from './admin-errors.js';
import { readBatch, type BatchWire } from './batch-request.js';
import { parseOperationFilter } from './operation-filter.js';
import { identityRecord, type OperatorIdentity } from './operator-identity.js';
import type { Caller } from './caller.js';
import { tracked } from './tracked.js';

export interface OperationsDoorWorld {
  readonly operations: Operations;
  readonly store: Pick<OperationStore, 'get' | 'list' | 'items'>;
  readonly audit: AdminWorld['audit'];
  readonly cipher: PayloadCipher;
}

export interface BegunBatch {
  readonly operation: OperationRecord | null;
  readonly preview: BatchCounts;
  readonly auditSeq: number | null;
}

export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly nextPageToken: string;
}

const itemStateOf = new Map<string, ItemState>(
  ITEM_STATES.map((state) => [`OPERATION_ITEM_STATE_${state}`, state]),
);

const targetOf = (operationId: string): string =>
  isSagaId(operationId) ? `operations/${operationId}` : 'operations/-';

export class OperationsDoor {
  constructor(private readonly world: OperationsDoorWorld) {}

  /** @throws EngineError, GrpcError PERMISSION_DENIED */
  batch(caller: Caller, action: BatchAction, request: BatchWire): Promise<BegunBatch> {
    const { request_id: requestId, reason, validate_only: validateOnly } = request;
    const attempt = {
      caller,
      method: BATCH_METHODS[action],
      target: 'operations/-',
      requestId,
      validateOnly,
    };
    return tracked(this.world.audit, attempt, async () => {
      const checks = new RequestChecks();
      const batch = readBatch(checks, action, request);
      checks.done();
      const { name: actor, origin } = caller;
      const begun = await this.world.operations.begin({
        ...{
          action,
          ...batch,
          permittedTypes: caller.types,
          actor,
          origin,
          identity: identityRecord(caller),
          requestId,
          reason,
          validateOnly,
        },
      });
      const { operation } = begun;
      const auditSeq =
        operation === null
          ? null
          : await this.world.audit.seqOf(`operations/${operation.id}`, actor, requestId);
      return { ...begun, auditSeq };
    });
  }

  /** @throws EngineError, GrpcError NOT_FOUND, PERMISSION_DENIED */
  change(
    caller: Caller,
    event: OperationRequest['event'],
    request: saga_admin_v1.CancelOperationRequest__Output,
  ): Promise<OperationRecord> {
    const { operation_id: operationId, request_id: requestId, reason, validate_only: validateOnly } = request;
    const method = event === 'cancel' ? 'CancelOperation' : 'PauseOperation';
    const attempt = { caller, method, target: targetOf(operationId), requestId, validateOnly };
    return tracked(this.world.audit, attempt, async () => {
      const checks = new RequestChecks();
      checks.sagaId(operationId, 'operation_id');
      checks.requestId(requestId, true);
      checks.reason(reason);
      const etag = checks.etag(request.etag, false);
      checks.done();
      const changed = await this.world.operations.change({
        ...{
          operationId,
          event,
          etag,
          actor: caller.name,
          origin: caller.origin,
          requestId,
          reason,
          validateOnly,
        },
      });
      return changed ?? notFound(operationId);
    });
  }

  /** @throws EngineError, GrpcError NOT_FOUND */
  async get(operationId: string): Promise<OperationRecord> {
    const checks = new RequestChecks();
    checks.sagaId(operationId, 'operation_id');
    checks.done();
    return (await this.world.store.get(operationId)) ?? notFound(operationId);
  }

  /** @param types that somebody has rights for; null for all */
  async list(
    types: OperatorIdentity['types'],
    filter: string,
    pageSize: number,
    token: string,
  ): Promise<PageOf<OperationRecord>> {
    const { cipher, store } = this.world;
    const query = parseOperationFilter(filter);
    const limit = pageSizeOf(pageSize);
    const beforeId = readPageToken(cipher, 'operations', filter, token);
    const after = beforeId === undefined ? {} : { beforeId };
    const permitted = types === null ? {} : { permittedTypes: [...types] };
    const rows = await store.list({ ...query, ...permitted, ...after, limit: limit + 1 });
    return pageOf(rows, limit, ({ id }) => pageToken(cipher, 'operations', filter, id));
  }

  /** @throws EngineError, GrpcError NOT_FOUND */
  async items(
    operationId: string,
    state: saga_admin_v1.OperationItemState__Output,
    pageSize: number,
    token: string,
  ): Promise<PageOf<OperationItem>> {
    await this.get(operationId);
    const { cipher, store } = this.world;
    const list = `operation-items/${operationId}`;
    const limit = pageSizeOf(pageSize);
    const afterSagaId = readPageToken(cipher, list, state, token);
    const wanted = itemStateOf.get(state);
    const rows = await store.items({
      ...{ operationId, limit: limit + 1 },
      ...(wanted === undefined ? {} : { state: wanted }),
      ...(afterSagaId === undefined ? {} : { afterSagaId }),
    });
    return pageOf(rows, limit, ({ sagaId }) => pageToken(cipher, list, state, sagaId));
  }
}

function notFound(operationId: string): never {
  throw operationNotFound(operationId);
}

/** One row more than the page was read, to see whether there is another page. */
export function pageOf<T>(rows: readonly T[], limit: number, tokenAfter: (row: T) => string): PageOf<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextPageToken: rows.length > limit && last !== undefined ? tokenAfter(last) : '' };
}
