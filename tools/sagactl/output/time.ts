/** Times as operators read them: absolute in UTC, and how long ago or from now. */
import type { Language } from '../language/translate.js';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `3 min. ago`, `in 12 sec.`, `3分钟前`. */
export function relative(iso: string, nowMs: number, language: Language): string {
  const deltaMs = Date.parse(iso) - nowMs;
  if (Number.isNaN(deltaMs)) return '';
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(deltaMs) >= ms) ?? UNITS[3];
  const format = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'always' });
  return format.format(Math.trunc(deltaMs / unitMs), unit);
}

/** `2026-11-23T10:00:00Z (3 min. ago)`; a text that is no time stays what it is, a missing one is empty. */
export function moment(iso: string | undefined, nowMs: number, language: Language): string {
  if (iso === undefined || iso === '') return '';
  const ago = relative(iso, nowMs, language);
  return ago === '' ? iso : `${iso} (${ago})`;
}
