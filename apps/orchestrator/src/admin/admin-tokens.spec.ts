import { createHash } from 'node:crypto';
import type { AdminToken } from '../config-values.js';
import { AdminTokens } from './admin-tokens.js';
import { ADMIN_ROLES } from './rules.js';

const tokenOf = (role: string) => `${role}-${'t'.repeat(40)}`;
const TOKENS: AdminToken[] = ADMIN_ROLES.map((role) => ({
  ...{ name: `${role}-1`, grants: [role], types: null, inPlainText: false },
  digest: createHash('sha256').update(tokenOf(role)).digest(),
}));

describe('tokens of the configuration', () => {
  it.each(ADMIN_ROLES)('name a %s', (role) => {
    expect(new AdminTokens(TOKENS).find(tokenOf(role))).toMatchObject({ name: `${role}-1`, roles: [role] });
  });

  it('name nobody by anything else, their hashes neither', () => {
    const good = tokenOf('admin');
    const digest = createHash('sha256').update(good).digest();
    const others = [
      ...['', ' ', good.slice(0, -1), `${good}x`, good.toUpperCase(), `${good} `, 'x'.repeat(100_000)],
      ...[digest.toString('hex'), `sha256:${digest.toString('hex')}`, digest.toString('latin1')],
    ];
    for (const other of others) expect(new AdminTokens(TOKENS).find(other)).toBeNull();
  });

  it('name nobody where there are none', () => {
    expect(new AdminTokens([]).find('')).toBeNull();
    expect(new AdminTokens([]).find(tokenOf('admin'))).toBeNull();
  });

  it('are for the saga types that they were given', () => {
    const [token] = TOKENS as [AdminToken];
    const found = new AdminTokens([{ ...token, types: ['a'] }]).find(tokenOf('viewer'));
    expect(found?.types).toEqual(new Set(['a']));
  });
});
