/** The words of a report for what proto/ only has names for, in both languages. */
import type { LocalizedText } from './localized.js';

type Labels = Readonly<Record<string, LocalizedText>>;

const l = (zh_cn: string, en: string): LocalizedText => ({ zh_cn, en });

/** By the names of the enums without their prefix, in lower case; the agents' evidence uses the same: `tongue_color:pale`. */
export const OBSERVATIONS: Readonly<Record<string, Labels>> = {
  tongue_color: {
    pale: l('舌淡白', 'pale tongue'),
    pale_red: l('舌淡红', 'pale red tongue'),
    red: l('舌红', 'red tongue'),
    crimson: l('舌绛', 'crimson tongue'),
    purple: l('舌青紫', 'purple tongue'),
  },
  tongue_shape: {
    enlarged: l('舌体胖大', 'enlarged tongue'),
    thin: l('舌体瘦薄', 'thin tongue'),
    tooth_marked: l('舌边齿痕', 'tooth-marked tongue'),
    cracked: l('舌有裂纹', 'cracked tongue'),
    prickly: l('舌生芒刺', 'prickly tongue'),
  },
  coating_color: {
    white: l('苔白', 'white coating'),
    yellow: l('苔黄', 'yellow coating'),
    grey_black: l('苔灰黑', 'grey or black coating'),
  },
  coating_quality: {
    thin: l('苔薄', 'thin coating'),
    thick: l('苔厚', 'thick coating'),
    greasy: l('苔腻', 'greasy coating'),
    dry: l('苔燥', 'dry coating'),
    slippery: l('苔滑', 'slippery coating'),
    peeled: l('苔剥', 'peeled coating'),
    scanty: l('少苔', 'scanty coating'),
  },
  pulse: {
    normal: l('平脉', 'normal pulse'),
    floating: l('脉浮', 'floating pulse'),
    deep: l('脉沉', 'deep pulse'),
    slow: l('脉迟', 'slow pulse'),
    rapid: l('脉数', 'rapid pulse'),
    slippery: l('脉滑', 'slippery pulse'),
    choppy: l('脉涩', 'choppy pulse'),
    wiry: l('脉弦', 'wiry pulse'),
    thready: l('脉细', 'thready pulse'),
    weak: l('脉虚', 'weak pulse'),
    strong: l('脉实', 'strong pulse'),
    tight: l('脉紧', 'tight pulse'),
    irregular: l('脉结代', 'irregular pulse'),
  },
};

/** What is measured, with its unit. */
export const MEASUREMENTS: Readonly<Record<string, { label: LocalizedText; unit: string }>> = {
  temperature_celsius: { label: l('体温', 'body temperature'), unit: '°C' },
  heart_rate_bpm: { label: l('心率', 'heart rate'), unit: '/min' },
  respiratory_rate_bpm: { label: l('呼吸频率', 'respiratory rate'), unit: '/min' },
  systolic_mmhg: { label: l('收缩压', 'systolic blood pressure'), unit: 'mmHg' },
  diastolic_mmhg: { label: l('舒张压', 'diastolic blood pressure'), unit: 'mmHg' },
  oxygen_saturation_percent: { label: l('血氧饱和度', 'oxygen saturation'), unit: '%' },
  blood_glucose_mmol_per_l: { label: l('血糖', 'blood glucose'), unit: 'mmol/L' },
  weight_kg: { label: l('体重', 'weight'), unit: 'kg' },
  height_cm: { label: l('身高', 'height'), unit: 'cm' },
  age_years: { label: l('年龄', 'age'), unit: '' },
  bmi: { label: l('体质指数', 'body mass index'), unit: 'kg/m²' },
};

export const SEVERITIES: Labels = {
  SEVERITY_MILD: l('轻度', 'mild'),
  SEVERITY_MODERATE: l('中度', 'moderate'),
  SEVERITY_SEVERE: l('重度', 'severe'),
};

export const SEXES: Labels = {
  SEX_FEMALE: l('女', 'female'),
  SEX_MALE: l('男', 'male'),
  SEX_OTHER: l('其他', 'other'),
};

export const AGENTS: Labels = {
  AGENT_XIAOAI: l('小艾', 'Xiaoai'),
  AGENT_XIAOKE: l('小克', 'Xiaoke'),
  AGENT_LAOKE: l('老克', 'Laoke'),
  AGENT_SOER: l('索儿', 'Soer'),
};

export const URGENCIES: Labels = {
  URGENCY_EMERGENCY: l('立即急救', 'emergency'),
  URGENCY_URGENT: l('当日就医', 'see a doctor today'),
  URGENCY_SOON: l('近日就医', 'see a doctor within days'),
};

/** In the order in which a report has them; a category that is not listed comes last, under its own name. */
export const CATEGORIES: Labels = {
  diet: l('饮食', 'Diet'),
  sleep: l('起居', 'Sleep and rest'),
  movement: l('运动', 'Movement'),
  mood: l('情志', 'Mood'),
  acupressure: l('穴位', 'Acupressure'),
  follow_up: l('随访', 'Follow-up'),
};

export const SECTIONS = {
  complaint: l('主诉与背景', 'Complaint and background'),
  observations: l('四诊所见', 'Observations'),
  findings: l('辨析要点', 'Findings'),
  patterns: l('证候判断', 'Patterns'),
  red_flags: l('警示征象', 'Warning signs'),
  recommendations: l('调养建议', 'Recommendations'),
  disclaimer: l('声明', 'Please note'),
} as const satisfies Labels;

export const TITLE = l('健康咨询报告', 'Health consultation report');

export const DISCLAIMER = l(
  '本报告由智能体依据所提供的信息生成，仅供健康管理参考，不能代替医生的诊断与治疗；如有不适加重，请及时就医。',
  'This report was made by software agents from what was told and observed. It supports health management and does not replace diagnosis or treatment by a doctor. If you feel worse, see a doctor.',
);
