import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '#libs/platform';
import { loadRuleBase, parseRuleBase, type RuleTexts } from './rule-base.js';

const NAMES = ['symptoms', 'findings', 'patterns', 'red-flags', 'recommendations', 'agents'] as const;
const shipped = (): Record<(typeof NAMES)[number], string> =>
  Object.fromEntries(
    NAMES.map((name) => [
      name,
      readFileSync(fileURLToPath(new URL(`../rules/${name}.yaml`, import.meta.url)), 'utf8'),
    ]),
  ) as Record<(typeof NAMES)[number], string>;

function mistakesOf(texts: RuleTexts): readonly string[] {
  try {
    parseRuleBase(texts);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('the rule base that ships', () => {
  it('is whole', async () => {
    const base = await loadRuleBase();
    expect(base.patterns.length).toBeGreaterThanOrEqual(12);
    expect(base.version).toMatch(/^rules-[0-9a-f]{12}$/);
  });

  it('answers every pattern in at least two areas of life', async () => {
    const { patterns, recommendations } = await loadRuleBase();
    for (const { code } of patterns) {
      const areas = new Set(
        recommendations.filter((entry) => entry.for?.includes(code)).map(({ category }) => category),
      );
      expect([code, areas.size >= 2]).toEqual([code, true]);
    }
  });

  it('uses every symptom that it knows', async () => {
    const { symptoms, ...rest } = await loadRuleBase();
    const used = JSON.stringify(rest);
    for (const { id } of symptoms) expect([id, used.includes(`"symptom":"${id}"`)]).toEqual([id, true]);
  });

  it('has a version that follows the text', () => {
    const texts = shipped();
    const other = { ...texts, agents: `${texts.agents}\n# changed` };
    expect(parseRuleBase(other).version).not.toBe(parseRuleBase(texts).version);
  });
});

describe('mistakes are listed together, with their place', () => {
  it('of form: unknown keys, unknown observations, missing languages', () => {
    const texts = {
      ...shipped(),
      patterns: `patterns:
  - code: Odd
    title: { zh_cn: 怪 }
    full_weight: 0
    threshold: 0.4
    key: [a]
    rules:
      - { id: a, weight: 1, when: { tongue_colour: pale } }
      - { id: b, weight: 0, when: { pulse: bouncy } }
      - { id: c, weight: 1, when: { symptom: fever, min_day: 3 } }
`,
      'red-flags': 'red_flags: [',
    };
    const mistakes = mistakesOf(texts);
    for (const place of [
      'patterns.yaml patterns[0].code',
      'patterns.yaml patterns[0].title.en',
      'patterns.yaml patterns[0].full_weight',
      'patterns.yaml patterns[0].rules[0].when: names none of',
      'patterns.yaml patterns[0].rules[1].weight',
      'patterns.yaml patterns[0].rules[1].when.pulse',
      'patterns.yaml patterns[0].rules[2].when',
      'red-flags.yaml:',
    ]) {
      expect([place, mistakes.some((mistake) => mistake.startsWith(place))]).toEqual([place, true]);
    }
  });

  it('of reference: symptoms, keys, patterns, agents that are not there, thresholds out of reach', () => {
    const texts = shipped();
    const mistakes = mistakesOf({
      ...texts,
      patterns: texts.patterns
        .replace('when: { symptom: no_sweating }', 'when: { symptom: no_swetting }')
        .replace('key: [aversion_to_cold]', 'key: [against_heat]')
        .replace('full_weight: 12', 'full_weight: 1200'),
      recommendations: texts.recommendations.replace('for: [wind_heat_lung]', 'for: [wind_heat_lungs]'),
      agents: texts.agents.replace('agent: soer', 'agent: laoke'),
    });
    expect(mistakes).toEqual([
      'patterns.yaml wind_cold_exterior.no_sweating: there is no symptom no_swetting',
      'patterns.yaml wind_cold_exterior: its key against_heat is no rule of it that speaks for it',
      'patterns.yaml wind_cold_exterior: its rules cannot reach its threshold',
      'recommendations.yaml cooling_fluids: there is no pattern wind_heat_lungs',
      'agents.yaml: there is no agent soer',
      'agents.yaml: the agent laoke is there twice',
    ]);
  });

  it('of words with two meanings', () => {
    const texts = shipped();
    const mistakes = mistakesOf({
      ...texts,
      symptoms: texts.symptoms.replace('zh: [恶风, 怕风]', 'zh: [恶风, 发热]'),
    });
    expect(mistakes).toEqual(['symptoms.yaml: the word 发热 is there twice']);
  });
});
