/** The REST face of the admin service: the same methods with the same answers as over gRPC, and what HTTP adds. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { protoWords, serviceDefinition, type JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { toCamelNames } from '../src/admin/rest/field-names.js';
import { openApiDocument } from '../src/admin/rest/openapi.js';
import { ADMIN_SERVICE, ROUTES } from '../src/admin/rest/routes.js';
import { ADMIN, asRole, CallFailure, Doors, TOKENS, type Role } from './door-fixtures.js';
import { problemIn, RestClient, type RestAnswer, type RestSettings } from './rest-client.js';

let doors: Doors;
let rest: RestClient;
let sql: pg.Pool;
beforeAll(async () => {
  doors = await Doors.open();
  rest = new RestClient(doors.first.restUrl);
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});
afterEach(() => doors.participants.reset());

const WHY = 'asked for by the ward';
const noPaper = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' }));

/** A saga that stands still because the report was refused. */
async function stuck(): Promise<JsonObject> {
  doors.participants.script('GenerateReport', noPaper);
  const saga = await doors.start({
    type: 'health-consultation-supervised',
    wait: '10s',
    labels: { clinic: 'east', patient: 'p-1' },
  });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  doors.participants.reset();
  return saga;
}

const audit = async (): Promise<number> => (await sql.query('select 1 from audit_entry')).rowCount ?? 0;
const at = (answer: JsonObject, ...names: string[]) =>
  names.reduce<JsonObject>((value, name) => value[name] as JsonObject, answer);

/** What one method answers over both faces, in the form of REST. */
async function both(
  rpc: string,
  request: JsonObject,
  sent: { method: string; path: string; settings?: RestSettings },
  role: Role = 'operator',
): Promise<{ overGrpc: JsonObject; overRest: RestAnswer }> {
  const answered = await doors.client
    .call(`${ADMIN}/${rpc}`, request, asRole(role))
    .catch((error: unknown) => error);
  const overRest = await rest.send(sent.method, `/admin/v1${sent.path}`, { role, ...sent.settings });
  if (answered instanceof CallFailure) {
    const { code, reason, text, details } = answered;
    const refusal: JsonObject = {
      code: reason ?? status[code] ?? '',
      grpcStatus: status[code] ?? '',
      detail: text,
      ...(details?.fieldViolations.length
        ? { violations: details.fieldViolations.map(({ field, description }) => ({ field, description })) }
        : {}),
      ...(Object.keys(details?.metadata ?? {}).length > 0 ? { metadata: details?.metadata ?? {} } : {}),
    };
    return { overGrpc: refusal, overRest };
  }
  if (answered instanceof Error) throw answered;
  const response = `suoke.saga.admin.v1.${rpc}Response`;
  return { overGrpc: toCamelNames(response, answered as JsonObject), overRest };
}

/** Both faces give the same refusal; returns it. */
async function sameRefusal(...args: Parameters<typeof both>): Promise<JsonObject> {
  const { overGrpc, overRest } = await both(...args);
  const problem = problemIn(overRest);
  expect(problem).toMatchObject(overGrpc);
  expect(problem['violations']).toEqual(overGrpc['violations']);
  return problem;
}

describe('the same answer over both faces', () => {
  it('GetSaga', async () => {
    const { saga_id: id } = await stuck();
    const sent = { method: 'GET', path: `/sagas/${String(id)}` };
    const { overGrpc, overRest } = await both('GetSaga', { saga_id: String(id) }, sent, 'viewer');
    expect(overRest.status).toBe(200);
    expect(overRest.json).toEqual(overGrpc);
    expect(at(overRest.json, 'saga', 'saga')).toMatchObject({
      sagaId: id,
      labels: { clinic: 'east', patient: '' },
    });
    expect(at(overRest.json, 'saga')['allowedActions']).not.toHaveLength(0);
  });

  it('ListSagas, page by page', async () => {
    await stuck();
    await stuck();
    const filter = 'status = FAILED AND type = "health-consultation-supervised"';
    const path = `/sagas?filter=${encodeURIComponent(filter)}&pageSize=1`;
    const first = await both('ListSagas', { filter, page_size: 1 }, { method: 'GET', path });
    expect(first.overRest.json).toEqual(first.overGrpc);
    const token = String(first.overRest.json['nextPageToken']);
    expect(token).not.toBe('');
    const second = await both(
      'ListSagas',
      { filter, page_size: 1, page_token: token },
      { method: 'GET', path: `${path}&pageToken=${token}` },
    );
    expect(second.overRest.json).toEqual(second.overGrpc);
    expect(second.overRest.json['sagas']).not.toEqual(first.overRest.json['sagas']);
  });

  it('a read may have its fields in the body, so that no address holds them', async () => {
    const filter = 'labels.patient = p-1';
    const settings = { body: { filter, pageSize: 1 }, headers: { 'x-http-method-override': 'GET' } };
    await stuck();
    const sent = { method: 'POST', path: '/sagas', settings };
    const { overGrpc, overRest } = await both('ListSagas', { filter, page_size: 1 }, sent);
    expect(overRest.json).toEqual(overGrpc);
    expect(overRest.json['sagas']).toHaveLength(1);
  });

  it('ReplaySaga with validate_only, and what is wrong with it', async () => {
    const { saga_id: id, etag } = await stuck();
    const request = { saga_id: String(id), etag: String(etag), request_id: randomUUID(), reason: WHY };
    const ask = (more: JsonObject, role?: Role) => {
      const { saga_id: _, ...body } = { ...request, validate_only: true, ...more };
      const sent = { method: 'POST', path: `/sagas/${String(id)}:replay`, settings: { body } };
      return [{ ...request, validate_only: true, ...more }, sent, role] as const;
    };
    const before = await audit();
    const { overGrpc, overRest } = await both('ReplaySaga', ...ask({}));
    expect(overRest).toMatchObject({ status: 200, json: { startedNew: false, result: { auditSeq: '0' } } });
    expect(overRest.json).toEqual(overGrpc);
    expect(await audit()).toBe(before);

    expect(await sameRefusal('ReplaySaga', ...ask({ etag: '999' }))).toMatchObject({ status: 409 });
    expect(await sameRefusal('ReplaySaga', ...ask({ reason: '', request_id: '?' }))).toMatchObject({
      status: 400,
    });
    expect(await sameRefusal('ReplaySaga', ...ask({}, 'viewer'))).toMatchObject({
      status: 403,
      code: 'NO_RIGHT',
    });
  });

  it('what is not there, and what is no id', async () => {
    const id = randomUUID();
    const unknown = await sameRefusal('GetSaga', { saga_id: id }, { method: 'GET', path: `/sagas/${id}` });
    expect(unknown).toMatchObject({ status: 404, code: 'SAGA_NOT_FOUND', instance: `/admin/v1/sagas/${id}` });
    for (const odd of ['..%2f..', 'a'.repeat(300), '%F0%9F%91%A9'])
      expect(
        await sameRefusal(
          'GetSaga',
          { saga_id: decodeURIComponent(odd) },
          { method: 'GET', path: `/sagas/${odd}` },
        ),
      ).toMatchObject({ status: 400, violations: [{ field: 'saga_id' }] });
  });

  it('a filter that cannot be served, a page that is none', async () => {
    for (const [name, value] of [
      ['filter', "status='X' OR 1=1--"],
      ['page_size', -1],
      ['page_token', 'AAAA'],
    ] as const) {
      const path = `/sagas?${name}=${encodeURIComponent(value)}`;
      await sameRefusal('ListSagas', { [name]: value }, { method: 'GET', path });
    }
  });
});

describe('an action over REST', () => {
  it('takes state and id from headers, acts once, and leaves its track', async () => {
    const { saga_id: id, revision } = await stuck();
    const path = `/sagas/${String(id)}`;
    const looked = await rest.get(path);
    const etag = looked.headers.get('etag') ?? '';
    expect(etag).toBe(`"${String(revision)}"`);
    const key = randomUUID();
    const headers = { 'if-match': etag, 'idempotency-key': key };
    const before = await audit();
    const replayed = await rest.post(`${path}:replay`, { reason: WHY }, { headers });
    expect(replayed).toMatchObject({ status: 200, json: { startedNew: false } });
    expect(replayed.headers.get('etag')).toMatch(/^"\d+"$/);
    await doors.until(id, 'COMPLETED');
    const again = await rest.post(`${path}:replay`, { reason: WHY }, { headers });
    expect(again).toMatchObject({
      status: 200,
      json: { result: { auditSeq: at(replayed.json, 'result')['auditSeq'] } },
    });
    expect(await audit()).toBe(before + 1);
    const { rows } = await sql.query('select * from audit_entry order by seq desc limit 1');
    expect(rows).toMatchObject([
      { actor: 'operator-1', action: 'ReplaySaga', target: `sagas/${String(id)}`, request_id: key },
    ]);
    // The key of the first face is the id of the second: one effect.
    const overGrpc = { saga_id: String(id), etag: etag.slice(1, -1), request_id: key, reason: WHY };
    await doors.admin('ReplaySaga', overGrpc);
    expect(await audit()).toBe(before + 1);
  });

  it('on a state that is no more is 409, and changes nothing', async () => {
    const saga = await stuck();
    const headers = { 'if-match': '"1"', 'idempotency-key': randomUUID() };
    const answer = await rest.post(`/sagas/${String(saga['saga_id'])}:replay`, { reason: WHY }, { headers });
    expect(problemIn(answer)).toMatchObject({ status: 409, code: 'ETAG_MISMATCH', grpcStatus: 'ABORTED' });
    expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
  });

  it('with * acts on whatever state, where that is allowed', async () => {
    const { saga_id: id } = await stuck();
    const headers = { 'if-match': '*', 'idempotency-key': randomUUID() };
    const none = await rest.post(`/sagas/${String(id)}:replay`, { reason: WHY }, { headers });
    expect(problemIn(none)).toMatchObject({ status: 400, violations: [{ field: 'etag' }] });
    const done = await rest.post(
      `/sagas/${String(id)}:compensate`,
      { reason: WHY },
      { headers: { ...headers, 'idempotency-key': randomUUID() } },
    );
    expect(done.status).toBe(200);
    await doors.until(id, 'COMPENSATED');
  });

  it('is told in Chinese to who reads Chinese', async () => {
    const ended = await doors.start({ wait: '10s' });
    const path = `/sagas/${String(ended['saga_id'])}:pause`;
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5', 'idempotency-key': randomUUID() };
    const answer = await rest.post(path, { reason: WHY }, { headers });
    expect(problemIn(answer)).toMatchObject({
      status: 400,
      code: 'NOT_ALLOWED',
      title: '当前状态不允许此操作',
      detail: '事务流程的当前状态不允许此操作。',
      metadata: { refusal: 'STATUS_FORBIDS', saga_id: ended['saga_id'] },
    });
    expect(answer.headers.get('content-language')).toBe('zh-CN');
  });
});

describe('who asks', () => {
  it.each([
    ['nobody', null, {}],
    ['a token that names nobody', null, { authorization: `Bearer ${'x'.repeat(40)}` }],
    ['another scheme', null, { authorization: 'Basic b3BlcmF0b3I6eA==' }],
    ['a token with letters that metadata cannot hold', null, { authorization: 'Bearer té' }],
  ])('%s is refused and counted', async (_what, role, headers) => {
    const { counts } = doors.first.orchestrator.gate;
    const before = counts.unauthenticated;
    const answer = await rest.get('/sagas', { role, headers });
    expect(counts.unauthenticated).toBe(before + 1);
    expect(problemIn(answer)).toMatchObject({
      status: 401,
      code: 'NO_IDENTITY',
      grpcStatus: 'UNAUTHENTICATED',
    });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('a cookie names nobody', async () => {
    const headers = { cookie: `authorization=Bearer ${TOKENS.admin}; token=${TOKENS.admin}` };
    expect(problemIn(await rest.get('/sagas', { role: null, headers }))).toMatchObject({
      code: 'NO_IDENTITY',
    });
    expect((await rest.get('/sagas')).headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['sec-fetch-site', 'cross-site'],
    ['origin', 'https://evil.example'],
  ])('a page of elsewhere is refused, by %s', async (name, value) => {
    const { saga_id: id, etag } = await stuck();
    const body = { reason: WHY, requestId: randomUUID(), etag: String(etag) };
    const answer = await rest.post(`/sagas/${String(id)}:replay`, body, { headers: { [name]: value } });
    expect(problemIn(answer)).toMatchObject({ status: 403, code: 'CROSS_ORIGIN' });
    expect((await doors.get(id))['status']).toBe('SAGA_STATUS_FAILED');
  });
});

describe('every answer', () => {
  it('is for nobody to keep, to guess at or to frame', async () => {
    for (const path of ['/sagas', '/nothing', '/openapi.json']) {
      const { headers } = await rest.get(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('to HEAD has no body', async () => {
    const answer = await rest.send('HEAD', '/admin/v1/sagas');
    expect(answer).toMatchObject({ status: 200, json: {} });
    expect((await rest.send('HEAD', '/admin/v1/nothing')).status).toBe(404);
  });

  it('that nobody foresaw is generic, and in the log', async () => {
    const engine = doors.first.orchestrator.engine;
    const { detail } = engine.reader;
    engine.reader.detail = () => Promise.reject(new Error('CANARY: column "x" of relation "saga"'));
    try {
      const answer = await rest.get(`/sagas/${randomUUID()}`);
      expect(problemIn(answer)).toMatchObject({ status: 500, code: 'INTERNAL', detail: 'internal error' });
      expect(JSON.stringify(answer.json)).not.toContain('CANARY');
      expect(doors.log.some((line) => line.includes('an unforeseen exception of a handler'))).toBe(true);
    } finally {
      engine.reader.detail = detail;
    }
  });
});

describe('the contract', () => {
  const document = openApiDocument(protoWords());
  const paths = document['paths'] as Record<string, Record<string, JsonObject>>;
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [String(operationId), method, path] as const),
  );

  it('is served as it was made', async () => {
    const { status: http, json } = await rest.get('/openapi.json', { role: null });
    expect(http).toBe(200);
    expect(json).toEqual(document);
  });

  it.each(routes.filter(([id]) => id !== 'GetOpenApi'))(
    '%s answers as it says: %s %s',
    async (_id, method, template) => {
      const path = template.replaceAll(/\{.+?\}/g, randomUUID());
      const body = method === 'post' ? {} : undefined;
      const nobody = await rest.send(method.toUpperCase(), path, { role: null, body });
      expect(problemIn(nobody)).toMatchObject({ status: 401, code: 'NO_IDENTITY' });
      const known = await rest.send(method.toUpperCase(), path, { body });
      expect([200, 400, 403, 404, 501]).toContain(known.status);
      if (known.status !== 200) {
        const { code } = problemIn(known);
        expect(['ROUTE_NOT_FOUND', 'MALFORMED_REQUEST', 'INTERNAL']).not.toContain(code);
      }
      for (const wrong of ['PUT', 'DELETE', 'PATCH', method === 'post' ? 'GET' : 'POST']) {
        const refused = await rest.send(wrong, path, { body: wrong === 'GET' ? undefined : {} });
        expect(problemIn(refused)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
        expect(refused.headers.get('allow')).toBe(method === 'post' ? 'POST' : 'GET, HEAD');
      }
    },
  );

  it('a method that a controller has is there in both faces, one that none has in neither', async () => {
    const ids: string[] = [];
    for (const { rpc, http, template } of ROUTES) {
      const path = `/admin/v1${template.replaceAll(/\{.+?\}/g, randomUUID())}`;
      const overRest = await rest.send(http, path, {
        role: 'viewer',
        body: http === 'POST' ? {} : undefined,
      });
      const request = Object.fromEntries(
        [...template.matchAll(/\{(.+?)\}/g)].map(([, name]) => [name, randomUUID()]),
      );
      const overGrpc = await doors.client
        .call(`${ADMIN}/${rpc}`, request, asRole('viewer'))
        .catch((error: unknown) => error);
      const isThere = !(overGrpc instanceof CallFailure && overGrpc.code === status.UNIMPLEMENTED);
      expect(`${rpc} ${overRest.status !== 501}`).toBe(`${rpc} ${isThere}`);
      if (isThere) ids.push(rpc);
    }
    expect(ids).toEqual(expect.arrayContaining(['ListSagas', 'GetSaga', 'ReplaySaga', 'CompensateSaga']));
    expect(Object.keys(serviceDefinition(ADMIN_SERVICE))).toEqual(expect.arrayContaining(ids));
  });

  it('describes what is answered', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'openapi');
    const check = (message: string, value: unknown): void => {
      const isFit = ajv.validate({ $ref: `openapi#/components/schemas/${message}` }, value);
      expect({ message, isFit, errors: ajv.errors }).toEqual({ message, isFit: true, errors: null });
    };
    const { saga_id: id, etag } = await stuck();
    check('saga.admin.v1.GetSagaResponse', (await rest.get(`/sagas/${String(id)}`)).json);
    check('saga.admin.v1.ListSagasResponse', (await rest.get('/sagas?pageSize=5')).json);
    const body = { etag: String(etag), requestId: randomUUID(), reason: WHY, validateOnly: true };
    const replayed = await rest.post(`/sagas/${String(id)}:replay`, body);
    check('saga.admin.v1.ReplaySagaResponse', replayed.json);
    check('Problem', (await rest.get(`/sagas/${randomUUID()}`)).json);
    check('Problem', (await rest.post(`/sagas/${String(id)}:replay`, { colour: 1 })).json);
    expect(
      ajv.validate({ $ref: 'openapi#/components/schemas/saga.admin.v1.GetSagaResponse' }, { saga: 7 }),
    ).toBe(false);
  });
});

describe('probes', () => {
  it('say that the process lives and is ready, to anybody', async () => {
    const live = await rest.send('GET', '/livez', { role: null });
    expect(live).toMatchObject({ status: 200, json: { status: 'alive' } });
    const ready = await rest.send('GET', '/readyz', { role: null });
    expect(ready).toMatchObject({
      status: 200,
      json: { status: 'ready', checks: { serving: 'ok', postgres: 'ok', redis: 'ok' } },
    });
  });

  it('G9: Redis down is ready, degraded; a process that drains is not', async () => {
    const place = await doors.add();
    const other = new RestClient(place.restUrl);
    const readyz = () => other.send('GET', '/readyz', { role: null });
    await doors.redis.down();
    await eventually(async () => (await readyz()).json['status'] === 'degraded', { timeoutMs: 20_000 });
    expect((await readyz()).status).toBe(200);
    await doors.redis.up();
    place.drain();
    expect(await readyz()).toMatchObject({
      status: 503,
      json: { status: 'not_ready', checks: { serving: 'down' } },
    });
    expect((await other.send('GET', '/livez', { role: null })).status).toBe(200);
  });
});
