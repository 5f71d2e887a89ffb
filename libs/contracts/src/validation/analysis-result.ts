/**
 * The rules of `suoke.ai_agent.v1.AnalysisResult`, which later steps of a saga receive as a whole.
 */
import { z } from 'zod';
import { Agent } from '../generated/suoke/ai_agent/v1/Agent.js';
import { AnalysisKind } from '../generated/suoke/ai_agent/v1/AnalysisKind.js';
import { Urgency } from '../generated/suoke/ai_agent/v1/Urgency.js';
import { decimalNumber, enumName, identifier, list, localizedText, required, text } from './fields.js';

const finding = z.object({
  code: text(1, 64),
  title: localizedText().nullable(),
  confidence: decimalNumber(0, 1),
  evidence: list(text(0, 500), 200),
});

const firedRule = z.object({
  rule_id: text(1, 200),
  weight: decimalNumber(-1, 1),
  matched: list(text(0, 500), 200),
});

const redFlag = z.object({
  code: text(1, 64),
  urgency: enumName(Urgency, 'required'),
  advice: localizedText().nullable(),
});

const recommendation = z.object({
  code: text(1, 64),
  category: text(1, 64),
  text: localizedText().nullable(),
  finding_code: text(0, 64),
});

/** The rules of AnalysisResult, to be parsed from what the loader hands out. */
export const analysisResultSchema = required({
  analysis_id: identifier(),
  agent: enumName(Agent, 'required'),
  kind: enumName(AnalysisKind, 'required'),
  summary: localizedText().nullable(),
  findings: list(finding, 100),
  confidence: decimalNumber(0, 1),
  fired_rules: list(firedRule, 500),
  red_flags: list(redFlag, 100),
  recommendations: list(recommendation, 200),
  engine_version: text(0, 64),
});

/** An AnalysisResult that keeps its rules. */
export type ValidAnalysisResult = z.output<typeof analysisResultSchema>;
