/** From observations to findings, red flags and recommendations, by the rule base. Pure and deterministic. */
import type {
  AgentResult,
  AgentTask,
  Finding,
  FiredRule,
  Recommendation,
  RedFlag,
  Urgency,
} from './engine.js';
import { match, observe, type Observations } from './observations.js';
import type { RuleBase } from './rule-base.js';
import type { AgentProfile, Pattern } from './rule-schema.js';
import { summaryOf } from './summary.js';
import type { SymptomReader } from './symptom-reader.js';

/** How many patterns are told, and how many are answered by recommendations. */
const PATTERNS_TOLD = 5;
const PATTERNS_ANSWERED = 3;
const RECOMMENDATIONS_PER_CATEGORY = 2;

/** Even a full picture of one kind only leaves doubt: what was not looked at lowers the confidence in the whole. */
const CONFIDENCE_OF_NOTHING_ELSE = 0.6;

const URGENCIES: readonly Urgency[] = ['emergency', 'urgent', 'soon'];

interface Judged {
  findings: Finding[];
  fired: FiredRule[];
}

/** What an agent makes of a consultation. */
export function reason(base: RuleBase, reader: SymptomReader, { agent, kind, data }: AgentTask): AgentResult {
  const profile = base.agents.find((one) => one.agent === agent);
  if (profile === undefined) throw new RangeError(`the rule base has no agent ${agent}`);
  const observed = observe(data, reader);
  const { findings, fired } =
    kind === 'analysis'
      ? judge(base.findings, observed, profile, base.findings.length)
      : judge(base.patterns, observed, profile, kind === 'diagnosis' ? PATTERNS_TOLD : PATTERNS_ANSWERED);
  const flags = raiseFlags(base, observed, profile);
  const emergency = flags.redFlags.some(({ urgency }) => urgency === 'emergency');
  // Who needs an ambulance is not told to drink tea.
  const recommendations =
    kind === 'recommendation' && !emergency ? recommend(base, observed, profile, findings) : [];
  const confidence = rounded((findings[0]?.confidence ?? 0) * completeness(observed));
  return {
    summary: summaryOf(profile, kind, { findings, confidence, redFlags: flags.redFlags, recommendations }),
    findings,
    confidence,
    firedRules: [...fired, ...flags.fired],
    redFlags: flags.redFlags,
    recommendations,
  };
}

/** The patterns that reach their threshold, the most likely first; of equals the one that stands first in the file. */
function judge(
  patterns: readonly Pattern[],
  observed: Observations,
  profile: AgentProfile,
  limit: number,
): Judged {
  const judged = patterns
    .map((pattern) => judgeOne(pattern, observed, profile))
    .filter((one) => one !== null)
    .sort((a, b) => b.finding.confidence - a.finding.confidence)
    .slice(0, limit);
  const told = new Set(judged.map(({ finding }) => finding.code));
  return {
    findings: judged.map(({ finding }) => finding),
    fired: patterns.flatMap(({ code }) =>
      told.has(code) ? (judged.find(({ finding }) => finding.code === code)?.fired ?? []) : [],
    ),
  };
}

function judgeOne(
  pattern: Pattern,
  observed: Observations,
  profile: AgentProfile,
): { finding: Finding; fired: FiredRule[] } | null {
  const fired: FiredRule[] = [];
  const evidence = new Set<string>();
  let score = 0;
  let hasKey = false;
  for (const { id, weight, when } of pattern.rules) {
    const held = match(when, observed, profile.trust);
    if (held === null) continue;
    const share = (weight * held.factor) / pattern.full_weight;
    score += share;
    hasKey ||= pattern.key.includes(id);
    if (weight > 0) for (const word of held.matched) evidence.add(word);
    fired.push({
      ruleId: `${pattern.code}.${id}`,
      weight: rounded(clamp(share, -1, 1)),
      matched: held.matched,
    });
  }
  const confidence = rounded(clamp(score, 0, 1));
  if (!hasKey || confidence < pattern.threshold) return null;
  return {
    finding: { code: pattern.code, title: pattern.title, confidence, evidence: [...evidence] },
    fired,
  };
}

/** Of each group the most urgent that holds. Flags are nobody's opinion: no agent's trust changes them. */
function raiseFlags(
  base: RuleBase,
  observed: Observations,
  { trust }: AgentProfile,
): { redFlags: RedFlag[]; fired: FiredRule[] } {
  const raised = base.redFlags
    .map((rule) => ({ rule, held: match(rule.when, observed, trust) }))
    .filter(({ held }) => held !== null);
  const worst = raised.filter(
    ({ rule }, index) =>
      !raised.some(
        (other, otherIndex) =>
          other.rule.group === rule.group &&
          (rank(other.rule.urgency) < rank(rule.urgency) ||
            (other.rule.urgency === rule.urgency && otherIndex < index)),
      ),
  );
  return {
    redFlags: worst
      .map(({ rule: { code, urgency, advice } }) => ({ code, urgency, advice }))
      .sort((a, b) => rank(a.urgency) - rank(b.urgency)),
    fired: worst.map(({ rule, held }) => ({
      ruleId: `red_flag.${rule.code}`,
      weight: 1,
      matched: held?.matched ?? [],
    })),
  };
}

function rank(urgency: Urgency): number {
  return URGENCIES.indexOf(urgency);
}

/** In the agent's order of categories: what answers the findings, the likeliest first; where nothing does, what is general. */
function recommend(
  base: RuleBase,
  observed: Observations,
  { categories, trust }: AgentProfile,
  findings: readonly Finding[],
): Recommendation[] {
  const order = new Map(findings.map(({ code }, index) => [code, index]));
  const allowed = base.recommendations.filter(
    ({ unless }) => unless === undefined || match(unless, observed, trust) === null,
  );
  const placed = allowed
    .map((entry) => {
      const places = (entry.for ?? []).map((code) => order.get(code) ?? Number.POSITIVE_INFINITY);
      return { entry, place: Math.min(...places) };
    })
    .sort((a, b) => a.place - b.place || 0);
  return categories.flatMap((category) => {
    const ofCategory = placed.filter(({ entry }) => entry.category === category);
    const answering = ofCategory.filter(({ place }) => Number.isFinite(place));
    const chosen =
      answering.length > 0 ? answering : ofCategory.filter(({ entry }) => entry.for === undefined);
    return chosen.slice(0, RECOMMENDATIONS_PER_CATEGORY).map(({ entry, place }) => ({
      code: entry.code,
      category,
      text: entry.text,
      findingCode: findings[place]?.code ?? '',
    }));
  });
}

/** From 0.6 to 1, by how many of the four ways of looking were used. */
function completeness(observed: Observations): number {
  const looked = [
    observed.symptoms.size >= 3,
    observed.tongueColor !== 'unspecified' || observed.coatingColor !== 'unspecified',
    observed.pulses.length > 0,
    Object.values(observed.vitals).some((value) => value !== undefined),
  ];
  const share = looked.filter(Boolean).length / looked.length;
  return CONFIDENCE_OF_NOTHING_ELSE + (1 - CONFIDENCE_OF_NOTHING_ELSE) * share;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** Four digits: enough to compare, and no noise of floating point in what is stored. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
