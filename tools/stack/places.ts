/** Where things lie in this checkout, whether the asking file runs from source or from dist. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('no package.json above this file');
  return findRoot(above);
}

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The built main script of an app. */
export function appScript(app: string): string {
  return join(root, 'dist', 'apps', app, 'src', 'main.js');
}

/** The built script of a tool that is a process of its own: `chaos/every-kind/main`. */
export function toolScript(name: string): string {
  return join(root, 'dist', 'tools', `${name}.js`);
}

/**
 * How an orchestrator is run, here and by the chart: young objects have room to die young, for a saga lives longer than the
 * usual 16 MB last at full load (docs/PERFORMANCE.md, memory).
 */
export const ORCHESTRATOR_NODE_ARGUMENTS: readonly string[] = ['--max-semi-space-size=64'];

/** A file of `examples/`. */
export function exampleFile(name: string): string {
  return join(root, 'examples', `${name}.json`);
}

/** A file or folder of this checkout, by the names on its way. */
export function projectFile(...names: readonly string[]): string {
  return join(root, ...names);
}
