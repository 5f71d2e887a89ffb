import type { ValidConsultationData } from '#libs/contracts';
import fc from 'fast-check';
import { AGENTS, type AgentName, type AgentResult, type TaskKind } from './engine.js';
import { reason } from './reasoning.js';
import { loadRuleBase, type RuleBase } from './rule-base.js';
import { SymptomReader } from './symptom-reader.js';

let base: RuleBase;
let reader: SymptomReader;
beforeAll(async () => {
  base = await loadRuleBase();
  reader = new SymptomReader(base.symptoms);
});

type Symptom = ValidConsultationData['symptoms'][number];

interface Told extends Partial<Omit<ValidConsultationData, 'symptoms' | 'tongue' | 'pulse'>> {
  symptoms?: (string | Partial<Symptom>)[];
  tongue?: Partial<NonNullable<ValidConsultationData['tongue']>>;
  pulse?: NonNullable<ValidConsultationData['pulse']>['qualities'];
}

function consultation({ symptoms = [], tongue, pulse, ...rest }: Told): ValidConsultationData {
  const plain = { name: '', severity: 'SEVERITY_UNSPECIFIED', duration_days: 0, note: '' } as const;
  return {
    complaint: '就诊',
    tongue:
      tongue === undefined
        ? null
        : {
            color: 'TONGUE_COLOR_UNSPECIFIED',
            shapes: [],
            coating_color: 'COATING_COLOR_UNSPECIFIED',
            coating_qualities: [],
            note: '',
            ...tongue,
          },
    pulse: pulse === undefined ? null : { qualities: pulse, note: '' },
    vitals: null,
    sex: 'SEX_UNSPECIFIED',
    medical_history: [],
    medications: [],
    allergies: [],
    observed_at: null,
    ...rest,
    symptoms: symptoms.map((one) => ({ ...plain, ...(typeof one === 'string' ? { name: one } : one) })),
  };
}

const ask = (told: Told, kind: TaskKind = 'diagnosis', agent: AgentName = 'xiaoke'): AgentResult =>
  reason(base, reader, { agent, kind, data: consultation(told) });
const first = (told: Told): string | undefined => ask(told).findings[0]?.code;

describe('textbook cases are named', () => {
  const cases: Record<string, Told> = {
    wind_cold_exterior: {
      symptoms: ['恶寒', '无汗', '全身酸痛', '流清涕', '头痛', '发热'],
      tongue: { coating_color: 'COATING_COLOR_WHITE', coating_qualities: ['COATING_QUALITY_THIN'] },
      pulse: ['PULSE_QUALITY_FLOATING', 'PULSE_QUALITY_TIGHT'],
    },
    wind_heat_lung: {
      symptoms: ['发热', '咽痛', '咳嗽', '痰黄', '口渴'],
      tongue: {
        color: 'TONGUE_COLOR_RED',
        coating_color: 'COATING_COLOR_YELLOW',
        coating_qualities: ['COATING_QUALITY_THIN'],
      },
      pulse: ['PULSE_QUALITY_FLOATING', 'PULSE_QUALITY_RAPID'],
    },
    spleen_stomach_weakness: {
      symptoms: ['食欲不振', '食后腹胀', '便溏', '乏力', '面色萎黄'],
      tongue: { color: 'TONGUE_COLOR_PALE', shapes: ['TONGUE_SHAPE_TOOTH_MARKED'] },
      pulse: ['PULSE_QUALITY_WEAK'],
    },
    liver_qi_stagnation: {
      symptoms: ['low mood', 'rib-side pain', 'frequent sighing', 'lump in the throat'],
      pulse: ['PULSE_QUALITY_WIRY'],
    },
    liver_yang_rising: {
      symptoms: ['眩晕', '头胀痛', '面红目赤', '急躁易怒', '耳鸣'],
      tongue: { color: 'TONGUE_COLOR_RED' },
      pulse: ['PULSE_QUALITY_WIRY'],
      vitals: { systolic_mmhg: 158, diastolic_mmhg: 96 },
    },
    heart_spleen_deficiency: {
      symptoms: ['心悸', '失眠', '多梦', '健忘', '食欲不振', '面色萎黄', '乏力'],
      tongue: { color: 'TONGUE_COLOR_PALE' },
      pulse: ['PULSE_QUALITY_THREADY', 'PULSE_QUALITY_WEAK'],
    },
    kidney_yang_deficiency: {
      symptoms: ['腰膝酸冷', '畏寒肢冷', '夜尿频', '下肢水肿', '五更泻'],
      tongue: { color: 'TONGUE_COLOR_PALE', shapes: ['TONGUE_SHAPE_ENLARGED'] },
      pulse: ['PULSE_QUALITY_DEEP', 'PULSE_QUALITY_SLOW'],
    },
    kidney_yin_deficiency: {
      symptoms: ['腰膝酸软', '五心烦热', '盗汗', '口干咽燥', '耳鸣'],
      tongue: { color: 'TONGUE_COLOR_RED', coating_qualities: ['COATING_QUALITY_SCANTY'] },
      pulse: ['PULSE_QUALITY_THREADY', 'PULSE_QUALITY_RAPID'],
    },
    phlegm_damp: {
      symptoms: ['身重困倦', '痰多', '胸闷', '头重如裹', '恶心'],
      tongue: {
        shapes: ['TONGUE_SHAPE_ENLARGED'],
        coating_color: 'COATING_COLOR_WHITE',
        coating_qualities: ['COATING_QUALITY_GREASY'],
      },
      pulse: ['PULSE_QUALITY_SLIPPERY'],
    },
    damp_heat: {
      symptoms: ['口苦', '口黏', '小便短黄', '大便黏滞', '痤疮'],
      tongue: {
        color: 'TONGUE_COLOR_RED',
        coating_color: 'COATING_COLOR_YELLOW',
        coating_qualities: ['COATING_QUALITY_GREASY'],
      },
      pulse: ['PULSE_QUALITY_SLIPPERY', 'PULSE_QUALITY_RAPID'],
    },
    blood_stasis: {
      symptoms: ['刺痛', '夜间痛甚', '面色晦暗', '月经血块'],
      tongue: { color: 'TONGUE_COLOR_PURPLE' },
      pulse: ['PULSE_QUALITY_CHOPPY'],
    },
    qi_deficiency: {
      symptoms: ['乏力', '气短', '自汗', '易感冒'],
      tongue: { color: 'TONGUE_COLOR_PALE' },
      pulse: ['PULSE_QUALITY_WEAK'],
    },
    blood_deficiency: {
      symptoms: ['面色苍白', '头晕', '手足麻木', '月经量少'],
      tongue: { color: 'TONGUE_COLOR_PALE' },
      pulse: ['PULSE_QUALITY_THREADY'],
    },
    lung_yin_deficiency: {
      symptoms: ['dry cough', 'dry throat', 'hoarseness', 'night sweats'],
      tongue: { color: 'TONGUE_COLOR_RED', coating_qualities: ['COATING_QUALITY_SCANTY'] },
      pulse: ['PULSE_QUALITY_THREADY', 'PULSE_QUALITY_RAPID'],
    },
    stomach_heat: {
      symptoms: ['胃脘灼痛', '消谷善饥', '口臭', '牙龈肿痛', '便秘', '口渴'],
      tongue: { color: 'TONGUE_COLOR_RED', coating_color: 'COATING_COLOR_YELLOW' },
      pulse: ['PULSE_QUALITY_RAPID'],
    },
    food_stagnation: {
      symptoms: ['脘腹胀满', '嗳腐吞酸', '厌食', '大便酸臭'],
      tongue: { coating_qualities: ['COATING_QUALITY_THICK', 'COATING_QUALITY_GREASY'] },
      pulse: ['PULSE_QUALITY_SLIPPERY'],
    },
    heart_fire: {
      symptoms: ['口舌生疮', '心烦', '失眠', '小便短赤'],
      tongue: { color: 'TONGUE_COLOR_RED', coating_color: 'COATING_COLOR_YELLOW' },
      pulse: ['PULSE_QUALITY_RAPID'],
    },
    spleen_yang_deficiency: {
      symptoms: ['腹痛喜温喜按', '畏寒肢冷', '便溏', '口淡不渴', '食少'],
      tongue: {
        color: 'TONGUE_COLOR_PALE',
        shapes: ['TONGUE_SHAPE_ENLARGED'],
        coating_color: 'COATING_COLOR_WHITE',
        coating_qualities: ['COATING_QUALITY_SLIPPERY'],
      },
      pulse: ['PULSE_QUALITY_DEEP', 'PULSE_QUALITY_SLOW'],
    },
  };

  it.each(Object.entries(cases))('%s', (code, told) => {
    expect(first(told)).toBe(code);
  });

  it('every pattern has its case', () => {
    expect(Object.keys(cases).sort()).toEqual(base.patterns.map((pattern) => pattern.code).sort());
  });
});

describe('a pattern', () => {
  it('is not named without its leading sign', () => {
    const { findings } = ask({
      symptoms: ['全身酸痛', '流清涕', '痰稀白', '无汗'],
      pulse: ['PULSE_QUALITY_FLOATING'],
    });
    expect(findings.map(({ code }) => code)).not.toContain('wind_cold_exterior');
  });

  it('loses by what speaks against it, and tells so', () => {
    const told: Told = {
      symptoms: ['恶寒', '无汗', '全身酸痛', '流清涕'],
      pulse: ['PULSE_QUALITY_FLOATING'],
    };
    const clear = ask(told).findings[0]?.confidence ?? 0;
    const hot = ask({ ...told, tongue: { coating_color: 'COATING_COLOR_YELLOW' } });
    expect(hot.findings[0]?.confidence).toBeLessThan(clear);
    const against = hot.firedRules.find(({ ruleId }) => ruleId === 'wind_cold_exterior.against_heat');
    expect(against).toMatchObject({ weight: -0.25, matched: ['coating_color:yellow'] });
  });

  it('weighs by severity, and a mention in the complaint less than a symptom', () => {
    const of = (told: Told): number =>
      ask(told).findings.find(({ code }) => code === 'qi_deficiency')?.confidence ?? 0;
    const at = (severity: Symptom['severity']): number =>
      of({ symptoms: ['气短', { name: '乏力', severity }] });
    expect(at('SEVERITY_MILD')).toBeLessThan(at('SEVERITY_MODERATE'));
    expect(at('SEVERITY_MODERATE')).toBeLessThan(at('SEVERITY_SEVERE'));
    expect(of({ symptoms: ['气短'], complaint: '总是乏力' })).toBeLessThan(
      of({ symptoms: ['气短', '乏力'] }),
    );
  });

  it('is seen a little differently by each agent', () => {
    const told: Told = { symptoms: ['乏力', '气短'], pulse: ['PULSE_QUALITY_WEAK'] };
    const seen = AGENTS.map((agent) => ask(told, 'diagnosis', agent).findings[0]?.confidence);
    expect(new Set(seen).size).toBeGreaterThan(1);
  });
});

describe('red flags', () => {
  const flags = (told: Told): string[] => ask(told).redFlags.map(({ code, urgency }) => `${urgency} ${code}`);

  it.each<[Told, string[]]>([
    [{ symptoms: [{ name: '胸痛', severity: 'SEVERITY_SEVERE' }] }, ['emergency heart_attack_signs']],
    [{ symptoms: ['胸痛', '冷汗'] }, ['emergency heart_attack_signs']],
    [{ symptoms: ['胸痛'] }, ['urgent chest_pain']],
    [{ complaint: '突然口眼歪斜，说话不清' }, ['emergency stroke_signs']],
    [{ vitals: { oxygen_saturation_percent: 88 } }, ['emergency severe_breathing_difficulty']],
    [{ vitals: { oxygen_saturation_percent: 92 } }, ['urgent breathing_difficulty']],
    [{ symptoms: ['头痛'], vitals: { systolic_mmhg: 190 } }, ['emergency hypertensive_emergency']],
    [{ vitals: { systolic_mmhg: 190 } }, ['urgent very_high_blood_pressure']],
    [{ age_years: 0, vitals: { temperature_celsius: 38.2 } }, ['urgent fever_in_infant']],
    [{ age_years: 30, vitals: { temperature_celsius: 38.2 } }, []],
    [{ symptoms: [{ name: 'cough', duration_days: 28 }] }, ['soon chronic_cough']],
    [{ symptoms: [{ name: 'cough', duration_days: 6 }] }, []],
    [{ complaint: '没有胸痛' }, []],
    [
      { symptoms: ['想自杀', '咯血'], pulse: ['PULSE_QUALITY_IRREGULAR'] },
      ['emergency suicide_risk', 'urgent hidden_bleeding', 'soon irregular_pulse'],
    ],
  ])('%j', (told, expected) => {
    expect(flags(told)).toEqual(expected);
  });

  it('of an emergency come first in what is said, and nobody is told to drink tea', () => {
    const told: Told = { symptoms: ['胸痛', '冷汗', '心悸', '失眠'] };
    const { summary, recommendations } = ask(told, 'recommendation', 'laoke');
    expect(summary.zh_cn).toMatch(/^【紧急】.*120/);
    expect(summary.en).toMatch(/^EMERGENCY: /);
    expect(recommendations).toEqual([]);
  });
});

describe('recommendations', () => {
  const told: Told = {
    symptoms: ['食欲不振', '腹胀', '便溏', '乏力'],
    tongue: { color: 'TONGUE_COLOR_PALE' },
  };

  it('answer the findings, in the agent’s order, at most two of a kind', () => {
    const { findings, recommendations } = ask(told, 'recommendation', 'laoke');
    expect(findings[0]?.code).toBe('spleen_stomach_weakness');
    const laoke = base.agents.find(({ agent }) => agent === 'laoke');
    const order = recommendations.map(({ category }) => laoke?.categories.indexOf(category as never) ?? -1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const category of new Set(recommendations.map((one) => one.category))) {
      expect(recommendations.filter((one) => one.category === category).length).toBeLessThanOrEqual(2);
    }
    expect(recommendations[0]).toMatchObject({ category: 'diet', findingCode: 'spleen_stomach_weakness' });
  });

  it('are general where nothing was found', () => {
    const { recommendations, confidence } = ask({}, 'recommendation', 'laoke');
    expect(recommendations.length).toBeGreaterThan(0);
    expect(recommendations.every(({ findingCode }) => findingCode === '')).toBe(true);
    expect(confidence).toBe(0);
  });

  it('are held back where something speaks against them', () => {
    const stasis: Told = {
      symptoms: ['刺痛', '夜间痛甚', '面色晦暗'],
      tongue: { color: 'TONGUE_COLOR_PURPLE' },
    };
    const codes = (more: string[]): string[] =>
      ask(
        { ...stasis, symptoms: [...(stasis.symptoms ?? []), ...more] },
        'recommendation',
        'laoke',
      ).recommendations.map(({ code }) => code);
    expect(codes([])).toContain('move_blood');
    expect(codes(['黑便'])).not.toContain('move_blood');
  });
});

describe('whatever is told', () => {
  const names = () => base.symptoms.flatMap(({ zh, en }) => [...zh, ...en]);
  const told = fc.record({
    picks: fc.array(fc.nat(500), { maxLength: 12 }),
    complaint: fc.string({ maxLength: 60 }),
    temperature: fc.double({ min: 30, max: 45, noNaN: true }),
    color: fc.constantFrom('TONGUE_COLOR_PALE', 'TONGUE_COLOR_RED', 'TONGUE_COLOR_UNSPECIFIED'),
    kind: fc.constantFrom<TaskKind>('analysis', 'diagnosis', 'recommendation'),
    agent: fc.constantFrom(...AGENTS),
  });

  it('the same comes out twice, confidences lie between 0 and 1, and every finding has its rules', () => {
    fc.assert(
      fc.property(told, ({ picks, complaint, temperature, color, kind, agent }) => {
        const words = names();
        const task: Told = {
          complaint,
          symptoms: [...new Set(picks.map((pick) => words[pick % words.length] ?? ''))],
          tongue: { color: color as 'TONGUE_COLOR_PALE' },
          vitals: { temperature_celsius: temperature },
        };
        const result = ask(task, kind, agent);
        expect(ask(task, kind, agent)).toEqual(result);
        const ranks = result.findings.map(({ confidence }) => confidence);
        expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
        for (const value of [...ranks, result.confidence]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        for (const { code, evidence } of result.findings) {
          expect(result.firedRules.some(({ ruleId }) => ruleId.startsWith(`${code}.`))).toBe(true);
          expect(evidence.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
