/** What an action would do, and what it did. */
import { localized } from '../language/translate.js';
import { blank, line, styled, type Block, type Cell } from '../output/layout.js';
import { runbookOf } from '../runbooks.js';
import type { ActionResult, Explanation, PlannedCall, Preview } from '../plain.js';
import type { Reader } from '../screen.js';
import { allowedTable, sagaFacts, sagaLine } from './saga.js';
import { enumName, placeOf, shortMethod, statusCell } from './words.js';

function effectCell(effect: string | number, { t }: Reader): Cell {
  const name = enumName(effect, 'EFFECT_KNOWLEDGE_');
  if (name === 'NOT_APPLIED') return t('no');
  if (name === 'APPLIED') return styled('green', t('yes'));
  return name === 'UNKNOWN' || name === '-' ? styled('yellow', t('effect.unknown')) : name;
}

/** Calls in the order in which they would be made. */
export function callTable(calls: readonly PlannedCall[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = calls.map((call, index): Cell[] => [
    String(index + 1),
    placeOf(call.step, call.branch),
    enumName(call.direction, 'CALL_DIRECTION_'),
    shortMethod(call.method),
    effectCell(call.effect, reader),
    call.barrier ? '' : styled('yellow', t('effect.noBarrier')),
    call.idempotency_key,
  ]);
  const columns = [
    { head: '#', right: true, whole: true },
    { head: t('col.step') },
    { head: t('col.direction') },
    // Cut, it would not say any more what is called.
    { head: t('col.method'), whole: true },
    { head: t('col.effect') },
    { head: '' },
    { head: t('col.key') },
  ];
  return [{ kind: 'table', columns, rows }];
}

/** The consequence of an action, before it is done. */
export function previewBlocks(preview: Preview | undefined, reader: Reader): Block[] {
  const { t, language } = reader;
  if (preview === undefined) return [line(styled('dim', t('preview.none')))];
  const { calls, irreversible, warnings, status_after: after } = preview;
  return [
    line(t('preview.after'), ' ', statusCell(after)),
    ...(calls.length === 0
      ? [line(t('preview.noCalls'))]
      : [line(t('preview.calls')), ...callTable(calls, reader)]),
    ...irreversible.map((place) => line(styled('red', `! ${t('preview.irreversible', { place })}`))),
    ...warnings.map((text) => line(styled('yellow', `! ${localized(text, language)}`))),
  ];
}

/** What a mutation of one saga answered. */
export function resultBlocks(result: ActionResult | undefined, reader: Reader, startedNew = false): Block[] {
  const { t } = reader;
  if (result === undefined) return [];
  if (result.approval_id !== '') {
    const id = result.approval_id;
    return [
      line(styled('yellow', t('result.approval', { id }))),
      ...previewBlocks(result.preview, reader),
      line(t('result.approvalHint', { id })),
    ];
  }
  return [
    line(
      styled('green', startedNew ? t('result.startedNew') : t('result.done', { audit: result.audit_seq })),
    ),
    sagaLine(result.saga, reader),
  ];
}

/** Everything that ExplainSaga says. */
export function explanationBlocks(explanation: Explanation, reader: Reader): Block[] {
  const { t, language } = reader;
  const { saga, why, next, owed, previews } = explanation;
  const runbook = runbookOf(enumName(saga?.saga?.stuck_class, 'STUCK_CLASS_'));
  return [
    ...(saga === undefined ? [] : sagaFacts(saga, reader)),
    blank,
    line(styled('bold', t('explain.why')), ' ', localized(why, language)),
    line(styled('bold', t('explain.next')), ' ', localized(next, language)),
    ...(runbook === null ? [] : [line(styled('bold', t('explain.runbook')), ' ', runbook)]),
    ...(owed.length === 0
      ? []
      : [blank, line(styled('bold', t('explain.owed'))), ...callTable(owed, reader)]),
    ...allowedTable(saga?.allowed_actions ?? [], reader),
    ...previews.flatMap(({ action, preview }) => [
      blank,
      line(styled('bold', t('explain.preview', { action: enumName(action, 'ACTION_') }))),
      ...previewBlocks(preview, reader),
    ]),
  ];
}
