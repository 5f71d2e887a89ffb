/** The pages of docs/runbooks/: each is found, has its parts, and what it lets an operator type is spelled right. */
import { readdirSync, readFileSync } from 'node:fs';
import { pageOf } from './drill.js';
import { SECTIONS, SUMMARY, type Line } from './page.js';
import { misspellings, mismatchText } from './rehearsal.js';
import { SCENES } from './scenes.js';

const FOLDER = 'docs/runbooks';
const NAMES = readdirSync(FOLDER)
  .filter((name) => name !== 'README.md')
  .map((name) => name.replace(/\.md$/, ''));
const textOf = (name: string): string => readFileSync(`${FOLDER}/${name}.md`, 'utf8');

/** Every command line in any block, also in those that are not played. */
function typedLines(name: string): Line[] {
  const { entries } = pageOf(name);
  const played = entries.flatMap((entry) => (entry.kind === 'command' ? [entry.typed] : []));
  const others = textOf(name)
    .split('\n')
    .flatMap((text, index) => (text.startsWith('sagactl ') ? [{ number: index + 1, text }] : []));
  return [...played, ...others];
}

it('there are ten incidents, each with its page', () => {
  const pages = SCENES.map(({ page }) => page);
  expect(new Set(pages).size).toBe(10);
  // Sagas that ship have no pivot, so that nobody can play how its outcome is unknown.
  expect(NAMES.toSorted()).toEqual([...pages, 'pivot-unknown'].toSorted());
});

describe.each(NAMES)('%s', (name) => {
  it('says in Chinese what it is, then all the rest, in order', () => {
    const headings = pageOf(name).sections.map(({ text }) => text);
    expect(headings).toEqual([SUMMARY, ...SECTIONS]);
    const [, summary = ''] = textOf(name).split(/^## .*$/m);
    expect(summary).toMatch(/\p{Script=Han}{4}/u);
  });

  it('is in the index', () => expect(textOf('README')).toContain(`(${name}.md)`));

  it('lets an operator type what there is', () => {
    expect(misspellings(pageOf(name), typedLines(name)).map(mismatchText)).toEqual([]);
  });
});
