import { createHash, randomUUID } from 'node:crypto';
import { Metadata, status } from '@grpc/grpc-js';
import { GrpcError } from '#libs/platform';
import { EngineError, type AuditRecord } from '#libs/saga-engine';
import { AdminGate, type GateWorld } from './admin-gate.js';
import { AdminTokens } from './admin-tokens.js';
import type { JwtVerdict } from './jwt-identity.js';
import { operatorIdentity, OperatorIdentities } from './operator-identity.js';
import {
  ADMIN_ROLES,
  ADMIN_SERVICE,
  NAMED_BY,
  RIGHTS_OF,
  RULES,
  type Grant,
  type OneThing,
} from './rules.js';

const tokenOf = (name: string) => `${name}-${'t'.repeat(32)}`;
const person = (name: string, grants: readonly Grant[], types: readonly string[] | null = null) => ({
  ...{ name, grants, types, inPlainText: false },
  digest: createHash('sha256').update(tokenOf(name)).digest(),
});
const TOKENS = new AdminTokens([
  person('viewer', ['viewer']),
  person('operator', ['operator']),
  person('reader', ['viewer', 'payload']),
  person('narrow', ['operator'], ['health-consultation']),
  person('lead', ['operator', 'approver'], ['health-consultation']),
]);
/** Whom the table is tried with: one for each role. */
const PEOPLE = new AdminTokens(ADMIN_ROLES.map((role) => person(role, [role])));
const OWN: string = randomUUID();
const FOREIGN: string = randomUUID();
const MISSING: string = randomUUID();
/** Of a saga, an operation and an approval of the same id. */
const TYPES = new Map([
  [OWN, ['health-consultation']],
  [FOREIGN, ['health-consultation', 'every-kind']],
]);

interface Call {
  readonly token?: string;
  readonly headers?: readonly (string | Buffer)[];
  readonly peer?: string;
  readonly request?: object;
}

/** @param verdict of every JSON Web Token; null: no issuer is configured */
function scene(more: Partial<GateWorld> = {}, verdict: JwtVerdict | null = null) {
  let nowMs = 0;
  const audit: AuditRecord[] = [];
  const errors: unknown[] = [];
  const identities = new OperatorIdentities();
  const verified: string[] = [];
  const kept: [string, number][] = [];
  const verify = async (token: string): Promise<JwtVerdict> => {
    verified.push(token);
    return verdict ?? 'refused';
  };
  const gate = new AdminGate({
    ...{ tokens: TOKENS, jwt: verdict === null ? null : { verify }, identities },
    audit: { append: async (record) => void audit.push(record) },
    seen: { keep: async (name, _identity, saidAtMs) => void kept.push([name, saidAtMs]) },
    typesOf: {
      'one saga': async (id) => TYPES.get(id) ?? null,
      'one operation': async (id) => TYPES.get(id) ?? null,
      'one approval': async (id) => TYPES.get(id) ?? null,
    },
    rates: { readsPerSecond: 5, actionsPerSecond: 2, failuresPerSecond: 10 },
    clock: { monotonicMs: () => nowMs },
    log: { error: (_event, fields) => void errors.push(fields?.['method']) },
    ...more,
  });
  /** The code of the refusal; the name of the operator when there is none. */
  const call = async (
    method: string,
    { token, headers, peer = '10.0.0.1', request = {} }: Call,
  ): Promise<string> => {
    const metadata = new Metadata();
    for (const header of headers ?? (token === undefined ? [] : [`Bearer ${tokenOf(token)}`])) {
      if (typeof header === 'string') metadata.add('authorization', header);
      else metadata.add('authorization-bin', header);
    }
    try {
      await gate.admit({ path: `/${ADMIN_SERVICE}/${method}`, peer, metadata, request });
      return identities.identify(metadata).name;
    } catch (error) {
      expect(() => identities.identify(metadata)).toThrow();
      if (error instanceof GrpcError) return error.reason;
      if (error instanceof EngineError) return error.code;
      throw error;
    }
  };
  return { gate, call, audit, errors, verified, kept, pass: (ms: number) => void (nowMs += ms) };
}

describe('who comes through the gate', () => {
  it('whoever has the right, and the handler finds the identity', async () => {
    const { call, audit } = scene();
    expect(await call('GetSaga', { token: 'viewer' })).toBe('viewer');
    expect(await call('ReplaySaga', { token: 'operator' })).toBe('operator');
    expect(await call('GetSaga', { headers: [`bEaReR ${tokenOf('viewer')}`] })).toBe('viewer');
    expect(audit).toEqual([]);
  });

  it('concerns every method of the operators, and no other', () => {
    expect(AdminGate.concerns(`/${ADMIN_SERVICE}/GetSaga`)).toBe(true);
    expect(AdminGate.concerns(`/${ADMIN_SERVICE}/Unheard`)).toBe(true);
    expect(AdminGate.concerns('/suoke.saga.v1.SagaService/GetSaga')).toBe(false);
    expect(AdminGate.concerns('/grpc.health.v1.Health/Check')).toBe(false);
  });

  it('21, E2: nobody without a token that names somebody, and each is counted, none recorded', async () => {
    const good = tokenOf('operator');
    const attempts: (readonly (string | Buffer)[])[] = [
      ...[[], [''], ['Bearer'], ['Bearer '], [good], [`Basic ${good}`], [`Bearer ${good}x`]],
      ...[[`Bearer ${good.slice(0, -1)}`], [`Bearer ${good.toUpperCase()}`], [`Bearer  ${good}`]],
      ...[[`Bearer ${good} `], [`Bearer ${good}`, `Bearer ${good}`], [`Bearer ${'x'.repeat(10_000)}`]],
      ...[['Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.'], [Buffer.from(`Bearer ${good}`)]],
    ];
    const { call, gate, audit } = scene();
    for (const headers of attempts) expect(await call('ReplaySaga', { headers })).toBe('NO_IDENTITY');
    expect(gate.counts).toEqual({ unauthenticated: attempts.length, limited: 0 });
    expect(audit).toEqual([]);
  });

  it('by a JSON Web Token whom it names, and else nobody', async () => {
    const headers = ['Bearer a.b.c'];
    const known = scene({}, operatorIdentity('jwt', 'jwt:li.wei', ['viewer'], null));
    expect(await known.call('GetSaga', { headers })).toBe('jwt:li.wei');
    expect(await known.call('ReplaySaga', { headers })).toBe('NO_RIGHT');
    expect(known.audit).toMatchObject([{ actor: 'jwt:li.wei', result: 'NO_RIGHT' }]);
    for (const [verdict, reason] of [
      ['refused', 'NO_IDENTITY'],
      ['expired', 'NO_IDENTITY'],
      ['no keys', 'KEYS_UNAVAILABLE'],
    ] as const) {
      const { call, gate, audit } = scene({}, verdict);
      expect(await call('GetSaga', { headers })).toBe(reason);
      expect([gate.counts.unauthenticated, audit.length]).toEqual([1, 0]);
    }
  });

  it('verifies as a JSON Web Token only what looks like one and is no token of the configuration', async () => {
    const { call, verified } = scene({}, 'refused');
    await call('GetSaga', { token: 'viewer' });
    await call('GetSaga', { headers: [`Bearer ${'x'.repeat(40)}`] });
    await call('GetSaga', { headers: ['Bearer a.b.c'] });
    expect(verified).toEqual(['a.b.c']);
  });
});

describe('what tokens of the issuer say', () => {
  it('E5: is kept once for each token, before it is refused, and nothing of tokens of the configuration', async () => {
    const { call, kept, audit } = scene({}, operatorIdentity('jwt', 'jwt:li.wei', ['viewer'], null, 1_000));
    const headers = ['Bearer a.b.c'];
    for (const method of ['ReplaySaga', 'GetSaga', 'GetSaga']) await call(method, { headers });
    await call('GetSaga', { token: 'viewer' });
    expect(kept).toEqual([['jwt:li.wei', 1_000]]);
    expect(audit).toHaveLength(1);
  });

  it('E5: is kept or the call does not go on', async () => {
    const keep = () => Promise.reject(new EngineError('STORE_UNAVAILABLE', 'away'));
    const { call } = scene(
      { seen: { keep } },
      operatorIdentity('jwt', 'jwt:li.wei', ['viewer'], null, 1_000),
    );
    expect(await call('GetSaga', { headers: ['Bearer a.b.c'] })).toBe('STORE_UNAVAILABLE');
  });
});

describe('what an identity has no right for', () => {
  it('E3: is refused and recorded, with nothing in it that the caller made up', async () => {
    const audit: AuditRecord[] = [];
    const recorded = { audit: { append: async (entry: AuditRecord) => void audit.push(entry) } };
    const canary = 'CANARY: the patient has…';
    const ids = { saga_id: OWN, request_id: 'r-1' };
    const requests = [
      { ...ids, reason: canary },
      { saga_id: `${canary}\u0000`, request_id: canary, reason: canary },
      { participant: 'suoke.report.v1.ReportService', request_id: 'r-2' },
      { participant: canary, request_id: 'r-3' },
      { operation_id: OWN, request_id: 'r-4' },
      { approval_id: canary },
      {},
    ];
    for (const request of requests) {
      // Each on a gate of its own: the rate is not what this is about.
      const { call } = scene(recorded);
      expect(await call('ReplaySaga', { token: 'viewer', request })).toBe('NO_RIGHT');
      const dry = { ...request, validate_only: true };
      expect(await call('ReplaySaga', { token: 'viewer', request: dry })).toBe('NO_RIGHT');
    }
    expect(audit.map(({ target, requestId }) => [target, requestId])).toEqual([
      [`sagas/${OWN}`, 'r-1'],
      ['sagas/-', '-'],
      ['participants/suoke.report.v1.ReportService', 'r-2'],
      ['participants/-', 'r-3'],
      [`operations/${OWN}`, 'r-4'],
      ['approvals/-', '-'],
      ['-', '-'],
    ]);
    expect(audit[0]).toEqual({
      ...{ actor: 'viewer', action: 'ReplaySaga', decision: 'denied', result: 'NO_RIGHT' },
      origin: { authMethod: 'token', sourceAddress: '10.0.0.1' },
      ...{ target: `sagas/${OWN}`, requestId: 'r-1', reason: null },
      ...{ revisionBefore: null, revisionAfter: null },
    });
    expect(JSON.stringify(audit)).not.toContain('CANARY');
  });

  it.each(ADMIN_ROLES)('is what the rules say, for a %s at every method', async (role) => {
    const rates = { readsPerSecond: 100, actionsPerSecond: 100, failuresPerSecond: 1 };
    const { call } = scene({ tokens: PEOPLE, rates });
    for (const [method, { needs }] of Object.entries(RULES)) {
      const expected = RIGHTS_OF[role].includes(needs) ? role : 'NO_RIGHT';
      expect(`${method} ${await call(method, { token: role })}`).toBe(`${method} ${expected}`);
      expect(await call(method, { token: role, request: { reveal: true } })).toBe('NO_RIGHT');
    }
  });

  it('payloads in the clear, to whoever has not the right to them', async () => {
    const { call, audit } = scene();
    for (const method of ['GetSaga', 'ListSagaEvents']) {
      const request = { saga_id: OWN, reveal: true };
      expect(await call(method, { token: 'operator', request })).toBe('NO_RIGHT');
      expect(await call(method, { token: 'reader', request })).toBe('reader');
      expect(await call(method, { token: 'operator', request: { saga_id: OWN } })).toBe('operator');
    }
    expect(audit.map(({ action }) => action)).toEqual(['GetSaga', 'ListSagaEvents']);
  });

  it('R1: a method without a rule, to everybody, and the log names it', async () => {
    const { call, audit, errors } = scene();
    for (const method of ['Unheard', 'constructor', ''])
      expect(await call(method, { token: 'operator' })).toBe('NO_RIGHT');
    expect(errors).toEqual(['Unheard', 'constructor', '']);
    expect(audit).toHaveLength(3);
  });

  it('where the audit cannot be written the refusal is an error of the store, never a pass', async () => {
    const { call } = scene({ audit: { append: () => Promise.reject(new Error('the store is away')) } });
    await expect(call('ReplaySaga', { token: 'viewer' })).rejects.toThrow('the store is away');
  });
});

describe('rights for some types', () => {
  it.each([
    ['ReplaySaga', 'saga_id', 'sagas', 'SAGA_NOT_FOUND'],
    ['CancelOperation', 'operation_id', 'operations', 'OPERATION_NOT_FOUND'],
    ['ListOperationItems', 'operation_id', 'operations', 'OPERATION_NOT_FOUND'],
    ['ApproveRequest', 'approval_id', 'approvals', 'APPROVAL_NOT_FOUND'],
  ])(
    'E4: what is of another type and what is not there look the same to %s',
    async (method, field, kind, gone) => {
      const { gate, audit } = scene();
      const texts: string[] = [];
      for (const id of [FOREIGN, MISSING]) {
        const metadata = new Metadata();
        metadata.add('authorization', `Bearer ${tokenOf('lead')}`);
        const request = { [field]: id, request_id: 'r', reason: '' };
        const call = { path: `/${ADMIN_SERVICE}/${method}`, peer: '', metadata, request };
        const error = (await gate.admit(call).catch((thrown: unknown) => thrown)) as EngineError | GrpcError;
        const seen = error instanceof GrpcError ? error.content : { ...error, text: error.message };
        texts.push(JSON.stringify(seen).replaceAll(id, '<id>'));
      }
      expect(texts[0]).toBe(texts[1]);
      expect(texts[0]).toContain(gone);
      expect(audit.map(({ target, result }) => [target, result])).toEqual([
        [`${kind}/${FOREIGN}`, 'NO_RIGHT'],
        [`${kind}/${MISSING}`, gone],
      ]);
    },
  );

  it('let through what is about a saga of such a type, and lists that are narrowed', async () => {
    const { call } = scene();
    expect(await call('GetSaga', { token: 'narrow', request: { saga_id: OWN } })).toBe('narrow');
    expect(await call('ReplaySaga', { token: 'narrow', request: { saga_id: OWN } })).toBe('narrow');
    expect(await call('ListSagas', { token: 'narrow' })).toBe('narrow');
    expect(await call('GetSaga', { token: 'narrow', request: { saga_id: '..%2f' } })).toBe('narrow');
  });

  it('R3: keep out of what reaches every type, and of nothing else that the role may', async () => {
    const rates = { readsPerSecond: 100, actionsPerSecond: 100, failuresPerSecond: 1 };
    const { call } = scene({ rates });
    for (const [method, { needs, reach }] of Object.entries(RULES)) {
      const isOut = reach === 'every type' || !RIGHTS_OF.operator.includes(needs);
      const request = reach in NAMED_BY ? { [NAMED_BY[reach as OneThing]]: OWN } : {};
      const answer = await call(method, { token: 'narrow', request });
      expect(`${method} ${answer}`).toBe(`${method} ${isOut ? 'NO_RIGHT' : 'narrow'}`);
    }
    expect(await call('HoldParticipant', { token: 'operator' })).toBe('operator');
  });
});

describe('how often somebody comes through', () => {
  it('twice the rate at once, then at the rate; reads and actions each for themselves, each identity for itself', async () => {
    const { call, gate, audit, pass } = scene();
    const times = (count: number, method: string, token: string) =>
      Promise.all(Array.from({ length: count }, () => call(method, { token })));
    expect(await times(5, 'ReplaySaga', 'operator')).toEqual([
      ...Array.from({ length: 4 }, () => 'operator'),
      'RATE_LIMITED',
    ]);
    expect(new Set(await times(10, 'GetSaga', 'operator'))).toEqual(new Set(['operator']));
    expect(await call('GetSaga', { token: 'operator' })).toBe('RATE_LIMITED');
    expect(await call('GetSaga', { token: 'viewer' })).toBe('viewer');
    pass(500);
    expect(await times(2, 'ReplaySaga', 'operator')).toEqual(['operator', 'RATE_LIMITED']);
    expect(gate.counts).toEqual({ unauthenticated: 0, limited: 3 });
    expect(audit).toEqual([]);
  });

  it('E3: what reads payloads in the clear is limited as an action is', async () => {
    const { call } = scene();
    const request = { reveal: true };
    const reads = await Promise.all(
      Array.from({ length: 5 }, () => call('GetSaga', { token: 'reader', request })),
    );
    expect(reads.filter((answer) => answer === 'RATE_LIMITED')).toHaveLength(1);
    expect(await call('GetSaga', { token: 'reader' })).toBe('reader');
  });

  it('E3: attempts without the right are limited too, so the audit does not grow without bound', async () => {
    const { call, audit } = scene();
    for (let attempt = 0; attempt < 100; attempt += 1) await call('ReplaySaga', { token: 'viewer' });
    expect(audit).toHaveLength(4);
  });

  it('RATE_LIMITED says when to come again', async () => {
    const { gate } = scene({ rates: { readsPerSecond: 1, actionsPerSecond: 1, failuresPerSecond: 1 } });
    const metadata = new Metadata();
    metadata.add('authorization', `Bearer ${tokenOf('viewer')}`);
    const admit = () => gate.admit({ path: `/${ADMIN_SERVICE}/GetSaga`, peer: '', metadata, request: {} });
    await admit();
    await admit();
    await expect(admit()).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      content: { reason: 'RATE_LIMITED', retryDelayMs: 1_000 },
    });
  });

  it('E2: an address from which too many named nobody hears so, and whoever can be named comes through', async () => {
    const { call, gate, pass } = scene();
    const attempts = await Promise.all(Array.from({ length: 25 }, () => call('GetSaga', {})));
    expect(attempts.filter((reason) => reason === 'NO_IDENTITY')).toHaveLength(20);
    expect(attempts.at(-1)).toBe('RATE_LIMITED');
    expect(await call('GetSaga', { token: 'viewer' })).toBe('viewer');
    expect(await call('GetSaga', { peer: '10.0.0.2' })).toBe('NO_IDENTITY');
    pass(100);
    expect(await call('GetSaga', {})).toBe('NO_IDENTITY');
    expect(gate.counts).toEqual({ unauthenticated: 27, limited: 5 });
  });
});
