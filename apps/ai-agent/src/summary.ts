/** The result of an agent in a sentence or two, in both languages. Pure. */
import type { AgentResult, Finding, LocalizedText, TaskKind } from './engine.js';
import type { AgentProfile } from './rule-schema.js';

type Parts = Pick<AgentResult, 'findings' | 'confidence' | 'redFlags' | 'recommendations'>;

/** What an agent says in short; an emergency is said first. */
export function summaryOf(profile: AgentProfile, kind: TaskKind, parts: Parts): LocalizedText {
  const emergency = parts.redFlags.find(({ urgency }) => urgency === 'emergency');
  const said = sentence(profile.name, kind, parts);
  if (emergency === undefined) return said;
  return {
    zh_cn: `【紧急】${emergency.advice.zh_cn}${said.zh_cn}`,
    en: `EMERGENCY: ${emergency.advice.en} ${said.en}`,
  };
}

function sentence(name: LocalizedText, kind: TaskKind, parts: Parts): LocalizedText {
  const [first, ...others] = parts.findings;
  if (first === undefined && kind !== 'recommendation') {
    return {
      zh_cn: `${name.zh_cn}：现有信息不足以归纳出明确的结论，建议补充舌脉与症状。`,
      en: `${name.en}: what was told and observed does not lead to a clear conclusion; please add symptoms, tongue and pulse.`,
    };
  }
  switch (kind) {
    case 'analysis':
      return {
        zh_cn: `${name.zh_cn}辨析：${titles(parts.findings, 'zh_cn')}。`,
        en: `${name.en} finds: ${titles(parts.findings, 'en')}.`,
      };
    case 'diagnosis':
      return {
        zh_cn: `${name.zh_cn}辨证：以${first?.title.zh_cn}为主${others.length > 0 ? `，兼见${titles(others, 'zh_cn')}` : ''}（可信度${percent(parts)}）。`,
        en: `${name.en} sees above all ${lower(first)}${others.length > 0 ? `, with signs of ${titles(others, 'en')}` : ''} (confidence ${percent(parts)}).`,
      };
    case 'recommendation':
      return advised(name, first, parts);
  }
}

function advised(
  name: LocalizedText,
  first: Finding | undefined,
  { recommendations, redFlags }: Parts,
): LocalizedText {
  const count = recommendations.length;
  if (count === 0) {
    return {
      zh_cn: `${name.zh_cn}：${redFlags.length > 0 ? '请先就医，调养建议待病情稳定后再给出。' : '暂无调养建议。'}`,
      en: `${name.en}: ${redFlags.length > 0 ? 'see a doctor first; advice on daily life follows once you are stable.' : 'no advice at the moment.'}`,
    };
  }
  const few = count === 1 ? 'recommendation' : 'recommendations';
  return first === undefined
    ? { zh_cn: `${name.zh_cn}给出${count}条日常调养建议。`, en: `${name.en} gives ${count} general ${few}.` }
    : {
        zh_cn: `${name.zh_cn}针对${first.title.zh_cn}给出${count}条调养建议。`,
        en: `${name.en} gives ${count} ${few} for ${lower(first)}.`,
      };
}

function titles(findings: readonly Finding[], language: keyof LocalizedText): string {
  const names = findings
    .slice(0, 4)
    .map((finding) => (language === 'en' ? lower(finding) : finding.title.zh_cn));
  return names.join(language === 'en' ? ', ' : '、');
}

/** A title in the middle of an English sentence. */
function lower(finding: Finding | undefined): string {
  const title = finding?.title.en ?? '';
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function percent({ confidence }: Parts): string {
  return `${Math.round(confidence * 100)}%`;
}
