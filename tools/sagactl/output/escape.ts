/**
 * Text that comes from elsewhere cannot act on the terminal: control characters, escape sequences, direction overrides,
 * invisible characters and halves of characters are shown as what they are.
 */

/**
 * Everything that is not shown as itself. The one exception is the joiner between two emoji, which is meant to be there:
 * it is passed over by the first half.
 */
const HIDDEN =
  /(?:[\ufe0f\p{Extended_Pictographic}\p{Emoji_Modifier}]\u200d(?=\p{Extended_Pictographic}))+|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function shown(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return NAMED[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
}

/** The text with everything made visible that a terminal would obey or hide: `\u001b[31m`, `\u202e`, `\n`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (found) =>
    found.endsWith('\u200d') && found.length > 1 ? found : shown(found),
  );
}

/** Whether the text has something in it that is not what it looks like; line breaks and tabs are not meant. */
export function hidesSomething(text: string): boolean {
  return visible(text.replace(/[\n\t]/g, '')) !== text.replace(/[\n\t]/g, '');
}

/** JSON text in which such characters stand as `\uXXXX`: the same value, harmless to look at. */
export function harmlessJson(json: string): string {
  return json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) => {
    if (found === '\n') return found;
    return [...Array(found.length).keys()]
      .map((index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join('');
  });
}
