/** For the specs of the checks: findings of one snippet, and throw-away projects on disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { parseSource, type Check } from './source.js';

/** What a check says about one snippet at one path: the messages, in the order of the lines. */
export function messagesOf(check: Check, path: string, text: string): string[] {
  return check(parseSource(path, text)).map(({ message }) => message);
}

/** Writes the files into a new folder, lets `use` work there, and removes it whatever happens. */
export function withProject<T>(files: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
