/**
 * Composes a report from what was told and observed and from what the agents returned. Pure: the same input gives the same
 * report, and the order of the results does not matter but for equals.
 */
import type { report_v1, ValidAnalysisResult, ValidConsultationData } from '#libs/contracts';
import {
  AGENTS,
  CATEGORIES,
  DISCLAIMER,
  MEASUREMENTS,
  OBSERVATIONS,
  SECTIONS,
  SEVERITIES,
  SEXES,
  TITLE,
  URGENCIES,
} from './labels.js';
import { filled, localized, verbatim, type LocalizedText } from './localized.js';

type Urgency = ValidAnalysisResult['red_flags'][number]['urgency'];
type Finding = ValidAnalysisResult['findings'][number];

/** A report as it is composed; every part is set. */
export interface ComposedReport extends report_v1.ReportContent {
  title: LocalizedText;
  summary: LocalizedText;
  urgency: Urgency;
}

const URGENCY_ORDER: readonly Urgency[] = ['URGENCY_EMERGENCY', 'URGENCY_URGENT', 'URGENCY_SOON'];

/** What of the agents' results goes into a report, with doubles put together. */
interface Merged {
  findings: Finding[];
  patterns: Finding[];
  redFlags: ValidAnalysisResult['red_flags'];
  recommendations: ValidAnalysisResult['recommendations'];
}

/** The report of a consultation. Sections that would be empty are left out. */
export function composeReport(
  data: ValidConsultationData,
  results: readonly ValidAnalysisResult[],
): ComposedReport {
  const merged = merge(results);
  const urgency = merged.redFlags[0]?.urgency ?? 'URGENCY_UNSPECIFIED';
  const sections: [keyof typeof SECTIONS, LocalizedText[]][] = [
    ['complaint', complaintItems(data)],
    ['observations', observationItems(data)],
    ['findings', merged.findings.map(findingItem)],
    ['patterns', merged.patterns.map(findingItem)],
    ['red_flags', merged.redFlags.map(redFlagItem)],
    ['recommendations', recommendationItems(merged.recommendations)],
    ['disclaimer', [DISCLAIMER]],
  ];
  return {
    title: TITLE,
    summary: summaryOf(merged, results),
    sections: sections
      .filter(([, items]) => items.length > 0)
      .map(([code, items]) => ({ code, title: SECTIONS[code], items })),
    urgency,
  };
}

function merge(results: readonly ValidAnalysisResult[]): Merged {
  const of = (kind: ValidAnalysisResult['kind']): readonly ValidAnalysisResult[] =>
    results.filter((result) => result.kind === kind);
  const named = [...of('ANALYSIS_KIND_DIAGNOSIS'), ...of('ANALYSIS_KIND_RECOMMENDATION')];
  return {
    findings: strongest(of('ANALYSIS_KIND_ANALYSIS')),
    patterns: strongest(named),
    redFlags: firstOfEach(results.flatMap((result) => result.red_flags)).sort(
      (a, b) => URGENCY_ORDER.indexOf(a.urgency) - URGENCY_ORDER.indexOf(b.urgency),
    ),
    recommendations: firstOfEach(results.flatMap((result) => result.recommendations)),
  };
}

/** Of findings with one code the most confident; the most confident first. */
function strongest(results: readonly ValidAnalysisResult[]): Finding[] {
  const best = new Map<string, Finding>();
  for (const finding of results.flatMap((result) => result.findings)) {
    const known = best.get(finding.code);
    if (known === undefined || finding.confidence > known.confidence) best.set(finding.code, finding);
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence || (a.code < b.code ? -1 : 1));
}

function firstOfEach<Item extends { code: string }>(items: readonly Item[]): Item[] {
  const first = new Map<string, Item>();
  for (const item of items) if (!first.has(item.code)) first.set(item.code, item);
  return [...first.values()];
}

function complaintItems(data: ValidConsultationData): LocalizedText[] {
  const listed = (zh: string, en: string, items: readonly string[]): LocalizedText[] =>
    items.length === 0 ? [] : [{ zh_cn: `${zh}：${items.join('、')}`, en: `${en}: ${items.join(', ')}` }];
  const sex = SEXES[data.sex];
  const age = data.age_years;
  const person = [
    ...(sex === undefined ? [] : [sex]),
    ...(age === undefined ? [] : [{ zh_cn: `${age}岁`, en: `${age} years` }]),
  ];
  return [
    verbatim(data.complaint),
    ...(person.length === 0
      ? []
      : [
          localized((language) => person.map((part) => part[language]).join(language === 'en' ? ', ' : '，')),
        ]),
    ...data.symptoms.map(symptomItem),
    ...listed('既往史', 'Medical history', data.medical_history),
    ...listed('用药', 'Medications', data.medications),
    ...listed('过敏史', 'Allergies', data.allergies),
  ];
}

function symptomItem({
  name,
  severity,
  duration_days: days,
  note,
}: ValidConsultationData['symptoms'][number]): LocalizedText {
  const grade = SEVERITIES[severity];
  return {
    zh_cn: `症状：${[name, grade?.zh_cn, days > 0 ? `${days}天` : '', note].filter(Boolean).join('，')}`,
    en: `Symptom: ${[name, grade?.en, days > 0 ? `for ${days} ${days === 1 ? 'day' : 'days'}` : '', note].filter(Boolean).join(', ')}`,
  };
}

function observationItems({ tongue, pulse, vitals }: ValidConsultationData): LocalizedText[] {
  const items: LocalizedText[] = [];
  const add = (words: readonly LocalizedText[], note = ''): void => {
    const parts = note === '' ? words : [...words, verbatim(note)];
    if (parts.length === 0) return;
    items.push(
      localized((language) => parts.map((part) => part[language]).join(language === 'en' ? ', ' : '，')),
    );
  };
  if (tongue !== null) {
    const words = [
      observed('tongue_color', tongue.color),
      ...tongue.shapes.map((shape) => observed('tongue_shape', shape)),
      observed('coating_color', tongue.coating_color),
      ...tongue.coating_qualities.map((quality) => observed('coating_quality', quality)),
    ];
    add(
      words.filter((word) => word !== undefined),
      tongue.note,
    );
  }
  if (pulse !== null) {
    const words = pulse.qualities
      .map((quality) => observed('pulse', quality))
      .filter((word) => word !== undefined);
    const rate = pulse.rate_bpm;
    add(
      rate === undefined ? words : [...words, { zh_cn: `脉率${rate}次/分`, en: `${rate} beats per minute` }],
      pulse.note,
    );
  }
  for (const [name, value] of Object.entries(vitals ?? {})) {
    if (typeof value === 'number') items.push(measured(name, String(value)));
  }
  return items;
}

/** `TONGUE_COLOR_PALE` → its label; undefined for what was not said. */
function observed(kind: keyof typeof OBSERVATIONS, name: string): LocalizedText | undefined {
  const prefix = kind === 'pulse' ? 'PULSE_QUALITY_' : `${kind.toUpperCase()}_`;
  return OBSERVATIONS[kind]?.[name.slice(prefix.length).toLowerCase()];
}

function measured(name: string, value: string): LocalizedText {
  const known = MEASUREMENTS[name];
  if (known === undefined) return verbatim(`${name} ${value}`);
  const amount = known.unit === '' ? value : `${value} ${known.unit}`;
  return { zh_cn: `${known.label.zh_cn} ${amount}`, en: `${capital(known.label.en)} ${amount}` };
}

function findingItem({ code, title, confidence, evidence }: Finding): LocalizedText {
  const name = named(title, code);
  const percent = `${Math.round(confidence * 100)}%`;
  const words = evidence.map(evidenceWord);
  return {
    zh_cn: `${name.zh_cn}（可信度${percent}）${words.length > 0 ? `：${words.map((word) => word.zh_cn).join('、')}` : ''}`,
    en: `${name.en} (confidence ${percent})${words.length > 0 ? `: ${words.map((word) => word.en).join(', ')}` : ''}`,
  };
}

/** Evidence is a person's word, or `tongue_color:pale`, or `systolic_mmhg:158`. */
function evidenceWord(evidence: string): LocalizedText {
  const [, kind = '', value = ''] = /^([a-z_]+):(.+)$/.exec(evidence) ?? [];
  const label = OBSERVATIONS[kind]?.[value];
  if (label !== undefined) return label;
  return MEASUREMENTS[kind] === undefined ? verbatim(evidence) : measured(kind, value);
}

function redFlagItem({ code, urgency, advice }: ValidAnalysisResult['red_flags'][number]): LocalizedText {
  const text = named(advice, code);
  return localized((language) => {
    const label = URGENCIES[urgency]?.[language] ?? '';
    return language === 'en' ? `[${capital(label)}] ${text.en}` : `【${label}】${text.zh_cn}`;
  });
}

function recommendationItems(recommendations: ValidAnalysisResult['recommendations']): LocalizedText[] {
  const order = Object.keys(CATEGORIES);
  const place = (category: string): number => {
    const index = order.indexOf(category);
    return index === -1 ? order.length : index;
  };
  return [...recommendations]
    .sort((a, b) => place(a.category) - place(b.category))
    .map(({ code, category, text }) => {
      const label = CATEGORIES[category] ?? verbatim(category);
      const advice = named(text, code);
      return { zh_cn: `${label.zh_cn}：${advice.zh_cn}`, en: `${label.en}: ${advice.en}` };
    });
}

/** What is urgent, what was found, by whom: short enough for a notification. */
function summaryOf(
  { findings, patterns, redFlags, recommendations }: Merged,
  results: readonly ValidAnalysisResult[],
): LocalizedText {
  const [flag] = redFlags;
  const [main] = patterns.length > 0 ? patterns : findings;
  const agents = [...new Set(results.map(({ agent }) => agent))].map(
    (agent) => AGENTS[agent] ?? verbatim(agent),
  );
  const warning = flag === undefined ? undefined : redFlagItem(flag);
  const name = main === undefined ? undefined : named(main.title, main.code);
  return {
    zh_cn: [
      warning?.zh_cn ?? '',
      name === undefined ? '现有信息不足以得出明确结论。' : `主要判断：${name.zh_cn}。`,
      recommendations.length > 0 ? `共有${recommendations.length}条调养建议。` : '',
      `由${agents.map((agent) => agent.zh_cn).join('、')}共同完成。`,
    ].join(''),
    en: [
      warning?.en ?? '',
      name === undefined ? 'What was told does not lead to a clear conclusion.' : `Main finding: ${name.en}.`,
      recommendations.length > 0 ? `Recommendations: ${recommendations.length}.` : '',
      `By ${agents.map((agent) => agent.en).join(', ')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** A text of an agent; where it gave none, the code. */
function named(text: ValidAnalysisResult['summary'], code: string): LocalizedText {
  const given = filled(text);
  return given.zh_cn === '' ? verbatim(code) : given;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
