import { createHash, randomBytes } from 'node:crypto';
import { ConfigError } from '#libs/platform';
import { DEFAULT_PARTICIPANTS, readConfig } from './config.js';

const key = () => randomBytes(32).toString('base64');
const TOKEN = 'a'.repeat(32);
const HASH = createHash('sha256').update(TOKEN).digest('hex');
const ENV = {
  DATABASE_URL: 'postgres://u@127.0.0.1/suoke',
  SUOKE_ENCRYPTION_KEYS: `k1:${key()}`,
  SUOKE_BLIND_INDEX_KEY: key(),
};

const read = (more: Record<string, string | undefined> = {}) => readConfig({ ...ENV, ...more });

function mistakes(more: Record<string, string | undefined>): readonly string[] {
  try {
    read(more);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('takes the least and fills in the defaults', () => {
    expect(read()).toMatchObject({
      redisUrl: undefined,
      redisPrefix: 'suoke',
      queueLanes: 1,
      production: false,
      insecure: false,
      acceptUnfitDefinitions: false,
      grpcUrl: '127.0.0.1:5100',
      httpUrl: '127.0.0.1:5180',
      tls: undefined,
      logLevel: 'info',
      roles: new Set(['api', 'worker']),
      slots: 2_048,
      definitionFiles: [],
      graceMs: 10_000,
      adminTokens: [],
      jwt: undefined,
      adminRates: { readsPerSecond: 100, actionsPerSecond: 20, failuresPerSecond: 10 },
      approvals: { required: false, batchAbove: 100, expiresInMs: 86_400_000 },
      participants: DEFAULT_PARTICIPANTS,
      callsPerParticipant: 512,
      participantTls: undefined,
    });
  });

  it('reads what is set', () => {
    const second = key();
    const config = read({
      REDIS_URL: 'redis://127.0.0.1:6379',
      NODE_ENV: 'production',
      INSECURE: '1',
      SUOKE_ROLES: 'worker',
      SUOKE_SLOTS: '3',
      SUOKE_DEFINITIONS: '/sagas/a.json, /sagas/b.json',
      SUOKE_ENCRYPTION_KEYS: ` k2:${second} , ${ENV.SUOKE_ENCRYPTION_KEYS}`,
      SUOKE_ADMIN_TOKENS: `ops:operator:sha256:${HASH},li.wei@suoke:admin+payload:types=a-type+b:sha256:${'0'.repeat(64)}`,
      SUOKE_PARTICIPANTS: 'suoke.report.v1.ReportService=report.svc:50051,own.v1.Service=[::1]:1',
    });
    expect(config).toMatchObject({ production: true, roles: new Set(['worker']), callsPerParticipant: 1 });
    expect(config.definitionFiles).toEqual(['/sagas/a.json', '/sagas/b.json']);
    expect(config.encryptionKeys.map(({ kid }) => kid)).toEqual(['k2', 'k1']);
    expect(Buffer.from(config.encryptionKeys[0]?.key ?? []).toString('base64')).toBe(second);
    expect(config.adminTokens).toEqual([
      {
        name: 'ops',
        grants: ['operator'],
        types: null,
        digest: Buffer.from(HASH, 'hex'),
        inPlainText: false,
      },
      {
        ...{ name: 'li.wei@suoke', grants: ['admin', 'payload'], types: ['a-type', 'b'] },
        ...{ digest: Buffer.alloc(32), inPlainText: false },
      },
    ]);
    expect(config.participants.get('suoke.report.v1.ReportService')).toBe('report.svc:50051');
    expect(config.participants.get('own.v1.Service')).toBe('[::1]:1');
    expect(config.participants.get('suoke.ai_agent.v1.AiAgentService')).toBe('127.0.0.1:5102');
  });

  it('a start without keys fails with a sentence that says what to do', () => {
    const found = mistakes({
      SUOKE_ENCRYPTION_KEYS: undefined,
      SUOKE_BLIND_INDEX_KEY: '',
      NODE_ENV: 'production',
    });
    expect(found).toEqual([
      expect.stringMatching(
        /^SUOKE_ENCRYPTION_KEYS: is required and not set: health data .*"openssl rand -base64 32/,
      ),
      expect.stringMatching(/^SUOKE_BLIND_INDEX_KEY: is required and not set: .*"openssl rand -base64 32/),
    ]);
  });

  it('lists all mistakes together', () => {
    const found = mistakes({
      DATABASE_URL: undefined,
      SUOKE_SLOTS: '0',
      SUOKE_SLOT: '1',
      SUOKE_ROLES: 'api,chef',
    });
    expect(found.map((mistake) => mistake.split(':')[0])).toEqual([
      'SUOKE_SLOT',
      'DATABASE_URL',
      'SUOKE_ROLES',
      'SUOKE_SLOTS',
    ]);
  });
});

describe('encryption keys', () => {
  it.each([
    [',', 'must name at least one key'],
    ['nonsense', 'entry 1 must be <id>:<key>'],
    [`k1:${randomBytes(31).toString('base64')}`, 'the key k1 must be 32 bytes in base64'],
    ['k1:', 'the key k1 must be 32 bytes in base64'],
    [`k1:${key()},k1:${key()}`, 'two keys have the id k1'],
    [`${'k'.repeat(33)}:${key()}`, 'entry 1 must be'],
  ])('wrong ones are refused (%#)', (text, message) => {
    const found = mistakes({ SUOKE_ENCRYPTION_KEYS: text });
    expect(found).toEqual([expect.stringContaining(`SUOKE_ENCRYPTION_KEYS: ${message}`)]);
  });

  it('an error never repeats a key', () => {
    const secret = randomBytes(31).toString('base64');
    expect(mistakes({ SUOKE_ENCRYPTION_KEYS: `k1:${secret}` }).join()).not.toContain(secret);
    expect(mistakes({ SUOKE_ENCRYPTION_KEYS: secret }).join()).not.toContain(secret);
    expect(mistakes({ SUOKE_BLIND_INDEX_KEY: secret }).join()).not.toContain(secret);
  });

  it('the blind index has a key of its own', () => {
    const shared = key();
    expect(mistakes({ SUOKE_ENCRYPTION_KEYS: `k1:${shared}`, SUOKE_BLIND_INDEX_KEY: shared })).toEqual([
      'SUOKE_BLIND_INDEX_KEY: must not be one of SUOKE_ENCRYPTION_KEYS',
    ]);
  });
});

describe('admin tokens', () => {
  it('may stand in the clear, but not in production', () => {
    const SUOKE_ADMIN_TOKENS = `a:viewer:b:${TOKEN},c:operator:sha256:${HASH},d:admin:types=:${'d'.repeat(32)}`;
    const tokens = read({ SUOKE_ADMIN_TOKENS }).adminTokens;
    expect(tokens.map(({ inPlainText }) => inPlainText)).toEqual([true, false, true]);
    expect(tokens[0]?.digest).toEqual(createHash('sha256').update(`b:${TOKEN}`).digest());
    expect(tokens[2]?.types).toBeNull();
    expect(mistakes({ SUOKE_ADMIN_TOKENS, NODE_ENV: 'production', INSECURE: '1' })).toEqual([
      'SUOKE_ADMIN_TOKENS: in production it holds hashes: put sha256:<hex> in place of 2 token(s)',
    ]);
  });

  it.each([
    ['ops', 'must be <name>:<roles>:<token>'],
    [`ops:${TOKEN}`, 'must be <name>:<roles>:<token>'],
    [`Ops:admin:${TOKEN}`, 'must be <name>:<roles>:<token>'],
    [`jwt:x:admin:${TOKEN}`, 'the roles must be one or more of'],
    [
      `ops:chef:${TOKEN}`,
      'the roles must be one or more of viewer, operator, approver, admin, auditor, payload',
    ],
    [`ops:admin+chef:${TOKEN}`, 'the roles must be one or more of'],
    [`ops:admin+admin:${TOKEN}`, 'the roles must be one or more of'],
    [`ops::${TOKEN}`, 'the roles must be one or more of'],
    [`ops:admin:types=A:${TOKEN}`, 'the types must be names of saga types'],
    [`ops:admin:types=a++b:${TOKEN}`, 'the types must be names of saga types'],
    [`ops:admin:types=a`, 'must be <name>:<roles>:<token>'],
    ['ops:admin:short', 'the token must have at least 32 characters'],
    [`ops:admin:${TOKEN} x`, 'the token must be printable ASCII without spaces'],
    [`ops:admin:sha256:${HASH.slice(1)}`, 'the hash must be sha256: and 64 hex digits in lower case'],
    [`ops:admin:sha256:${HASH.toUpperCase()}`, 'the hash must be sha256: and 64 hex digits in lower case'],
  ])('%j is refused', (text, message) => {
    const found = mistakes({ SUOKE_ADMIN_TOKENS: text });
    expect(found).toEqual([expect.stringContaining(`SUOKE_ADMIN_TOKENS: entry 1: ${message}`)]);
    for (const secret of [TOKEN, HASH, HASH.slice(1)]) expect(found.join()).not.toContain(secret);
  });

  it('that two entries share, and names that they share, are refused; all mistakes are listed', () => {
    const entries = [
      ...[`a:admin:${TOKEN}`, `b:viewer:sha256:${HASH}`, `a:viewer:${'b'.repeat(32)}`],
      ...[`client:admin:${'c'.repeat(32)}`, 'nonsense'],
    ];
    expect(mistakes({ SUOKE_ADMIN_TOKENS: entries.join() })).toEqual([
      'SUOKE_ADMIN_TOKENS: entry 2: its name or its token is there twice',
      'SUOKE_ADMIN_TOKENS: entry 3: its name or its token is there twice',
      expect.stringContaining('entry 4: the name client stands for'),
      expect.stringContaining('entry 5: must be'),
    ]);
  });
});

describe('JSON Web Tokens', () => {
  const JWT = {
    SUOKE_JWT_ISSUER: 'https://id.suoke.life',
    SUOKE_JWT_AUDIENCE: 'suoke-saga-admin',
    SUOKE_JWT_KEYS: 'https://id.suoke.life/jwks.json',
  };

  it('name operators where issuer, audience and keys are set', () => {
    expect(read(JWT).jwt).toEqual({
      ...{ issuer: 'https://id.suoke.life', audience: 'suoke-saga-admin', type: 'at+jwt' },
      keys: { kind: 'url', url: new URL(JWT.SUOKE_JWT_KEYS) },
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      ...{ rolesClaim: 'roles', typesClaim: undefined, clockToleranceMs: 10_000, maxAgeMs: 3_600_000 },
    });
    const more = {
      ...{ SUOKE_JWT_KEYS: '/etc/suoke/jwks.json', SUOKE_JWT_ALGORITHMS: 'ES384, Ed25519' },
      ...{ SUOKE_JWT_TYPE: 'JWT', SUOKE_JWT_ROLES_CLAIM: 'https://suoke.life/roles' },
      ...{ SUOKE_JWT_TYPES_CLAIM: 'types', SUOKE_JWT_CLOCK_TOLERANCE: '1m', SUOKE_JWT_MAX_AGE: '5m' },
    };
    expect(read({ ...JWT, ...more }).jwt).toMatchObject({
      keys: { kind: 'file', path: '/etc/suoke/jwks.json' },
      ...{ algorithms: ['ES384', 'Ed25519'], type: 'JWT', rolesClaim: 'https://suoke.life/roles' },
      ...{ typesClaim: 'types', clockToleranceMs: 60_000, maxAgeMs: 300_000 },
    });
  });

  it('all mistakes are listed together', () => {
    const found = mistakes({
      ...{ SUOKE_JWT_KEYS: 'https://root:hunter2@id.suoke.life/keys', SUOKE_JWT_ALGORITHMS: 'RS256,HS256' },
      ...{ SUOKE_JWT_TYPE: 'id_token', SUOKE_JWT_CLOCK_TOLERANCE: '10m', SUOKE_JWT_MAX_AGE: '400d' },
      ...{ SUOKE_ADMIN_READS_PER_SECOND: '0', SUOKE_ADMIN_ACTIONS_PER_SECOND: '-1' },
      SUOKE_ADMIN_FAILURES_PER_SECOND: 'many',
    });
    expect(found.map((mistake) => mistake.split(':')[0])).toEqual([
      ...['SUOKE_JWT_KEYS', 'SUOKE_JWT_ALGORITHMS', 'SUOKE_JWT_TYPE'],
      ...['SUOKE_JWT_CLOCK_TOLERANCE', 'SUOKE_JWT_MAX_AGE'],
      ...['SUOKE_ADMIN_READS_PER_SECOND', 'SUOKE_ADMIN_ACTIONS_PER_SECOND'],
      'SUOKE_ADMIN_FAILURES_PER_SECOND',
    ]);
    expect(found.join()).not.toContain('hunter2');
  });

  it.each(['none', 'HS256', 'rs256', 'RS256,none', ',', 'ES256K'])(
    '%j is no choice of algorithms',
    (names) => {
      expect(mistakes({ ...JWT, SUOKE_JWT_ALGORITHMS: names })).toEqual([
        expect.stringContaining('SUOKE_JWT_ALGORITHMS: must be one or more of RS256'),
      ]);
    },
  );

  it.each([
    ['SUOKE_JWT_ISSUER', ['SUOKE_JWT_AUDIENCE', 'SUOKE_JWT_KEYS']],
    ['SUOKE_JWT_AUDIENCE', ['SUOKE_JWT_ISSUER', 'SUOKE_JWT_KEYS']],
    ['SUOKE_JWT_KEYS', ['SUOKE_JWT_ISSUER', 'SUOKE_JWT_AUDIENCE']],
  ] as const)('%s needs the other two', (name, missing) => {
    expect(mistakes({ [name]: JWT[name] })).toEqual(
      missing.map((other) => `${other}: is needed where ${name} is set`),
    );
  });

  it('keys come by https, on loopback, or where the network encrypts', () => {
    const SUOKE_JWT_KEYS = 'http://id.suoke.life/keys';
    expect(mistakes({ ...JWT, SUOKE_JWT_KEYS })).toEqual([
      'SUOKE_JWT_KEYS: must start with https://, or set INSECURE=1 if the network encrypts',
    ]);
    expect(mistakes({ ...JWT, SUOKE_JWT_KEYS, INSECURE: '1' })).toEqual([]);
    expect(mistakes({ ...JWT, SUOKE_JWT_KEYS: 'http://127.0.0.1:8080/keys' })).toEqual([]);
    expect(mistakes({ ...JWT, SUOKE_JWT_KEYS: 'ftp://id.suoke.life/keys' })).toHaveLength(1);
  });
});

describe('approvals', () => {
  it.each([
    [{}, false],
    [{ NODE_ENV: 'development' }, false],
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'production', SUOKE_APPROVALS: 'off' }, false],
    [{ SUOKE_APPROVALS: 'required' }, true],
  ])('with %j are required: %s', (more, required) => {
    expect(read(more).approvals.required).toBe(required);
  });

  it('are asked for above a number of sagas, and expire', () => {
    const more = { SUOKE_APPROVAL_BATCH_ABOVE: '5', SUOKE_APPROVAL_EXPIRY: '2h' };
    expect(read(more).approvals).toMatchObject({ batchAbove: 5, expiresInMs: 7_200_000 });
    expect(mistakes({ SUOKE_APPROVALS: 'maybe', SUOKE_APPROVAL_EXPIRY: '1s' })).toEqual([
      expect.stringContaining('SUOKE_APPROVALS: must be one of required, off'),
      expect.stringContaining('SUOKE_APPROVAL_EXPIRY: must be a duration'),
    ]);
  });
});

describe('participants', () => {
  it.each([
    ['nonsense', 'entry 1 must be <package.Service>=<host>:<port>'],
    ['a.v1.S=host', 'the address of a.v1.S must be <host>:<port>'],
    ['a.v1.S=host:0', 'the address of a.v1.S must be <host>:<port>'],
    ['a.v1.S=http://host:1', 'the address of a.v1.S must be <host>:<port>'],
    ['a.v1.S=127.0.0.1:1,a.v1.S=127.0.0.1:2', 'a.v1.S is there twice'],
  ])('%j is refused', (text, message) => {
    expect(mistakes({ SUOKE_PARTICIPANTS: text })).toEqual([`SUOKE_PARTICIPANTS: ${message}`]);
  });

  it('are called in plain text on loopback only, unless TLS or INSECURE=1 is set', () => {
    const SUOKE_PARTICIPANTS = 'suoke.report.v1.ReportService=report.svc:50051';
    expect(mistakes({ SUOKE_PARTICIPANTS })).toEqual([
      expect.stringContaining(
        'suoke.report.v1.ReportService would be called in plain text at report.svc:50051',
      ),
    ]);
    expect(mistakes({ SUOKE_PARTICIPANTS, INSECURE: '1' })).toEqual([]);
    expect(read({ SUOKE_PARTICIPANTS, SUOKE_PARTICIPANT_CA: '/ca.pem' }).participantTls).toEqual({
      caPath: '/ca.pem',
    });
  });
});

describe('certificates', () => {
  it('come with their keys', () => {
    expect(mistakes({ SUOKE_TLS_CERT: 'c', SUOKE_PARTICIPANT_KEY: 'k' })).toEqual([
      'SUOKE_TLS_KEY: is needed where SUOKE_TLS_CERT is set',
      'SUOKE_PARTICIPANT_CERT: is needed where SUOKE_PARTICIPANT_KEY is set',
    ]);
    expect(read({ SUOKE_TLS_CERT: 'c', SUOKE_TLS_KEY: 'k' }).tls).toMatchObject({
      certPath: 'c',
      keyPath: 'k',
    });
  });
});
