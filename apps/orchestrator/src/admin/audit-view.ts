/** The audit as the door shows it. Pure; the words of operators are not in it (G12). */
import { timestampOfMs, type saga_admin_v1 } from '#libs/contracts';
import type { AuditEntry, AuditFault, AuditVerdict } from '#libs/saga-engine';

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
const METHOD = /^[A-Z][A-Za-z]{0,63}$/;

/** Methods that a filter means by `REPLAY`, `ACTION_REPLAY` or `ReplaySaga`; null when it means none. */
export function methodsOfAction(word: string): string[] | null {
  const name = word.startsWith('ACTION_') ? word : `ACTION_${word}`;
  const methods = Object.keys(ACTIONS).filter((method) => ACTIONS[method] === name);
  if (methods.length > 0) return methods;
  return METHOD.test(word) && word !== word.toUpperCase() ? [word] : null;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function auditEntryView(entry: AuditEntry): saga_admin_v1.AuditEntry {
  const { revisionBefore, revisionAfter, origin, action } = entry;
  return {
    seq: String(entry.seq),
    time: timestampOfMs(entry.atMs),
    actor: entry.actor,
    action: (Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined) ?? 'ACTION_UNSPECIFIED',
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
