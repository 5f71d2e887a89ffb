import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf, methodOf, serviceDefinition } from '#libs/contracts';
import {
  ADMIN_ROLES,
  ADMIN_SERVICE,
  GRANTS,
  isMutation,
  NAMED_BY,
  RIGHTS_OF,
  rightsOf,
  ruleOf,
  RULES,
  type Right,
} from './rules.js';

const METHODS = Object.keys(serviceDefinition(ADMIN_SERVICE));
const fieldsOf = (method: string) =>
  messageOf(methodOf(`${ADMIN_SERVICE}/${method}`)?.requestType ?? '')?.fields ?? new Map<string, unknown>();

const PAGE = readFileSync(fileURLToPath(new URL('../../../../docs/OPERATORS.md', import.meta.url)), 'utf8');

/** The rows of a table of the page, code marks taken off. */
function table(section: string): string[][] {
  const part = PAGE.split(/^## /m).find((text) => text.startsWith(`${section}\n`)) ?? '';
  const [head, , ...rows] = part.split('\n').filter((line) => line.startsWith('|'));
  return [head ?? '', ...rows].map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
}

describe('rules', () => {
  it('R1: every method of the proto has one, and nothing else has', () => {
    expect(METHODS.length).toBeGreaterThan(30);
    expect(Object.keys(RULES).toSorted()).toEqual(METHODS.toSorted());
    for (const method of METHODS) expect(ruleOf(method)).not.toBeNull();
  });

  it.each(['', 'Unheard', 'constructor', '__proto__', 'toString', 'getSaga'])(
    'R1: there is none for %j, which counts as a mutation',
    (method) => {
      expect(ruleOf(method)).toBeNull();
      expect(isMutation(ruleOf(method))).toBe(true);
    },
  );

  it('R2: no role gives the right to read payloads', () => {
    for (const role of ADMIN_ROLES) expect(RIGHTS_OF[role]).not.toContain('payload');
    expect([...rightsOf(['viewer', 'payload'])].toSorted()).toEqual(['look', 'payload']);
    expect(rightsOf([]).size).toBe(0);
  });

  it.each(METHODS)(
    'R3: %s is about one saga, operation or approval just if its request names one',
    (method) => {
      const named = Object.entries(NAMED_BY).filter(([, field]) => fieldsOf(method).has(field));
      const { reach } = ruleOf(method) ?? {};
      expect(named.map(([one]) => one)).toEqual(Object.hasOwn(NAMED_BY, reach ?? '') ? [reach] : []);
    },
  );

  it.each(METHODS)('%s is a mutation just if its request says why and can be tried out', (method) => {
    const isOne = fieldsOf(method).has('reason') && fieldsOf(method).has('request_id');
    expect(isMutation(ruleOf(method))).toBe(isOne);
  });

  it('every call is one request and one answer: that is what the gate judges', () => {
    const streams = METHODS.filter((method) => {
      const shape = methodOf(`${ADMIN_SERVICE}/${method}`);
      return shape?.requestStream !== false || shape.responseStream;
    });
    expect(streams).toEqual([]);
  });
});

describe('docs/OPERATORS.md', () => {
  const yes = (holds: boolean) => (holds ? 'yes' : '');

  it('shows the rights of every role', () => {
    const rights: Right[] = ['look', 'act', 'approve', 'audit', 'payload'];
    expect(table('Roles')).toEqual([
      ['role', ...rights],
      ...GRANTS.map((grant) => [grant, ...rights.map((right) => yes(RIGHTS_OF[grant].includes(right)))]),
    ]);
  });

  it('shows the rule of every method', () => {
    expect(table('Who may do what')).toEqual([
      ['method', 'takes', ...ADMIN_ROLES, 'reaches'],
      ...Object.entries(RULES).map(([method, { needs, reach }]) => [
        ...[method, needs, ...ADMIN_ROLES.map((role) => yes(RIGHTS_OF[role].includes(needs))), reach],
      ]),
    ]);
  });
});
