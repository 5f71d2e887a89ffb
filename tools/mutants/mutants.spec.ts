/** Every mutant still applies to the tree as it is: a rule that moved takes its mutant along. */
import { existsSync, readFileSync } from 'node:fs';
import { MUTANTS, REQUIRED } from './catalogue/all-mutants.js';
import { isSimulation, mutated, type Mutant } from './mutant.js';

const SOME: Mutant = {
  name: 'some',
  what: 'a rule is left out',
  guarantee: null,
  file: 'a.ts',
  find: 'a && b',
  replace: '$& a',
  suites: [],
};

describe('a mutant', () => {
  it('puts its mistake where its text is, as it stands there', () => {
    expect(mutated(SOME, 'if (a && b) go();')).toBe('if ($& a) go();');
  });

  it('says so when its text is not there, is there twice, or nothing changes', () => {
    expect(() => mutated(SOME, 'if (a) go();')).toThrow(
      'some no longer applies: its text occurs 0 times in a.ts',
    );
    expect(() => mutated(SOME, 'a && b || a && b')).toThrow('occurs 2 times');
    expect(() => mutated({ ...SOME, replace: SOME.find }, SOME.find)).toThrow('changes nothing');
  });
});

describe('the mutants', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('%s applies', (_name, mutant) => {
    const text = readFileSync(mutant.file, 'utf8');
    expect(mutated(mutant, text)).not.toBe(text);
  });

  it('have names of their own, and the required ones are among them', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(REQUIRED.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('name suites that exist, at least one each', () => {
    const files = MUTANTS.flatMap(({ suites }) =>
      suites.flatMap((suite) => (isSimulation(suite) ? [] : suite.file)),
    );
    expect(files.filter((file) => !file.endsWith('.spec.ts') || !existsSync(file))).toEqual([]);
    expect(MUTANTS.filter(({ suites }) => suites.length === 0)).toEqual([]);
  });
});
