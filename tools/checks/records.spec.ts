import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { STATUSES, STUCK_CLASSES } from '#libs/saga-core';

const ADR = 'docs/adr';
const records = readdirSync(ADR).filter((name) => name.endsWith('.md'));

describe('the decision records', () => {
  it('are numbered without a gap', () => {
    const numbers = records
      .map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]))
      .toSorted((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });

  it.each(records)('%s says what was decided, why, and what follows', (name) => {
    const text = readFileSync(join(ADR, name), 'utf8');
    const number = name.startsWith('0000') ? 'NNNN' : name.slice(0, 4);
    expect(text.startsWith(`# ${number}: `)).toBe(true);
    const parts = ['\nStatus: ', '\nDate: ', '\n## Context\n', '\n## Decision\n', '\n## Consequences\n'];
    const positions = parts.map((part) => text.indexOf(part));
    expect(positions).toEqual(positions.filter((position) => position > 0).toSorted((a, b) => a - b));
  });
});

describe('docs/STATE_MACHINE.md', () => {
  it('names every status and every way to be stuck', () => {
    const text = readFileSync('docs/STATE_MACHINE.md', 'utf8');
    for (const status of STATUSES) expect(text).toContain(status);
    for (const stuckClass of STUCK_CLASSES) expect(text).toContain(`\`${stuckClass}\``);
  });
});
