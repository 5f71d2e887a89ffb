/** Batches: what they would do, where they stand, what became of each saga. */
import { blank, line, styled, type Block, type Cell } from '../output/layout.js';
import type { BatchPreview, BatchResult, Operation, OperationItem } from '../plain.js';
import type { Reader } from '../screen.js';
import { enumName, present, statusCell, timeText } from './words.js';

const counts = (map: { readonly [key: string]: string }): [string, string][] =>
  Object.entries(map).toSorted(([, a], [, b]) => Number(b) - Number(a));

/** How many sagas a batch is for, how many it passes over and why, and the calls that follow. */
export function batchPreviewBlocks(preview: BatchPreview | undefined, { t }: Reader): Block[] {
  if (preview === undefined) return [line(styled('dim', t('preview.none')))];
  const { selected, eligible, ineligible_by_code: ineligible, expected_calls: calls } = preview;
  return [
    line(t('batch.selected', { selected, eligible })),
    ...counts(ineligible).map(([code, n]) => line(`  ${t('batch.ineligible', { n, code })}`)),
    line(t('batch.calls', { n: calls })),
    ...counts(preview.calls_by_participant).map(([participant, n]) => line(`  ${n}  ${participant}`)),
  ];
}

export function batchResultBlocks({ operation, preview }: BatchResult, reader: Reader): Block[] {
  if (operation === undefined) return batchPreviewBlocks(preview, reader);
  const { operation_id: id, approval_id: approval } = operation;
  const { t } = reader;
  const waits = enumName(operation.state, 'OPERATION_STATE_') === 'WAITING_FOR_APPROVAL';
  const asked = [
    line(styled('yellow', t('result.approval', { id: approval }))),
    line(t('result.approvalHint', { id: approval })),
  ];
  return [
    ...operationBlocks(operation, reader),
    blank,
    ...(waits ? asked : []),
    line(t('batch.started', { id })),
  ];
}

function stateCell({ state }: Operation): Cell {
  const name = enumName(state, 'OPERATION_STATE_');
  if (name === 'DONE') return styled('green', name);
  if (name === 'CANCELLED' || name === 'REJECTED') return styled('red', name);
  return name === 'RUNNING' ? name : styled('yellow', name);
}

const started = (operation: Operation): number => Number(operation.total) - Number(operation.pending);

/** One line of progress. */
export function progressLine(operation: Operation, { t }: Reader): Block {
  const { total, effective, accepted, refused, stuck_again: stuckAgain, skipped } = operation;
  return line(
    stateCell(operation),
    `  ${started(operation)}/${total}`,
    `  ${t('op.counts', { effective, accepted, refused, stuckAgain, skipped })}`,
  );
}

export function operationBlocks(operation: Operation, reader: Reader): Block[] {
  const { t } = reader;
  const { pacing } = operation;
  const pace =
    pacing === undefined
      ? ''
      : t('op.pace', {
          rate: pacing.items_per_second,
          canary: pacing.canary_items,
          failed: pacing.max_failed_percent,
        });
  return [
    {
      kind: 'facts',
      facts: present([
        [t('col.operation'), styled('bold', operation.operation_id)],
        [t('col.action'), enumName(operation.action, 'ACTION_')],
        [t('col.state'), stateCell(operation)],
        [t('op.pausedBy'), operation.pause_code],
        [t('col.actor'), operation.actor],
        [t('op.pacing'), pace],
        [t('saga.started'), timeText(operation.create_time, reader)],
        [t('saga.finished'), timeText(operation.finish_time, reader)],
        [t('op.approval'), operation.approval_id],
      ]),
    },
    progressLine(operation, reader),
  ];
}

export function operationTable(operations: readonly Operation[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = operations.map((operation): Cell[] => [
    operation.operation_id,
    enumName(operation.action, 'ACTION_'),
    stateCell(operation),
    operation.actor,
    `${started(operation)}/${operation.total}`,
    operation.effective,
    String(Number(operation.refused) + Number(operation.stuck_again)),
    timeText(operation.create_time, reader),
  ]);
  const columns = [
    { head: t('col.operation'), whole: true },
    { head: t('col.action') },
    { head: t('col.state') },
    { head: t('col.actor') },
    { head: t('col.progress'), right: true },
    { head: t('op.effective'), right: true },
    { head: t('op.failed'), right: true },
    { head: t('saga.started') },
  ];
  return [{ kind: 'table', columns, rows }];
}

export function itemTable(items: readonly OperationItem[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = items.map((item): Cell[] => [
    item.saga_id,
    enumName(item.state, 'OPERATION_ITEM_STATE_'),
    item.code,
    statusCell(item.saga_status),
    timeText(item.update_time, reader),
  ]);
  const columns = [
    { head: t('col.saga'), whole: true },
    { head: t('col.state') },
    { head: t('col.code') },
    { head: t('col.status') },
    { head: t('col.updated') },
  ];
  return [{ kind: 'table', columns, rows }];
}

/** Whether a batch that ended had not its effect on every saga that it was for. */
export function isPartial({ state, refused, stuck_again: stuckAgain }: Operation): boolean {
  return enumName(state, 'OPERATION_STATE_') !== 'DONE' || Number(refused) > 0 || Number(stuckAgain) > 0;
}
