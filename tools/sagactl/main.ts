/** `sagactl`: the operators' command line (docs/SAGACTL.md). */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { systemClock } from '#libs/platform/clock';
import { runCli } from './cli.js';
import { EXIT } from './exit-codes.js';
import type { Sink, World } from './world.js';

function sinkOf(stream: NodeJS.WriteStream): Sink {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY === true ? (stream.columns ?? null) : null,
  };
}

/** Somebody can be asked only where both the question is seen and the answer is typed. */
function asker(end: AbortController): World['ask'] {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  return (question) => {
    const prompt = createInterface({ input: process.stdin, output: process.stderr });
    // On a terminal Ctrl-C and Ctrl-D are keys, and readline would leave the question open for ever.
    prompt.on('SIGINT', () => end.abort());
    return new Promise<string>((resolve, reject) => {
      prompt.once('close', () => resolve(''));
      prompt.question(question, { signal: end.signal }).then(resolve, reject);
    }).finally(() => prompt.close());
  };
}

const end = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The first time whatever is under way ends by itself and says how it stands; the second time nobody waits for that.
    if (end.signal.aborted) process.exit(EXIT.interrupted);
    end.abort();
  });
}
// `sagactl ls | head` is no failure.
process.stdout.on('error', () => process.exit(EXIT.ok));

const code = await runCli(process.argv.slice(2), {
  env: process.env,
  stdout: sinkOf(process.stdout),
  stderr: sinkOf(process.stderr),
  ask: asker(end),
  clock: systemClock,
  newId: randomUUID,
  readFile: (path) => readFileSync(path, 'utf8'),
  interrupted: end.signal,
});
// What was written to a pipe must have left before the process ends.
process.stdout.write('', () => process.exit(code));
