import * as grpc from '@grpc/grpc-js';
import { jsonCodec, loadProtos, serviceDefinition } from './index.js';

const SERVICES = [
  'suoke.consultation.v1.ConsultationService',
  'suoke.ai_agent.v1.AiAgentService',
  'suoke.report.v1.ReportService',
  'suoke.notification.v1.NotificationService',
  'suoke.health_record.v1.HealthRecordService',
  'suoke.participant.v1.CallStatusService',
  'suoke.saga.v1.SagaService',
  'suoke.saga.admin.v1.SagaAdminService',
  'suoke.consultation.flow.v1.ConsultationFlowService',
  'grpc.health.v1.Health',
];

describe('the loaded protos', () => {
  it.each(SERVICES)('have %s', (name) => {
    const service = serviceDefinition(name);
    expect(Object.keys(service).length).toBeGreaterThan(0);
    for (const [method, { path }] of Object.entries(service)) expect(path).toBe(`/${name}/${method}`);
  });

  it('are loaded once', () => {
    expect(loadProtos()).toBe(loadProtos());
  });

  it('refuse a name that is no service', () => {
    expect(() => serviceDefinition('suoke.report.v1.Report')).toThrow(RangeError);
    expect(() => serviceDefinition('suoke.report.v1.NoSuchService')).toThrow(RangeError);
  });

  it('give a message field that is not set as null, an optional one not at all, and every other its default', () => {
    const { requestSerialize, requestDeserialize } = serviceDefinition(
      'suoke.health_record.v1.HealthRecordService',
    )['UpdateHealthRecord'] as grpc.MethodDefinition<object, object>;
    expect(requestDeserialize(requestSerialize({ user_id: 'u1' }))).toEqual({
      user_id: 'u1',
      type: '',
      consultation_id: '',
      report_id: '',
      data: null,
    });
  });
});

describe('a call over gRPC', () => {
  it('carries what the codec makes, and back', async () => {
    const name = 'suoke.consultation.v1.ConsultationService';
    const service = serviceDefinition(name);
    const server = new grpc.Server();
    const seen: object[] = [];
    server.addService(service, {
      CreateRecord: (call: { request: object }, answer: (error: null, reply: object) => void) => {
        seen.push(call.request);
        answer(null, { consultation_id: 'c1', create_time: { seconds: '1764000000', nanos: 5_000_000 } });
      },
    });
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    const Client = grpc.makeClientConstructor(service, name);
    const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const request = { user_id: 'u1', data: { complaint: '乏力', vitals: { heart_rate_bpm: 0 } } };
    const reply = await new Promise<object>((resolve, reject) => {
      const wire = jsonCodec('suoke.consultation.v1.CreateRecordRequest').toWire(request);
      client['CreateRecord']?.(wire, (error: Error | null, value: object) =>
        error === null ? resolve(value) : reject(error),
      );
    });
    client.close();
    await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));

    expect(jsonCodec('suoke.consultation.v1.CreateRecordResponse').fromWire(reply)).toEqual({
      consultation_id: 'c1',
      create_time: '2025-11-24T16:00:00.005Z',
    });
    expect(jsonCodec('suoke.consultation.v1.CreateRecordRequest').fromWire(seen[0] ?? {})).toMatchObject(
      request,
    );
  });
});
