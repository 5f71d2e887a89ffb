/** Batches: operations, their items, and who drives them. */
import {
  ITEM_STATES,
  type BatchAction,
  type ItemCounts,
  type ItemState,
  type OperationState,
  type PauseCode,
  type SagaStatus,
} from '#libs/saga-core';
import type {
  BatchCounts,
  DriverFence,
  DrivenOperation,
  ItemChange,
  ItemQuery,
  NewItem,
  NewOperation,
  OperationItem,
  OperationQuery,
  OperationRecord,
  OperationWrite,
} from '#libs/saga-engine';
import { KEY_AND_NOW, sagaColumns } from './saga-rows.js';
import { isAmong, msOf, NOW, timeOf, type Statement } from './statement.js';

/** The sagas of a plan, with their keys; their events are read beside them. */
export function selectCandidates(sagaIds: readonly string[]): Statement {
  return {
    name: 'select-candidates',
    text: `
      select ${sagaColumns('s')}, ${KEY_AND_NOW}
      from saga s left join saga_key k on k.saga_id = s.id
      where ${isAmong('s.id', '$1')}`,
    values: [sagaIds.toSorted()],
  };
}

export function insertOperation(operation: NewOperation): Statement {
  const { id, action, state, actor, identity, requestId, reason, statement, pace } = operation;
  return {
    name: 'insert-operation',
    text: `
      insert into operation (id, action, state, actor, identity, request_id, reason, kid, wrapped, statement,
        items_per_second, canary_items, max_failed_percent, preview, previewed, approval_id, types, created_at)
      values ($1::uuid, $2::text, $3::text, $4::text, $5::jsonb, $6::text, $7::text, $8::text, $9::bytea, $10::bytea,
        $11::integer, $12::integer, $13::integer, $14::jsonb, $15::integer, $16::uuid, $17::text[], ${NOW})`,
    values: [
      ...[id, action, state, actor, JSON.stringify(identity), requestId, reason],
      ...[statement?.key.kid ?? null, statement?.key.wrapped ?? null, statement?.sealed ?? null],
      ...[pace.itemsPerSecond, pace.canaryItems, pace.maxFailedPercent],
      ...[JSON.stringify(operation.preview), operation.previewed, operation.approvalId],
      [...operation.types],
    ],
  };
}

/** @param firstPosition of the first of these items */
export function insertItems(
  operationId: string,
  firstPosition: number,
  items: readonly NewItem[],
): Statement {
  return {
    name: 'insert-operation-items',
    text: `
      insert into operation_item (operation_id, position, saga_id, state, code, frozen_revision, from_step, saga_status,
        updated_at)
      select $1::uuid, $2::integer + i.place - 1, i.saga_id, i.state, i.code, i.revision, i.step, i.status, ${NOW}
      from unnest($3::uuid[], $4::text[], $5::text[], $6::integer[], $7::smallint[], $8::text[]) with ordinality
        as i(saga_id, state, code, revision, step, status, place)`,
    values: [
      ...[operationId, firstPosition],
      items.map(({ sagaId }) => sagaId),
      items.map(({ state }) => state),
      items.map(({ code }) => code),
      items.map(({ frozen }) => frozen?.revision ?? null),
      items.map(({ frozen }) => frozen?.stepIndex ?? null),
      items.map(({ frozen }) => frozen?.status ?? null),
    ],
  };
}

const COUNTS = ITEM_STATES.map(
  (state) => `count(*) filter (where i.state = '${state}')::integer as "${state}"`,
).join(', ');

/** Counted, not kept: two accounts of the same would differ one day. By the index on states alone. */
const COLUMNS = `o.id, o.action, o.types, o.state, o.revision, o.actor, o.request_id, o.reason, o.items_per_second, o.canary_items,
  o.max_failed_percent, o.preview, o.pause_code, o.approval_id, ${msOf('o.created_at')} as created_at_ms,
  ${msOf('o.finished_at')} as finished_at_ms, c.*`;
const COUNTED = `operation o
  cross join lateral (select ${COUNTS} from operation_item i where i.operation_id = o.id) c`;
const OPERATION = `select ${COLUMNS} from ${COUNTED}`;

export interface OperationRow extends ItemCounts {
  id: string;
  action: BatchAction;
  types: string[];
  state: OperationState;
  revision: number;
  actor: string;
  request_id: string;
  reason: string;
  items_per_second: number;
  canary_items: number;
  max_failed_percent: number;
  preview: BatchCounts;
  pause_code: PauseCode | null;
  approval_id: string | null;
  created_at_ms: number;
  finished_at_ms: number | null;
}

export function toOperation(row: OperationRow): OperationRecord {
  const { id, action, types, state, revision, actor, reason, preview } = row;
  return {
    ...{ id, action, types, state, revision, actor, reason, preview },
    requestId: row.request_id,
    pace: {
      itemsPerSecond: row.items_per_second,
      canaryItems: row.canary_items,
      maxFailedPercent: row.max_failed_percent,
    },
    pauseCode: row.pause_code,
    approvalId: row.approval_id,
    createdAtMs: row.created_at_ms,
    finishedAtMs: row.finished_at_ms,
    counts: Object.fromEntries(ITEM_STATES.map((name) => [name, row[name]])) as unknown as ItemCounts,
  };
}

export function selectOperation(operationId: string): Statement {
  return { name: 'select-operation', text: `${OPERATION} where o.id = $1::uuid`, values: [operationId] };
}

export function lockOperation(operationId: string): Statement {
  return {
    name: 'lock-operation',
    text: `${OPERATION} where o.id = $1::uuid for update of o`,
    values: [operationId],
  };
}

/** Request ids come round again after their retention: the last one counts. */
export function selectOperationOfRequest(actor: string, requestId: string): Statement {
  return {
    name: 'select-operation-of-request',
    text: `${OPERATION} where o.actor = $1::text and o.request_id = $2::text order by o.id desc limit 1`,
    values: [actor, requestId],
  };
}

/** Operations, newest first. Operators read them now and then: one statement for every combination of filters. */
export function listOperations(query: OperationQuery): Statement {
  const { state, action, actor, createdAfterMs, createdBeforeMs, beforeId, permittedTypes, limit } = query;
  return {
    name: 'list-operations',
    text: `${OPERATION}
      where ($2::text is null or o.state = $2) and ($3::text is null or o.action = $3)
        and ($4::text is null or o.actor = $4)
        and ($5::float8 is null or o.created_at > ${timeOf('$5')})
        and ($6::float8 is null or o.created_at < ${timeOf('$6')})
        and ($7::uuid is null or o.id < $7)
        and ($8::text[] is null or o.types <@ $8)
      order by o.id desc limit $1::integer`,
    values: [limit, state, action, actor, createdAfterMs, createdBeforeMs, beforeId, permittedTypes].map(
      (value) => value ?? null,
    ),
  };
}

const ITEM = `
  select i.position, i.saga_id, i.state, i.code, i.frozen_revision, i.from_step, i.accepted_revision, i.accepted_status,
    i.saga_status, ${msOf('i.updated_at')} as updated_at_ms
  from operation_item i`;

export interface ItemRow {
  position: number;
  saga_id: string;
  state: ItemState;
  code: string | null;
  frozen_revision: number | null;
  from_step: number | null;
  accepted_revision: number | null;
  accepted_status: SagaStatus | null;
  saga_status: SagaStatus | null;
  updated_at_ms: number;
}

export function toItem(row: ItemRow): OperationItem {
  const { position, state, code, accepted_revision: revision, accepted_status: status } = row;
  return {
    ...{ position, state, code },
    sagaId: row.saga_id,
    frozenRevision: row.frozen_revision,
    fromStep: row.from_step,
    accepted: revision === null || status === null ? null : { revision, status },
    sagaStatus: row.saga_status,
    updatedAtMs: row.updated_at_ms,
  };
}

export function listItems({ operationId, state, afterSagaId, limit }: ItemQuery): Statement {
  return {
    name: 'list-operation-items',
    text: `${ITEM}
      where i.operation_id = $1::uuid and ($2::text is null or i.state = $2) and ($3::uuid is null or i.saga_id > $3)
      order by i.saga_id limit $4::integer`,
    values: [operationId, state ?? null, afterSagaId ?? null, limit],
  };
}

export function nextItems(
  operationId: string,
  state: ItemState,
  afterPosition: number,
  limit: number,
): Statement {
  return {
    name: 'next-operation-items',
    text: `${ITEM}
      where i.operation_id = $1::uuid and i.state = $2::text and i.position > $3::integer
      order by i.position limit $4::integer`,
    values: [operationId, state, afterPosition, limit],
  };
}

type Change = NonNullable<OperationWrite<unknown>['change']>;

/** Under the lock of its row. What was cancelled is looked after until the effects of its items are known. */
export function changeOperation(operationId: string, { state, pauseCode, forgiven }: Change): Statement {
  return {
    name: 'change-operation',
    text: `
      update operation o
      set state = $2::text, pause_code = $3::text, revision = o.revision + 1,
        forgiven_settled = coalesce($4::integer, o.forgiven_settled),
        forgiven_failed = coalesce($5::integer, o.forgiven_failed),
        finished_at = case when $2 = 'CANCELLED' then ${NOW} end
      where o.id = $1::uuid
      returning o.id`,
    values: [operationId, state, pauseCode, forgiven?.settled ?? null, forgiven?.failed ?? null],
  };
}

/** The operation that waited for an approval goes on, or ends with it. */
export function decideOperation(approvalId: string, state: 'RUNNING' | 'REJECTED'): Statement {
  return {
    name: 'decide-operation',
    text: `
      update operation o
      set state = $2::text, revision = o.revision + 1,
        finished_at = case when $2 = 'REJECTED' then ${NOW} end,
        settled_at = case when $2 = 'REJECTED' then ${NOW} end,
        kid = case when $2 <> 'REJECTED' then o.kid end,
        wrapped = case when $2 <> 'REJECTED' then o.wrapped end,
        statement = case when $2 <> 'REJECTED' then o.statement end
      where o.approval_id = $1::uuid and o.state = 'WAITING_FOR_APPROVAL'
      returning o.id`,
    values: [approvalId, state],
  };
}

const IS_LIVE = (instance: string): string => `
  exists (select from instance n where n.id = ${instance} and n.retired_at is null and n.lease_until > now())`;

/** Most looks find nothing, by a statement that takes no parameter. */
export function selectUnsettled(): Statement {
  return {
    name: 'select-unsettled-operations',
    text: `select id from operation where settled_at is null and state <> 'WAITING_FOR_APPROVAL' limit 1`,
    values: [],
  };
}

export function takeOverOperations(instanceId: string): Statement {
  return {
    name: 'take-over-operations',
    text: `
      update operation o
      set driver = $1::uuid, driver_epoch = o.driver_epoch + 1
      where o.settled_at is null and o.state <> 'WAITING_FOR_APPROVAL'
        and (o.driver is null or not ${IS_LIVE('o.driver')})
        and ${IS_LIVE('$1::uuid')}
      returning o.id`,
    values: [instanceId],
  };
}

export interface DrivenRow extends OperationRow {
  driver_epoch: number;
  forgiven_settled: number;
  forgiven_failed: number;
  kid: string | null;
  wrapped: Buffer | null;
  statement: Buffer | null;
}

export function selectDriven(instanceId: string): Statement {
  return {
    name: 'select-driven-operations',
    text: `
      select ${COLUMNS}, o.driver_epoch, o.forgiven_settled, o.forgiven_failed, o.kid, o.wrapped, o.statement
      from ${COUNTED}
      where o.driver = $1::uuid and o.settled_at is null and o.state <> 'WAITING_FOR_APPROVAL'
      order by o.id`,
    values: [instanceId],
  };
}

export function toDriven(row: DrivenRow): DrivenOperation {
  const { kid, wrapped, statement } = row;
  const isKept = kid !== null && wrapped !== null && statement !== null;
  return {
    ...toOperation(row),
    driverEpoch: row.driver_epoch,
    forgiven: { settled: row.forgiven_settled, failed: row.forgiven_failed },
    statement: isKept ? { key: { kid, wrapped }, sealed: statement } : null,
  };
}

/** A driver's write names itself and its epoch; parameters 1 to 3. */
const IS_DRIVEN = `o.id = $1::uuid and o.driver = $2::uuid and o.driver_epoch = $3::integer`;
const fenceValues = ({ operationId, driver, driverEpoch }: DriverFence) => [operationId, driver, driverEpoch];

export function selectMayStart(fence: DriverFence): Statement {
  return {
    name: 'select-may-start',
    text: `select o.id from operation o where ${IS_DRIVEN} and o.state = 'RUNNING'`,
    values: fenceValues(fence),
  };
}

export function settleItems(fence: DriverFence, changes: readonly ItemChange[]): Statement {
  return {
    name: 'settle-operation-items',
    text: `
      update operation_item i
      set state = c.became, code = c.code,
        from_step = coalesce(c.from_step, i.from_step),
        accepted_revision = coalesce(c.accepted_revision, i.accepted_revision),
        accepted_status = coalesce(c.accepted_status, i.accepted_status),
        saga_status = coalesce(c.saga_status, i.saga_status),
        updated_at = ${NOW}
      from unnest($4::integer[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::integer[], $10::text[], $11::text[])
        as c(position, was, became, code, from_step, accepted_revision, accepted_status, saga_status)
      where i.operation_id = $1::uuid and i.position = c.position and i.state = c.was
        and exists (select from operation o where ${IS_DRIVEN})
      returning i.position`,
    values: [
      ...fenceValues(fence),
      changes.map(({ position }) => position),
      changes.map(({ from }) => from),
      changes.map(({ to }) => to),
      changes.map(({ code }) => code),
      changes.map(({ fromStep }) => fromStep),
      changes.map(({ accepted }) => accepted?.revision ?? null),
      changes.map(({ accepted }) => accepted?.status ?? null),
      changes.map(({ sagaStatus }) => sagaStatus),
    ],
  };
}

/** Once nobody has to look at it any more the statement is gone: each saga keeps its own copy. */
export function advanceOperation(
  fence: DriverFence,
  revision: number,
  { state, pauseCode }: { state: 'PAUSED' | 'DONE' | 'CANCELLED'; pauseCode: PauseCode | null },
): Statement {
  return {
    name: 'advance-operation',
    text: `
      update operation o
      set state = $5::text, pause_code = $6::text,
        revision = o.revision + case when o.state = $5 then 0 else 1 end,
        finished_at = case when $5 <> 'PAUSED' then coalesce(o.finished_at, ${NOW}) end,
        settled_at = case when $5 <> 'PAUSED' then ${NOW} end,
        kid = case when $5 = 'PAUSED' then o.kid end,
        wrapped = case when $5 = 'PAUSED' then o.wrapped end,
        statement = case when $5 = 'PAUSED' then o.statement end
      where ${IS_DRIVEN} and o.revision = $4::integer
      returning o.id`,
    values: [...fenceValues(fence), revision, state, pauseCode],
  };
}
