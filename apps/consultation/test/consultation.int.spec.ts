import type { consultation_v1 } from '#libs/contracts';
import {
  fullConsultation,
  participantConformance,
  startTestParticipant,
  testCallKeys,
  type TestParticipant,
} from '#libs/testkit/participants';
import { consultation } from '../src/consultation.definition.js';

const SERVICE = 'suoke.consultation.v1.ConsultationService';
const CREATE = `${SERVICE}/CreateRecord`;
const DELETE = `${SERVICE}/DeleteRecord`;

let service: TestParticipant;

beforeAll(async () => {
  service = await startTestParticipant(consultation);
});
afterAll(async () => service.stop());

const request = (user_id = 'user-1') => ({ user_id, data: fullConsultation() });
const create = (key: string, user?: string) =>
  service.grpc.call<consultation_v1.CreateRecordResponse__Output>(CREATE, request(user), key);
const get = async (consultation_id: string) => {
  const path = `${SERVICE}/GetRecord`;
  const { record } = await service.grpc.call<consultation_v1.GetRecordResponse__Output>(path, {
    consultation_id,
  });
  return record;
};
const list = (filters: consultation_v1.ListRecordsRequest) =>
  service.grpc.call<consultation_v1.ListRecordsResponse__Output>(`${SERVICE}/ListRecords`, filters);

participantConformance(
  {
    action: { method: CREATE, request },
    compensation: {
      method: DELETE,
      request: (_, reply) => ({ consultation_id: reply?.['consultation_id'], reason: '报告未能生成' }),
    },
    standing: 'consultation_record where deleted_at is null',
  },
  () => service,
);

describe('CreateRecord', () => {
  it('keeps all that was told and observed', async () => {
    const keys = testCallKeys();
    const { consultation_id, create_time } = await create(keys.action);
    const record = await get(consultation_id);
    expect(record).toMatchObject({
      consultation_id,
      user_id: 'user-1',
      create_time,
      delete_time: null,
      delete_reason: '',
      saga_id: keys.saga,
    });
    expect(record?.data).toEqual({
      ...fullConsultation(),
      observed_at: { seconds: '1795000000', nanos: 0 },
    });
  });

  it('answers a duplicate in another process of the service', async () => {
    const keys = testCallKeys();
    const other = await service.startAnother();
    const [one, two] = await Promise.all([
      create(keys.action),
      other.grpc.call(CREATE, request(), keys.action),
    ]);
    await other.stop();
    expect(one).toEqual(two);
  });

  it('takes a minimal record, observed when it arrives', async () => {
    const keys = testCallKeys();
    const minimal = { user_id: 'user-1', data: { complaint: 'headache' } };
    const { consultation_id, create_time } =
      await service.grpc.call<consultation_v1.CreateRecordResponse__Output>(CREATE, minimal, keys.action);
    const record = await get(consultation_id);
    expect(record?.data).toMatchObject({ tongue: null, pulse: null, vitals: null, observed_at: create_time });
    expect(record?.data).not.toHaveProperty('age_years');
  });

  it('lists every mistake at once', async () => {
    const bad = {
      user_id: 'not an id',
      data: {
        ...fullConsultation(),
        complaint: '  ',
        symptoms: [{ name: '乏力' }, { name: '乏力', severity: 99, duration_days: -1 }],
        vitals: { temperature_celsius: Number.NaN, systolic_mmhg: 80, diastolic_mmhg: 120 },
        observed_at: { seconds: 253_402_300_799, nanos: 0 },
      },
    };
    const { code, details } = await service.grpc.failure(CREATE, bad, testCallKeys().action);
    expect(code).toBe(3);
    expect(details?.reason).toBe('INPUT_INVALID');
    expect(details?.fieldViolations.map(({ field }) => field).sort()).toEqual([
      'data.complaint',
      'data.observed_at',
      'data.symptoms[1].duration_days',
      'data.symptoms[1].severity',
      'data.vitals.diastolic_mmhg',
      'data.vitals.temperature_celsius',
      'user_id',
    ]);
  });

  it('refuses what Postgres could not store, and lists that are too long with one complaint', async () => {
    const bad = {
      user_id: 'user-1',
      data: {
        ...fullConsultation(),
        complaint: 'a\0b',
        symptoms: Array.from({ length: 20_000 }, (_, index) => ({ name: `s${index}` })),
        allergies: ['x'.repeat(201)],
      },
    };
    const { code, details } = await service.grpc.failure(CREATE, bad, testCallKeys().action);
    expect(code).toBe(3);
    expect(details?.fieldViolations.map(({ field }) => field)).toEqual([
      'data.complaint',
      'data.symptoms',
      'data.allergies[0]',
    ]);
  });
});

describe('DeleteRecord', () => {
  it('marks the record and keeps the reason', async () => {
    const keys = testCallKeys();
    const { consultation_id } = await create(keys.action);
    const undo = { consultation_id, reason: '报告未能生成' };
    expect(await service.grpc.call(DELETE, undo, keys.undo)).toEqual({ deleted: true });
    const record = await get(consultation_id);
    expect(record?.delete_reason).toBe('报告未能生成');
    expect(record?.delete_time).not.toBeNull();
    expect((await list({ saga_id: keys.saga })).records).toEqual([]);
    expect((await list({ saga_id: keys.saga, show_deleted: true })).records).toHaveLength(1);
  });

  it('touches nothing but its own record', async () => {
    const [mine, theirs] = [testCallKeys(), testCallKeys()];
    const other = await create(theirs.action);
    await create(mine.action);
    await service.grpc.call(DELETE, { consultation_id: other.consultation_id, reason: '' }, mine.undo);
    expect((await get(other.consultation_id))?.delete_time).toBeNull();
  });

  it('of nothing says that there was nothing', async () => {
    expect(await service.grpc.call(DELETE, { reason: 'x' }, testCallKeys().undo)).toEqual({ deleted: false });
  });
});

describe('reads', () => {
  it('pages from the newest to the oldest', async () => {
    const user_id = 'user-of-pages';
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) {
      ids.unshift((await create(testCallKeys().action, user_id)).consultation_id);
    }
    const seen: string[] = [];
    let page_token = '';
    do {
      const page = await list({ user_id, page_size: 2, page_token });
      seen.push(...page.records.map((record) => record.consultation_id));
      page_token = page.next_page_token;
    } while (page_token !== '');
    expect(seen).toEqual(ids);
    const { next_page_token } = await list({ user_id, page_size: 2 });
    const foreign = await service.grpc.failure(`${SERVICE}/ListRecords`, { page_token: next_page_token });
    expect({ code: foreign.code, reason: foreign.details?.reason }).toEqual({
      code: 3,
      reason: 'PAGE_TOKEN_INVALID',
    });
  });

  it.each([{ page_size: -1 }, { user_id: 'a b' }, { saga_id: 'x' }])('refuses %j', async (filters) => {
    expect((await service.grpc.failure(`${SERVICE}/ListRecords`, filters)).code).toBe(3);
  });

  it.each(['nonsense', '00000000-0000-4000-8000-000000000000'])('finds no %s', async (consultation_id) => {
    const { code, details } = await service.grpc.failure(`${SERVICE}/GetRecord`, { consultation_id });
    expect({ code, reason: details?.reason }).toEqual({ code: 5, reason: 'CONSULTATION_NOT_FOUND' });
  });
});

it('never logs what a person told', async () => {
  expect(service.log.join('\n')).not.toMatch(/心悸|青霉素|user-1/);
});
