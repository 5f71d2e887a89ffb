import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

import { jest } from '@jest/globals';

import { withProject } from './fixture.js';

const oxlint = resolve('node_modules/oxlint/bin/oxlint');
const config = resolve('.oxlintrc.json');

/** The rules that the linter found broken in a file of this name. */
function broken(path: string, text: string): string[] {
  return withProject({ [path]: text }, (root) => {
    const { stdout } = spawnSync(process.execPath, [oxlint, '-c', config, '--format', 'unix', '.'], {
      cwd: root,
      encoding: 'utf8',
    });
    return [...stdout.matchAll(/\[Error\/\w+\(([\w-]+)\)\]/g)].map(([, rule]) => rule ?? '');
  });
}

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const functionOf = (body: string): string => `export function long(): void {\n${body}}\n`;
const CALL = '  globalThis.gc?.();';

// The linter is a process of its own.
jest.setTimeout(60_000);

describe('the linter holds the sizes', () => {
  it('takes a function of 70 lines and not of 71', () => {
    expect(broken('a.ts', functionOf(lines(68, CALL)))).toEqual([]);
    expect(broken('a.ts', functionOf(lines(69, CALL)))).toEqual(['max-lines-per-function']);
  });

  it('counts code only, and not in specs', () => {
    expect(broken('a.ts', functionOf(lines(68, CALL) + lines(30, '  // why') + lines(30, '')))).toEqual([]);
    expect(broken('a.spec.ts', functionOf(lines(200, CALL)))).toEqual([]);
  });

  it('takes a file of 400 lines and not of 401, specs included', () => {
    const statement = 'globalThis.gc?.();';
    expect(broken('a.ts', lines(400, statement))).toEqual([]);
    expect(broken('a.ts', lines(401, statement))).toEqual(['max-lines']);
    expect(broken('a.spec.ts', lines(401, statement))).toEqual(['max-lines']);
  });

  it('refuses default exports, any, non-null assertions and console in production', () => {
    const text = 'export default function f(a: any): void {\n  console.log(a!.b);\n}\n';
    expect(broken('a.ts', text).toSorted()).toEqual([
      'no-console',
      'no-default-export',
      'no-explicit-any',
      'no-non-null-assertion',
    ]);
  });
});
