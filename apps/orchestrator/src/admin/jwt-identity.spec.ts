/** Every attack on a token ends as 'refused'; what the gate makes of that is admin-gate.spec.ts's business. */
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { DEFAULT_JWT_ALGORITHMS, JWT_ALGORITHMS, type JwtConfig } from '../config-jwt.js';
import { JwtIdentities, looksLikeJwt } from './jwt-identity.js';
import { JwtKeys } from './jwt-keys.js';

const NOW_MS = 1_795_000_000_000;
const NOW = NOW_MS / 1_000;
const CONFIG: JwtConfig = {
  ...{ issuer: 'https://id.suoke.life', audience: 'suoke-saga-admin', type: 'at+jwt' },
  keys: { kind: 'file', path: '' },
  algorithms: DEFAULT_JWT_ALGORITHMS,
  ...{ rolesClaim: 'roles', typesClaim: undefined },
  ...{ clockToleranceMs: 10_000, maxAgeMs: 3_600_000 },
};
const HEADER: JWTHeaderParameters = { alg: 'RS256', kid: 'rsa', typ: 'at+jwt' };
const CLAIMS: JWTPayload = {
  ...{ iss: CONFIG.issuer, aud: CONFIG.audience, sub: 'li.wei', roles: ['operator'] },
  ...{ iat: NOW - 60, exp: NOW + 240 },
};

interface Pair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}
let own: Pair;
let foreign: Pair;
let published: JWK[];
beforeAll(async () => {
  const pair = (algorithm: string) => generateKeyPair(algorithm, { extractable: true });
  [own, foreign] = await Promise.all([pair('RS256'), pair('RS256')]);
  published = [{ ...(await exportJWK(own.publicKey)), kid: 'rsa', use: 'sig' }];
});

function identities(config: Partial<JwtConfig> = {}, keys: readonly JWK[] = published): JwtIdentities {
  const source = new JwtKeys(
    async () => ({ keys: [...keys] }),
    { monotonicMs: () => 0 },
    { warn: (event) => expect(event).toBeUndefined() },
  );
  return new JwtIdentities({ ...CONFIG, ...config }, source, { now: () => NOW_MS });
}

function signed(
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
  key: CryptoKey | Uint8Array = own.privateKey,
): Promise<string> {
  const payload = Object.entries({ ...CLAIMS, ...claims }).filter(([, value]) => value !== undefined);
  return new SignJWT(Object.fromEntries(payload)).setProtectedHeader({ ...HEADER, ...header }).sign(key);
}

const verdict = async (token: string | Promise<string>, config: Partial<JwtConfig> = {}) =>
  identities(config).verify(await token);

/** A token with a header and a payload of any kind, and a signature that may fit. */
async function assembled(header: unknown, payload: unknown, signature?: string): Promise<string> {
  const part = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part(payload)}`;
  const made =
    signature ??
    Buffer.from(
      await crypto.subtle.sign('RSASSA-PKCS1-v1_5', own.privateKey as never, Buffer.from(input)),
    ).toString('base64url');
  return `${input}.${made}`;
}

describe('a good token', () => {
  it('names its subject, who has the rights of its roles for every type', async () => {
    expect(await verdict(signed())).toEqual({
      ...{ name: 'jwt:li.wei', authMethod: 'jwt', roles: ['operator'], types: null },
      rights: new Set(['look', 'act']),
      saidAtMs: (NOW - 60) * 1_000,
    });
  });

  it('may be assembled by hand: what the attacks below are made of', async () => {
    expect(await verdict(assembled(HEADER, CLAIMS))).toMatchObject({ name: 'jwt:li.wei' });
  });

  it('may be for several audiences, and of a type with its prefix', async () => {
    expect(
      await verdict(signed({ aud: ['other', CONFIG.audience] }, { typ: 'application/at+jwt' })),
    ).toMatchObject({ name: 'jwt:li.wei' });
  });

  it.each(DEFAULT_JWT_ALGORITHMS)('is signed by %s', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const key = { ...(await exportJWK(publicKey)), kid: 'other' };
    const token = await signed({}, { alg, kid: 'other' }, privateKey);
    expect(await identities({}, [...published, key]).verify(token)).toMatchObject({ name: 'jwt:li.wei' });
    const algorithms = JWT_ALGORITHMS.filter((name) => name !== alg);
    expect(await identities({ algorithms }, [...published, key]).verify(token)).toBe('refused');
  });
});

describe('a token that is none', () => {
  it.each([
    '',
    '.',
    '..',
    'a.b',
    'a.b.c',
    `${'a'.repeat(10_000)}.b.c`,
    '😀.😀.😀',
    'e30.e30.',
    'bnVsbA.bnVsbA.AA',
  ])('%j is refused', async (text) => {
    expect(await verdict(text)).toBe('refused');
  });

  it('is told from one by its form', async () => {
    expect(looksLikeJwt(await signed())).toBe(true);
    expect(looksLikeJwt(`operator-${'t'.repeat(32)}`)).toBe(false);
    expect(looksLikeJwt('a.b.c.d.e')).toBe(false);
  });

  it('refuses a payload that is no object', async () => {
    for (const payload of ['[]', 'null', '"x"', '1', '{', '{"sub":"a"}{}'])
      expect(await verdict(assembled(HEADER, payload))).toBe('refused');
  });
});

describe('its signature (SECURITY 22 to 25)', () => {
  it('22: none is refused', async () => {
    const unsecured = new UnsecuredJWT(CLAIMS).encode();
    const [, payload] = (await signed()).split('.');
    for (const alg of ['none', 'None', 'NONE', '', null, undefined, 0, []]) {
      expect(await verdict(assembled({ ...HEADER, alg }, CLAIMS, ''))).toBe('refused');
      expect(await verdict(assembled({ ...HEADER, alg }, CLAIMS))).toBe('refused');
    }
    expect(await verdict(unsecured)).toBe('refused');
    expect(await verdict(`${(await signed()).split('.')[0]}.${payload}.`)).toBe('refused');
  });

  it('23: HS256 by the public key is refused, whatever the configuration lists', async () => {
    const secrets = [await exportSPKI(own.publicKey), JSON.stringify(published[0]), published[0]?.n ?? ''];
    for (const secret of secrets) {
      const token = await signed({}, { alg: 'HS256' }, new TextEncoder().encode(secret.padEnd(32, 'x')));
      expect(await verdict(token)).toBe('refused');
      expect(await verdict(token, { algorithms: [...JWT_ALGORITHMS, 'HS256'] })).toBe('refused');
    }
  });

  it('24: a key id only chooses among the keys that there are', async () => {
    const ids = ['../../../../dev/null', '/etc/passwd', "rsa' or 1=1--", 'rsa\u0000', '__proto__', '', 'RSA'];
    for (const kid of ids) expect(await verdict(signed({}, { kid }))).toBe('refused');
    for (const kid of ['../../dev/null', 'rsa'])
      expect(await verdict(signed({}, { kid }, foreign.privateKey))).toBe('refused');
  });

  it('25: a token that brings its key, or says where one is, is refused, even if it is rightly signed', async () => {
    const jwk = await exportJWK(foreign.publicKey);
    const headers: Record<string, unknown>[] = [
      ...[{ jwk }, { jku: 'http://127.0.0.1:1/keys' }, { x5u: 'http://127.0.0.1:1/cert' }],
      { x5c: ['MIIB'] },
    ];
    for (const header of headers) {
      expect(await verdict(signed({}, header as never, foreign.privateKey))).toBe('refused');
      expect(await verdict(assembled({ ...HEADER, ...header }, CLAIMS))).toBe('refused');
    }
  });

  it('of somebody else, over something else, or by extensions that nobody knows, is refused', async () => {
    expect(await verdict(signed({}, {}, foreign.privateKey))).toBe('refused');
    const [header, , signature] = (await signed()).split('.');
    const admin = Buffer.from(JSON.stringify({ ...CLAIMS, roles: ['admin'] })).toString('base64url');
    expect(await verdict(`${header}.${admin}.${signature}`)).toBe('refused');
    expect(await verdict(assembled({ ...HEADER, crit: ['x'], x: 1 }, CLAIMS))).toBe('refused');
    expect(await verdict(assembled({ ...HEADER, crit: ['b64'], b64: false }, CLAIMS))).toBe('refused');
  });

  it('by a key that is too short, or broken, is refused', async () => {
    const broken = { kty: 'RSA', kid: 'rsa', n: 'AQAB', e: 'AQAB' };
    expect(await identities({}, [broken]).verify(await signed())).toBe('refused');
    expect(await identities({}, [{ kty: 'oct', kid: 'rsa', k: 'AAAA' }]).verify(await signed())).toBe(
      'refused',
    );
  });
});

describe('its times (SECURITY 26)', () => {
  it.each<[string, JWTPayload, string]>([
    ['expired', { exp: NOW - 11 }, 'expired'],
    ['not expired, by clocks that differ', { exp: NOW - 9 }, 'known'],
    ['not valid yet', { nbf: NOW + 11 }, 'refused'],
    ['valid in a moment, by clocks that differ', { nbf: NOW + 9 }, 'known'],
    ['without an end', { exp: undefined }, 'refused'],
    ['with an end that is no number', { exp: String(NOW + 240) as never }, 'refused'],
    ['without a beginning', { iat: undefined }, 'refused'],
    ['issued in the future', { iat: NOW + 11 }, 'refused'],
    ['that wants to live for years', { iat: NOW - 3_611, exp: NOW + 1e8 }, 'expired'],
    ['as old as may be', { iat: NOW - 3_600, exp: NOW + 1e8 }, 'known'],
  ])('%s', async (_what, claims, expected) => {
    const found = await verdict(signed(claims));
    expect(typeof found === 'string' ? found : 'known').toBe(expected);
  });

  it('only its owner learns that it has expired: a forged one is refused', async () => {
    expect(await verdict(signed({ exp: NOW - 3_600 }, {}, foreign.privateKey))).toBe('refused');
  });
});

describe('whom it is for (SECURITY 27, 28)', () => {
  it.each<[string, JWTPayload]>([
    ['another issuer', { iss: 'https://id.suoke.life/' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'suoke-saga' }],
    ['no audience', { aud: undefined }],
    ['audiences without ours', { aud: ['a', 'b'] }],
    ['an audience that is no text', { aud: { [CONFIG.audience]: 1 } as never }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['a subject that is no text', { sub: 7 as never }],
    ['a subject with a line break', { sub: 'li\nwei' }],
    ['a subject of 129 characters', { sub: 'x'.repeat(129) }],
  ])('of %s is refused', async (_what, claims) => {
    expect(await verdict(assembled(HEADER, { ...CLAIMS, ...claims }))).toBe('refused');
  });

  it('28: an ID token is no access token', async () => {
    for (const typ of ['JWT', 'ID', undefined, 'id_token+jwt'])
      expect(await verdict(signed({}, { typ }))).toBe('refused');
    const asJwt = { type: 'JWT' } as const;
    expect(await verdict(signed({}, { typ: 'JWT' }), asJwt)).toMatchObject({ name: 'jwt:li.wei' });
    expect(await verdict(signed({}, { typ: 'at+jwt' }), asJwt)).toBe('refused');
    for (const claim of ['nonce', 'at_hash', 'c_hash', 's_hash'])
      expect(await verdict(signed({ [claim]: 'x' }, { typ: 'JWT' }), asJwt)).toBe('refused');
  });
});

describe('its roles (SECURITY 29)', () => {
  const rolesOf = async (roles: unknown) => {
    const found = await verdict(assembled(HEADER, { ...CLAIMS, roles }));
    return typeof found === 'string'
      ? found
      : [...found.roles, ...(found.rights.has('payload') ? ['+'] : [])];
  };

  it('are a list of texts, or one text; what is no role of ours gives nothing', async () => {
    expect(await rolesOf(['viewer', 'payload', 'root', 'Admin', 'admin '])).toEqual(['viewer', '+']);
    expect(await rolesOf('auditor')).toEqual(['auditor']);
    expect(await rolesOf('viewer admin')).toEqual([]);
    expect(await rolesOf([])).toEqual([]);
    expect(await rolesOf(undefined)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an object', { admin: true }],
    ['a nested list', [['admin']]],
    ['a list with an object', ['admin', { toString: 'admin' }]],
    ['numbers', [1, 2]],
    ['a number', 1],
    ['null', null],
    ['true', true],
    ['ten thousand', Array.from({ length: 10_000 }, () => 'admin')],
    ['one hundred and one', Array.from({ length: 101 }, () => 'admin')],
  ])('that are %s refuse the token', async (_what, roles) => {
    expect(await rolesOf(roles)).toBe('refused');
  });

  it('stand in the claim that the configuration names, and in no other', async () => {
    const claim = 'https://suoke.life/roles';
    const token = signed({ [claim]: ['admin'] });
    expect(await verdict(token, { rolesClaim: claim })).toMatchObject({ roles: ['admin'] });
    expect(await verdict(token, { rolesClaim: 'constructor' })).toMatchObject({ roles: [] });
    expect(await verdict(token, { rolesClaim: '__proto__' })).toMatchObject({ roles: [] });
  });
});

describe('its saga types', () => {
  const typesOf = async (types: unknown, typesClaim: string | undefined = 'types') => {
    const found = await verdict(assembled(HEADER, { ...CLAIMS, types }), { typesClaim });
    return typeof found === 'string' ? found : found.types && [...found.types];
  };

  it('are those that it lists, all for *, none where it does not say', async () => {
    expect(await typesOf(['a', 'b'])).toEqual(['a', 'b']);
    expect(await typesOf('a')).toEqual(['a']);
    expect(await typesOf(['a', '*'])).toBeNull();
    expect(await typesOf([])).toEqual([]);
    expect(await typesOf(undefined)).toEqual([]);
    for (const odd of [{ a: 1 }, [1], null]) expect(await typesOf(odd)).toBe('refused');
  });
});

describe('where there are no keys', () => {
  it('nobody is refused for it', async () => {
    const keys = new JwtKeys(
      () => Promise.reject(new Error('away')),
      { monotonicMs: () => 0 },
      { warn: () => {} },
    );
    const found = await new JwtIdentities(CONFIG, keys, { now: () => NOW_MS }).verify(await signed());
    expect(found).toBe('no keys');
  });
});
