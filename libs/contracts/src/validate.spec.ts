import fc from 'fast-check';
import {
  fieldAt,
  JsonMappingError,
  MAX_VIOLATIONS,
  messageCodec,
  validateMessage,
  validateValue,
  type Json,
  type Shape,
} from './index.js';

const INPUT = 'suoke.consultation.flow.v1.StartConsultationInput';
const UPDATE = 'suoke.health_record.v1.UpdateHealthRecordRequest';

const valid = {
  user_id: 'u1',
  consultation_data: {
    complaint: '乏力、食欲差',
    symptoms: [{ name: '乏力', severity: 'SEVERITY_MODERATE', duration_days: 30 }],
    tongue: { color: 'TONGUE_COLOR_PALE', shapes: ['TONGUE_SHAPE_TOOTH_MARKED'] },
    vitals: { temperature_celsius: 36.6 },
    observed_at: '2026-11-23T18:00:00+08:00',
  },
};

describe('validateMessage', () => {
  it('finds nothing wrong with an input', () => {
    expect(validateMessage(INPUT, valid)).toEqual([]);
    expect(validateMessage(INPUT, {})).toEqual([]);
    expect(validateMessage(INPUT, { user_id: undefined })).toEqual([]);
  });

  it('lists all mistakes with their paths', () => {
    const broken = {
      user_id: 7,
      consultation_dat: {},
      consultation_data: {
        complaint: null,
        symptoms: [{ name: 'a' }, { severity: 3, 'dura tion': 1 }],
        tongue: { shapes: 'TONGUE_SHAPE_THIN' },
        vitals: { temperature_celsius: Infinity, heart_rate_bpm: 1.5 },
        observed_at: 'yesterday',
      },
    };
    expect(validateMessage(INPUT, broken)).toEqual([
      { path: 'user_id', description: 'must be text' },
      { path: 'consultation_dat', description: `is no field of ${INPUT}` },
      { path: 'consultation_data.complaint', description: 'must not be null; leave it out' },
      {
        path: 'consultation_data.symptoms[1].severity',
        description: 'must be one of the names of suoke.consultation.v1.Severity',
      },
      {
        path: 'consultation_data.symptoms[1]["dura tion"]',
        description: 'is no field of suoke.consultation.v1.Symptom',
      },
      { path: 'consultation_data.tongue.shapes', description: 'must be a list' },
      { path: 'consultation_data.vitals.temperature_celsius', description: 'must be a finite number' },
      {
        path: 'consultation_data.vitals.heart_rate_bpm',
        description: 'must be a whole number from -2147483648 to 2147483647',
      },
      {
        path: 'consultation_data.observed_at',
        description: 'must be a time as in RFC 3339: 2026-11-23T10:00:00Z',
      },
    ]);
  });

  it('takes 64-bit integers as text only', () => {
    expect(validateMessage(UPDATE, { expected_version: '9007199254740993' })).toEqual([]);
    expect(validateMessage(UPDATE, { expected_version: 5 })).toHaveLength(1);
    expect(validateMessage(UPDATE, { expected_version: '9223372036854775808' })).toHaveLength(1);
    expect(validateMessage(UPDATE, { expected_version: '1.0' })).toHaveLength(1);
  });

  it('takes any JSON in a Struct, null too, but nothing that touches a prototype', () => {
    expect(validateMessage(UPDATE, { data: { a: [null, { b: true }] } })).toEqual([]);
    expect(validateMessage(UPDATE, { data: JSON.parse('{"a":{"__proto__":1}}') })).toEqual([
      { path: 'data.a.__proto__', description: 'is a reserved key' },
    ]);
    expect(validateMessage(UPDATE, { data: 'text' })).toEqual([
      { path: 'data', description: 'must be an object' },
    ]);
    expect(validateMessage(UPDATE, { data: { a: [1n] } })).toEqual([
      { path: 'data.a[0]', description: 'is no JSON value' },
    ]);
    expect(validateMessage(UPDATE, JSON.parse('{"__proto__":{"user_id":"x"}}'))).toHaveLength(1);
  });

  it('refuses text that cannot be written as UTF-8', () => {
    expect(validateMessage(UPDATE, { user_id: '\ud800' })).toHaveLength(1);
    expect(validateMessage(UPDATE, { user_id: '😀' })).toEqual([]);
    expect(validateMessage(UPDATE, { data: { '\udc00': 1 } })).toHaveLength(1);
  });

  it('refuses two members of one oneof', () => {
    expect(validateMessage('google.protobuf.Struct', { stringValue: 'a', boolValue: true })).toEqual([]);
    expect(validateMessage('suoke.saga.v1.StartSagaRequest', { labels: { a: 'x', b: 1 } })).toEqual([
      { path: 'labels.b', description: 'must be text' },
    ]);
  });

  it('stops after some, and never repeats a value', () => {
    const secret = 'hypertension';
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, secret]));
    const found = validateMessage(INPUT, many);
    expect(found).toHaveLength(MAX_VIOLATIONS);
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(validateMessage(INPUT, { ['k'.repeat(10_000)]: 1 })[0]?.path.length).toBeLessThan(80);
  });

  it('ends on what is nested without end', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(validateMessage(UPDATE, { data: loop })).toHaveLength(1);
  });

  it('throws for a message that the protos do not have', () => {
    expect(() => validateMessage('suoke.NoSuch', {})).toThrow(RangeError);
  });

  it('accepts only what is encoded without an error', () => {
    const { encode } = messageCodec(INPUT);
    const anything = fc.record(
      {
        user_id: fc.anything(),
        consultation_data: fc.record(
          {
            complaint: fc.anything(),
            vitals: fc.anything(),
            symptoms: fc.array(fc.anything()),
            sex: fc.anything(),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, (json) => {
        const accepted = validateMessage(INPUT, json).length === 0;
        expect(() => accepted && encode(json as Json)).not.toThrow();
      }),
    );
    expect(new JsonMappingError('a', 'b').message).toBe('b: a');
  });
});

describe('validateValue', () => {
  it('checks a literal of a definition where it stands', () => {
    const agent = fieldAt('suoke.ai_agent.v1.AnalyzeRequest', 'agent') as Shape;
    expect(validateValue(agent, 'AGENT_XIAOAI', 'agent')).toEqual([]);
    expect(validateValue(agent, 'xiaoai', 'agent')).toEqual([
      { path: 'agent', description: 'must be one of the names of suoke.ai_agent.v1.Agent' },
    ]);
  });
});
