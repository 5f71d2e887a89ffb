/** All checks, and how they are applied to a tree of files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import { clockAndChance } from './clock-and-chance.js';
import { environment } from './environment.js';
import { markers } from './markers.js';
import { names } from './names.js';
import { sagaStatus } from './saga-status.js';
import { barrels, constructors, folderDepth, libraryImports } from './shape.js';
import { parseSource, type Check, type Finding } from './source.js';
import { sql } from './sql.js';

export const CHECKS: readonly Check[] = [
  clockAndChance,
  environment,
  names,
  folderDepth,
  barrels,
  libraryImports,
  constructors,
  markers,
  sagaStatus,
  sql,
];

const ROOTS = ['apps', 'libs', 'migrations', 'tools', 'test'];
const CODE = /\.(ts|mts|mjs|js)$/;
/** Generated code answers to its generator, `proto:check`. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'generated', 'coverage']);

/** The code files under `folder`, sorted, as paths relative to `root`. */
function* codeFiles(root: string, folder: string): Generator<string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) yield* codeFiles(root, path);
    if (entry.isFile() && CODE.test(entry.name)) yield path;
  }
}

export interface CheckedTree {
  readonly files: number;
  readonly findings: readonly Finding[];
}

/** Applies every check to every code file of the project at `root`. Throws where the tree cannot be read. */
export function checkTree(root: string): CheckedTree {
  const paths = ROOTS.flatMap((folder) => [...codeFiles(root, folder)]);
  const findings = paths.flatMap((path) => {
    const source = parseSource(path, readFileSync(join(root, path), 'utf8'));
    return CHECKS.flatMap((check) => check(source));
  });
  return { files: paths.length, findings };
}
