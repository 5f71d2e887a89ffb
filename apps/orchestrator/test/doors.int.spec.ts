/** The clients' door: a real orchestrator on real Postgres and Redis, reached over gRPC. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  credentials,
  loadPackageDefinition,
  status,
  type ClientDuplexStream,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { Doors, FLOW, HEALTH, INPUT, SAGAS, startRequest } from './door-fixtures.js';

interface ServiceList {
  readonly list_services_response: { readonly service: readonly { readonly name: string }[] };
}
interface ReflectionPackage {
  readonly grpc: {
    readonly reflection: { readonly v1: { readonly ServerReflection: ServiceClientConstructor } };
  };
}

let doors: Doors;
beforeAll(async () => {
  doors = await Doors.open();
});
afterAll(() => doors.close());
afterEach(() => doors.participants.reset());

const start = (more: JsonObject = {}) => doors.client.call(`${SAGAS}/StartSaga`, startRequest(more));
const refused = (more: JsonObject) => doors.client.failure(`${SAGAS}/StartSaga`, startRequest(more));
const sagaOf = (answer: JsonObject) => answer['saga'] as JsonObject;

async function sagaCount(): Promise<number> {
  const pool = doors.database.pool({ schema: 'orchestrator' });
  const { rows } = await pool.query<{ count: number }>('select count(*)::integer as count from saga');
  await pool.end();
  return rows[0]?.count ?? 0;
}

describe('StartSaga', () => {
  it('G1: answers after the commit, with a pending saga', async () => {
    const answer = await start({ labels: { clinic: 'east', patient: '王小明' } });
    expect(answer).toMatchObject({
      existing: false,
      saga: {
        type: 'health-consultation',
        revision: '1',
        etag: '1',
        step: 'create_consultation_record',
        labels: { clinic: 'east', patient: '' },
        status: 'SAGA_STATUS_PENDING',
        epoch: '0',
      },
    });
    expect(sagaOf(answer)['saga_id']).toMatch(/^[0-9a-f-]{36}$/);
    await doors.until(sagaOf(answer)['saga_id'], 'COMPLETED');
  });

  it('wait: holds the answer until the saga has ended, and returns it whole', async () => {
    const saga = sagaOf(await start({ wait: '10s' }));
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPLETED', step: '' });
    expect(saga['output']).toMatchObject({ consultation_id: expect.any(String) as string });
    expect(saga['steps']).toHaveLength(5);
    expect(doors.participants.methodsOf(String(saga['saga_id']))).toHaveLength(7);
  });

  it('wait: returns the running saga before the deadline of the caller', async () => {
    const release = doors.participants.hold('GenerateReport');
    // On a busy machine the 100 ms that the answer has for its way may be over before it is read.
    const saga = await eventually(() => doors.start({ wait: '60s' }, { deadlineMs: 900 }));
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_RUNNING' });
    release();
    await doors.until(saga['saga_id'], 'COMPLETED');
  });

  it('wait: a request that is repeated after the end is answered at once', async () => {
    const request_id = randomUUID();
    await start({ request_id, wait: '10s' });
    const before = performance.now();
    expect(await start({ request_id, wait: '10s' })).toMatchObject({
      existing: true,
      saga: { status: 'SAGA_STATUS_COMPLETED' },
    });
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('an unknown type is NOT_FOUND, and nothing was written', async () => {
    const before = await sagaCount();
    const failure = await refused({ type: "x'; drop table saga; --" });
    expect(failure).toMatchObject({ code: status.NOT_FOUND, reason: 'TYPE_NOT_FOUND' });
    expect(failure.text).toContain('health-consultation-supervised');
    expect(failure.text).not.toContain('drop table');
    expect(await sagaCount()).toBe(before);
  });

  it('every mistake at once, with its path', async () => {
    const failure = await refused({
      input: {
        user_id: 7,
        consultation_data: {
          complaint: 'x',
          symptom: [],
          vitals: { temperature_celsius: 'hot' },
          sex: 'SEX_9',
        },
        constructed: true,
      },
      request_id: 'a b',
      labels: { clinic: '东区', ward: '3' },
    });
    expect(failure).toMatchObject({ code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' });
    expect(failure.fields.toSorted()).toEqual([
      'input.constructed',
      'input.consultation_data.sex',
      'input.consultation_data.symptom',
      'input.consultation_data.vitals.temperature_celsius',
      'input.user_id',
      'labels.clinic',
      'labels.ward',
      'request_id',
    ]);
  });

  it('deadlines: in the past a mistake, in the year 9999 none', async () => {
    const past = await refused({ deadline: '2020-01-01T00:00:00Z' });
    expect(past).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['deadline'] });
    const saga = sagaOf(await start({ deadline: '9999-12-31T23:59:59.999Z', wait: '10s' }));
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPLETED', deadline: '9999-12-31T23:59:59.999Z' });
  });

  it('a deadline that passes turns the saga back', async () => {
    const release = doors.participants.hold('GenerateReport');
    const deadline = new Date(Date.now() + 700).toISOString();
    const saga = sagaOf(await start({ deadline, wait: '10s' }));
    release();
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPENSATED', turn_cause: 'TURN_CAUSE_DEADLINE' });
  });
});

describe('request_id', () => {
  it('F25: the same request starts one saga, however often it comes at once', async () => {
    const request = startRequest({ request_id: randomUUID(), labels: { patient: 'p-1' } });
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => doors.client.call(`${SAGAS}/StartSaga`, request)),
    );
    const ids = new Set(answers.map((answer) => sagaOf(answer)['saga_id']));
    expect(ids.size).toBe(1);
    expect(answers.filter(({ existing }) => existing === false)).toHaveLength(1);
    const [sagaId] = ids;
    await doors.until(sagaId, 'COMPLETED');
    const created = doors.participants.methodsOf(String(sagaId)).filter((name) => name === 'CreateRecord');
    expect(created).toHaveLength(1);
  });

  it('F25: another body is refused with the paths that differ, and without a value', async () => {
    const request_id = randomUUID();
    const first = sagaOf(await start({ request_id, labels: { clinic: 'east' } }));
    const input = { ...INPUT, consultation_data: { complaint: 'CANARY', age_years: 9 } };
    const failure = await refused({ request_id, input, labels: { clinic: 'west', patient: 'CANARY' } });
    expect(failure).toMatchObject({ code: status.ALREADY_EXISTS, reason: 'REQUEST_ID_REUSED' });
    expect(failure.details?.metadata).toMatchObject({ saga_id: first['saga_id'] });
    expect(failure.fields.toSorted()).toEqual([
      'input.consultation_data.age_years',
      'input.consultation_data.complaint',
      'input.consultation_data.vitals',
      'labels.clinic',
      'labels.patient',
    ]);
    expect(JSON.stringify(failure)).not.toContain('CANARY');
  });

  it('another deadline, or none, is another body too', async () => {
    const request_id = randomUUID();
    await start({ request_id, deadline: '2999-01-01T00:00:00Z' });
    expect((await refused({ request_id, deadline: '2999-01-02T00:00:00Z' })).fields).toEqual(['deadline']);
    expect((await refused({ request_id })).fields).toEqual(['deadline']);
    expect(await start({ request_id, deadline: '2999-01-01T00:00:00Z' })).toMatchObject({ existing: true });
  });

  it('is for one type; of another type it starts another saga', async () => {
    const request_id = randomUUID();
    const one = sagaOf(await start({ request_id }));
    const other = sagaOf(await start({ request_id, type: 'health-consultation-supervised' }));
    expect(other['saga_id']).not.toBe(one['saga_id']);
  });

  it('without one every request starts a saga', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(sagaOf(one)['saga_id']).not.toBe(sagaOf(other)['saga_id']);
  });
});

describe('StartConsultation', () => {
  it('starts the same saga with fields instead of a Struct', async () => {
    const request = { input: INPUT, wait: '10s', labels: { clinic: 'east' } };
    const answer = await doors.client.call(`${FLOW}/StartConsultation`, request);
    expect(sagaOf(answer)).toMatchObject({ type: 'health-consultation', status: 'SAGA_STATUS_COMPLETED' });
    const supervised = await doors.client.call(`${FLOW}/StartConsultation`, { ...request, supervised: true });
    expect(sagaOf(supervised)).toMatchObject({ type: 'health-consultation-supervised' });
  });

  it('what is required must be there; what is wrong has its path', async () => {
    const none = await doors.client.failure(`${FLOW}/StartConsultation`, {});
    expect(none).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['input'] });
    const empty = await doors.client.failure(`${FLOW}/StartConsultation`, { input: {} });
    expect(empty.fields).toEqual(['input.user_id', 'input.consultation_data']);
    const raw = {
      input: { user_id: 'u', consultation_data: { sex: 999, observed_at: { seconds: '9e15' } } },
    };
    const odd = await doors.client.failure(`${FLOW}/StartConsultation`, raw, { raw: true });
    expect(odd).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(odd.fields[0]).toMatch(/^input\.consultation_data\.(sex|observed_at)/);
  });
});

describe('GetSaga', () => {
  it('full and strong; basic and whichever is fastest', async () => {
    const { saga_id } = await doors.start({ wait: '10s' });
    const get = (more: JsonObject) =>
      doors.client.call(`${SAGAS}/GetSaga`, { saga_id: saga_id ?? '', ...more });
    const full = sagaOf(await get({ view: 'SAGA_VIEW_FULL' }));
    expect(full).toMatchObject({ turn_cause: 'TURN_CAUSE_UNSPECIFIED' });
    expect(full['definition_hash']).toMatch(/^[0-9a-f]{64}$/);
    const basic = sagaOf(await get({ consistency: 'CONSISTENCY_STRONG' }));
    expect(basic).toMatchObject({ status: 'SAGA_STATUS_COMPLETED', steps: [], revision: full['revision'] });
    const glance = sagaOf(await get({}));
    expect(glance).toMatchObject({
      saga_id,
      status: 'SAGA_STATUS_COMPLETED',
      etag: full['etag'],
      step_index: 5,
    });
  });

  it('is RUNNING at a glance only once it was taken up', async () => {
    const release = doors.participants.hold('CreateRecord');
    const { saga_id } = await doors.start();
    const glance = async () =>
      sagaOf(await doors.client.call(`${SAGAS}/GetSaga`, { saga_id: saga_id ?? '' }));
    const strong = await doors.get(saga_id);
    expect([strong['status'], 'SAGA_STATUS_RUNNING']).toContain((await glance())['status']);
    await eventually(async () => (await glance())['status'] === 'SAGA_STATUS_RUNNING');
    release();
    await doors.until(saga_id, 'COMPLETED');
  });

  it('of a saga that is not there is NOT_FOUND in every way of asking', async () => {
    const saga_id = randomUUID();
    for (const more of [{}, { consistency: 'CONSISTENCY_STRONG' }, { view: 'SAGA_VIEW_FULL' }]) {
      const failure = await doors.client.failure(`${SAGAS}/GetSaga`, { saga_id, ...more });
      expect(failure).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
    }
  });
});

describe('CancelSaga', () => {
  const cancel = (saga_id: unknown, more: JsonObject = {}): JsonObject => ({
    saga_id: String(saga_id),
    reason: 'the person has left',
    ...more,
  });

  it('turns a running saga back, once for the same request', async () => {
    const release = doors.participants.hold('GenerateReport');
    const { saga_id } = await doors.start();
    await eventually(() => doors.participants.methodsOf(String(saga_id)).includes('GenerateReport'));
    const request = cancel(saga_id, { request_id: randomUUID() });
    const dry = await doors.client.call(`${SAGAS}/CancelSaga`, { ...request, validate_only: true });
    const first = await doors.client.call(`${SAGAS}/CancelSaga`, request);
    expect(sagaOf(first)['revision']).not.toBe(sagaOf(dry)['revision']);
    await doors.client.call(`${SAGAS}/CancelSaga`, request);
    release();
    const ended = await doors.until(saga_id, 'COMPENSATED');
    expect(ended).toMatchObject({ turn_cause: 'TURN_CAUSE_CANCELLED' });
    const undone = doors.participants
      .methodsOf(String(saga_id))
      .filter((name) => /^(Cancel|Delete)/.test(name));
    expect(undone.toSorted()).toEqual([
      ...['CancelAnalysis', 'CancelAnalysis', 'CancelAnalysis', 'DeleteRecord', 'DeleteReport'],
    ]);
  });

  it('of a saga that has ended is refused with its code', async () => {
    const { saga_id, etag } = await doors.start({ wait: '10s' });
    const failure = await doors.client.failure(`${SAGAS}/CancelSaga`, cancel(saga_id));
    expect(failure).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
    expect(failure.details?.metadata['refusal']).toBe('CANNOT_REOPEN');
    const stale = await doors.client.failure(
      `${SAGAS}/CancelSaga`,
      cancel(saga_id, { etag: String(Number(etag) - 1) }),
    );
    expect(stale).toMatchObject({ code: status.ABORTED, reason: 'ETAG_MISMATCH' });
  });

  it('G11: refused cancels are not recorded: nobody could be named for them', async () => {
    const pool = doors.database.pool({ schema: 'orchestrator' });
    const entries = async () => (await pool.query('select 1 from audit_entry')).rowCount;
    const before = await entries();
    for (let i = 0; i < 3; i += 1) await doors.client.failure(`${SAGAS}/CancelSaga`, cancel(randomUUID()));
    expect(await entries()).toBe(before);
    await pool.end();
  });

  it('needs a reason and a saga', async () => {
    const nothing = await doors.client.failure(`${SAGAS}/CancelSaga`, {});
    expect(nothing.fields).toEqual(['saga_id', 'reason']);
    const unknown = await doors.client.failure(`${SAGAS}/CancelSaga`, cancel(randomUUID()));
    expect(unknown).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
  });
});

describe('admission', () => {
  it('F40: refuses starts while a due saga waits for too long, with a time to come again, and writes nothing', async () => {
    const pool = doors.database.pool({ schema: 'orchestrator' });
    const later = grpcError({ code: status.ABORTED, message: 'x', reason: 'LATER', retryDelayMs: 60_000 });
    doors.participants.script('CreateRecord', () => Promise.reject(later));
    const { saga_id } = await doors.start();
    await eventually(async () => (await doors.get(saga_id))['due_time'] !== undefined);
    // Of a version that is not here: it is due, and nobody takes it.
    const overdue = `update saga set format = 99, due_at = now() - interval '6 s' where id = $1`;
    await eventually(async () => (await pool.query(overdue, [saga_id])).rowCount === 1);
    // The store is asked twice a second; until then starts get through.
    const failure = await eventually(() => refused({ request_id: 'overload' }));
    const refusedAt = await sagaCount();
    await refused({ request_id: 'overload-2' });
    expect(await sagaCount()).toBe(refusedAt);
    expect(failure).toMatchObject({ code: status.RESOURCE_EXHAUSTED, reason: 'OVERLOADED' });
    expect(failure.details?.retryDelayMs).toBe(1_000);
    await pool.query(`update saga set format = 1, due_at = now() + interval '60 s' where id = $1`, [saga_id]);
    await pool.end();
    doors.participants.reset();
    const again = await eventually(() => start({ request_id: 'late', wait: '10s' }));
    expect(sagaOf(again)['status']).toBe('SAGA_STATUS_COMPLETED');
  });
});

describe('health and reflection', () => {
  it('every service says that it serves', async () => {
    for (const service of ['', SAGAS, FLOW, 'suoke.saga.admin.v1.SagaAdminService']) {
      expect(await doors.client.call(`${HEALTH}/Check`, { service })).toEqual({ status: 'SERVING' });
    }
    const unknown = await doors.client.failure(`${HEALTH}/Check`, { service: 'x' });
    expect(unknown.code).toBe(status.NOT_FOUND);
  });

  it('G10: a process that cannot run an open saga is not ready, serves it all the same, and may be told to be ready', async () => {
    const pool = doors.database.pool({ schema: 'orchestrator' });
    const later = grpcError({ code: status.ABORTED, message: 'x', reason: 'LATER', retryDelayMs: 60_000 });
    doors.participants.script('CreateRecord', () => Promise.reject(later));
    const { saga_id } = await doors.start();
    await eventually(async () => (await doors.get(saga_id))['due_time'] !== undefined);
    await pool.query(
      `insert into definition (hash, type, document)
       select repeat('ab', 32), type, replace(document::text, 'CreateRecord', 'InventRecord')::jsonb
       from definition where type = 'health-consultation'`,
    );
    await pool.query(`update saga set definition_hash = repeat('ab', 32) where id = $1`, [saga_id]);
    const unready = await doors.add();
    const check = (place: typeof unready) => place.client.call(`${HEALTH}/Check`, { service: '' });
    expect(await check(unready)).toEqual({ status: 'NOT_SERVING' });
    expect(
      doors.log.some((line) => /definition_unfit.*InventRecord|InventRecord.*definition_unfit/.test(line)),
    ).toBe(true);
    const { saga } = await unready.client.call(`${SAGAS}/GetSaga`, {
      saga_id: saga_id ?? '',
      view: 'SAGA_VIEW_FULL',
    });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_RUNNING' });
    const told = await doors.add({ ACCEPT_UNFIT_DEFINITIONS: '1' });
    expect(await check(told)).toEqual({ status: 'SERVING' });
    await pool.query(
      `update saga set definition_hash = (select definition_hash from saga where id <> $1 and type = 'health-consultation' limit 1)
       where id = $1`,
      [saga_id],
    );
    await pool.end();
  });

  it('reflection names them', async () => {
    const proto = fileURLToPath(
      new URL(
        'build/proto/grpc/reflection/v1/reflection.proto',
        import.meta.resolve('@grpc/reflection/package.json'),
      ),
    );
    const loaded = loadPackageDefinition(loadSync(proto, { keepCase: true })) as unknown as ReflectionPackage;
    const client = new loaded.grpc.reflection.v1.ServerReflection(
      doors.client.url,
      credentials.createInsecure(),
    );
    const stream = client['ServerReflectionInfo']?.() as ClientDuplexStream<object, ServiceList>;
    stream.end({ list_services: '' });
    const [answer] = (await stream.toArray()) as ServiceList[];
    client.close();
    const names = answer?.list_services_response.service.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([SAGAS, FLOW, HEALTH]));
  });
});
