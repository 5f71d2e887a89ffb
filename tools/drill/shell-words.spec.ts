import { shellWords } from './shell-words.js';

describe('shellWords', () => {
  it.each<[string, string[]]>([
    ['sagactl  ls ', ['sagactl', 'ls']],
    [`--filter 'cause = "a b"'`, ['--filter', 'cause = "a b"']],
    [`--reason "it is the ward's wish"`, ['--reason', "it is the ward's wish"]],
    [`--filter='status = FAILED'`, ['--filter=status = FAILED']],
    [`''`, ['']],
    ['', []],
  ])('%j', (text, words) => expect(shellWords(text)).toEqual(words));

  it.each([`'open`, '"open', 'a | b', 'a > b', 'a; b', 'a && b', '$TOKEN', '`id`', 'a\\ b'])(
    'refuses %j',
    (text) => expect(() => shellWords(text)).toThrow(SyntaxError),
  );
});
