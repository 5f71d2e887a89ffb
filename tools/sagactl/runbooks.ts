/** Which page of docs/runbooks/ tells what to do about a saga that is stuck. */
import type { StuckClass } from '#libs/saga-core';

const PAGES: Readonly<Record<StuckClass, string>> = {
  refused: 'refused-payload',
  exhausted: 'participant-down',
  pivot_unknown: 'pivot-unknown',
  compensation_refused: 'undo-failing',
  compensation_exhausted: 'undo-failing',
  poison: 'poison-input',
  definition_missing: 'definition-missing',
  cannot_decrypt: 'key-missing',
  unstorable: 'poison-input',
};

/**
 * Path of the page in this repository.
 * @param stuckClass as the API names it, without its prefix: `REFUSED`
 * @returns null for a saga that is not stuck, and for a class that this version does not know
 */
export function runbookOf(stuckClass: string): string | null {
  const pages: Readonly<Record<string, string>> = PAGES;
  const name = stuckClass.toLowerCase();
  return Object.hasOwn(pages, name) ? `docs/runbooks/${pages[name]}.md` : null;
}
