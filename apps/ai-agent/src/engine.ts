/**
 * The port behind which an agent thinks. Here the adapter is the rule base (rule-engine.ts); a model endpoint is another.
 *
 * E1 The same task and the same version give the same result.
 * E2 A run ends soon after its signal aborts, by throwing the signal's reason, and leaves nothing behind.
 * E3 An engine keeps nothing about persons.
 */
import type { ValidConsultationData } from '#libs/contracts';

export const AGENTS = ['xiaoai', 'xiaoke', 'laoke', 'soer'] as const;
export type AgentName = (typeof AGENTS)[number];

/** What is asked of an agent. */
export type TaskKind = 'analysis' | 'diagnosis' | 'recommendation';

export type Urgency = 'soon' | 'urgent' | 'emergency';

export interface LocalizedText {
  zh_cn: string;
  en: string;
}

export interface AgentTask {
  agent: AgentName;
  kind: TaskKind;
  data: ValidConsultationData;
}

export interface Finding {
  code: string;
  title: LocalizedText;
  /** 0 to 1. */
  confidence: number;
  /** What speaks for it: words as the person gave them, or `tongue_color:pale` for what was observed or measured. */
  evidence: string[];
}

export interface FiredRule {
  ruleId: string;
  /** −1 to 1: what it added to its finding; below 0 it spoke against it. */
  weight: number;
  matched: string[];
}

export interface RedFlag {
  code: string;
  urgency: Urgency;
  advice: LocalizedText;
}

export interface Recommendation {
  code: string;
  category: string;
  text: LocalizedText;
  /** The finding that it answers; empty when it is general. */
  findingCode: string;
}

export interface AgentResult {
  summary: LocalizedText;
  /** The most likely first. */
  findings: Finding[];
  /** In the result as a whole, 0 to 1. */
  confidence: number;
  firedRules: FiredRule[];
  /** The most urgent first. */
  redFlags: RedFlag[];
  recommendations: Recommendation[];
}

export interface AgentEngine {
  /** Of the rules or the model; stored with every result. */
  readonly version: string;

  /** Does the work; may take minutes. Rejects with the signal's reason when it aborts. */
  run(task: AgentTask, signal: AbortSignal): Promise<AgentResult>;
}

/** Under which Nest finds the engine. */
export const AGENT_ENGINE = Symbol('agent engine');
