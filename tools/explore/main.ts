/** `npm run explore`: everything that two processes can do to one small saga, in every order, and that none of it is wrong. */
import { systemClock } from '#libs/platform';
import { readArguments, runCommand, UsageError } from '../stack/command.js';
import { explore } from './exploration.js';
import { SCOPES } from './scopes.js';
import { trace } from './trace.js';

const USAGE = `usage: npm run explore -- [--only SCOPE]

  --only SCOPE   one scope alone: ${SCOPES.map(({ name }) => `"${name}"`).join(', ')}
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const number = (value: number): string => value.toLocaleString('en');

function row(name: string, ...cells: readonly string[]): string {
  return `${name.padEnd(34)}${cells.map((cell) => cell.padStart(12)).join('')}`;
}

function exploreAll(only: string | undefined): number {
  const scopes = SCOPES.filter(({ name }) => only === undefined || name === only);
  if (scopes.length === 0)
    throw new UsageError(`there is no scope ${only}: ${SCOPES.map(({ name }) => name).join(', ')}`);
  const began = systemClock.monotonicMs();
  const seconds = (sinceMs: number) => ((systemClock.monotonicMs() - sinceMs) / 1_000).toFixed(1);
  let [states, transitions] = [0, 0];
  say(row('scope', 'states', 'transitions', 'depth', 'at rest', 'seconds'));
  for (const scope of scopes) {
    const beganMs = systemClock.monotonicMs();
    const findings = explore(scope);
    const { depth, atRest, violation } = findings;
    states += findings.states;
    transitions += findings.transitions;
    const counts = [findings.states, findings.transitions, depth, atRest].map(number);
    say(row(scope.name, ...counts, seconds(beganMs)));
    if (violation === null) continue;
    say('');
    for (const line of trace(violation)) say(line);
    say('\n1 violation');
    return 1;
  }
  say(row('total', number(states), number(transitions), '', '', seconds(began)));
  say('0 violations');
  return 0;
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2), {
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (!given.help) return exploreAll(given.only);
  process.stdout.write(USAGE);
  return 0;
}

await runCommand('explore', main);
