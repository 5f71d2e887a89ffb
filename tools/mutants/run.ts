/**
 * A run: the suites without a mistake, then each mutant against those that are to notice it.
 *
 * U1 A red counts only when the same suite is green without the mistake, and the mutant compiles.
 * U2 Whatever ends a run, no process, no server and no folder of it stays.
 */
import { systemClock } from '#libs/platform';
import { startPostgres, startRedis } from '#libs/testkit';
import { Children } from './children.js';
import { Compiler } from './compiler.js';
import { isSimulation, nameOf, type Mutant, type Suite } from './mutant.js';
import { Tree } from './tree.js';
import { Trials, type Servers, type Verdict } from './trials.js';

export interface Told {
  readonly suite: Suite;
  readonly verdict: Verdict;
}

export interface Result {
  readonly mutant: Mutant;
  /** What each suite said that was asked. */
  readonly told: readonly Told[];
  readonly seconds: number;
}

export interface RunOptions {
  readonly mutants: readonly Mutant[];
  /** Also the suites after the first one that noticed it. */
  readonly all: boolean;
  readonly say: (line: string) => void;
  readonly onResult: (result: Result) => void;
}

export class Run {
  private readonly children = new Children();
  private readonly tree: Tree;
  private readonly trials: Trials;
  private readonly cleanups: (() => Promise<void> | void)[] = [];
  private servers: Servers = { databaseUrl: '', redisUrl: '' };
  /** Seeds over which the simulator is known to be quiet. */
  private quietSeeds = 0;
  private ending: Promise<void> | null = null;

  constructor(private readonly options: RunOptions) {
    this.tree = new Tree(process.cwd(), this.children);
    this.cleanups.push(() => this.tree.remove(), this.children.guard(this.tree.folder));
    this.tree.fill();
    this.trials = new Trials(this.tree, this.children, () => this.servers);
  }

  /** Tries every mutant. @throws Error where a mutant does not apply, or a suite is red without any */
  async go(): Promise<void> {
    const { mutants, say, onResult } = this.options;
    const texts = new Map(mutants.map((mutant) => [mutant, this.tree.mutatedText(mutant)]));
    await this.startServers(mutants);
    const suites = mutants.flatMap((mutant) => mutant.suites);
    say(`${mutants.length} mutants; first their suites without a mistake`);
    this.insist(await this.trials.ofAllTests(suites), 'the suites');
    const compiler = new Compiler(this.tree.folder);
    for (const mutant of mutants) {
      if (this.ended) return;
      const beganMs = systemClock.monotonicMs();
      const mistake = compiler.mistakeIn(mutant.file, texts.get(mutant) ?? '');
      if (mistake !== null) throw new Error(`mutant ${mutant.name} does not compile: ${mistake}`);
      const told = await this.tell(mutant);
      onResult({ mutant, told, seconds: (systemClock.monotonicMs() - beganMs) / 1_000 });
    }
  }

  /** Ends the run where it is; resolves when nothing of it is left. */
  end(): Promise<void> {
    this.children.stop();
    return (this.ending ??= this.cleanUp());
  }

  private get ended(): boolean {
    return this.ending !== null;
  }

  private async cleanUp(): Promise<void> {
    for (let cleanup = this.cleanups.pop(); cleanup !== undefined; cleanup = this.cleanups.pop())
      await cleanup();
  }

  /** What comes up while the run ends goes down again at once. */
  private async inTheEnd(cleanup: () => Promise<void> | void): Promise<void> {
    if (this.ended) await cleanup();
    else this.cleanups.push(cleanup);
  }

  private async tell(mutant: Mutant): Promise<Told[]> {
    const told: Told[] = [];
    for (const suite of mutant.suites) {
      if (this.ended) break;
      if (isSimulation(suite)) await this.insistOnQuiet(suite.seeds);
      this.tree.apply(mutant);
      const verdict = await this.trials.of(suite);
      this.tree.restore();
      told.push({ suite, verdict });
      if (verdict.kind === 'red' && !this.options.all) break;
    }
    return told;
  }

  private async insistOnQuiet(seeds: number): Promise<void> {
    if (seeds <= this.quietSeeds) return;
    this.insist(await this.trials.of({ seeds }), nameOf({ seeds }));
    this.quietSeeds = seeds;
  }

  private insist(verdict: Verdict, what: string): void {
    if (verdict.kind === 'green' || this.ended) return;
    const why = verdict.kind === 'red' ? verdict.test : verdict.why;
    throw new Error(`without any mutant ${what} should be green: ${why}`);
  }

  private async startServers(mutants: readonly Mutant[]): Promise<void> {
    const needed = mutants.some(({ suites }) =>
      suites.some((suite) => !isSimulation(suite) && suite.file.endsWith('.int.spec.ts')),
    );
    if (!needed) return;
    const postgres = await startPostgres({ durability: 'none' });
    await this.inTheEnd(() => postgres.stop());
    const redis = await startRedis();
    if (!redis.available) throw new Error(redis.reason);
    await this.inTheEnd(() => redis.stop());
    this.servers = { databaseUrl: postgres.url, redisUrl: redis.url };
  }
}
