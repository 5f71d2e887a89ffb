import type { report_v1 } from '#libs/contracts';
import {
  fullConsultation,
  participantConformance,
  startTestParticipant,
  testCallKeys,
  type TestParticipant,
} from '#libs/testkit/participants';
import { report } from '../src/report.definition.js';

const SERVICE = 'suoke.report.v1.ReportService';
const GENERATE = `${SERVICE}/GenerateReport`;
const DELETE = `${SERVICE}/DeleteReport`;

let service: TestParticipant;

beforeAll(async () => {
  service = await startTestParticipant(report);
});
afterAll(async () => service.stop());

const diagnosis = (analysis_id = 'analysis-1') => ({
  analysis_id,
  agent: 'AGENT_XIAOKE',
  kind: 'ANALYSIS_KIND_DIAGNOSIS',
  summary: { zh_cn: '小克辨证', en: 'Xiaoke sees' },
  findings: [
    {
      code: 'heart_spleen_deficiency',
      title: { zh_cn: '心脾两虚证', en: 'Dual deficiency of heart and spleen' },
      confidence: 0.92,
      evidence: ['心悸', 'tongue_color:pale'],
    },
  ],
  confidence: 0.92,
  red_flags: [
    { code: 'irregular_pulse', urgency: 'URGENCY_SOON', advice: { zh_cn: '做心电图', en: 'Have an ECG' } },
  ],
});
const request = (consultation_id = 'consultation-1', results: object[] = [diagnosis()]) => ({
  user_id: 'user-1',
  consultation_id,
  data: fullConsultation(),
  results,
});
const generate = (key: string, consultation?: string) =>
  service.grpc.call<report_v1.GenerateReportResponse__Output>(GENERATE, request(consultation), key);
const get = async (report_id: string) => {
  const path = `${SERVICE}/GetReport`;
  return (await service.grpc.call<report_v1.GetReportResponse__Output>(path, { report_id })).report;
};
const list = async (filters: report_v1.ListReportsRequest) => {
  const path = `${SERVICE}/ListReports`;
  return (await service.grpc.call<report_v1.ListReportsResponse__Output>(path, filters)).reports;
};

participantConformance(
  {
    action: { method: GENERATE, request: () => request('consultation-of-conformance') },
    compensation: {
      method: DELETE,
      request: (_, reply) => ({ report_id: reply?.['report_id'], reason: '健康档案未更新' }),
    },
    standing: 'report where withdrawn_at is null',
  },
  () => service,
);

describe('GenerateReport', () => {
  it('composes in both languages and stores what it answers', async () => {
    const keys = testCallKeys();
    const reply = await generate(keys.action);
    expect(reply).toMatchObject({ version: 1, urgency: 'URGENCY_SOON' });
    expect(reply.summary?.zh_cn).toContain('心脾两虚证');
    expect(reply.summary?.en).toContain('Dual deficiency of heart and spleen');
    const stored = await get(reply.report_id);
    expect(stored).toMatchObject({
      user_id: 'user-1',
      consultation_id: 'consultation-1',
      version: 1,
      state: 'REPORT_STATE_ISSUED',
      analysis_ids: ['analysis-1'],
      saga_id: keys.saga,
      withdraw_time: null,
    });
    expect(stored?.content).toMatchObject({
      title: reply.title,
      summary: reply.summary,
      urgency: reply.urgency,
    });
    expect(stored?.content?.sections.map(({ code }) => code)).toEqual([
      'complaint',
      'observations',
      'patterns',
      'red_flags',
      'disclaimer',
    ]);
  });

  it('counts versions per consultation without a gap or a double, whoever comes at the same time', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => generate(testCallKeys().action, 'consultation-3')),
    );
    expect(replies.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  });

  it('lists every mistake at once', async () => {
    const bad = {
      ...request('a b', [diagnosis(), { ...diagnosis(), confidence: 2, kind: 'ANALYSIS_KIND_UNSPECIFIED' }]),
      user_id: '',
    };
    const { code, details } = await service.grpc.failure(GENERATE, bad, testCallKeys().action);
    expect(code).toBe(3);
    expect(details?.fieldViolations.map(({ field }) => field)).toEqual([
      'user_id',
      'consultation_id',
      'results[1].kind',
      'results[1].confidence',
      'results[1]',
    ]);
    const twice = await service.grpc.failure(
      GENERATE,
      request('c', [diagnosis(), diagnosis()]),
      testCallKeys().action,
    );
    expect(twice.details?.fieldViolations.map(({ field }) => field)).toEqual(['results[1]']);
    const none = await service.grpc.failure(GENERATE, request('c', []), testCallKeys().action);
    expect(none.details?.fieldViolations.map(({ field }) => field)).toEqual(['results']);
  });
});

describe('DeleteReport', () => {
  it('withdraws, and keeps the reason and the number', async () => {
    const keys = testCallKeys();
    const { report_id } = await generate(keys.action, 'consultation-4');
    const undo = { report_id, reason: '健康档案未更新' };
    expect(await service.grpc.call(DELETE, undo, keys.undo)).toEqual({ withdrawn: true });
    expect(await get(report_id)).toMatchObject({
      state: 'REPORT_STATE_WITHDRAWN',
      withdraw_reason: '健康档案未更新',
    });
    expect(await list({ consultation_id: 'consultation-4' })).toEqual([]);
    expect(await list({ consultation_id: 'consultation-4', show_withdrawn: true })).toHaveLength(1);
    expect((await generate(testCallKeys().action, 'consultation-4')).version).toBe(2);
  });

  it('of nothing says that there was nothing', async () => {
    expect(await service.grpc.call(DELETE, {}, testCallKeys().undo)).toEqual({ withdrawn: false });
  });
});

describe('reads', () => {
  it('finds nothing where there is nothing', async () => {
    const { code, details } = await service.grpc.failure(`${SERVICE}/GetReport`, { report_id: 'x' });
    expect({ code, reason: details?.reason }).toEqual({ code: 5, reason: 'REPORT_NOT_FOUND' });
    expect((await service.grpc.failure(`${SERVICE}/ListReports`, { page_size: -1 })).code).toBe(3);
  });
});

it('never logs what a person told', () => {
  expect(service.log.join('\n')).not.toMatch(/心悸|青霉素|user-1/);
});
