/**
 * Who may do what at the operators' door: roles, the rights that they give, and the right that each method needs. Pure data;
 * docs/OPERATORS.md shows it, and a test holds the page against this file.
 *
 * R1 What no rule names is refused. A method of the proto without a rule does not compile, and would answer nobody.
 * R2 Payloads in the clear are a right of their own that no role gives, whichever method shows them.
 * R3 Who has rights for some saga types only gets through where a method is about one thing that is of those types, or narrows
 *    what it shows and touches.
 */
import type { saga_admin_v1 } from '#libs/contracts';

export const ADMIN_SERVICE = 'suoke.saga.admin.v1.SagaAdminService';

export const ADMIN_ROLES = ['viewer', 'operator', 'approver', 'admin', 'auditor'] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

/** What an identity may be given: roles, and beside them the right to read payloads. */
export const GRANTS = [...ADMIN_ROLES, 'payload'] as const;
export type Grant = (typeof GRANTS)[number];

export type Right = 'look' | 'act' | 'approve' | 'audit' | 'payload';

export const RIGHTS_OF: Readonly<Record<Grant, readonly Right[]>> = {
  viewer: ['look'],
  operator: ['look', 'act'],
  approver: ['look', 'approve'],
  admin: ['look', 'act', 'approve', 'audit'],
  auditor: ['look', 'audit'],
  payload: ['payload'],
};

/** What a request can be about alone, by the field that names it. An operation or approval is of the types of its sagas. */
export const NAMED_BY = {
  'one saga': 'saga_id',
  'one operation': 'operation_id',
  'one approval': 'approval_id',
} as const;
export type OneThing = keyof typeof NAMED_BY;

/**
 * Which sagas a method reaches: those of the one thing that its request names; those that its handler narrows to the types of
 * the identity; or all there are, which somebody with rights for some types only may not.
 */
export type Reach = OneThing | 'permitted types' | 'every type';

export interface Rule {
  readonly needs: Right;
  readonly reach: Reach;
}

type NamesOf<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K] };
/** Methods of the service, as the proto has them. */
export type AdminMethod = NamesOf<saga_admin_v1.SagaAdminServiceHandlers>;

const rule = (needs: Right, reach: Reach): Rule => ({ needs, reach });

export const RULES: Readonly<Record<AdminMethod, Rule>> = {
  ListSagas: rule('look', 'permitted types'),
  GetSaga: rule('look', 'one saga'),
  ListSagaEvents: rule('look', 'one saga'),
  ExplainSaga: rule('look', 'one saga'),

  ReplaySaga: rule('act', 'one saga'),
  RewindSaga: rule('act', 'one saga'),
  CompensateSaga: rule('act', 'one saga'),
  SkipStep: rule('act', 'one saga'),
  EditStepInput: rule('act', 'one saga'),
  RecordOutcome: rule('act', 'one saga'),
  WaiveCompensation: rule('act', 'one saga'),
  PauseSaga: rule('act', 'one saga'),
  ResumeSaga: rule('act', 'one saga'),
  CloseSaga: rule('act', 'one saga'),

  ListParticipants: rule('look', 'permitted types'),
  HoldParticipant: rule('act', 'every type'),
  ReleaseParticipant: rule('act', 'every type'),
  ListCauseGroups: rule('look', 'permitted types'),
  ListDefinitions: rule('look', 'permitted types'),

  BatchReplaySagas: rule('act', 'permitted types'),
  BatchCompensateSagas: rule('act', 'permitted types'),
  BatchPauseSagas: rule('act', 'permitted types'),
  BatchResumeSagas: rule('act', 'permitted types'),
  BatchCloseSagas: rule('act', 'permitted types'),
  GetOperation: rule('look', 'one operation'),
  ListOperations: rule('look', 'permitted types'),
  ListOperationItems: rule('look', 'one operation'),
  PauseOperation: rule('act', 'one operation'),
  CancelOperation: rule('act', 'one operation'),

  ListApprovals: rule('look', 'permitted types'),
  ApproveRequest: rule('approve', 'one approval'),
  RejectRequest: rule('approve', 'one approval'),

  ListAuditEntries: rule('audit', 'every type'),
  VerifyAudit: rule('audit', 'every type'),
};

/** @param method its name without the service; null when no rule names it */
export function ruleOf(method: string): Rule | null {
  return Object.hasOwn(RULES, method) ? RULES[method as AdminMethod] : null;
}

/** Whether a method changes something: such calls have a limit of their own. What no rule names counts as one. */
export function isMutation(found: Rule | null): boolean {
  return found === null || found.needs === 'act' || found.needs === 'approve';
}

export function rightsOf(grants: readonly Grant[]): ReadonlySet<Right> {
  return new Set(grants.flatMap((grant) => RIGHTS_OF[grant]));
}
