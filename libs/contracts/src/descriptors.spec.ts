import { ANY_JSON, describeShape, fieldAt, messageOf, methodOf, misfit, type Shape } from './index.js';

function at(message: string, path: string): Shape {
  const shape = fieldAt(message, path);
  if (shape === null) throw new Error(`${message} has no ${path}`);
  return shape;
}

const GENERATE = 'suoke.report.v1.GenerateReportRequest';
const UPDATE = 'suoke.health_record.v1.UpdateHealthRecordRequest';

describe('methodOf', () => {
  it('names the types and the path', () => {
    expect(methodOf('suoke.saga.v1.SagaService/WatchSaga')).toEqual({
      name: 'suoke.saga.v1.SagaService/WatchSaga',
      path: '/suoke.saga.v1.SagaService/WatchSaga',
      service: 'suoke.saga.v1.SagaService',
      requestType: 'suoke.saga.v1.WatchSagaRequest',
      responseType: 'suoke.saga.v1.WatchSagaResponse',
      requestStream: false,
      responseStream: true,
    });
  });

  it.each([
    'suoke.saga.v1.SagaService/NoSuchMethod',
    'suoke.saga.v1.SagaService/constructor',
    'suoke.saga.v1.NoSuchService/WatchSaga',
    'suoke.saga.v1.Saga/WatchSaga',
    'suoke.saga.v1.SagaService',
    '/WatchSaga',
    '',
  ])('is null for %p', (name) => {
    expect(methodOf(name)).toBeNull();
  });
});

describe('messageOf', () => {
  it('lists the fields in the order of the proto file', () => {
    const shape = messageOf(UPDATE);
    expect([...(shape?.fields.keys() ?? [])]).toEqual([
      'user_id',
      'type',
      'consultation_id',
      'report_id',
      'data',
      'expected_version',
    ]);
  });

  it('tells presence, cardinality, enums and oneofs', () => {
    expect(messageOf(UPDATE)?.fields.get('user_id')?.presence).toBe(false);
    expect(messageOf(UPDATE)?.fields.get('expected_version')).toMatchObject({ presence: true, oneof: null });
    expect(messageOf(UPDATE)?.fields.get('data')?.presence).toBe(true);
    expect(messageOf('google.protobuf.Value')?.fields.get('stringValue')?.oneof).toBe('kind');
    expect(at('suoke.saga.v1.Saga', 'labels')).toMatchObject({ cardinality: 'map', keyType: 'string' });
    const { type } = at('suoke.saga.v1.Saga', 'status');
    expect(type.kind === 'enum' && type.values.get('SAGA_STATUS_FAILED')).toBe(6);
  });

  it('is null for what is no message', () => {
    expect(messageOf('suoke.saga.v1.SagaStatus')).toBeNull();
    expect(messageOf('suoke.saga.v1.NoSuch')).toBeNull();
    expect(messageOf('')).toBeNull();
  });
});

describe('fieldAt', () => {
  it('walks through messages, lists, maps and Structs', () => {
    expect(describeShape(at(GENERATE, 'data.vitals.heart_rate_bpm'))).toBe('int32');
    expect(describeShape(at(GENERATE, 'results'))).toBe('repeated suoke.ai_agent.v1.AnalysisResult');
    expect(describeShape(at(GENERATE, 'results.0.analysis_id'))).toBe('string');
    expect(describeShape(at('suoke.saga.v1.Saga', 'labels.clinic'))).toBe('string');
    expect(at(UPDATE, 'data.anything.at.all')).toBe(ANY_JSON);
    expect(describeShape(at(UPDATE, ''))).toBe(UPDATE);
  });

  it.each(['nothing', 'data.nothing', 'results.first', 'user_id.length', 'data.observed_at.seconds'])(
    'is null for %s',
    (path) => {
      expect(fieldAt(GENERATE, path)).toBeNull();
    },
  );

  it('is null for an unknown message', () => {
    expect(fieldAt('suoke.NoSuch', 'a')).toBeNull();
  });
});

describe('misfit', () => {
  const result = at('suoke.ai_agent.v1.AnalyzeResponse', 'result');
  const results = at(GENERATE, 'results');

  it('lets a message into a field of its type, and into a list of them item by item', () => {
    expect(
      misfit(
        at(GENERATE, 'data'),
        at('suoke.consultation.flow.v1.StartConsultationInput', 'consultation_data'),
      ),
    ).toBeNull();
    expect(misfit(at(GENERATE, 'results.0'), result)).toBeNull();
    expect(misfit(results, result)).toBe(
      'is repeated suoke.ai_agent.v1.AnalysisResult, which suoke.ai_agent.v1.AnalysisResult does not fit',
    );
  });

  it('lets any object into a Struct, but no text', () => {
    const data = at(UPDATE, 'data');
    expect(misfit(data, result)).toBeNull();
    expect(misfit(data, at('suoke.saga.v1.Saga', 'labels'))).toBeNull();
    expect(misfit(data, results)).not.toBeNull();
    expect(misfit(data, at('suoke.saga.v1.Saga', 'create_time'))).not.toBeNull();
    expect(misfit(ANY_JSON, results)).toBeNull();
    expect(misfit(at(UPDATE, 'user_id'), ANY_JSON)).not.toBeNull();
  });

  it('goes by what a scalar looks like in JSON', () => {
    const text = at(UPDATE, 'user_id');
    const int64 = at(UPDATE, 'expected_version');
    const int32 = at('suoke.saga.v1.Saga', 'step_index');
    const double = at('suoke.ai_agent.v1.Finding', 'confidence');
    expect(misfit(text, at('suoke.saga.v1.Saga', 'status'))).toBeNull();
    expect(misfit(at('suoke.saga.v1.Saga', 'status'), text)).not.toBeNull();
    expect(misfit(double, int32)).toBeNull();
    expect(misfit(int32, double)).not.toBeNull();
    expect(misfit(int64, int32)).not.toBeNull();
    expect(misfit(text, int64)).not.toBeNull();
    expect(misfit(int64, at('suoke.health_record.v1.UpdateHealthRecordResponse', 'version'))).toBeNull();
  });
});
