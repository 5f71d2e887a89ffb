/** `npm run demo`: the whole system on this machine, four consultations, and what the participants' data say afterwards. */
import { Stack } from '../stack/stack.js';
import { SCENARIOS } from './scenarios.js';
import { Timeline, type Output } from './timeline.js';

/** Long enough for a process to be killed in the middle, short enough not to bore. */
const THINK_MS = '1500';

function outputOf(args: readonly string[]): Output {
  if (args.includes('--json')) return 'json';
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? 'colour' : 'plain';
}

async function main(): Promise<number> {
  const output = outputOf(process.argv.slice(2));
  const timeline = new Timeline(output);
  const say = (text: string): void => timeline.note(`starting ${text}`);
  const env = { 'ai-agent': { SUOKE_AI_AGENT_THINK_MS: THINK_MS }, orchestrator: { SUOKE_GRACE: '2s' } };
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  timeline.heading('Suoke Saga: health consultations across five services');
  let stack: Stack | null = null;
  let stopping = false;
  // Before the stack stands, the end of this process is enough: its watchdogs clear away what runs.
  const onSignal = (): void => {
    stopping = true;
    void (stack?.stop() ?? Promise.resolve()).finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, onSignal);
  process.stdout.on('error', onSignal);
  stack = await Stack.start({ orchestrators: 2, proxied: ['report'], env, say, databaseUrl, redisUrl });
  try {
    if (stack.redisMissing !== null)
      timeline.note(`without Redis: ${stack.redisMissing} The sweep does its work.`);
    for (const scenario of SCENARIOS) await scenario({ stack, timeline });
  } catch (error) {
    if (stopping) return 130;
    process.stderr.write(
      `\ndemo: failed: ${error instanceof Error ? error.message : String(error)}\nlogs: ${stack.logFolder}\n`,
    );
    await stack.stop({ keepLogs: true });
    return 1;
  }
  await stack.stop();
  if (output === 'json') process.stdout.write(`${JSON.stringify({ demo: 'ok' })}\n`);
  else process.stdout.write('\ndemo: ok\n');
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`demo: failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
