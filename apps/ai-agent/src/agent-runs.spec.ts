import type { Clock, TimerHandle } from '#libs/platform';
import { AgentRuns } from './agent-runs.js';
import type { AgentEngine, AgentResult, AgentTask } from './engine.js';

const RESULT = { confidence: 1 } as AgentResult;
const TASK = {} as AgentTask;

/** An engine whose runs end when the test says so. */
class SteeredEngine implements AgentEngine {
  readonly version = 'steered';
  started = 0;
  private readonly ends: (() => void)[] = [];

  run(_task: AgentTask, signal: AbortSignal): Promise<AgentResult> {
    this.started += 1;
    return new Promise((resolve, reject) => {
      this.ends.push(() => resolve(RESULT));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  finish(): void {
    for (const end of this.ends.splice(0)) end();
  }
}

/** Timers that fire when the test says so. */
class SteeredClock implements Clock {
  private readonly timers = new Set<() => void>();
  now = (): number => 0;
  monotonicMs = (): number => 0;
  endOfTurn = (fn: () => void): void => queueMicrotask(fn);
  sleep = (): Promise<void> => Promise.reject(new Error('not used'));

  setTimer(_ms: number, fn: () => void): TimerHandle {
    this.timers.add(fn);
    return { cancel: () => this.timers.delete(fn) };
  }

  get armed(): number {
    return this.timers.size;
  }

  fire(): void {
    for (const fn of this.timers) fn();
  }
}

function setUp(runs = 10) {
  const engine = new SteeredEngine();
  const clock = new SteeredClock();
  return { engine, clock, agents: new AgentRuns(engine, { runMs: 1_000, runs }, clock) };
}

describe('runs', () => {
  it('A1: a repeat joins the run of its key', async () => {
    const { engine, agents } = setUp();
    const calls = [agents.run('a', TASK), agents.run('a', TASK), agents.run('b', TASK)];
    expect(engine.started).toBe(2);
    engine.finish();
    expect(await Promise.all(calls)).toEqual([RESULT, RESULT, RESULT]);
  });

  it('A2: are forgotten when they end, with their timer', async () => {
    const { engine, clock, agents } = setUp();
    const call = agents.run('a', TASK);
    engine.finish();
    await call;
    expect(clock.armed).toBe(0);
    void agents.run('a', TASK);
    expect(engine.started).toBe(2);
  });

  it('A2: end by a cancel, which tells whether there was anything', async () => {
    const { agents } = setUp();
    const call = agents.run('a', TASK);
    expect(agents.cancel('a')).toBe(true);
    await expect(call).rejects.toMatchObject({ reason: 'ANALYSIS_CANCELLED' });
    expect(agents.cancel('a')).toBe(false);
  });

  it('A2: end by their limit, and with the process', async () => {
    const { clock, agents } = setUp();
    const long = agents.run('a', TASK);
    clock.fire();
    await expect(long).rejects.toMatchObject({ reason: 'ANALYSIS_TOO_LONG' });
    const last = agents.run('b', TASK);
    agents.cancelAll();
    await expect(last).rejects.toMatchObject({ reason: 'SERVICE_STOPPING' });
  });

  it('are limited in number; joining is not starting', async () => {
    const { engine, agents } = setUp(1);
    const call = agents.run('a', TASK);
    await expect(agents.run('b', TASK)).rejects.toMatchObject({ code: 8, reason: 'TOO_MANY_ANALYSES' });
    const joined = agents.run('a', TASK);
    engine.finish();
    expect(await Promise.all([call, joined])).toEqual([RESULT, RESULT]);
  });
});
