/** Who may do what at the operators' door, over gRPC: every role at every method, rights by type, limits, real tokens. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type pg from 'pg';
import { messageOf, methodOf, serviceDefinition, type JsonObject } from '#libs/contracts';
import { ADMIN_ROLES, RIGHTS_OF, RULES, type AdminMethod } from '../src/admin/rules.js';
import { ADMIN, asRole, CallFailure, Doors, SAGAS, type CallSettings, type Place } from './door-fixtures.js';

/** Methods that somebody handles; to the others gRPC itself says UNIMPLEMENTED, whoever asks. */
let methods: AdminMethod[];
const hasReveal = (method: string) =>
  messageOf(methodOf(`${ADMIN}/${method}`)?.requestType ?? '')?.fields.has('reveal') === true;
const ISSUER = 'https://id.suoke.life';
const AUDIENCE = 'suoke-saga-admin';

let doors: Doors;
let sql: pg.Pool;
let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let folder: string;
let strict: Place;

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  folder = mkdtempSync(join(tmpdir(), 'suoke-jwks-'));
  const file = join(folder, 'keys.json');
  writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1' }] }));
  const jwt = { SUOKE_JWT_ISSUER: ISSUER, SUOKE_JWT_AUDIENCE: AUDIENCE, SUOKE_JWT_KEYS: file };
  doors = await Doors.open({ ...jwt, SUOKE_JWT_TYPES_CLAIM: 'types' });
  sql = doors.database.pool({ schema: 'orchestrator' });
  const all = Object.keys(serviceDefinition(ADMIN)) as AdminMethod[];
  const answers = await Promise.all(
    all.map((method) => reasonOf(doors.client.call(`${ADMIN}/${method}`, {}))),
  );
  methods = all.filter((_method, index) => answers[index] !== String(status.UNIMPLEMENTED));
  strict = await doors.add({
    ...{ SUOKE_ADMIN_READS_PER_SECOND: '2', SUOKE_ADMIN_ACTIONS_PER_SECOND: '1' },
    SUOKE_ADMIN_FAILURES_PER_SECOND: '1',
  });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
  rmSync(folder, { recursive: true });
});

interface Entry {
  actor: string;
  action: string;
  target: string;
  decision: string;
  result: string;
  request_id: string;
}

async function lastEntries(count: number): Promise<Entry[]> {
  const { rows } = await sql.query<Entry>('select * from audit_entry order by seq desc limit $1', [count]);
  return rows.toReversed();
}

async function entries(): Promise<number> {
  return Number((await sql.query<{ n: string }>('select count(*) as n from audit_entry')).rows[0]?.n);
}

/** Why a call was refused; null when it was not. */
async function reasonOf(call: Promise<unknown>): Promise<string | null> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  if (!(error instanceof CallFailure)) throw error;
  return error.reason ?? String(error.code);
}

function tokenOf(claims: JsonObject = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const payload = {
    sub: 'li.wei',
    iss: ISSUER,
    aud: AUDIENCE,
    iat: now,
    exp: now + 300,
    types: '*',
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt' })
    .sign(keys.privateKey);
}

const bearing = (token: string): CallSettings => ({ metadata: { authorization: `Bearer ${token}` } });

it('some methods are handled', () => {
  expect(methods).toEqual(expect.arrayContaining(['ListSagas', 'GetSaga', 'ReplaySaga', 'CompensateSaga']));
});

describe.each(ADMIN_ROLES)('the role %s', (role) => {
  it('may call just the methods that the table says', async () => {
    const before = await entries();
    const answers = new Map<string, boolean>();
    for (const method of methods)
      answers.set(method, (await reasonOf(doors.admin(method, {}, role))) === 'NO_RIGHT');
    const refused = methods.filter((method) => !RIGHTS_OF[role].includes(RULES[method].needs));
    expect(methods.filter((method) => answers.get(method))).toEqual(refused);
    // Each refusal is in the audit; so are requests that an action found wrong.
    const { rows } = await sql.query<{ action: string }>(
      `select action from audit_entry where seq > $1 and actor = $2 and result = 'NO_RIGHT' order by seq`,
      [before, `${role}-1`],
    );
    expect(rows.map(({ action }) => action)).toEqual(refused);
  });

  it('reads no payload in the clear without the right to it', async () => {
    const revealing = methods.filter(hasReveal);
    expect(revealing).toContain('GetSaga');
    for (const method of revealing)
      expect(await reasonOf(doors.admin(method, { reveal: true }, role))).toBe('NO_RIGHT');
  });
});

describe('nobody', () => {
  it('may call any method, and is not recorded', async () => {
    const before = await entries();
    for (const method of methods) {
      const failure = await doors.client.failure(`${ADMIN}/${method}`, {});
      expect(failure).toMatchObject({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' });
    }
    expect(doors.first.orchestrator.gate.counts.unauthenticated).toBeGreaterThanOrEqual(methods.length);
    expect(await entries()).toBe(before);
  });

  it('is asked for a token by the doors for clients', async () => {
    expect(await reasonOf(doors.client.call(`${SAGAS}/ListSagas`, {}))).toBeNull();
  });
});

describe('the right to payloads', () => {
  it('is one beside the roles', async () => {
    const { saga_id } = await doors.start();
    const request = { saga_id, reveal: true, reason: 'asked for by the ward' };
    expect(await reasonOf(doors.admin('GetSaga', request, 'reader'))).not.toBe('NO_RIGHT');
    expect(await reasonOf(doors.admin('GetSaga', request, 'admin'))).toBe('NO_RIGHT');
    expect(await lastEntries(1)).toMatchObject([
      { actor: 'admin-1', action: 'GetSaga', target: `sagas/${String(saga_id)}`, result: 'NO_RIGHT' },
    ]);
  });
});

describe('rights for some saga types', () => {
  const SUPERVISED = 'health-consultation-supervised';
  const mutation = (saga_id: unknown, more: JsonObject = {}): JsonObject => ({
    ...{ saga_id: String(saga_id), etag: '1', request_id: randomUUID(), reason: 'asked for by the ward' },
    ...more,
  });

  it('a saga of another type looks like one that is not there, and the audit knows the difference', async () => {
    const { saga_id } = await doors.start({ type: SUPERVISED });
    const missing = randomUUID();
    for (const [method, more] of [
      ['GetSaga', {}],
      ['ReplaySaga', {}],
      ['ReplaySaga', { reason: '', etag: 'nonsense' }],
      ['CompensateSaga', { validate_only: true }],
    ] as const) {
      const of = async (id: unknown) => {
        const request = method === 'GetSaga' ? { saga_id: String(id) } : mutation(id, more);
        const { code, text, details } = await doors.adminFailure(method, request, 'narrow');
        return JSON.stringify({ code, text, details }).replaceAll(String(id), '<id>');
      };
      expect(await of(saga_id)).toBe(await of(missing));
      expect(await of(saga_id)).toContain('SAGA_NOT_FOUND');
    }
    expect(await lastEntries(3)).toMatchObject([
      { target: `sagas/${String(saga_id)}`, action: 'ReplaySaga', decision: 'denied', result: 'NO_RIGHT' },
      { target: `sagas/${missing}`, action: 'ReplaySaga', decision: 'denied', result: 'SAGA_NOT_FOUND' },
      { target: `sagas/${String(saga_id)}`, action: 'ReplaySaga', decision: 'denied', result: 'NO_RIGHT' },
    ]);
    expect(await reasonOf(doors.admin('GetSaga', { saga_id }, 'operator'))).toBeNull();
  });

  it('sagas of such a type are seen and acted on', async () => {
    const { saga_id } = await doors.start();
    expect(await reasonOf(doors.admin('GetSaga', { saga_id }, 'narrow'))).toBeNull();
    // The etag is refused, not the right.
    expect(await reasonOf(doors.admin('ReplaySaga', mutation(saga_id, { etag: '999' }), 'narrow'))).toBe(
      'ETAG_MISMATCH',
    );
  });

  it('lists show no other, whatever their filter', async () => {
    const [own, other] = [await doors.start(), await doors.start({ type: SUPERVISED })];
    const typesOf = async (filter: string, settings: CallSettings | 'operator' | 'narrow') => {
      const page =
        typeof settings === 'string'
          ? await doors.admin('ListSagas', { filter }, settings)
          : await doors.client.call(`${ADMIN}/ListSagas`, { filter }, settings);
      const sagas = page['sagas'] as JsonObject[];
      return new Set(sagas.map(({ saga }) => (saga as JsonObject)['type']));
    };
    expect(own['saga_id']).not.toBe(other['saga_id']);
    expect(await typesOf('', 'operator')).toEqual(new Set(['health-consultation', SUPERVISED]));
    expect(await typesOf('', 'narrow')).toEqual(new Set(['health-consultation']));
    expect(await typesOf(`type = ${SUPERVISED} AND age < 1d`, 'narrow')).toEqual(new Set());
    const none = bearing(await tokenOf({ roles: ['operator'], types: [] }));
    expect(await typesOf('', none)).toEqual(new Set());
  });
});

describe('an operator with a JSON Web Token', () => {
  it('acts under its subject, by the roles in it', async () => {
    const { saga_id } = await doors.start({ wait: '10s' });
    const request = { saga_id, etag: '1', request_id: randomUUID(), reason: 'asked for by the ward' };
    const call = async (claims: JsonObject) =>
      reasonOf(doors.client.call(`${ADMIN}/ReplaySaga`, request, bearing(await tokenOf(claims))));
    expect(await call({ roles: ['viewer'] })).toBe('NO_RIGHT');
    expect(await call({ roles: ['operator'] })).toBe('ETAG_MISMATCH');
    expect(await call({})).toBe('NO_RIGHT');
    expect(await lastEntries(3)).toMatchObject([
      { actor: 'jwt:li.wei', result: 'NO_RIGHT' },
      { actor: 'jwt:li.wei', result: 'ETAG_MISMATCH' },
      { actor: 'jwt:li.wei', result: 'NO_RIGHT' },
    ]);
  });

  it('is nobody once it has expired, or is for somebody else, or by a forged one', async () => {
    const past = Math.floor(Date.now() / 1_000) - 600;
    const [header, payload, signature = ''] = (await tokenOf({ roles: 'admin' })).split('.');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    const tokens = [
      await tokenOf({ roles: 'admin', iat: past - 60, exp: past }),
      await tokenOf({ roles: 'admin', aud: 'suoke-saga' }),
      `${header}.${payload}.${flipped}`,
      `${header}.${payload}.`,
    ];
    const before = await entries();
    for (const token of tokens) {
      const failure = await doors.client.failure(`${ADMIN}/ListSagas`, {}, bearing(token));
      expect(failure).toMatchObject({ code: status.UNAUTHENTICATED, reason: 'NO_IDENTITY' });
    }
    expect(await entries()).toBe(before);
  });
});

describe('limits', () => {
  /** Let through, such a call is refused for its request, without asking the store. */
  const call = (token: 'viewer' | 'auditor') => strict.client.failure(`${ADMIN}/GetSaga`, {}, asRole(token));

  it('hold up who calls too often, with the time to wait, and nobody else', async () => {
    const failures = await Promise.all(Array.from({ length: 60 }, () => call('viewer')));
    const limited = failures.filter(({ reason }) => reason !== 'INVALID_ARGUMENT');
    expect(limited.length).toBeGreaterThan(0);
    expect(limited.length).toBeLessThanOrEqual(56);
    for (const failure of limited) {
      expect(failure).toMatchObject({ code: status.RESOURCE_EXHAUSTED, reason: 'RATE_LIMITED' });
      expect(failure.details?.retryDelayMs).toBeGreaterThan(0);
      expect(failure.details?.retryDelayMs).toBeLessThanOrEqual(500);
    }
    expect((await call('auditor')).reason).toBe('INVALID_ARGUMENT');
    expect(strict.orchestrator.gate.counts.limited).toBe(limited.length);
  });

  it('tell an address that names nobody too often, and hold up nobody there who can be named', async () => {
    const reasons = await Promise.all(
      Array.from({ length: 40 }, () => reasonOf(strict.client.call(`${ADMIN}/GetSaga`, {}))),
    );
    expect(new Set(reasons)).toEqual(new Set(['NO_IDENTITY', 'RATE_LIMITED']));
    expect((await call('auditor')).reason).toBe('INVALID_ARGUMENT');
  });
});
