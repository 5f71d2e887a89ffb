/** `npm run mutants`: puts one mistake after another into a copy of the tree, and tells which suite notices. */
import { systemClock } from '#libs/platform';
import { INTERRUPTED, onceToldToEnd, readArguments, runCommand, UsageError } from '../stack/command.js';
import { MUTANTS } from './catalogue/all-mutants.js';
import { nameOf, type Mutant } from './mutant.js';
import { Run, type Result } from './run.js';

const USAGE = `Usage: npm run mutants -- [options]

Puts one small mistake after another into a copy of the tree and runs the suites that have to notice it, until the first
test fails. It uses a Postgres and a Redis of its own.

  --only <names>  these mutants alone, with commas between them
  --all           every suite of a mutant, also after one noticed it
  --list          what there is
  --help          this text

Exit code: 0 when every mutant was noticed; 1 when one survived or could not be tried; 2 for options that do not exist.`;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function chosen(only: string | undefined): readonly Mutant[] {
  if (only === undefined) return MUTANTS;
  return only.split(',').map((name) => {
    const found = MUTANTS.find((mutant) => mutant.name === name);
    if (found === undefined) throw new UsageError(`there is no mutant ${name}; --list names all`);
    return found;
  });
}

const NAME_WIDTH = Math.max(...MUTANTS.map(({ name }) => name.length));

function rowOf(name: string, guarantee: string, text: string, seconds: string): string {
  return `${name.padEnd(NAME_WIDTH)}  ${guarantee.padEnd(9)}  ${seconds.padStart(7)}  ${text}`;
}

function isCaught({ told }: Result): boolean {
  return told.some(({ verdict }) => verdict.kind === 'red');
}

function show(result: Result): void {
  const { mutant, told, seconds } = result;
  const texts = told.map(({ suite, verdict }) => {
    if (verdict.kind === 'red') return `${nameOf(suite)}: ${verdict.test}`;
    return `${nameOf(suite)}: ${verdict.kind === 'green' ? 'noticed nothing' : `says nothing, ${verdict.why}`}`;
  });
  const [first = '', ...more] = isCaught(result) ? texts : [`SURVIVED: ${mutant.what}`, ...texts];
  print(rowOf(mutant.name, mutant.guarantee ?? '-', first, `${seconds.toFixed(1)} s`));
  for (const text of more) print(rowOf('', '', text, ''));
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2), {
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (given.help) {
    print(USAGE);
    return 0;
  }
  const mutants = chosen(given.only);
  if (given.list) {
    for (const { name, guarantee, what } of mutants) print(rowOf(name, guarantee ?? '-', what, ''));
    return 0;
  }
  const results: Result[] = [];
  const beganMs = systemClock.monotonicMs();
  const run = new Run({
    mutants,
    all: given.all,
    say: print,
    onResult: (result) => {
      if (results.length === 0) print(rowOf('mutant', 'guarantee', 'noticed by', 'time'));
      results.push(result);
      show(result);
    },
  });
  let interrupted = false;
  onceToldToEnd(() => {
    interrupted = true;
    void run.end();
  });
  try {
    await run.go();
  } catch (error) {
    // Whatever fails while everything is taken away is no news.
    if (!interrupted) throw error;
  } finally {
    await run.end();
  }
  if (interrupted) return INTERRUPTED;
  const caught = results.filter(isCaught).length;
  const seconds = Math.round((systemClock.monotonicMs() - beganMs) / 1_000);
  print(`${Math.floor(seconds / 60)} min ${seconds % 60} s`);
  print(`${results.length} mutants, ${caught} caught`);
  return caught === results.length ? 0 : 1;
}

await runCommand('mutants', main);
