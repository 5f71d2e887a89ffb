/** `npm run demo`: the whole system on this machine, four consultations, and what the participants' data say afterwards. */
import { INTERRUPTED, onceToldToEnd, readArguments, runCommand } from '../stack/command.js';
import { keyWarning, readStackSettings } from '../stack/settings.js';
import { Stack } from '../stack/stack.js';
import { SCENARIOS } from './scenarios.js';
import { Timeline, type Output } from './timeline.js';

/** Long enough for a process to be killed in the middle, short enough not to bore. */
const THINK_MS = '1500';

const USAGE = `Usage: npm run demo [-- options]

Starts Suoke Saga on this machine, runs four consultations, and checks what the participants' own data say afterwards.

  --json   one JSON object a line, with the name of its scenario
  --help   this text

DATABASE_URL and REDIS_URL use servers of yours. NO_COLOR turns colours off.
Exit code: 0 when all went as it should, 1 when not, 2 for options that do not exist.
`;

function outputOf(json: boolean): Output {
  if (json) return 'json';
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? 'colour' : 'plain';
}

async function main(): Promise<number> {
  const { json = false, help } = readArguments(process.argv.slice(2), {
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  const settings = readStackSettings();
  const timeline = new Timeline(outputOf(json));
  const say = (text: string): void => timeline.note(`starting ${text}`);
  const env = { 'ai-agent': { SUOKE_AI_AGENT_THINK_MS: THINK_MS }, orchestrator: { SUOKE_GRACE: '2s' } };
  timeline.heading('Suoke Saga: health consultations across five services');
  const warning = keyWarning(settings);
  if (warning !== null) process.stderr.write(`${warning}\n`);
  let stack: Stack | null = null;
  let stopping = false;
  onceToldToEnd(() => {
    stopping = true;
    // Before the stack stands, the end of this process is enough: its watchdogs clear away what runs.
    void (stack?.stop() ?? Promise.resolve()).finally(() => process.exit(INTERRUPTED));
  });
  stack = await Stack.start({ ...settings, orchestrators: 2, proxied: ['report'], env, say });
  try {
    if (stack.redisMissing !== null)
      timeline.note(`without Redis: ${stack.redisMissing} The sweep does its work.`);
    for (const { name, label, play } of SCENARIOS) {
      timeline.begin(name, label);
      await play({ stack, timeline });
    }
  } catch (error) {
    if (stopping) return INTERRUPTED;
    process.stderr.write(
      `\ndemo: failed: ${error instanceof Error ? error.message : String(error)}\nlogs: ${stack.logFolder}\n`,
    );
    await stack.stop({ keepLogs: true });
    return 1;
  }
  await stack.stop();
  process.stdout.write(json ? `${JSON.stringify({ demo: 'ok' })}\n` : '\ndemo: ok\n');
  return 0;
}

await runCommand('demo', main);
