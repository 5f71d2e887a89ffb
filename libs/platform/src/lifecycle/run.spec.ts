import { EventEmitter } from 'node:events';
import { silentLogger } from '../logging/logger.js';
import { runUntilSignal, type RunOptions } from './run.js';

class FakeProcess extends EventEmitter {
  readonly exited: Promise<number>;
  readonly codes: number[] = [];
  exit!: (code?: number | string | null) => never;

  constructor() {
    super();
    this.exited = new Promise((resolve) => {
      this.exit = ((code: number) => {
        this.codes.push(code);
        resolve(code);
      }) as never;
    });
  }
}

function run(options: Partial<RunOptions>) {
  const fake = new FakeProcess();
  const started = runUntilSignal({
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    graceMs: 60_000,
    logger: silentLogger,
    process: fake as unknown as RunOptions['process'],
    // The grace timer must not keep Jest alive.
    clock: {
      now: () => 0,
      monotonicMs: () => 0,
      endOfTurn: queueMicrotask,
      sleep: () => Promise.resolve(),
      setTimer: (ms, fn) => (ms < 60_000 && fn(), { cancel: () => undefined }),
    },
    ...options,
  });
  return { fake, started };
}

describe('runUntilSignal', () => {
  it.each(['SIGTERM', 'SIGINT'])('P1: %s stops and ends with 0', async (signal) => {
    let stops = 0;
    const { fake, started } = run({ stop: async () => void stops++ });
    await started;
    fake.emit(signal, signal);
    expect(await fake.exited).toBe(0);
    expect(stops).toBe(1);
  });

  it('P1: a second signal ends at once', async () => {
    const { fake, started } = run({ stop: () => new Promise(() => undefined) });
    await started;
    fake.emit('SIGTERM', 'SIGTERM');
    fake.emit('SIGINT', 'SIGINT');
    expect(await fake.exited).toBe(130);
  });

  it('P2: ends when the grace period is over although stopping hangs', async () => {
    let deadline: AbortSignal | undefined;
    const { fake, started } = run({
      graceMs: 10,
      stop: (signal) => ((deadline = signal), new Promise(() => undefined)),
      clock: undefined,
    });
    await started;
    fake.emit('SIGTERM', 'SIGTERM');
    expect(await fake.exited).toBe(1);
    expect(deadline?.aborted).toBe(true);
  });

  it('a stop that throws ends with 1', async () => {
    const { fake, started } = run({
      stop: () => {
        throw new Error('x');
      },
    });
    await started;
    fake.emit('SIGTERM', 'SIGTERM');
    expect(await fake.exited).toBe(1);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('P3: %s ends with 1', async (event) => {
    const { fake, started } = run({});
    await started;
    fake.emit(event, new Error('x'));
    expect(await fake.exited).toBe(1);
  });

  it('P4: a start that fails ends with 1', async () => {
    const { fake, started } = run({ start: () => Promise.reject(new Error('x')) });
    await started;
    expect(await fake.exited).toBe(1);
  });
});
