/** The audit as the door shows it. Pure; the words of operators are in it only where they are revealed (G12). */
import { timestampOfMs, type saga_admin_v1 } from '#libs/contracts';
import type { AuditEntry, AuditFault, AuditVerdict } from '#libs/saga-engine';
import type { RevealedEntry } from './revealed.js';

/** What the audit calls an action is the name of its method; the contract has fewer words. */
const ACTIONS: Readonly<Record<string, saga_admin_v1.Action>> = {
  ReplaySaga: 'ACTION_REPLAY',
  RewindSaga: 'ACTION_REWIND',
  CompensateSaga: 'ACTION_COMPENSATE',
  SkipStep: 'ACTION_SKIP_STEP',
  EditStepInput: 'ACTION_EDIT_STEP_INPUT',
  RecordOutcome: 'ACTION_RECORD_OUTCOME',
  WaiveCompensation: 'ACTION_WAIVE_COMPENSATION',
  PauseSaga: 'ACTION_PAUSE',
  ResumeSaga: 'ACTION_RESUME',
  CloseSaga: 'ACTION_CLOSE',
  CancelSaga: 'ACTION_CANCEL',
  HoldParticipant: 'ACTION_HOLD_PARTICIPANT',
  ReleaseParticipant: 'ACTION_RELEASE_PARTICIPANT',
  PauseOperation: 'ACTION_PAUSE_OPERATION',
  CancelOperation: 'ACTION_CANCEL_OPERATION',
  ApproveRequest: 'ACTION_APPROVE',
  RejectRequest: 'ACTION_REJECT',
};
/** Methods that show payloads in the clear. Of what was refused it is not kept whether it asked for them. */
const REVEALING = ['GetSaga', 'ListSagaEvents', 'ListAuditEntries'];
const METHOD = /^[A-Z][A-Za-z]{0,63}$/;

/** Methods that a filter means by `REPLAY`, `ACTION_REPLAY` or `ReplaySaga`; null when it means none. */
export function methodsOfAction(word: string): string[] | null {
  const name = word.startsWith('ACTION_') ? word : `ACTION_${word}`;
  if (name === 'ACTION_REVEAL') return REVEALING;
  const methods = Object.keys(ACTIONS).filter((method) => ACTIONS[method] === name);
  if (methods.length > 0) return methods;
  return METHOD.test(word) && word !== word.toUpperCase() ? [word] : null;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function actionOf({ action, decision }: AuditEntry): saga_admin_v1.Action {
  if (decision === 'allowed' && REVEALING.includes(action)) return 'ACTION_REVEAL';
  return (Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined) ?? 'ACTION_UNSPECIFIED';
}

export function auditEntryView(entry: AuditEntry): saga_admin_v1.AuditEntry {
  const { revisionBefore, revisionAfter, origin, action } = entry;
  return {
    seq: String(entry.seq),
    time: timestampOfMs(entry.atMs),
    actor: entry.actor,
    action: actionOf(entry),
    method: action,
    target: entry.target,
    decision: entry.decision === 'allowed' ? 'AUDIT_DECISION_ALLOWED' : 'AUDIT_DECISION_DENIED',
    result: entry.result,
    request_id: entry.requestId,
    ...(revisionBefore === null ? {} : { revision_before: String(revisionBefore) }),
    ...(revisionAfter === null ? {} : { revision_after: String(revisionAfter) }),
    auth_method: origin?.authMethod ?? '',
    source_address: origin?.sourceAddress ?? '',
    prev_hash: hex(entry.prevHash),
    hash: hex(entry.hash),
  };
}

/** An entry with the words of the operator, or with why they do not open. */
export function revealedEntryView({ entry, reason }: RevealedEntry): saga_admin_v1.AuditEntry {
  const masked = auditEntryView(entry);
  if (reason === null) return masked;
  return 'error' in reason ? { ...masked, reason_error: reason.error } : { ...masked, reason: reason.value };
}

const FAULTS: Readonly<Record<AuditFault, saga_admin_v1.AuditFault>> = {
  altered: 'AUDIT_FAULT_ALTERED',
  deleted: 'AUDIT_FAULT_DELETED',
  moved: 'AUDIT_FAULT_MOVED',
  truncated: 'AUDIT_FAULT_TRUNCATED',
  rewritten: 'AUDIT_FAULT_REWRITTEN',
};

export function verdictView(verdict: AuditVerdict): saga_admin_v1.VerifyAuditResponse {
  const { entries, head } = verdict;
  const intact = verdict.kind === 'intact';
  return {
    intact,
    checked: String(entries),
    first_broken_seq: intact ? '0' : String(verdict.seq),
    fault: verdict.kind === 'intact' ? 'AUDIT_FAULT_UNSPECIFIED' : FAULTS[verdict.kind],
    head_hash: head === null ? '' : hex(head.hash),
    head_seq: String(head?.seq ?? 0),
  };
}
