import type { ai_agent_v1 } from '#libs/contracts';
import { eventually } from '#libs/testkit';
import {
  fullConsultation,
  participantConformance,
  startTestParticipant,
  testCallKeys,
  type TestParticipant,
} from '#libs/testkit/participants';
import { AgentRuns } from '../src/agent-runs.js';
import { aiAgent } from '../src/ai-agent.definition.js';

const SERVICE = 'suoke.ai_agent.v1.AiAgentService';
const CANCEL = `${SERVICE}/CancelAnalysis`;

let quick: TestParticipant;
let slow: TestParticipant;

beforeAll(async () => {
  quick = await startTestParticipant(aiAgent, { SUOKE_AI_AGENT_THINK_MS: '0' });
  slow = await startTestParticipant(aiAgent, {
    SUOKE_AI_AGENT_THINK_MS: '60s',
    SUOKE_AI_AGENT_RUN_LIMIT: '30s',
  });
});
afterAll(async () => {
  await quick.stop();
  await slow.stop();
});

const request = (agent: string) => ({
  agent,
  user_id: 'user-1',
  consultation_id: 'consultation-1',
  data: fullConsultation(),
});
const ask = (method: string, agent: string, key: string, service = quick) =>
  service.grpc.call<ai_agent_v1.AnalyzeResponse__Output>(`${SERVICE}/${method}`, request(agent), key);
const get = async (analysis_id: string) => {
  const path = `${SERVICE}/GetAnalysis`;
  return (await quick.grpc.call<ai_agent_v1.GetAnalysisResponse__Output>(path, { analysis_id })).analysis;
};
const list = async (filters: ai_agent_v1.ListAnalysesRequest, service = quick) => {
  const path = `${SERVICE}/ListAnalyses`;
  return (await service.grpc.call<ai_agent_v1.ListAnalysesResponse__Output>(path, filters)).analyses;
};
const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'ok',
    (error: { code: number }) => error.code,
  );

describe.each([
  ['Analyze', 'AGENT_XIAOAI'],
  ['Diagnose', 'AGENT_XIAOKE'],
  ['Recommend', 'AGENT_LAOKE'],
])('%s', (method, agent) => {
  participantConformance(
    {
      action: { method: `${SERVICE}/${method}`, request: () => request(agent) },
      compensation: {
        method: CANCEL,
        request: (_, reply) => ({ analysis_id: reply?.['analysis_id'], reason: '会诊取消' }),
      },
      standing: 'analysis where cancelled_at is null',
    },
    () => quick,
  );
});

describe('the three actions', () => {
  it.each([
    ['Analyze', 'AGENT_XIAOAI', 'ANALYSIS_KIND_ANALYSIS', 'deficiency'],
    ['Diagnose', 'AGENT_XIAOKE', 'ANALYSIS_KIND_DIAGNOSIS', 'heart_spleen_deficiency'],
    ['Recommend', 'AGENT_LAOKE', 'ANALYSIS_KIND_RECOMMENDATION', 'heart_spleen_deficiency'],
  ])('%s: findings, confidence, rules; stored as answered', async (method, agent, kind, code) => {
    const keys = testCallKeys();
    const { analysis_id, result } = await ask(method, agent, keys.action);
    expect(result).toMatchObject({ analysis_id, agent, kind });
    expect(result?.engine_version).toMatch(/^rules-/);
    expect(result?.findings.map((finding) => finding.code)).toContain(code);
    expect(result?.confidence).toBeGreaterThan(0);
    expect(result?.fired_rules.length).toBeGreaterThan(0);
    expect((result?.recommendations.length ?? 0) > 0).toBe(method === 'Recommend');
    const analysis = await get(analysis_id);
    expect(analysis).toMatchObject({
      analysis_id,
      user_id: 'user-1',
      consultation_id: 'consultation-1',
      state: 'ANALYSIS_STATE_DONE',
      cancel_time: null,
      saga_id: keys.saga,
    });
    expect(analysis?.result).toEqual(result);
  });

  it('are deterministic', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(() => ask('Diagnose', 'AGENT_SOER', testCallKeys().action)),
    );
    expect({ ...one?.result, analysis_id: '' }).toEqual({ ...two?.result, analysis_id: '' });
  });

  it('keep three branches of one step apart', async () => {
    const { saga } = testCallKeys();
    const key = (branch: string): string => `${saga}/call_ai_agents/${branch}/1/action`;
    await Promise.all([
      ask('Analyze', 'AGENT_XIAOAI', key('xiaoai')),
      ask('Diagnose', 'AGENT_XIAOKE', key('xiaoke')),
      ask('Recommend', 'AGENT_LAOKE', key('laoke')),
    ]);
    expect(await list({ saga_id: saga, consultation_id: 'consultation-1' })).toHaveLength(3);
  });

  it('list every mistake at once', async () => {
    const bad = { agent: 'AGENT_UNSPECIFIED', user_id: '', consultation_id: 'a b', data: { complaint: '' } };
    const { code, details } = await quick.grpc.failure(`${SERVICE}/Analyze`, bad, testCallKeys().action);
    expect(code).toBe(3);
    expect(details?.fieldViolations.map(({ field }) => field)).toEqual([
      'agent',
      'user_id',
      'consultation_id',
      'data.complaint',
    ]);
  });
});

describe('CancelAnalysis', () => {
  it('withdraws what was stored, and keeps the reason', async () => {
    const keys = testCallKeys();
    const { analysis_id } = await ask('Diagnose', 'AGENT_XIAOKE', keys.action);
    const undo = { analysis_id, reason: '会诊取消' };
    expect(await quick.grpc.call(CANCEL, undo, keys.undo)).toEqual({ cancelled: true });
    expect(await get(analysis_id)).toMatchObject({
      state: 'ANALYSIS_STATE_CANCELLED',
      cancel_reason: '会诊取消',
    });
    expect(await list({ saga_id: keys.saga })).toEqual([]);
    expect(await list({ saga_id: keys.saga, show_cancelled: true })).toHaveLength(1);
  });

  it('of nothing says so, and the late action is refused before anybody thinks (G5)', async () => {
    const keys = testCallKeys();
    expect(await slow.grpc.call(CANCEL, {}, keys.undo)).toEqual({ cancelled: false });
    const { code, details } = await slow.grpc.failure(
      `${SERVICE}/Analyze`,
      request('AGENT_SOER'),
      keys.action,
    );
    expect({ code, reason: details?.reason }).toEqual({ code: 9, reason: 'ACTION_AFTER_COMPENSATION' });
  });

  it('aborts what runs, in every call that waits for it', async () => {
    const keys = testCallKeys();
    const calls = [1, 2].map(() =>
      slow.grpc.failure(`${SERVICE}/Analyze`, request('AGENT_SOER'), keys.action),
    );
    await eventually(() => slow.running.app.get(AgentRuns).count === 1);
    expect(await slow.grpc.call(CANCEL, {}, keys.undo)).toEqual({ cancelled: false });
    for (const { details } of await Promise.all(calls)) {
      expect(['ANALYSIS_CANCELLED', 'ACTION_AFTER_COMPENSATION']).toContain(details?.reason);
    }
    expect(await list({ saga_id: keys.saga, show_cancelled: true }, slow)).toEqual([]);
  });

  it('in another process: the run comes to its end and is refused', async () => {
    const keys = testCallKeys();
    const thinker = await quick.startAnother({ SUOKE_AI_AGENT_THINK_MS: '1s' });
    const thinking = thinker.grpc.failure(`${SERVICE}/Analyze`, request('AGENT_SOER'), keys.action);
    await quick.grpc.call(CANCEL, {}, keys.undo);
    expect((await thinking).details?.reason).toBe('ACTION_AFTER_COMPENSATION');
    await thinker.stop();
    expect(await list({ saga_id: keys.saga, show_cancelled: true })).toEqual([]);
  });
});

describe('a run', () => {
  it('outlives the call that started it: the repeat finds its result', async () => {
    const keys = testCallKeys();
    const thinker = await quick.startAnother({ SUOKE_AI_AGENT_THINK_MS: '1500ms' });
    const path = `${SERVICE}/Analyze`;
    const early = thinker.grpc.call(path, request('AGENT_XIAOAI'), keys.action, 500);
    expect(await outcome(early)).toBe(4);
    await eventually(async () => (await list({ saga_id: keys.saga })).length === 1);
    const { analysis_id } = await ask('Analyze', 'AGENT_XIAOAI', keys.action);
    expect((await get(analysis_id))?.saga_id).toBe(keys.saga);
    await thinker.stop();
  });

  it('ends with its process, quickly', async () => {
    const stopping = await quick.startAnother({ SUOKE_AI_AGENT_THINK_MS: '60s' });
    const thinking = outcome(
      stopping.grpc.call(`${SERVICE}/Analyze`, request('AGENT_SOER'), testCallKeys().action),
    );
    await stopping.stop();
    expect(['ok', 4]).not.toContain(await thinking);
  });
});

describe('reads', () => {
  it('finds nothing where there is nothing', async () => {
    const { code, details } = await quick.grpc.failure(`${SERVICE}/GetAnalysis`, { analysis_id: 'x' });
    expect({ code, reason: details?.reason }).toEqual({ code: 5, reason: 'ANALYSIS_NOT_FOUND' });
    expect(await list({ user_id: 'nobody' })).toEqual([]);
  });

  it.each([{ page_size: -1 }, { page_token: 'x' }, { consultation_id: '?' }])(
    'refuses %j',
    async (filters) => {
      expect((await quick.grpc.failure(`${SERVICE}/ListAnalyses`, filters)).code).toBe(3);
    },
  );
});

it('never logs what a person told', () => {
  expect([...quick.log, ...slow.log].join('\n')).not.toMatch(/心悸|青霉素|user-1/);
});
