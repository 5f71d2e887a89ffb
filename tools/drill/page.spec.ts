import { PageError, readPage } from './page.js';

const PAGE = [
  '# A title',
  '',
  '## Symptom',
  '',
  '```console',
  '$ sagactl get <saga> \\',
  '    --lang zh-CN',
  'SAGA  <saga>',
  '',
  '# it is up again',
  '',
  'approver$ sagactl ls',
  '…',
  '$ echo $?',
  '4',
  '```',
  '',
  '```json request.json',
  '{ "user_id": "<person>" }',
  '```',
  '',
  '```sh',
  '$ not played',
  '```',
].join('\n');

describe('a page', () => {
  const page = readPage('name', PAGE);

  it('is what is typed, what is seen, and what happens, each with its line', () => {
    expect(page.title).toBe('A title');
    expect(page.sections).toEqual([{ number: 3, text: 'Symptom' }]);
    expect(page.entries).toEqual([
      {
        kind: 'command',
        who: 'operator',
        typed: { number: 6, text: 'sagactl get <saga> --lang zh-CN' },
        shown: [{ number: 8, text: 'SAGA  <saga>' }],
      },
      { kind: 'happening', what: { number: 10, text: 'it is up again' } },
      {
        kind: 'command',
        who: 'approver',
        typed: { number: 12, text: 'sagactl ls' },
        shown: [{ number: 13, text: '…' }],
      },
      { kind: 'exit', typed: { number: 14, text: 'echo $?' }, shown: [{ number: 15, text: '4' }] },
    ]);
    expect([...page.files]).toEqual([['request.json', '{ "user_id": "<person>" }']]);
  });

  it.each<[string, string]>([
    ['```console\nseen\n```', 'nothing was typed before this'],
    ['```console\nnobody$ sagactl ls\n```', 'nobody is no role'],
    ['```console\n$ sagactl ls', 'the block is not closed'],
  ])('%j is refused', (text, what) => {
    expect(() => readPage('name', `# Title\n${text}`)).toThrow(PageError);
    expect(() => readPage('name', `# Title\n${text}`)).toThrow(what);
  });
});
