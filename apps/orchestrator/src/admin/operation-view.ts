/** Operations, their items and approvals as operators see them. */
import { isOperationDone, ITEM_STATES, type OperatorAction } from '#libs/saga-core';
import { timestampOfMs, type saga_admin_v1 } from '#libs/contracts';
import type { ApprovalRecord, BatchCounts, OperationItem, OperationRecord } from '#libs/saga-engine';

const ACTION_NAMES: Record<OperatorAction, saga_admin_v1.Action> = {
  replay: 'ACTION_REPLAY',
  rewind: 'ACTION_REWIND',
  compensate: 'ACTION_COMPENSATE',
  skip: 'ACTION_SKIP_STEP',
  edit_input: 'ACTION_EDIT_STEP_INPUT',
  record_outcome: 'ACTION_RECORD_OUTCOME',
  waive: 'ACTION_WAIVE_COMPENSATION',
  pause: 'ACTION_PAUSE',
  resume: 'ACTION_RESUME',
  close: 'ACTION_CLOSE',
};

const timeOrNull = (ms: number | null) => (ms === null ? null : timestampOfMs(ms));

export function operationView(operation: OperationRecord): saga_admin_v1.Operation {
  const { counts, pace } = operation;
  return {
    operation_id: operation.id,
    action: ACTION_NAMES[operation.action],
    state: `OPERATION_STATE_${operation.state}`,
    done: isOperationDone(operation.state),
    actor: operation.actor,
    total: String(ITEM_STATES.reduce((sum, state) => sum + counts[state], 0)),
    pending: String(counts.PENDING),
    accepted: String(counts.ACCEPTED),
    effective: String(counts.EFFECTIVE),
    refused: String(counts.REFUSED),
    stuck_again: String(counts.STUCK_AGAIN),
    skipped: String(counts.SKIPPED),
    pacing: {
      items_per_second: pace.itemsPerSecond,
      canary_items: pace.canaryItems,
      max_failed_percent: pace.maxFailedPercent,
    },
    create_time: timestampOfMs(operation.createdAtMs),
    finish_time: timeOrNull(operation.finishedAtMs),
    etag: String(operation.revision),
    approval_id: operation.approvalId ?? '',
    pause_code: operation.pauseCode ?? '',
    preview: previewView(operation.preview),
  };
}

export function previewView(counts: BatchCounts): saga_admin_v1.BatchPreview {
  const texts = (numbers: { readonly [key: string]: number }) =>
    Object.fromEntries(Object.entries(numbers).map(([key, count]) => [key, String(count)]));
  return {
    selected: String(counts.selected),
    eligible: String(counts.eligible),
    ineligible_by_code: texts(counts.ineligible),
    expected_calls: String(counts.calls),
    calls_by_participant: texts(counts.callsByParticipant),
    duplicates: String(counts.duplicates),
  };
}

export function itemView(item: OperationItem): saga_admin_v1.OperationItem {
  return {
    saga_id: item.sagaId,
    state: `OPERATION_ITEM_STATE_${item.state}`,
    code: item.code ?? '',
    saga_status: item.sagaStatus === null ? 'SAGA_STATUS_UNSPECIFIED' : `SAGA_STATUS_${item.sagaStatus}`,
    update_time: timestampOfMs(item.updatedAtMs),
  };
}

/** @param reason of who asked; null where it may not, or cannot, be shown */
export function approvalView(approval: ApprovalRecord, reason: string | null): saga_admin_v1.Approval {
  return {
    approval_id: approval.id,
    action: ACTION_NAMES[approval.action],
    target: approval.target,
    state: `APPROVAL_STATE_${approval.state}`,
    requested_by: approval.requestedBy,
    reason: reason ?? '',
    preview: approval.preview as saga_admin_v1.Preview | null,
    create_time: timestampOfMs(approval.createdAtMs),
    expire_time: timestampOfMs(approval.expiresAtMs),
    decided_by: approval.decidedBy ?? '',
    decide_time: timeOrNull(approval.decidedAtMs),
    etag: String(approval.revision),
    result: approval.result ?? '',
  };
}
