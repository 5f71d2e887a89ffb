/** `npm run chaos`: the whole system under load and under faults; afterwards every saga is reconciled with the participants' tables. */
import { systemClock } from '#libs/platform';
import { INTERRUPTED, onceToldToEnd, readArguments, runCommand, UsageError } from '../stack/command.js';
import { expectationOf, numberOf, type Expectation } from './expectation.js';
import { flushall, FLUSHALL_RATE } from './flushall.js';
import { Load, type Start } from './load.js';
import { bringToRest } from './operators.js';
import { postgresRestarts } from './postgres-restarts.js';
import { KEEPERS } from './keepers.js';
import { lateEffects, reconcile, wronglyAnswered, type Finding } from './reconcile.js';
import { redisAway } from './redis-away.js';
import { isClean, keepEvidence, ownExits, reportOf, type Result } from './report.js';
import { readHistories, readLedgers, readLimbo, type SagaHistory } from './rows.js';
import type { Field, Happened } from './scenario.js';
import { startSite, type Site } from './site.js';
import { storm } from './storm.js';

const SCENARIOS: Readonly<Record<string, (field: Field, load: Load) => Promise<Happened>>> = {
  storm,
  flushall,
  'postgres-restarts': postgresRestarts,
  'redis-away': redisAway,
};
const REST_LIMIT_MS = 120_000;
const USUAL_SECONDS = 120;
const USUAL_RATE = 50;

const USAGE = `Usage: npm run chaos -- [options]

Runs two orchestrators, the participants, a Postgres and a Redis of its own under load, does faults to them, heals them,
and reconciles every saga with what the participants keep.

  --seconds <n>      how long the load lasts, ${USUAL_SECONDS} unless given (flushall: always 50)
  --seed <n>         chooses faults, times and targets; told at the start
  --rate <n>         starts per second, ${USUAL_RATE} unless given (flushall: ${FLUSHALL_RATE})
  --scenario <name>  storm (all faults, the usual one), flushall, postgres-restarts, redis-away
  --judge            a bound that is exceeded is a failure too, not only printed
  --keep             keeps logs and rows also when all went well
  --help             this text

Exit code: 0 when nothing was lost, double, wrong or in limbo; 1 when something was, and a folder with the evidence is named;
2 for options that do not exist.`;

interface Options {
  readonly scenario: string;
  readonly seconds: number;
  readonly rate: number;
  readonly seed: number;
  readonly judge: boolean;
  readonly keep: boolean;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function numberIn(name: string, text: string | undefined, usual: number, least: number): number {
  if (text === undefined) return usual;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (number < least) throw new UsageError(`--${name} must be a number from ${least} on`);
  return number;
}

/** @returns null when only the usage was asked for */
function readOptions(): Options | null {
  const given = readArguments(process.argv.slice(2), {
    seconds: { type: 'string' },
    seed: { type: 'string' },
    rate: { type: 'string' },
    scenario: { type: 'string' },
    judge: { type: 'boolean' },
    keep: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (given.help === true) return null;
  const { scenario = 'storm', judge = false, keep = false } = given;
  if (!Object.hasOwn(SCENARIOS, scenario))
    throw new UsageError(`--scenario must be one of ${Object.keys(SCENARIOS).join(', ')}`);
  return {
    scenario,
    seconds: numberIn('seconds', given.seconds, USUAL_SECONDS, 5),
    rate: numberIn('rate', given.rate, scenario === 'flushall' ? FLUSHALL_RATE : USUAL_RATE, 1),
    seed: numberIn('seed', given.seed, systemClock.now() % 1_000_000, 0),
    judge,
    keep,
  };
}

/** Of each saga the number that it was started by: as it was acknowledged, or by the request that is on record. */
function numbersOf(
  starts: readonly Start[],
  histories: ReadonlyMap<string, SagaHistory>,
): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { id, requestId } of histories.values()) {
    const number = numberOf(requestId);
    if (number !== null) numbers.set(id, number);
  }
  for (const { sagaId, number } of starts) if (sagaId !== null) numbers.set(sagaId, number);
  return numbers;
}

/** Two sagas for one number. */
function startedTwice(numbers: ReadonlyMap<string, number>): Finding[] {
  const first = new Map<number, string>();
  return [...numbers].flatMap(([sagaId, number]): Finding[] => {
    const other = first.get(number);
    if (other === undefined) first.set(number, sagaId);
    return other === undefined ? [] : [{ kind: 'double', sagaId, what: `the same start as ${other}` }];
  });
}

async function run(options: Options, field: Field): Promise<Result> {
  const { site } = field;
  const load = new Load(site, options.rate);
  await load.prepare();
  const happened = await (SCENARIOS[options.scenario] ?? storm)(field, load);
  print('everything is healed; waiting for rest');
  const operated = await bringToRest(site, REST_LIMIT_MS);
  const [histories, ledgers, limbo] = [
    await readHistories(site.pool),
    await readLedgers(site.pool, KEEPERS),
    await readLimbo(site.pool),
  ];
  const numbers = numbersOf(load.starts, histories);
  const expected = new Map<string, Expectation>(
    [...numbers].map(([id, number]) => [id, expectationOf(number)]),
  );
  const findings = [
    ...reconcile({ expected, histories, ledgers, limbo }),
    ...wronglyAnswered(load.starts, histories),
    ...startedTwice(numbers),
  ];
  const { deeds, failed } = happened;
  const { scenario, seed, seconds, rate } = options;
  const bounds = happened.bounds(histories);
  return {
    scenario,
    seed,
    seconds,
    rate,
    starts: load.starts,
    deeds,
    failed,
    operated,
    numbers,
    histories,
    findings,
    late: lateEffects({ histories, ledgers }),
    bounds,
  };
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    print(USAGE);
    return 0;
  }
  const told = new AbortController();
  // Before the site stands, the end of this process is enough: its watchdogs clear away what runs.
  let standing = false;
  onceToldToEnd(() => (standing ? told.abort() : process.exit(INTERRUPTED)));
  const { scenario, seed, seconds, rate, judge, keep } = options;
  print(`chaos: scenario ${scenario}, seed ${seed}, ${seconds} s, ${rate} starts a second`);
  const beganMs = systemClock.monotonicMs();
  const tell = (text: string): void =>
    print(`${((systemClock.monotonicMs() - beganMs) / 1_000).toFixed(1).padStart(7)} s  ${text}`);
  const site = await startSite((text) => tell(`starting ${text}`));
  standing = true;
  const ended = new Promise<null>((resolve) => told.signal.addEventListener('abort', () => resolve(null)));
  try {
    const field = { site, seed, seconds, rate, told: told.signal, tell };
    const result = await Promise.race([run(options, field), ended]);
    if (result === null) {
      await site.stop({ keepLogs: false });
      return INTERRUPTED;
    }
    const failed = !isClean(result) || (judge && result.bounds.some(({ holds }) => !holds));
    const lines = [...reportOf(result), endsOf(site)];
    for (const line of lines) print(line);
    if (failed || keep) print(`evidence: ${await keepEvidence(site, result, lines)}`);
    print(failed ? 'chaos: failed' : 'chaos: ok');
    await site.stop({ keepLogs: false });
    return failed ? 1 : 0;
  } catch (error) {
    print(`logs: ${site.stack.logFolder}`);
    await site.stop({ keepLogs: true });
    throw error;
  }
}

function endsOf({ stack }: Site): string {
  const exits = ownExits(stack.logFolder);
  return `processes that ended by an error of their own: ${exits.join(', ') || 'none'}`;
}

await runCommand('chaos', main);
