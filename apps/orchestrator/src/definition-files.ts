/**
 * The definitions that this process starts new sagas of: those that ship, then those of SUOKE_DEFINITIONS, each a file with
 * one definition in JSON.
 *
 * What comes from a file is checked like what ships, at the same moment, by the same rules (docs/adr/0019).
 */
import { readFileSync } from 'node:fs';
import { ConfigError } from '#libs/platform';
import type { SagaDefinition } from '#libs/saga-core';
import { checkDefinitions, DEFINITIONS } from './sagas/registry.js';

/** What a file holds, or what is wrong with it in words that repeat nothing of it: it may be the wrong file. */
function readDefinition(path: string): SagaDefinition | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return `the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as SagaDefinition;
    return `the file ${path} must hold one definition, a JSON object`;
  } catch {
    return `the file ${path} is no JSON`;
  }
}

/**
 * All definitions, without a mistake in any.
 * @param paths of the files of further definitions
 * @param targets full name of a service → its address
 * @throws ConfigError with every mistake of every file and definition
 */
export function loadDefinitions(
  paths: readonly string[],
  targets: ReadonlyMap<string, string>,
): readonly SagaDefinition[] {
  const definitions = [...DEFINITIONS];
  const mistakes: string[] = [];
  for (const path of paths) {
    const read = readDefinition(path);
    if (typeof read === 'string') mistakes.push(`SUOKE_DEFINITIONS: ${read}`);
    else definitions.push(read);
  }
  mistakes.push(...checkDefinitions(targets, definitions));
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return definitions;
}
