/** Times and numbers as people read them. */

export type Language = 'en' | 'zh';

const UNITS = [
  { ms: 86_400_000, en: 'd', zh: '天' },
  { ms: 3_600_000, en: 'h', zh: '小时' },
  { ms: 60_000, en: 'min', zh: '分' },
  { ms: 1_000, en: 's', zh: '秒' },
] as const;

/** `1 h 5 min`, `4 s`: the two largest units that have a part in it; what is below a second counts as one. */
export function span(language: Language, ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  let leftMs = seconds * 1_000;
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(leftMs / unit.ms);
    leftMs -= count * unit.ms;
    if (count > 0) parts.push(`${count} ${unit[language]}`);
    // A unit that is missing between two others would make the second look like the next one.
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.join(' ');
}

/** The largest time that a Date can be. */
const LAST_MS = 8_640_000_000_000_000;

/** `2026-11-28T14:03:20Z (in 4 s)`, to the second. */
export function pointInTime(language: Language, atMs: number, nowMs: number): string {
  const shownMs = Math.min(Math.max(atMs, -LAST_MS), LAST_MS);
  const absolute = new Date(shownMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const aheadMs = atMs - nowMs;
  const distance = span(language, Math.abs(aheadMs));
  const isNow = Math.abs(aheadMs) < 500;
  if (language === 'en') {
    return `${absolute} (${isNow ? 'now' : aheadMs > 0 ? `in ${distance}` : `${distance} ago`})`;
  }
  return `${absolute}（${isNow ? '现在' : `${distance}${aheadMs > 0 ? '后' : '前'}`}）`;
}

/** How often. */
export function times(language: Language, count: number): string {
  if (language === 'zh') return `${count} 次`;
  return count === 1 ? 'once' : `${count} times`;
}
