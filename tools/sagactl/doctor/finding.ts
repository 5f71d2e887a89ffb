/** What `doctor` found: one sentence, and where it is not well what to do about it. */
import { line, styled, type Block, type Span } from '../output/layout.js';
import { said, saying, type Fillings, type Saying } from '../language/translate.js';
import type { TextKey } from '../language/catalogue.js';
import type { Reader } from '../screen.js';

export type Verdict = 'ok' | 'warn' | 'fail' | 'skipped';

export interface Finding {
  /** Stable name, for programs: `postgres.version`. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly what: Saying;
  readonly advice: Saying | null;
}

/** A check that found everything in order, or that could not be made. */
export function plainFinding<K extends TextKey>(
  verdict: 'ok' | 'skipped',
  check: string,
  key: K,
  ...fillings: Fillings<K>
): Finding {
  return { check, verdict, what: saying(key, ...fillings), advice: null };
}

export function trouble(verdict: 'warn' | 'fail', check: string, what: Saying, advice: Saying): Finding {
  return { check, verdict, what, advice };
}

const MARKS: Readonly<Record<Verdict, Span>> = {
  ok: styled('green', '✓'),
  warn: styled('yellow', '!'),
  fail: styled('red', '✗'),
  skipped: styled('dim', '-'),
};

export function findingBlocks(findings: readonly Finding[], { t }: Reader): Block[] {
  return findings.flatMap(({ check, verdict, what, advice }) => [
    line(MARKS[verdict], ` ${check}: `, said(t, what)),
    ...(advice === null ? [] : [line('    ', said(t, advice))]),
  ]);
}

/** For programs: the texts in the language of the reader, the rest in words that never change. */
export function findingDocument(findings: readonly Finding[], { t }: Reader) {
  return {
    findings: findings.map(({ check, verdict, what, advice }) => ({
      ...{ check, verdict, what: said(t, what) },
      advice: advice === null ? '' : said(t, advice),
    })),
  };
}
