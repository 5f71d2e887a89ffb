import { jsonCodec, messageCodec, type Json } from './index.js';

const DATA = 'suoke.consultation.v1.ConsultationData';
const UPDATE = 'suoke.health_record.v1.UpdateHealthRecordRequest';
const SEAL = 'suoke.participant.v1.SealCallResponse';

describe('plain JSON of a message', () => {
  it('leaves out what is unset and has presence; every other field has its value (rule 1)', () => {
    const { encode, decode } = messageCodec(DATA);
    expect(decode(encode({ complaint: '头痛', vitals: { heart_rate_bpm: 0 }, pulse: {} }))).toEqual({
      complaint: '头痛',
      symptoms: [],
      pulse: { qualities: [], note: '' },
      vitals: { heart_rate_bpm: 0 },
      sex: 'SEX_UNSPECIFIED',
      medical_history: [],
      medications: [],
      allergies: [],
    });
  });

  it('says nothing about a field that JSON leaves out', () => {
    expect(messageCodec(UPDATE).encode({}).length).toBe(0);
    expect(jsonCodec(UPDATE).toWire({ user_id: 'u1' })).toEqual({ user_id: 'u1' });
    expect(messageCodec(UPDATE).decode(messageCodec(UPDATE).encode({ expected_version: '0' }))).toMatchObject(
      {
        expected_version: '0',
      },
    );
  });

  it('has 64-bit integers as text, whatever their size', () => {
    const { encode, decode } = messageCodec(UPDATE);
    for (const expected_version of ['9223372036854775807', '-9223372036854775808', '9007199254740993']) {
      expect(decode(encode({ expected_version }))).toMatchObject({ expected_version });
    }
  });

  it('has bytes in base64, of a Buffer and of any Uint8Array', () => {
    const { encode, decode } = messageCodec(SEAL);
    const json = { outcome: 'SEAL_OUTCOME_APPLIED', reply: 'AAEC/w==' };
    expect(decode(encode(json))).toEqual(json);
    expect(decode(new Uint8Array(encode(json)))).toEqual(json);
    expect(decode(Buffer.alloc(0))).toEqual({ outcome: 'SEAL_OUTCOME_UNSPECIFIED', reply: '' });
    const view = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    expect(jsonCodec(SEAL).fromWire({ outcome: 'SEAL_OUTCOME_APPLIED', reply: view })).toMatchObject({
      reply: 'AQI=',
    });
  });

  it('keeps the number of an enum value of a later version', () => {
    const bytes = Buffer.from([0x38, 99]); // sex = 99
    expect(messageCodec(DATA).decode(bytes)).toMatchObject({ sex: 99 });
    const { encode, decode } = messageCodec(DATA);
    expect(decode(encode(decode(bytes)))).toMatchObject({ sex: 99 });
  });

  it('passes over names that the message does not have', () => {
    expect(jsonCodec(DATA).toWire({ complaint: 'x', unknown: 1, toString: 2 })).toEqual({ complaint: 'x' });
  });

  it('is not fooled by inherited members', () => {
    const json = Object.create({ complaint: 'inherited' }) as Json;
    expect(jsonCodec(DATA).toWire(json)).toEqual({});
  });

  it('serializes a reply that a seal brings back', () => {
    const name = 'suoke.report.v1.GenerateReportResponse';
    const reply = messageCodec(name).encode({ report_id: 'r1', version: 2, urgency: 'URGENCY_SOON' });
    const sealed = messageCodec(SEAL).decode(
      messageCodec(SEAL).encode({ outcome: 'SEAL_OUTCOME_APPLIED', reply: reply.toString('base64') }),
    );
    expect(messageCodec(name).decode(Buffer.from(sealed['reply'] as string, 'base64'))).toEqual({
      report_id: 'r1',
      version: 2,
      urgency: 'URGENCY_SOON',
    });
  });
});

describe('what does not fit is refused with its path (rules 3 and 4)', () => {
  it.each<[string, unknown, string]>([
    [DATA, { complaint: 1 }, 'complaint: must be text'],
    [DATA, { symptoms: {} }, 'symptoms: must be a list'],
    [
      DATA,
      { symptoms: [{ name: 'a' }, { severity: 'BAD' }] },
      'symptoms[1].severity: must be a name of the enum',
    ],
    [DATA, { symptoms: [{ duration_days: 1.5 }] }, 'symptoms[0].duration_days: must be a whole number'],
    [DATA, { symptoms: [{ duration_days: 2 ** 31 }] }, 'symptoms[0].duration_days: must be a whole number'],
    [DATA, { symptoms: [null] }, 'symptoms[0]: must be an object'],
    [DATA, { vitals: { temperature_celsius: '37' } }, 'vitals.temperature_celsius: must be a finite number'],
    [
      DATA,
      { vitals: { temperature_celsius: Number.NaN } },
      'vitals.temperature_celsius: must be a finite number',
    ],
    [DATA, { vitals: [] }, 'vitals: must be an object'],
    [DATA, { observed_at: 'today' }, 'observed_at: must be a time as in RFC 3339'],
    [DATA, { observed_at: 5 }, 'observed_at: must be text'],
    [UPDATE, { expected_version: 5 }, 'expected_version: must be a 64-bit integer as text'],
    [UPDATE, { expected_version: '05' }, 'expected_version: must be a 64-bit integer as text'],
    [UPDATE, { expected_version: '9223372036854775808' }, 'expected_version: must be from'],
    [UPDATE, { data: { a: [{ b: Number.NaN }] } }, 'data.a[0].b: must be a finite number'],
    [UPDATE, { data: { constructor: 1 } }, 'data.constructor: is a reserved key'],
    [SEAL, { reply: 'not base64!' }, 'reply: must be text in base64'],
    [
      'suoke.saga.v1.Saga',
      { labels: JSON.parse('{"__proto__":"x"}') },
      'labels.__proto__: is a reserved key',
    ],
    ['suoke.saga.v1.Saga', { labels: { a: null } }, 'labels.a: must be text'],
    ['suoke.saga.v1.StartSagaRequest', { wait: '1m' }, 'wait: must be a duration'],
    [DATA, null, 'must be an object'],
    [DATA, [], 'must be an object'],
  ])('%s %j', (name, json, message) => {
    expect(() => jsonCodec(name).toWire(json as Json)).toThrow(message);
    expect(() => messageCodec(name).encode(json as Json)).toThrow(message);
  });

  it('refuses a number of a peer that JSON does not have', () => {
    const { decode } = messageCodec('suoke.ai_agent.v1.Finding');
    const nan = Buffer.from([0x19, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]); // confidence = NaN
    expect(() => decode(nan)).toThrow('confidence: must be a finite number');
  });

  it('counts the levels of messages and of the Struct inside them together', () => {
    const deep = (levels: number): Json => (levels === 0 ? 1 : { a: deep(levels - 1) });
    expect(() => messageCodec(UPDATE).encode({ data: deep(63) })).not.toThrow();
    expect(() => messageCodec(UPDATE).encode({ data: deep(64) })).toThrow('nested more than 64 levels');
  });

  it('refuses types that have no plain JSON', () => {
    expect(() => jsonCodec('suoke.NoSuch')).toThrow(RangeError);
    expect(() => messageCodec('suoke.saga.v1.SagaStatus')).toThrow(RangeError);
  });
});
