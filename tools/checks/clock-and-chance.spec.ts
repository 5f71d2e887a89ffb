import { clockAndChance } from './clock-and-chance.js';
import { messagesOf } from './fixture.js';

const PRODUCTION = 'apps/orchestrator/src/queue/worker.ts';
const found = (text: string, path = PRODUCTION): number => messagesOf(clockAndChance, path, text).length;

describe('clock and chance', () => {
  it.each([
    'setTimeout(stop, 10);',
    'const wait = setInterval;',
    'globalThis.setImmediate(run);',
    'queue.on("x", () => { setTimeout(run, 1); });',
    "import { setTimeout as sleep } from 'node:timers/promises';",
    "const { setTimeout: sleep } = await import('timers/promises');",
    'const signal = AbortSignal.timeout(10);',
    'const at = Date.now();',
    'const read = Date.now;',
    "const at = Date['now']();",
    'const at = new Date();',
    'const at = new Date;',
    'const at = Date();',
    'const at = performance.now();',
    'const at = process.hrtime.bigint();',
    'const jitter = Math.random();',
  ])('refuses %s', (text) => {
    expect(found(text)).toBe(1);
  });

  it.each([
    'clock.setTimer(10, stop);',
    'const at = new Date(clock.now());',
    "const at = Date.parse('2026-01-01T00:00:00Z');",
    'interface Timers { setTimeout(ms: number): void }',
    'const timers = { setTimeout: 1 }; use(timers.setTimeout);',
    'let timer: ReturnType<typeof setTimeout>;',
    "const text = 'Date.now()'; // new Date()",
    "import { randomUUID } from 'node:crypto';",
  ])('lets pass %s', (text) => {
    expect(found(text)).toBe(0);
  });

  it('leaves the clock to the one who owns it', () => {
    const text = 'const now = () => Date.now(); setTimeout(now, 1);';
    expect(found(text, 'libs/platform/src/clock/clock.ts')).toBe(0);
    expect(found(text, 'libs/platform/src/lifecycle/run.ts')).toBe(2);
  });

  it('lets tests, testkit and tools wait, but takes chance from nobody', () => {
    const text = 'setTimeout(stop, 10); const at = Math.random();';
    expect(found(text, 'libs/platform/test/redis.int.spec.ts')).toBe(1);
    expect(found(text, 'libs/testkit/src/eventually.ts')).toBe(1);
    expect(found(text, 'tools/demo/main.ts')).toBe(1);
  });

  it('lets tests read the clock, but not testkit and tools', () => {
    expect(found('const at = Date.now();', 'apps/report/src/report.spec.ts')).toBe(0);
    expect(found('const at = Date.now();', 'libs/testkit/src/eventually.ts')).toBe(1);
    expect(found('const at = Date.now();', 'tools/bench/main.ts')).toBe(1);
  });

  it('holds the tests of the pure core to the rule of the core', () => {
    const text = 'setTimeout(stop, 10); const at = Date.now(); const id = crypto.randomUUID();';
    expect(found(text, 'libs/saga-core/src/decide.spec.ts')).toBe(3);
    expect(found('const id = crypto.randomUUID();')).toBe(0);
  });
});
