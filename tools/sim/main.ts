/** `npm run sim`: thousands of small worlds in which everything fails, and what became of the sagas in them. */
import { parseArgs } from 'node:util';
import { systemClock } from '#libs/platform';
import { shrink, Tally } from './campaign.js';
import type { Fault } from './faults.js';
import { REGRESSIONS } from './regressions.js';
import { simulate, type Outcome } from './simulation.js';

const USAGE = `usage: npm run sim -- [--seeds COUNT] [--from SEED]
       npm run sim -- --seed SEED [--only FAULTS] [--trace]

  --seeds COUNT   how many seeds, from 1 or from --from; default 10000
  --seed SEED     one seed alone
  --only FAULTS   of that seed only these faults, by number: 0,3,7
  --trace         prints everything that happens in it
`;

/** One seed in so many is run twice: the same seed has to take the same course. */
const REPEAT_EVERY = 100;
/** From so many seeds on a kind of fault that never fired is an error of the simulator. */
const ENOUGH_SEEDS = 2_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const number = (value: number): string => Math.round(value).toLocaleString('en');

function describe({ index, kind, method, nth, atMs, forMs }: Fault): string {
  const when = nth > 0 ? `occasion ${nth}${method === null ? '' : ` of ${method}`}` : `at ${atMs} ms`;
  return `  ${String(index).padStart(2)}  ${kind}, ${when}, ${forMs} ms`;
}

async function showFailure(failed: Outcome): Promise<void> {
  const only = await shrink(failed);
  const trace: string[] = [];
  const hear = (atMs: number, what: string) => void trace.push(`${atMs.toFixed(1).padStart(10)} ms  ${what}`);
  const small = await simulate(failed.seed, { only, hear });
  say(`\nseed ${failed.seed} violates ${failed.violation?.message}`);
  say(`\nof its ${failed.armed.length} faults these are enough:`);
  for (const fault of small.armed) say(describe(fault));
  say('\nwhat happened:');
  for (const line of trace) say(line);
  say(`\n${small.violation?.message ?? 'it no longer fails'}`);
  say(`replay: npm run sim -- --seed ${failed.seed} --only ${only.join(',')} --trace`);
}

function showTally(tally: Tally, seconds: number, repeated: number): void {
  const { seeds, events, virtualMs, fired } = tally;
  const hours = (virtualMs / 3_600_000).toFixed(1);
  say(
    `${number(seeds)} seeds (${REGRESSIONS.length} of them once failed), ${number(events)} events (${number(events / seeds)} a seed), ${hours} hours of simulated time`,
  );
  say(`${seconds.toFixed(1)} s, ${number((seeds / seconds) * 60)} seeds a minute`);
  say(`${number(fired)} faults fired, ${(fired / seeds).toFixed(1)} a seed; seeds by the number that fired:`);
  const most = Math.max(...tally.byCount.values());
  for (const [count, times] of [...tally.byCount].sort(([left], [right]) => left - right))
    say(
      `  ${String(count).padStart(3)}  ${number(times).padStart(7)}  ${'#'.repeat(Math.ceil((times / most) * 40))}`,
    );
  say('faults by kind:');
  for (const [kind, times] of tally.byKind) say(`  ${number(times).padStart(9)}  ${kind}`);
  const ends = [...tally.ends].map(([phase, times]) => `${number(times)} ${phase}`);
  say(`sagas: ${ends.join(', ')}`);
  say(`${number(repeated)} seeds were run twice and took the same course`);
}

async function campaign(from: number, seeds: number): Promise<number> {
  const tally = new Tally();
  const began = systemClock.monotonicMs();
  let repeated = 0;
  const cases = [...REGRESSIONS, ...Array.from({ length: seeds }, (_, index) => from + index)];
  for (const seed of cases) {
    const outcome = await simulate(seed);
    if (outcome.violation !== null) {
      await showFailure(outcome);
      return 1;
    }
    tally.add(outcome);
    if (seed % REPEAT_EVERY !== 0) continue;
    repeated += 1;
    if ((await simulate(seed)).hash === outcome.hash) continue;
    say(`seed ${seed} took another course when it was run again: the simulator is not deterministic`);
    return 1;
  }
  showTally(tally, (systemClock.monotonicMs() - began) / 1_000, repeated);
  const silent = seeds < ENOUGH_SEEDS ? [] : tally.silent();
  for (const kind of silent) say(`${kind} never fired: nothing was shown about it`);
  say(`${silent.length} violations`);
  return silent.length === 0 ? 0 : 1;
}

async function single(seed: number, only: readonly number[] | undefined, trace: boolean): Promise<number> {
  const hear = (atMs: number, what: string) => say(`${atMs.toFixed(1).padStart(10)} ms  ${what}`);
  const outcome = await simulate(seed, { only, ...(trace ? { hear } : {}) });
  say(
    `seed ${seed}: ${outcome.events} events, ${outcome.fired.length} faults fired, course ${outcome.hash}, ${outcome.ends.join(', ')}`,
  );
  for (const fault of outcome.fired) say(describe(fault));
  say(outcome.violation === null ? '0 violations' : outcome.violation.message);
  return outcome.violation === null ? 0 : 1;
}

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} takes a whole number, not ${text}`);
  return value;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '10000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      only: { type: 'string' },
      trace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (values.seed === undefined)
    return campaign(wholeNumber(values.from, 'from'), wholeNumber(values.seeds, 'seeds'));
  const only = values.only?.split(',').map((text) => wholeNumber(text, 'only'));
  return single(wholeNumber(values.seed, 'seed'), only, values.trace);
}

process.on('unhandledRejection', (error) => {
  process.stderr.write(
    `sim: a promise was left to fail: ${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`sim: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  },
);
