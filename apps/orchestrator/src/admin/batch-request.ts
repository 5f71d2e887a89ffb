/** A batch as it comes from the wire, checked: every mistake at once. */
import { BATCH_DEFAULTS, BATCH_LIMITS, type BatchAction, type BatchPace } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import type { BatchSelection } from '#libs/saga-engine';
import { isSagaId, type RequestChecks } from '../grpc/request-checks.js';

/** What the five batches have; only that of closes has a statement. */
export interface BatchWire extends saga_admin_v1.BatchReplaySagasRequest__Output {
  readonly statement?: string;
}

export interface CheckedBatch {
  readonly selection: BatchSelection;
  readonly previewed: number | null;
  readonly pace: BatchPace;
  readonly statement: string | null;
}

const STATEMENT_LENGTH = { min: 5, max: 2_000 } as const;

export function readBatch(checks: RequestChecks, action: BatchAction, request: BatchWire): CheckedBatch {
  checks.requestId(request.request_id, true);
  checks.reason(request.reason);
  return {
    ...readSelection(checks, request.selection),
    pace: readPace(checks, request.pacing),
    statement: action === 'close' ? readStatement(checks, request.statement ?? '') : null,
  };
}

function readSelection(
  checks: RequestChecks,
  selection: saga_admin_v1.BatchSelection__Output | null,
): Pick<CheckedBatch, 'selection' | 'previewed'> {
  const filter = selection?.filter ?? '';
  const sagaIds = selection?.saga_ids ?? [];
  const maxItems = selection?.max_items ?? 0;
  const expected = selection?.expected_items ?? 0;
  within(checks, 'selection.max_items', maxItems, BATCH_LIMITS.maxItems);
  within(checks, 'selection.expected_items', expected, BATCH_LIMITS.maxItems);
  if (filter.trim() !== '' && sagaIds.length > 0)
    checks.add('selection', 'names sagas by a filter or by ids, not by both');
  if (filter.trim() === '' && sagaIds.length === 0 && maxItems === 0)
    checks.add('selection', 'is empty, which selects every saga: if you mean that, set max_items too');
  if (sagaIds.length > BATCH_LIMITS.ids)
    checks.add('selection.saga_ids', `has more than ${BATCH_LIMITS.ids} entries: use a filter`);
  const wrong = sagaIds.findIndex((id) => !isSagaId(id));
  if (wrong >= 0) checks.add(`selection.saga_ids[${wrong}]`, 'must be a UUID in lower case');
  return {
    selection: { filter, sagaIds, maxItems: maxItems === 0 ? null : maxItems },
    previewed: expected === 0 ? null : expected,
  };
}

function readPace(checks: RequestChecks, pacing: saga_admin_v1.BatchPacing__Output | null): BatchPace {
  const { items_per_second: rate = 0, canary_items: canaryItems = 0 } = pacing ?? {};
  const percent = pacing?.max_failed_percent ?? 0;
  within(checks, 'pacing.items_per_second', rate, BATCH_LIMITS.itemsPerSecond);
  within(checks, 'pacing.canary_items', canaryItems, BATCH_LIMITS.canaryItems);
  within(checks, 'pacing.max_failed_percent', percent, 100);
  return {
    itemsPerSecond: rate === 0 ? BATCH_DEFAULTS.itemsPerSecond : rate,
    canaryItems,
    maxFailedPercent: percent === 0 ? BATCH_DEFAULTS.maxFailedPercent : percent,
  };
}

function readStatement(checks: RequestChecks, statement: string): string {
  const { min, max } = STATEMENT_LENGTH;
  if (statement.trim().length < min || statement.length > max)
    checks.add('statement', `must say what becomes of the open obligations, in ${min} to ${max} characters`);
  return statement;
}

function within(checks: RequestChecks, field: string, value: number, max: number): void {
  if (!(value >= 0 && value <= max)) checks.add(field, `must be from 0 to ${max}`);
}
