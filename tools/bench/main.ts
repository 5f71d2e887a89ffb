/** `npm run bench`: what durability costs, against the same calls without it; and whether it costs more than it may. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { INTERRUPTED, onceToldToEnd, readArguments, runCommand, UsageError } from '../stack/command.js';
import { barsOf, verdictOf } from './bars.js';
import { fsyncMs } from './fsync.js';
import { growth } from './growth.js';
import { Meter } from './meter.js';
import { openStarts } from './open.js';
import { barLines, growthLines, openLines, scenarioLines, soakLines, targetLines } from './report.js';
import type { PairsResult, Results } from './results.js';
import { pairs, warmUp } from './rounds.js';
import { QUICK_PACE, SCENARIOS, USUAL_PACE, type Scenario } from './scenarios.js';
import { Site } from './site.js';
import { soak } from './soak.js';
import { median } from '../statistics.js';
import { targets } from './targets.js';

const FURTHER = ['open', 'targets', 'growth', 'soak'] as const;
type Further = (typeof FURTHER)[number];
const LONG_ONLY: readonly Further[] = ['growth', 'soak'];

const OPEN_SECONDS = 20;
const TARGET_RATES = { promised: 100, higher: [125, 150, 175, 200], lower: [80, 65, 50, 35, 20] };
const TARGET_SECONDS = 15;
const SOAK_MINUTES = 30;
/** Of the highest rate at which starts are held open, and of the soak, where no scenario told it. */
const ASSUMED_RATE = 200;

const USAGE = `Usage: npm run bench -- [options]

Measures sagas against the same calls made behind the same door by a handler that stores nothing, in turns, on a Postgres that
syncs every commit, a Redis, and participants that answer from memory.

  --quick            three scenarios, short; for its report only, it judges nothing
  --long             also throughput with up to 1,000,000 sagas in the store, and a soak of ${SOAK_MINUTES} minutes
  --scenario <name>  only this one; may be given again: ${[...SCENARIOS.map(({ name }) => name), ...FURTHER].join(', ')}
  --json <file>      writes all figures there
  --profile <folder> the orchestrators write CPU profiles there
  --help             this text

Exit code: 0 when no bar that must be met was missed; 1 when one was; 2 for options that do not exist.`;

interface Options {
  readonly quick: boolean;
  readonly long: boolean;
  /** Empty for all. */
  readonly only: ReadonlySet<string>;
  readonly json: string | undefined;
  readonly profile: string | undefined;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** @returns null when only the usage was asked for */
function readOptions(): Options | null {
  const given = readArguments(process.argv.slice(2), {
    quick: { type: 'boolean' },
    long: { type: 'boolean' },
    scenario: { type: 'string', multiple: true },
    json: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean' },
  });
  if (given.help === true) return null;
  const { quick = false, long = false, scenario = [], json, profile } = given;
  const known = new Set<string>([...SCENARIOS.map(({ name }) => name), ...FURTHER]);
  const unknown = scenario.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new UsageError(`there is no scenario ${unknown}; there are: ${[...known].join(', ')}`);
  if (quick && long) throw new UsageError('--quick and --long exclude each other');
  return { quick, long, only: new Set(scenario), json, profile };
}

function isWanted({ quick, only }: Options, scenario: Scenario): boolean {
  return only.size > 0 ? only.has(scenario.name) : !quick || scenario.quick === true;
}

function isFurtherWanted({ quick, long, only }: Options, name: Further): boolean {
  if (only.size > 0) return only.has(name);
  return !quick && (long || !LONG_ONLY.includes(name));
}

function commitOfCheckout(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function machine(): Results['machine'] {
  const all = cpus();
  return { cpus: all.length, model: all[0]?.model ?? 'unknown', node: process.version };
}

/** Half of what 64 in flight reached. */
function halfOfMost(scenarios: readonly PairsResult[]): number {
  const reached = scenarios.find(({ name }) => name === 'in-flight-64')?.pairs ?? [];
  const most = reached.length === 0 ? ASSUMED_RATE : median(reached.map(({ saga }) => saga.perSecond));
  return Math.max(1, Math.round(most / 2));
}

/** Prints as it goes; what was found comes back. */
async function measure(options: Options): Promise<Results> {
  const scenarios: PairsResult[] = [];
  const base = {
    machine: machine(),
    commit: commitOfCheckout(),
    command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
      ' ',
    ),
    fsyncMs: fsyncMs(),
  };
  const { cpus: count, model, node } = base.machine;
  print([
    `${count} × ${model}, Node ${node}, fsync ${base.fsyncMs.toFixed(2)} ms, commit ${base.commit}`,
    '',
  ]);
  const site = await Site.start(options.profile);
  const end = new Promise<never>((_, reject) => {
    onceToldToEnd(() => reject(new Interrupted()));
  });
  try {
    return await Promise.race([end, measureOn(site, options, scenarios, base)]);
  } finally {
    await site.stop();
  }
}

class Interrupted extends Error {}

type Base = Pick<Results, 'machine' | 'commit' | 'command' | 'fsyncMs'>;

async function measureOn(
  site: Site,
  options: Options,
  scenarios: PairsResult[],
  base: Base,
): Promise<Results> {
  const meter = await Meter.of(site);
  await warmUp(site, options.quick ? 3 : 10);
  const pace = options.quick ? QUICK_PACE : USUAL_PACE;
  for (const scenario of SCENARIOS) {
    if (!isWanted(options, scenario)) continue;
    const { name, title } = scenario;
    const result = { name, title, pairs: await pairs(site, meter, scenario, scenario.pace ?? pace) };
    scenarios.push(result);
    print([...scenarioLines(result), '']);
  }
  const wants = (name: Further): boolean => isFurtherWanted(options, name);
  const rate = halfOfMost(scenarios);
  const open = wants('open') ? await openStarts(site, rate, OPEN_SECONDS) : null;
  if (open !== null) print([...openLines(open), '']);
  const grown = wants('growth') ? await growth(site, meter, pace, (text) => print([text])) : [];
  if (grown.length > 0) print([...growthLines(grown), '']);
  const soaked = wants('soak') ? await soak(site, meter, rate, SOAK_MINUTES) : null;
  if (soaked !== null) print([...soakLines(soaked), '']);
  // The site's processes are idle by now, but they would still hold memory.
  if (wants('targets')) await site.useOrchestrators(0);
  const reached = wants('targets') ? await targets(TARGET_RATES, TARGET_SECONDS) : [];
  if (reached.length > 0) print([...targetLines(reached), '']);
  return { ...base, scenarios, open, targets: reached, growth: grown, soak: soaked };
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    print([USAGE]);
    return 0;
  }
  if (options.profile !== undefined) mkdirSync(options.profile, { recursive: true });
  let results: Results;
  try {
    results = await measure(options);
  } catch (error) {
    if (error instanceof Interrupted) return INTERRUPTED;
    throw error;
  }
  print(barLines(results));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  const missed = barsOf(results).filter((bar) => verdictOf(bar) === 'missed');
  if (options.quick) {
    print(['bench: not judged, too short for that']);
    return 0;
  }
  print([missed.length === 0 ? 'bench: ok' : `bench: ${missed.length} missed`]);
  return missed.length === 0 ? 0 : 1;
}

await runCommand('bench', main);
