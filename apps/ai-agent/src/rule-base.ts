/**
 * The rule base as it stands in rules/*.yaml: read and checked once, at boot.
 *
 * R1 Every mistake of every file is listed together, with its place.
 * R2 What a file refers to exists: symptoms of conditions, key rules of patterns, patterns of recommendations.
 * R3 A word means one symptom, a code one thing.
 * R4 The version is a hash of the files' contents: a result can be traced to the rules that made it.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '#libs/platform';
import { parse } from 'yaml';
import { AGENTS } from './engine.js';
import {
  RULE_FILES,
  type AgentProfile,
  type Condition,
  type Pattern,
  type RecommendationRule,
  type RedFlagRule,
  type SymptomTerm,
} from './rule-schema.js';

export interface RuleBase {
  readonly version: string;
  readonly symptoms: readonly SymptomTerm[];
  /** For Analyze. */
  readonly findings: readonly Pattern[];
  /** For Diagnose and Recommend. */
  readonly patterns: readonly Pattern[];
  readonly redFlags: readonly RedFlagRule[];
  readonly recommendations: readonly RecommendationRule[];
  readonly agents: readonly AgentProfile[];
}

/** The text of each file, by its name without `.yaml`. */
export type RuleTexts = Readonly<Record<keyof typeof RULE_FILES, string>>;

/** Reads rules/*.yaml. Throws ConfigError with every mistake. */
export async function loadRuleBase(): Promise<RuleBase> {
  const names = Object.keys(RULE_FILES) as (keyof typeof RULE_FILES)[];
  const texts = await Promise.all(
    names.map(async (name) => {
      const path = fileURLToPath(import.meta.resolve(`#rules/${name}.yaml`));
      return [name, await readFile(path, 'utf8')] as const;
    }),
  );
  return parseRuleBase(Object.fromEntries(texts) as Record<keyof typeof RULE_FILES, string>);
}

/** The rule base of these texts. Throws ConfigError with every mistake. */
export function parseRuleBase(texts: RuleTexts): RuleBase {
  const mistakes: string[] = [];
  const read = <Name extends keyof typeof RULE_FILES>(name: Name) => {
    const result = RULE_FILES[name].safeParse(yamlOf(texts[name], name, mistakes));
    if (!result.success) {
      for (const { path, message } of result.error.issues)
        mistakes.push(`${name}.yaml ${placeOf(path)}: ${message}`);
    }
    return result.data as ReturnType<(typeof RULE_FILES)[Name]['parse']> | undefined;
  };
  const base: RuleBase = {
    version: versionOf(texts),
    symptoms: read('symptoms')?.symptoms ?? [],
    findings: read('findings')?.findings ?? [],
    patterns: read('patterns')?.patterns ?? [],
    redFlags: read('red-flags')?.red_flags ?? [],
    recommendations: read('recommendations')?.recommendations ?? [],
    agents: read('agents')?.agents ?? [],
  };
  if (mistakes.length === 0) mistakes.push(...brokenReferences(base), ...duplicates(base));
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return base;
}

function yamlOf(text: string, name: string, mistakes: string[]): unknown {
  try {
    return parse(text);
  } catch (error) {
    mistakes.push(`${name}.yaml: ${(error as Error).message.split('\n')[0]}`);
    return {};
  }
}

/** `['patterns', 2, 'rules', 0]` → `patterns[2].rules[0]` */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

function versionOf(texts: RuleTexts): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(RULE_FILES).sort())
    hash.update(`${name}\n${texts[name as keyof RuleTexts]}\n`);
  return `rules-${hash.digest('hex').slice(0, 12)}`;
}

/** Every symptom that a condition names. */
function symptomsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(symptomsOf);
  if ('any' in condition) return condition.any.flatMap(symptomsOf);
  return 'symptom' in condition ? [condition.symptom] : [];
}

function brokenReferences(base: RuleBase): string[] {
  const symptoms = new Set(base.symptoms.map(({ id }) => id));
  const patterns = new Set(base.patterns.map((pattern) => pattern.code));
  const unknownSymptoms = (where: string, condition: Condition): string[] =>
    symptomsOf(condition)
      .filter((id) => !symptoms.has(id))
      .map((id) => `${where}: there is no symptom ${id}`);
  const ofPattern = (file: string) => (pattern: Pattern) => {
    const rules = new Map(pattern.rules.map((rule) => [rule.id, rule]));
    const where = `${file}.yaml ${pattern.code}`;
    const reachable = pattern.rules.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
    return [
      ...pattern.rules.flatMap(({ id, when }) => unknownSymptoms(`${where}.${id}`, when)),
      ...pattern.key
        .filter((id) => (rules.get(id)?.weight ?? -1) < 0)
        .map((id) => `${where}: its key ${id} is no rule of it that speaks for it`),
      ...(reachable < pattern.full_weight * pattern.threshold
        ? [`${where}: its rules cannot reach its threshold`]
        : []),
    ];
  };
  return [
    ...base.findings.flatMap(ofPattern('findings')),
    ...base.patterns.flatMap(ofPattern('patterns')),
    ...base.redFlags.flatMap(({ code, when }) => unknownSymptoms(`red-flags.yaml ${code}`, when)),
    ...base.recommendations.flatMap(({ code, for: answers = [], unless }) => [
      ...answers
        .filter((pattern) => !patterns.has(pattern))
        .map((pattern) => `recommendations.yaml ${code}: there is no pattern ${pattern}`),
      ...(unless === undefined ? [] : unknownSymptoms(`recommendations.yaml ${code}`, unless)),
    ]),
    ...AGENTS.filter((name) => !base.agents.some(({ agent }) => agent === name)).map(
      (name) => `agents.yaml: there is no agent ${name}`,
    ),
  ];
}

function duplicates(base: RuleBase): string[] {
  return [
    ...repeated(
      'symptoms.yaml: the word',
      base.symptoms.flatMap(({ zh, en }) => [...zh, ...en].map(normalized)),
    ),
    ...repeated(
      'symptoms.yaml: the symptom',
      base.symptoms.map(({ id }) => id),
    ),
    ...repeated(
      'findings.yaml and patterns.yaml: the code',
      [...base.findings, ...base.patterns].map(({ code }) => code),
    ),
    ...repeated(
      'red-flags.yaml: the code',
      base.redFlags.map(({ code }) => code),
    ),
    ...repeated(
      'recommendations.yaml: the code',
      base.recommendations.map(({ code }) => code),
    ),
    ...repeated(
      'agents.yaml: the agent',
      base.agents.map(({ agent }) => agent),
    ),
    ...[...base.findings, ...base.patterns].flatMap((pattern) =>
      repeated(
        `${pattern.code}: the rule`,
        pattern.rules.map(({ id }) => id),
      ),
    ),
  ];
}

function repeated(what: string, names: readonly string[]): string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => `${what} ${name} is there twice`);
}

/** How words are compared: without capitals, full width or surrounding blanks. */
export function normalized(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}
