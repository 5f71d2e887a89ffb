import { FakeClock } from '#libs/testkit';
import { readinessOf, type Dependencies } from './readiness.js';

const well: Dependencies = { serves: () => true, postgres: () => Promise.resolve([]), redis: () => true };
const of = (more: Partial<Dependencies>, clock = new FakeClock()) => readinessOf({ ...well, ...more }, clock);

describe('readiness', () => {
  it('is there when all is well, and leaves no timer', async () => {
    const clock = new FakeClock();
    expect(await of({}, clock)).toEqual({
      status: 'ready',
      checks: { serving: 'ok', postgres: 'ok', redis: 'ok' },
    });
    expect(clock.timers).toBe(0);
  });

  it('G9: without Redis it is there as well, degraded where one should be', async () => {
    expect(await of({ redis: () => false })).toMatchObject({ status: 'degraded', checks: { redis: 'down' } });
    expect(await of({ redis: null })).toMatchObject({ status: 'ready', checks: { redis: 'none' } });
  });

  it('is not there while the process stops, whatever else', async () => {
    const checks = { serving: 'down', postgres: 'ok' };
    expect(await of({ serves: () => false })).toMatchObject({ status: 'not_ready', checks });
  });

  it('is not there without Postgres: where it fails, and where it says nothing', async () => {
    const checks = { postgres: 'down' };
    expect(await of({ postgres: () => Promise.reject(new Error('gone')) })).toMatchObject({
      status: 'not_ready',
      checks,
    });
    const clock = new FakeClock();
    const waiting = of({ postgres: () => new Promise(() => undefined) }, clock);
    await clock.pass(2_000);
    expect(await waiting).toMatchObject({ status: 'not_ready', checks });
  });
});
