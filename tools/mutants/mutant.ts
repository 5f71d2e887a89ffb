/**
 * What a mutant is: one mistake that somebody could make, and the tests that have to notice it.
 *
 * A mutant is a text that occurs once in a file and what is put in its place, not a diff: it needs no context that moves
 * with its neighbours, it is read where it is listed, and whether it still applies is known without a working tree
 * (`mutants.spec.ts` asks with every `npm run verify`).
 */

/** The promises of the product, as the tests name them. */
export type Guarantee = `G${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;

/** A file of tests, or of its tests those whose full name matches `part`. */
export interface TestSuite {
  readonly file: string;
  readonly part?: string;
}

/** The simulator, over so many seeds. */
export interface Simulation {
  readonly seeds: number;
}

export type Suite = TestSuite | Simulation;

export interface Mutant {
  readonly name: string;
  /** The mistake, in words. */
  readonly what: string;
  /** The promise that it breaks; null where it breaks something that all of them stand on. */
  readonly guarantee: Guarantee | null;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Who is expected to notice it, the cheap ones first. */
  readonly suites: readonly Suite[];
}

export function isSimulation(suite: Suite): suite is Simulation {
  return 'seeds' in suite;
}

export function nameOf(suite: Suite): string {
  if (isSimulation(suite)) return `sim, ${suite.seeds} seeds`;
  const file = suite.file.slice(suite.file.lastIndexOf('/') + 1);
  return suite.part === undefined ? file : `${file} (${suite.part})`;
}

/** The project of Jest that a file of tests belongs to. */
export function projectOf({ file }: TestSuite): 'unit' | 'integration' {
  return file.endsWith('.int.spec.ts') ? 'integration' : 'unit';
}

/** The file with the mistake in it. @throws Error where the mutant does not apply to it (any more) */
export function mutated({ name, file, find, replace }: Mutant, text: string): string {
  const times = text.split(find).length - 1;
  if (times !== 1)
    throw new Error(`mutant ${name} no longer applies: its text occurs ${times} times in ${file}, not once`);
  // As a function, so that no `$` in it means anything.
  const changed = text.replace(find, () => replace);
  if (changed === text) throw new Error(`mutant ${name} changes nothing`);
  return changed;
}
