/** Participants, causes, definitions, approvals, the audit. */
import { blank, line, styled, type Block, type Cell } from '../output/layout.js';
import { relative } from '../output/time.js';
import type { Approval, AuditEntry, AuditVerdict, CauseGroup, Definition, Participant } from '../plain.js';
import type { Reader } from '../screen.js';
import { previewBlocks } from './preview.js';
import { enumName, present, shortError, timeText } from './words.js';

export function participantTable(participants: readonly Participant[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = participants.map((one): Cell[] => [
    one.participant,
    holdCell(one, reader),
    enumName(one.breaker, 'BREAKER_STATE_'),
    String(one.in_flight),
    one.blocked_sagas,
    one.stuck_sagas,
    timeText(one.oldest_waiting_time, reader),
    one.barrier ? '' : styled('yellow', t('effect.noBarrier')),
  ]);
  const columns = [
    { head: t('col.participant'), whole: true },
    { head: t('participant.held') },
    { head: t('participant.breaker') },
    { head: t('participant.inFlight'), right: true },
    { head: t('participant.blocked'), right: true },
    { head: t('participant.stuck'), right: true },
    { head: t('participant.oldest') },
    { head: '' },
  ];
  return [{ kind: 'table', columns, rows }];
}

function holdCell({ hold, release_rate: rate }: Participant, reader: Reader): Cell {
  const { t } = reader;
  if (hold !== undefined) {
    const since = timeText(hold.create_time, reader);
    return styled('red', t('participant.heldBy', { actor: hold.actor, since, reason: hold.reason }));
  }
  return rate === 0 ? '' : styled('yellow', t('participant.released', { rate }));
}

export function groupTable(groups: readonly CauseGroup[], reader: Reader): Block[] {
  const { t, nowMs, language } = reader;
  const rows = groups.map((group): Cell[] => [
    styled('bold', group.sagas),
    enumName(group.stuck_class, 'STUCK_CLASS_'),
    group.step,
    shortError(group.error),
    group.first_time === undefined ? '' : relative(group.first_time, nowMs, language),
    group.type,
    group.cause,
  ]);
  const columns = [
    { head: t('col.sagas'), right: true, whole: true },
    { head: t('saga.stuck') },
    { head: t('col.step') },
    { head: t('saga.error') },
    { head: t('group.since'), whole: true },
    { head: t('col.type') },
    { head: t('saga.cause'), whole: true },
  ];
  return [{ kind: 'table', columns, rows }, ...groupHints(groups, reader)];
}

/** What to type next about the largest group, ready to be copied. */
function groupHints([largest]: readonly CauseGroup[], { t }: Reader): Block[] {
  if (largest === undefined) return [];
  const { sample_saga_ids: samples, cause } = largest;
  const hints = [
    ...samples.slice(0, 1).map((id) => t('group.why', { id })),
    ...(cause === '' ? [] : [t('group.hint', { cause })]),
  ];
  return [blank, ...hints.map((text) => line(styled('dim', text)))];
}

export function definitionTable(definitions: readonly Definition[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = definitions.map((one): Cell[] => [
    one.type,
    one.hash.slice(0, 12),
    one.current ? styled('green', t('yes')) : '',
    one.open_sagas,
    one.mistakes.length === 0 ? '' : styled('red', one.mistakes.join('; ')),
    timeText(one.create_time, reader),
  ]);
  const columns = [
    { head: t('col.type') },
    { head: t('saga.definition'), whole: true },
    { head: t('definition.current') },
    { head: t('definition.open'), right: true },
    { head: t('definition.mistakes') },
    { head: t('definition.stored') },
  ];
  return [{ kind: 'table', columns, rows }];
}

function approvalState({ state }: Approval): Cell {
  const name = enumName(state, 'APPROVAL_STATE_');
  if (name === 'APPROVED') return styled('green', name);
  return name === 'PENDING' ? styled('yellow', name) : name;
}

export function approvalTable(approvals: readonly Approval[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = approvals.map((one): Cell[] => [
    one.approval_id,
    enumName(one.action, 'ACTION_'),
    one.target,
    approvalState(one),
    one.requested_by,
    one.reason,
    timeText(one.expire_time, reader),
    one.decided_by,
  ]);
  const columns = [
    { head: t('col.approval'), whole: true },
    { head: t('col.action') },
    { head: t('col.target') },
    { head: t('col.state') },
    { head: t('approval.by') },
    { head: t('col.reason') },
    { head: t('approval.expires') },
    { head: t('approval.decided') },
  ];
  return [{ kind: 'table', columns, rows }];
}

/** One approval with what would follow: whoever decides has to read all of it. */
export function approvalBlocks(approval: Approval, reader: Reader): Block[] {
  const { t } = reader;
  const preview = approval.preview === undefined ? [] : previewBlocks(approval.preview, reader);
  const facts = present([
    [t('col.approval'), styled('bold', approval.approval_id)],
    [t('col.action'), enumName(approval.action, 'ACTION_')],
    [t('col.target'), approval.target],
    [t('col.state'), approvalState(approval)],
    [t('approval.by'), approval.requested_by],
    [t('col.reason'), approval.reason],
    [t('approval.expires'), timeText(approval.expire_time, reader)],
    [t('approval.decided'), approval.decided_by],
  ]);
  return [{ kind: 'facts', facts }, blank, ...preview];
}

export function auditTable(entries: readonly AuditEntry[], reader: Reader): Block[] {
  const { t } = reader;
  const rows = entries.map((entry): Cell[] => {
    const { revision_before: before = '', revision_after: after = '' } = entry;
    const decision = enumName(entry.decision, 'AUDIT_DECISION_');
    return [
      entry.seq,
      entry.time ?? '',
      entry.actor,
      enumName(entry.action, 'ACTION_'),
      entry.target,
      decision === 'DENIED' ? styled('red', decision) : decision,
      entry.result,
      before === '' && after === '' ? '' : `${before}→${after}`,
      entry.reason_error === ''
        ? entry.reason
        : styled('red', t('payload.error', { why: entry.reason_error })),
    ];
  });
  const columns = [
    { head: '#', right: true, whole: true },
    { head: t('col.time'), whole: true },
    { head: t('col.actor') },
    { head: t('col.action') },
    { head: t('col.target') },
    { head: t('audit.decision') },
    { head: t('audit.result') },
    { head: t('saga.revision') },
    { head: t('col.reason') },
  ];
  return [{ kind: 'table', columns, rows }];
}

/** What is known of an anchor that was kept elsewhere. */
export type AnchorVerdict = 'none' | 'fits' | 'truncated' | 'rewritten';

export function auditVerdictBlocks(verdict: AuditVerdict, anchor: AnchorVerdict, { t }: Reader): Block[] {
  const { intact, checked, first_broken_seq: seq, head_seq: headSeq, head_hash: hash } = verdict;
  const fault = enumName(verdict.fault, 'AUDIT_FAULT_');
  // What a later server calls wrong is shown even where it says that all fits.
  const chain =
    intact && fault === '-'
      ? line(styled('green', t('audit.intact', { checked })))
      : line(styled('red', t('audit.broken', { seq, checked, fault })));
  const anchors: Readonly<Record<AnchorVerdict, Block[]>> = {
    none: [line(t('audit.anchorHint'))],
    fits: [line(styled('green', t('audit.anchorFits')))],
    truncated: [line(styled('red', t('audit.truncated')))],
    rewritten: [line(styled('red', t('audit.rewritten')))],
  };
  return [chain, line(t('audit.head', { seq: headSeq, hash })), ...anchors[anchor]];
}
