/** Mistakes in what operators stand on: who may, on what it was decided, the second person, batches, the audit. */
import type { Mutant, TestSuite } from '../mutant.js';
import { core, engine } from './suites.js';

const ADMIN = 'apps/orchestrator/src/admin';
const OPERATIONS = 'libs/saga-engine/src/operations.ts';
const APPROVAL = 'libs/saga-core/src/approval.ts';
const BATCH = 'libs/saga-core/src/batch.ts';

const gate: TestSuite = { file: `${ADMIN}/admin-gate.spec.ts` };
const jwt: TestSuite = { file: `${ADMIN}/jwt-identity.spec.ts` };
const doors = (name: string, part: string): TestSuite => ({
  file: `apps/orchestrator/test/${name}.int.spec.ts`,
  part,
});

const WHO: readonly Mutant[] = [
  {
    name: 'gate-without-rule',
    what: 'a method that no rule names is for everybody who has a name',
    guarantee: 'G11',
    file: `${ADMIN}/admin-gate.ts`,
    find: "return noRight('No rule says who may do this.');",
    replace: 'return null;',
    suites: [gate],
  },
  {
    name: 'reveal-without-right',
    what: 'payloads are shown in the clear to whoever may look',
    guarantee: 'G12',
    file: `${ADMIN}/admin-gate.ts`,
    find: "if (request.reveal === true && !rights.has('payload')) {",
    replace: "if (request.reveal === true && !rights.has('look')) {",
    suites: [gate],
  },
  {
    name: 'filter-forgets-types',
    what: 'a list that has a filter is not narrowed to the types of who asks',
    guarantee: 'G11',
    file: 'apps/orchestrator/src/lists/saga-lists.ts',
    find: 'if (types === null) return condition;',
    replace: 'if (types === null || condition !== null) return condition;',
    suites: [doors('admin-access', 'lists show no other')],
  },
  {
    name: 'jwt-of-any-algorithm',
    what: 'a token is taken whatever algorithm it was signed by',
    guarantee: 'G11',
    file: `${ADMIN}/jwt-identity.ts`,
    find: '...{ algorithms: [...algorithms], issuer, audience, typ: type },',
    replace: '...{ issuer, audience, typ: type },',
    suites: [jwt],
  },
  {
    name: 'tls-without-certificates',
    what: 'an authority of clients is configured, and clients without a certificate are let in',
    guarantee: 'G11',
    file: 'libs/platform/src/grpc/binding.ts',
    find: '[pair], clientCa !== null);',
    replace: '[pair], false);',
    suites: [doors('doors-tls', 'no certificate')],
  },
  {
    name: 'jwt-that-brings-its-key',
    what: 'a token may say where its key is',
    guarantee: 'G11',
    file: `${ADMIN}/jwt-identity.ts`,
    find: 'if (KEY_HEADERS.some((name) => Object.hasOwn(header, name)))',
    replace: 'if (KEY_HEADERS.every((name) => Object.hasOwn(header, name)))',
    suites: [jwt],
  },
];

const ON_WHAT: readonly Mutant[] = [
  {
    name: 'etag-not-compared',
    what: 'an operator decides on a state that is no more',
    guarantee: 'G6',
    file: 'libs/saga-engine/src/operators.ts',
    find: 'if (etag !== null && etag !== revision) {',
    replace: 'if (etag !== null && etag > revision) {',
    suites: [engine('operators'), doors('doors-every-action', 'PauseSaga 53')],
  },
  {
    name: 'payload-by-todays-definition',
    what: 'what an operator brings is held against the definition of today, not against that of the saga',
    guarantee: 'G10',
    file: `${ADMIN}/admin-door.ts`,
    find: 'return catalog.getForReading(row.definitionHash)?.resolved ?? null;',
    replace: 'return catalog.current(row.type)?.resolved ?? null;',
    suites: [doors('doors-actions', 'that the saga runs on')],
  },
];

const SECOND_PERSON: readonly Mutant[] = [
  {
    name: 'approves-own-request',
    what: 'who asked for something approves it',
    guarantee: 'G11',
    file: APPROVAL,
    find: "if (requestedBy === name) return 'OWN_REQUEST';\n",
    replace: '',
    suites: [core('approval'), doors('doors-approvals', 'is not decided by who asked')],
  },
  {
    name: 'reopened-alone',
    what: 'one person undoes a completed saga',
    guarantee: 'G11',
    file: 'libs/saga-engine/src/operators.ts',
    find: "return approved ? null : 'Undoing a completed saga needs the approval of a second person.';",
    replace: 'return null;',
    suites: [engine('operators')],
  },
];

const BATCHES: readonly Mutant[] = [
  {
    name: 'batch-never-stops',
    what: 'a batch goes on however many of its actions failed',
    guarantee: null,
    file: BATCH,
    find: "  if (hasTooManyFailed(look)) return { kind: 'stop' };\n",
    replace: '',
    suites: [core('batch')],
  },
  {
    name: 'batch-grows-unseen',
    what: 'a batch may be for more sagas than were previewed',
    guarantee: null,
    file: BATCH,
    find: 'Math.abs(eligible - previewed) * 100',
    replace: '(previewed - eligible) * 100',
    suites: [core('batch')],
  },
  {
    name: 'batch-cut-in-silence',
    what: 'a batch acts on the first of what its filter finds, and says nothing of the rest',
    guarantee: null,
    file: OPERATIONS,
    find: 'this.world.selectIds(selection.filter, limit + 1, permittedTypes);',
    replace: 'this.world.selectIds(selection.filter, limit, permittedTypes);',
    suites: [doors('doors-batch', 'more than the limit')],
  },
  {
    name: 'batch-selects-anew',
    what: 'a batch that is asked for again selects by its filter once more',
    guarantee: null,
    file: OPERATIONS,
    find: 'if (earlier !== null) return this.answerAgain(request, earlier, bodyHmac);',
    replace:
      'if (earlier !== null && earlier.sagaId !== null) return this.answerAgain(request, earlier, bodyHmac);',
    suites: [doors('operation-driver', 'U3')],
  },
  {
    name: 'batch-of-more-than-was-counted',
    what: 'the command line sends a batch that may be for more sagas than it showed',
    guarantee: null,
    file: 'tools/sagactl/commands/batch.ts',
    find: '      if (envelope.validate_only && seen === 0) seen = selectedIn(reply);\n',
    replace: '',
    suites: [{ file: 'tools/sagactl/oversight.spec.ts', part: 'is counted, confirmed' }],
  },
];

const AUDIT: readonly Mutant[] = [
  {
    name: 'audit-hash-without-address',
    what: 'the address that an entry names may be changed unnoticed',
    guarantee: 'G11',
    file: 'apps/orchestrator/src/postgres/audit-chain.ts',
    find: '{ ...content, format, authMethod, sourceAddress };',
    replace: '{ ...content, format, authMethod };',
    suites: [doors('doors-audit', 'names the first bad entry')],
  },
  {
    name: 'refusal-audited-twice',
    what: 'one refused attempt is two entries',
    guarantee: 'G11',
    file: `${ADMIN}/admission.ts`,
    find: '    await this.noteDenied(asked, result, null);\n',
    replace:
      '    await this.noteDenied(asked, result, null);\n    await this.noteDenied(asked, result, null);\n',
    suites: [doors('doors-every-action', 'PauseSaga 50, 54')],
  },
  {
    name: 'audit-role-on-partitions',
    what: 'the role of the processes has rights on the partitions, past those on their tables',
    guarantee: 'G11',
    file: 'docs/AUDIT.md',
    find: ' and not relispartition',
    replace: '',
    suites: [doors('audit-role', 'the role cannot')],
  },
];

export const OPERATOR_MUTANTS: readonly Mutant[] = [
  ...WHO,
  ...ON_WHAT,
  ...SECOND_PERSON,
  ...BATCHES,
  ...AUDIT,
];
