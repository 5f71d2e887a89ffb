import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const platform = fileURLToPath(new URL('../../../dist/libs/platform/src/index.js', import.meta.url));

/** A process that runs `body`, gets the signals once it said "started", and is asked for its end. */
async function endOf(
  body: string,
  signals: NodeJS.Signals[],
): Promise<{ code: number | null; signal: NodeJS.Signals | null; lines: string[] }> {
  const script = `
    const { runUntilSignal, createLogger } = await import(${JSON.stringify(platform)});
    const logger = createLogger({ name: 'child' });
    const keepAlive = setInterval(() => undefined, 1000);
    ${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let sent = false;
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    if (!output.includes('"started"') || sent) return;
    sent = true;
    for (const signal of signals) child.kill(signal);
  });
  return new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, lines: output.trim().split('\n') })),
  );
}

const start = 'async () => undefined';

describe('platform/lifecycle: a real process', () => {
  it('P1: SIGTERM stops gracefully, and the log arrives', async () => {
    const end = await endOf(
      `await runUntilSignal({ logger, graceMs: 5000, start: ${start}, stop: async () => clearInterval(keepAlive) });`,
      ['SIGTERM'],
    );
    expect(end.code).toBe(0);
    expect(end.lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'started',
      'stopping',
      'stopped',
    ]);
  });

  it('P2: the grace period ends a process whose stop hangs', async () => {
    const end = await endOf(
      `await runUntilSignal({ logger, graceMs: 100, start: ${start}, stop: () => new Promise(() => undefined) });`,
      ['SIGTERM'],
    );
    expect(end.code).toBe(1);
  });

  it('P3: an exception that nobody caught is logged and ends with 1', async () => {
    const end = await endOf(
      `await runUntilSignal({ logger, graceMs: 5000, start: ${start}, stop: ${start} }); setTimeout(() => { throw new TypeError('secret'); }, 1);`,
      [],
    );
    expect(end.code).toBe(1);
    expect(end.lines.at(-1)).toMatch(/"fatal".*TypeError/);
    expect(end.lines.at(-1)).not.toContain('secret');
  });
});
