/** Between the engine's words and those of suoke.ai_agent.v1. Pure. */
import { timestampOfMs, type ai_agent_v1 } from '#libs/contracts';
import type { AgentName, AgentResult, TaskKind } from './engine.js';
import type { Analysis, StoredResult } from './analysis.entity.js';

type AgentEnum = Exclude<ai_agent_v1.Agent__Output, 'AGENT_UNSPECIFIED'>;
type KindEnum = Exclude<ai_agent_v1.AnalysisKind__Output, 'ANALYSIS_KIND_UNSPECIFIED'>;

const AGENT_NAMES: Readonly<Record<AgentEnum, AgentName>> = {
  AGENT_XIAOAI: 'xiaoai',
  AGENT_XIAOKE: 'xiaoke',
  AGENT_LAOKE: 'laoke',
  AGENT_SOER: 'soer',
};

const KINDS: Readonly<Record<TaskKind, KindEnum>> = {
  analysis: 'ANALYSIS_KIND_ANALYSIS',
  diagnosis: 'ANALYSIS_KIND_DIAGNOSIS',
  recommendation: 'ANALYSIS_KIND_RECOMMENDATION',
};

const URGENCIES = { soon: 'URGENCY_SOON', urgent: 'URGENCY_URGENT', emergency: 'URGENCY_EMERGENCY' } as const;

/** The agent of a checked request. */
export function agentNameOf(agent: ai_agent_v1.Agent__Output): AgentName {
  if (agent === 'AGENT_UNSPECIFIED') throw new RangeError('an agent that was not said passed the checks');
  return AGENT_NAMES[agent];
}

/** What is stored of a result. */
export function storedResult(
  agent: ai_agent_v1.Agent__Output,
  kind: TaskKind,
  result: AgentResult,
  engineVersion: string,
): StoredResult {
  return {
    agent,
    kind: KINDS[kind],
    summary: result.summary,
    findings: result.findings,
    confidence: result.confidence,
    fired_rules: result.firedRules.map(({ ruleId, weight, matched }) => ({
      rule_id: ruleId,
      weight,
      matched,
    })),
    red_flags: result.redFlags.map(({ code, urgency, advice }) => ({
      code,
      urgency: URGENCIES[urgency],
      advice,
    })),
    recommendations: result.recommendations.map(({ code, category, text, findingCode }) => ({
      code,
      category,
      text,
      finding_code: findingCode,
    })),
    engine_version: engineVersion,
  };
}

/** A stored analysis as its readers get it. */
export function messageOf(row: Analysis): ai_agent_v1.Analysis {
  return {
    analysis_id: row.analysisId,
    user_id: row.userId,
    consultation_id: row.consultationId,
    state: row.cancelledAt === null ? 'ANALYSIS_STATE_DONE' : 'ANALYSIS_STATE_CANCELLED',
    result: { ...row.result, analysis_id: row.analysisId },
    create_time: timestampOfMs(row.createdAt.getTime()),
    cancel_time: row.cancelledAt === null ? null : timestampOfMs(row.cancelledAt.getTime()),
    cancel_reason: row.cancelReason ?? '',
    saga_id: row.sagaId,
  };
}
