/** A command line as a shell reads it, as far as the pages need it: words, and quotes around what holds spaces. Pure. */

const PLAIN = /[^\s'"\\|&;<>()$`]/;

/** @throws SyntaxError for what a shell would not read as plain words */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === "'" || sign === '"') {
      const end = text.indexOf(sign, at + 1);
      if (end === -1) throw new SyntaxError(`a quote at ${at + 1} is not closed`);
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (PLAIN.test(sign)) word = (word ?? '') + sign;
    else throw new SyntaxError(`${sign} at ${at + 1} means something to a shell: quote it`);
  }
  return word === null ? words : [...words, word];
}
