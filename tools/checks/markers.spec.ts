import { messagesOf } from './fixture.js';
import { markers } from './markers.js';

const found = (text: string): number => messagesOf(markers, 'apps/report/src/report.spec.ts', text).length;

describe('markers', () => {
  it.each([
    "it.skip('x', run);",
    "describe.only('x', run);",
    "it.todo('x');",
    "test.failing('x', run);",
    "it.only.each([1])('x', run);",
    "it.concurrent.skip('x', run);",
    "xit('x', run);",
    "fdescribe('x', run);",
    "xdescribe.each([1])('x', run);",
  ])('refuses the sleeping test %s', (text) => {
    expect(found(text)).toBe(1);
  });

  it.each(['records.find().skip(10);', 'page.only();', "it.each([1])('x', run);", 'const todo = it;'])(
    'lets pass %s',
    (text) => {
      expect(found(text)).toBe(0);
    },
  );

  it.each([
    `// ${'TODO'} later`,
    `/** ${'FIXME'}: wrong */ const a = 1;`,
    `const a = [ /* ${'XXX'} */ ];`,
    `function f() {\n  // ${'HACK'}\n}`,
    `const a = 1; // ${'TODO'}`,
    '// @ts-ignore\nconst a: string = 1;',
    '// @ts-expect-error because\nconst a: string = 1;',
    '// eslint-disable-next-line no-console\nrun();',
    '// oxlint-disable-next-line max-lines-per-function -- it is long\nrun();',
  ])('refuses the comment %s', (text) => {
    expect(found(text)).toBe(1);
  });

  it.each([
    `const text = '// ${'TODO'}';`,
    `const text = \`// ${'TODO'} \${a} // ${'FIXME'}\`;`,
    `const pattern = /\\/\\/ ${'TODO'}/;`,
    '// a hacker writes todo lists',
    '// oxlint-disable-next-line no-console -- a terminal program speaks to its terminal\nrun();',
  ])('lets pass %s', (text) => {
    expect(found(text)).toBe(0);
  });
});
