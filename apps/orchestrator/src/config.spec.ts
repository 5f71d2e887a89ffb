import { randomBytes } from 'node:crypto';
import { ConfigError } from '#libs/platform';
import { DEFAULT_PARTICIPANTS, readConfig } from './config.js';

const key = () => randomBytes(32).toString('base64');
const TOKEN = 'a'.repeat(32);
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
      tls: undefined,
      logLevel: 'info',
      roles: new Set(['api', 'worker']),
      slots: 2_048,
      definitionFiles: [],
      graceMs: 10_000,
      adminTokens: [],
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
      SUOKE_ADMIN_TOKENS: `ops:operator:${TOKEN},li.wei@suoke:admin:b:${TOKEN}`,
      SUOKE_PARTICIPANTS: 'suoke.report.v1.ReportService=report.svc:50051,own.v1.Service=[::1]:1',
    });
    expect(config).toMatchObject({ production: true, roles: new Set(['worker']), callsPerParticipant: 1 });
    expect(config.definitionFiles).toEqual(['/sagas/a.json', '/sagas/b.json']);
    expect(config.encryptionKeys.map(({ kid }) => kid)).toEqual(['k2', 'k1']);
    expect(Buffer.from(config.encryptionKeys[0]?.key ?? []).toString('base64')).toBe(second);
    expect(config.adminTokens).toEqual([
      { name: 'ops', role: 'operator', token: TOKEN },
      { name: 'li.wei@suoke', role: 'admin', token: `b:${TOKEN}` },
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
  it.each([
    ['ops', 'the role of ops must be one of viewer, operator, admin, auditor'],
    [`ops:chef:${TOKEN}`, 'the role of ops must be one of viewer, operator, admin, auditor'],
    ['ops:admin:short', 'the token of ops must have at least 32 characters'],
    [`ops:admin:${TOKEN} x`, 'the token of ops must be printable ASCII without spaces'],
    [`a:admin:${TOKEN},b:viewer:${TOKEN}`, 'the name or the token of b is there twice'],
    [`Ops:admin:${TOKEN}`, 'entry 1 must be <name>:<role>:<token>'],
  ])('%j is refused', (text, message) => {
    const found = mistakes({ SUOKE_ADMIN_TOKENS: text });
    expect(found).toHaveLength(1);
    expect(found[0]).not.toContain(TOKEN);
    expect(found[0]).toContain(message);
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
