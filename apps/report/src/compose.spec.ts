import { enums, type ValidAnalysisResult, type ValidConsultationData } from '#libs/contracts';
import { composeReport, type ComposedReport } from './compose.js';
import { MEASUREMENTS, OBSERVATIONS } from './labels.js';

const data: ValidConsultationData = {
  complaint: '心悸失眠三个月',
  symptoms: [{ name: '心悸', severity: 'SEVERITY_MODERATE', duration_days: 90, note: '劳累后加重' }],
  tongue: {
    color: 'TONGUE_COLOR_PALE',
    shapes: ['TONGUE_SHAPE_TOOTH_MARKED'],
    coating_color: 'COATING_COLOR_UNSPECIFIED',
    coating_qualities: ['COATING_QUALITY_THIN'],
    note: '',
  },
  pulse: { qualities: ['PULSE_QUALITY_THREADY'], rate_bpm: 78, note: '' },
  vitals: { systolic_mmhg: 118, diastolic_mmhg: 76, temperature_celsius: 36.6 },
  age_years: 42,
  sex: 'SEX_FEMALE',
  medical_history: ['贫血'],
  medications: [],
  allergies: [],
  observed_at: null,
};

const finding = (code: string, confidence: number, evidence: string[] = []) => ({
  code,
  title: { zh_cn: `${code}证`, en: `${code} pattern` },
  confidence,
  evidence,
});

function result(
  agent: ValidAnalysisResult['agent'],
  kind: ValidAnalysisResult['kind'],
  parts: Partial<ValidAnalysisResult>,
): ValidAnalysisResult {
  return {
    analysis_id: `${agent}-${kind}`,
    agent,
    kind,
    summary: { zh_cn: '', en: '' },
    findings: [],
    confidence: 0.5,
    fired_rules: [],
    red_flags: [],
    recommendations: [],
    engine_version: 'rules-1',
    ...parts,
  };
}

const analysis = result('AGENT_XIAOAI', 'ANALYSIS_KIND_ANALYSIS', {
  findings: [finding('deficiency', 0.8, ['心悸', 'tongue_color:pale', 'systolic_mmhg:118'])],
});
const diagnosis = result('AGENT_XIAOKE', 'ANALYSIS_KIND_DIAGNOSIS', {
  findings: [finding('heart_spleen', 0.9), finding('qi', 0.6)],
});
const advice = result('AGENT_LAOKE', 'ANALYSIS_KIND_RECOMMENDATION', {
  findings: [finding('heart_spleen', 0.7), finding('blood', 0.65)],
  recommendations: [
    { code: 'walk', category: 'movement', text: { zh_cn: '散步', en: 'Walk' }, finding_code: '' },
    {
      code: 'eat',
      category: 'diet',
      text: { zh_cn: '食粥', en: 'Eat porridge' },
      finding_code: 'heart_spleen',
    },
    { code: 'odd', category: 'music', text: { zh_cn: '', en: 'Sing' }, finding_code: '' },
  ],
});

const items = (report: ComposedReport, code: string) =>
  report.sections?.find((section) => section.code === code)?.items ?? [];

describe('a report', () => {
  const report = composeReport(data, [analysis, diagnosis, advice]);

  it('has its sections in reading order, those without content left out', () => {
    expect(report.sections?.map(({ code }) => code)).toEqual([
      'complaint',
      'observations',
      'findings',
      'patterns',
      'recommendations',
      'disclaimer',
    ]);
    expect(report.urgency).toBe('URGENCY_UNSPECIFIED');
  });

  it('says everything in both languages', () => {
    for (const { title, items: lines = [] } of report.sections ?? []) {
      for (const text of [title, ...lines]) {
        expect(text?.zh_cn).not.toBe('');
        expect(text?.en).not.toBe('');
      }
    }
  });

  it('tells what was told and observed', () => {
    expect(items(report, 'complaint')).toEqual([
      { zh_cn: '心悸失眠三个月', en: '心悸失眠三个月' },
      { zh_cn: '女，42岁', en: 'female, 42 years' },
      { zh_cn: '症状：心悸，中度，90天，劳累后加重', en: 'Symptom: 心悸, moderate, for 90 days, 劳累后加重' },
      { zh_cn: '既往史：贫血', en: 'Medical history: 贫血' },
    ]);
    expect(items(report, 'observations')).toEqual([
      { zh_cn: '舌淡白，舌边齿痕，苔薄', en: 'pale tongue, tooth-marked tongue, thin coating' },
      { zh_cn: '脉细，脉率78次/分', en: 'thready pulse, 78 beats per minute' },
      { zh_cn: '收缩压 118 mmHg', en: 'Systolic blood pressure 118 mmHg' },
      { zh_cn: '舒张压 76 mmHg', en: 'Diastolic blood pressure 76 mmHg' },
      { zh_cn: '体温 36.6 °C', en: 'Body temperature 36.6 °C' },
    ]);
  });

  it('puts doubles together and puts the evidence into words', () => {
    expect(items(report, 'findings')).toEqual([
      {
        zh_cn: 'deficiency证（可信度80%）：心悸、舌淡白、收缩压 118 mmHg',
        en: 'deficiency pattern (confidence 80%): 心悸, pale tongue, Systolic blood pressure 118 mmHg',
      },
    ]);
    expect(items(report, 'patterns').map(({ en }) => en)).toEqual([
      'heart_spleen pattern (confidence 90%)',
      'blood pattern (confidence 65%)',
      'qi pattern (confidence 60%)',
    ]);
  });

  it('orders recommendations by area, with what it does not know last; a missing language is filled', () => {
    expect(items(report, 'recommendations')).toEqual([
      { zh_cn: '饮食：食粥', en: 'Diet: Eat porridge' },
      { zh_cn: '运动：散步', en: 'Movement: Walk' },
      { zh_cn: 'music：Sing', en: 'music: Sing' },
    ]);
  });

  it('is short in its summary', () => {
    expect(report.summary).toEqual({
      zh_cn: '主要判断：heart_spleen证。共有3条调养建议。由小艾、小克、老克共同完成。',
      en: 'Main finding: heart_spleen pattern. Recommendations: 3. By Xiaoai, Xiaoke, Laoke.',
    });
  });

  it('does not depend on the order of the results', () => {
    const other = composeReport(data, [advice, diagnosis, analysis]);
    expect(other.sections).toEqual(report.sections);
  });
});

describe('red flags', () => {
  const flag = (code: string, urgency: 'URGENCY_SOON' | 'URGENCY_EMERGENCY') => ({
    code,
    urgency,
    advice: { zh_cn: `${code}处理`, en: `${code} advice` },
  });

  it('lead the summary and set the urgency; the same flag of two agents is told once', () => {
    const report = composeReport(data, [
      { ...analysis, red_flags: [flag('cough', 'URGENCY_SOON'), flag('stroke', 'URGENCY_EMERGENCY')] },
      { ...diagnosis, red_flags: [flag('stroke', 'URGENCY_EMERGENCY')] },
    ]);
    expect(report.urgency).toBe('URGENCY_EMERGENCY');
    expect(items(report, 'red_flags')).toEqual([
      { zh_cn: '【立即急救】stroke处理', en: '[Emergency] stroke advice' },
      { zh_cn: '【近日就医】cough处理', en: '[See a doctor within days] cough advice' },
    ]);
    expect(report.summary.zh_cn.startsWith('【立即急救】stroke处理')).toBe(true);
    expect(report.summary.en.startsWith('[Emergency] stroke advice')).toBe(true);
  });
});

it('says so when nothing was found', () => {
  const { summary } = composeReport(data, [result('AGENT_SOER', 'ANALYSIS_KIND_ANALYSIS', {})]);
  expect(summary.en).toBe('What was told does not lead to a clear conclusion. By Soer.');
});

describe('labels', () => {
  const names = (all: Record<string, string>, prefix: string): string[] =>
    Object.values(all)
      .map((name) => name.slice(prefix.length).toLowerCase())
      .filter((name) => name !== 'unspecified');

  it('are there for everything that can be observed', () => {
    expect(Object.keys(OBSERVATIONS['tongue_color'] ?? {})).toEqual(
      names(enums.TongueColor, 'TONGUE_COLOR_'),
    );
    expect(Object.keys(OBSERVATIONS['tongue_shape'] ?? {})).toEqual(
      names(enums.TongueShape, 'TONGUE_SHAPE_'),
    );
    expect(Object.keys(OBSERVATIONS['coating_color'] ?? {})).toEqual(
      names(enums.CoatingColor, 'COATING_COLOR_'),
    );
    expect(Object.keys(OBSERVATIONS['coating_quality'] ?? {})).toEqual(
      names(enums.CoatingQuality, 'COATING_QUALITY_'),
    );
    expect(Object.keys(OBSERVATIONS['pulse'] ?? {})).toEqual(names(enums.PulseQuality, 'PULSE_QUALITY_'));
    expect(MEASUREMENTS).toHaveProperty('oxygen_saturation_percent');
  });
});
