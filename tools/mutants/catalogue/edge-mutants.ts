/** Mistakes at the edges: the participants' barrier, the way to them, the doors, the cipher. */
import type { Mutant } from '../mutant.js';
import { barrier } from './suites.js';

const BARRIER = 'libs/participant/src/barrier.ts';

export const EDGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'barrier-without-origin-row',
    what: 'an undo that comes first does not close its action',
    guarantee: 'G5',
    file: BARRIER,
    find: "const closed = await take(manager, actionKey, 'compensation');",
    replace:
      'const looked = readRow(actionKey);\n      const closed = (await manager.query<unknown[]>(looked.text, looked.values)).length === 0;',
    suites: [barrier('the six orders')],
  },
  {
    name: 'barrier-stores-a-refusal',
    what: 'a refusal of the business is kept, so that the key can never succeed',
    guarantee: 'G2',
    file: 'libs/participant/src/transaction.ts',
    find: 'await runner.rollbackTransaction().catch(() => undefined);',
    replace: 'await runner.commitTransaction().catch(() => undefined);',
    suites: [barrier('refusals and errors')],
  },
  {
    name: 'barrier-lets-duplicates-through',
    what: 'a duplicate of an action runs the business again',
    guarantee: 'G2',
    file: BARRIER,
    find: "if (!(await take(manager, key, 'action'))) {",
    replace: "if (!(await take(manager, key, 'action')) && key.step === '') {",
    suites: [barrier('duplicates')],
  },
  {
    name: 'seal-closes-nothing',
    what: 'a seal says that an action never happened, and leaves it possible',
    guarantee: 'G5',
    file: BARRIER,
    find: "if (await take(manager, key, 'compensation')) return { outcome: 'sealed' };",
    replace:
      "const looked = readRow(key);\n      if ((await manager.query<unknown[]>(looked.text, looked.values)).length === 0)\n        return { outcome: 'sealed' };",
    suites: [{ file: 'libs/participant/test/barrier-status.int.spec.ts', part: 'a seal' }],
  },
  {
    name: 'free-text-as-reason',
    what: 'any text passes as the reason of a status, which is kept in the clear',
    guarantee: 'G12',
    file: 'libs/platform/src/grpc/status-details.ts',
    find: 'const REASON = /^[A-Z0-9_]{1,63}$/;',
    replace: 'const REASON = /^[^]{1,63}$/;',
    suites: [{ file: 'libs/platform/src/grpc/status-details.spec.ts' }],
  },
  {
    name: 'viewer-acts',
    what: 'who may look may act',
    guarantee: 'G11',
    file: 'apps/orchestrator/src/admin/rules.ts',
    find: "viewer: ['look'],",
    replace: "viewer: ['look', 'act'],",
    suites: [
      { file: 'apps/orchestrator/src/admin/rules.spec.ts' },
      { file: 'apps/orchestrator/test/doors-admin.int.spec.ts', part: 'a viewer looks' },
    ],
  },
  {
    name: 'payload-without-audit',
    what: 'input and output are shown before the reading is in the audit, and without it',
    guarantee: 'G11',
    file: 'apps/orchestrator/src/admin/reveal-door.ts',
    find: 'await this.note(call, await this.keyOf(sagaId), { after: 0, upTo: detail.row.revision });',
    replace: 'void call;',
    suites: [{ file: 'apps/orchestrator/test/doors-reveal.int.spec.ts', part: 'the audit of a reading' }],
  },
  {
    name: 'denial-not-audited',
    what: 'what an operator was denied at the door leaves no track',
    guarantee: 'G11',
    file: 'apps/orchestrator/src/admin/admin-gate.ts',
    find: '    await this.noteDenied(operator, peer, method, request, refusal.result);\n',
    replace: '',
    suites: [{ file: 'apps/orchestrator/src/admin/admin-gate.spec.ts' }],
  },
  {
    name: 'cipher-without-place',
    what: 'a sealed value opens wherever it is put',
    guarantee: 'G12',
    file: 'apps/orchestrator/src/cipher/payload-cipher.ts',
    find: '${part(String(seq))}${part(field)}`)',
    replace: '${part(String(seq))}${part(field)}`.slice(0, 1))',
    suites: [{ file: 'apps/orchestrator/src/cipher/payload-cipher.spec.ts' }],
  },
  {
    name: 'nonce-used-twice',
    what: 'every value is sealed under the same nonce',
    guarantee: 'G12',
    file: 'apps/orchestrator/src/cipher/payload-cipher.ts',
    find: 'const nonce = this.nonces.draw();',
    replace: 'const nonce = Buffer.alloc(NONCE_BYTES);',
    suites: [{ file: 'apps/orchestrator/src/cipher/payload-cipher.spec.ts' }],
  },
];
