/** Runs suites against the copy of the tree, and tells what they say. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './children.js';
import { isSimulation, projectOf, type Simulation, type Suite, type TestSuite } from './mutant.js';
import type { Tree } from './tree.js';

export type Verdict =
  | { readonly kind: 'green' }
  /** The first test that failed, or the oracle that was violated. */
  | { readonly kind: 'red'; readonly test: string }
  /** It says nothing: it could not be loaded, ran out of time, or did not end. */
  | { readonly kind: 'broken'; readonly why: string };

const SUITE_LIMIT_MS = 600_000;
/** Of what an oracle says; `npm run sim` tells the rest. */
const SHOWN = 120;

export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

export class Trials {
  private readonly jest: readonly string[];

  constructor(
    private readonly tree: Tree,
    private readonly children: Children,
    private readonly servers: () => Servers,
  ) {
    const { scripts } = JSON.parse(readFileSync(join(tree.folder, 'package.json'), 'utf8')) as {
      scripts: { jest: string };
    };
    // As `npm run jest` does it, without the npm.
    this.jest = scripts.jest.split(' ').slice(1);
  }

  /** What one suite says about the tree as it stands. */
  async of(suite: Suite): Promise<Verdict> {
    return isSimulation(suite) ? this.simulate(suite) : this.test([suite]);
  }

  /** What all tests of these suites say together; for a tree without a mistake. */
  async ofAllTests(suites: readonly Suite[]): Promise<Verdict> {
    const tests = suites.filter((suite): suite is TestSuite => !isSimulation(suite));
    for (const project of ['unit', 'integration'] as const) {
      const ofProject = tests.filter((suite) => projectOf(suite) === project);
      const verdict = ofProject.length === 0 ? null : await this.test(ofProject);
      if (verdict !== null && verdict.kind !== 'green') return verdict;
    }
    return { kind: 'green' };
  }

  /** @param suites of one project */
  private async test(suites: readonly TestSuite[]): Promise<Verdict> {
    const [first] = suites;
    const project = first === undefined ? 'unit' : projectOf(first);
    // The setup of the integration tests is read from dist.
    if (project === 'integration') await this.tree.build();
    const note = join(this.tree.folder, 'note.json');
    rmSync(note, { force: true });
    const files = [...new Set(suites.map(({ file }) => file))];
    const parts = new Set(suites.map(({ part = '' }) => part));
    const args = [
      ...this.jest,
      ...['--selectProjects', project, '--reporters', './tools/mutants/first-red.cjs'],
      ...['--cacheDirectory', join(this.tree.folder, '.jest-cache'), '--no-watchman'],
      ...(files.length === 1 ? ['--runInBand'] : []),
      ...(parts.has('') ? [] : ['--testNamePattern', [...parts].join('|')]),
      ...['--runTestsByPath', ...files],
    ];
    const { code, output } = await this.run(args, { MUTANT_NOTE: note });
    try {
      return JSON.parse(readFileSync(note, 'utf8')) as Verdict;
    } catch {
      const last = output.trimEnd().split('\n').slice(-5).join(' | ');
      return { kind: 'broken', why: code === null ? 'it did not end' : `exit code ${code}: ${last}` };
    }
  }

  private async simulate({ seeds }: Simulation): Promise<Verdict> {
    await this.tree.build();
    const { code, output } = await this.run(['dist/tools/sim/main.js', '--seeds', String(seeds)], {});
    if (code === 0) return { kind: 'green' };
    const violated = /^seed (\d+) violates (.+)$/m.exec(output);
    if (violated !== null)
      return { kind: 'red', test: `seed ${violated[1]}: ${violated[2]?.slice(0, SHOWN)}` };
    const last = output.trimEnd().split('\n').at(-1) ?? '';
    return { kind: 'broken', why: code === null ? 'it did not end' : `exit code ${code}: ${last}` };
  }

  private run(args: readonly string[], env: NodeJS.ProcessEnv) {
    const { databaseUrl, redisUrl } = this.servers();
    const places = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
    const limits = { cwd: this.tree.folder, limitMs: SUITE_LIMIT_MS };
    return this.children.run(args, { ...limits, env: { ...places, ...env } });
  }
}
