import { createHash } from 'node:crypto';
import type { Json } from '#libs/saga-core';
import { AdminTokens } from './admin-tokens.js';
import { identityRecord, operatorIdentity } from './operator-identity.js';
import { Requesters } from './requesters.js';
import type { Grant } from './rules.js';

const token = (name: string, grants: readonly Grant[], types: readonly string[] | null = null) => ({
  ...{ name, grants, types, inPlainText: false },
  digest: createHash('sha256').update(name).digest(),
});
const tokens = new AdminTokens([
  token('lin', ['operator']),
  token('wu', ['viewer', 'approver']),
  token('narrow', ['operator'], ['a']),
]);
const said = (grants: readonly Grant[], types: readonly string[] | null = null) =>
  identityRecord(operatorIdentity('jwt', 'jwt:li', grants, types));

function mayStill(
  requestedBy: string,
  {
    method = 'SkipStep',
    types = ['a'],
    identity = said(['operator']),
    last = null,
    hasIssuer = true,
  }: {
    readonly method?: string;
    readonly types?: readonly string[];
    readonly identity?: Json;
    readonly last?: Json | null;
    readonly hasIssuer?: boolean;
  } = {},
): Promise<boolean> {
  const seen = { last: async () => last };
  return new Requesters({ tokens, seen, hasIssuer }).mayStill({ requestedBy, method, types, identity });
}

describe('Q1: a token of the configuration', () => {
  it('counts as the configuration has it now, whatever was kept', async () => {
    expect(await mayStill('lin')).toBe(true);
    expect(await mayStill('wu')).toBe(false);
    expect(await mayStill('gone')).toBe(false);
  });

  it('Q3: for the types that it is for now', async () => {
    expect(await mayStill('narrow')).toBe(true);
    expect(await mayStill('narrow', { types: ['a', 'b'] })).toBe(false);
    expect(await mayStill('lin', { types: ['a', 'b'] })).toBe(true);
  });
});

describe('Q2: a token of the issuer', () => {
  it('counts as the last one said, and as it said when it was asked where none came since', async () => {
    expect(await mayStill('jwt:li')).toBe(true);
    expect(await mayStill('jwt:li', { identity: said(['viewer']) })).toBe(false);
    expect(await mayStill('jwt:li', { last: said(['viewer']) })).toBe(false);
    expect(await mayStill('jwt:li', { identity: said(['viewer']), last: said(['operator']) })).toBe(true);
    expect(await mayStill('jwt:li', { last: said(['operator'], ['b']) })).toBe(false);
    expect(await mayStill('jwt:li', { last: said(['operator'], []) })).toBe(false);
  });

  it('counts for nothing without an issuer, and where what was kept is of another form', async () => {
    expect(await mayStill('jwt:li', { hasIssuer: false })).toBe(false);
    const others: readonly Json[] = [
      ...['x', [], {}, { rights: 'act', types: null }, { rights: ['act'] }, { rights: ['act'], types: [1] }],
    ];
    for (const last of others) expect(await mayStill('jwt:li', { last })).toBe(false);
  });
});

it("Q3: a method that no rule names is nobody's", async () => {
  expect(await mayStill('lin', { method: 'Unheard' })).toBe(false);
});
