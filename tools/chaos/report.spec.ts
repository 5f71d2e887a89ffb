import type { Start } from './load.js';
import { isClean, whyNot, type Result } from './report.js';
import type { SagaHistory } from './rows.js';

const start = (code: string): Start => ({
  ...{ number: 1, orchestrator: 'orchestrator-1', sentMs: 0, answeredMs: 1, code },
  sagaId: code === 'OK' ? 'saga' : null,
});
const saga = (status: string): SagaHistory => ({
  ...{ id: 'saga', type: 'health-consultation', requestId: 'chaos-1', status, stuckClass: null },
  ...{ revision: 0, events: [] },
});

function result({
  codes = ['OK'],
  status = 'COMPLETED',
}: {
  codes?: readonly string[];
  status?: string;
}): Result {
  return {
    ...{ scenario: 'storm', seed: 1, seconds: 1, rate: 1, deeds: [], failed: [] },
    ...{ findings: [], late: [], bounds: [] },
    starts: codes.map(start),
    operated: { replayed: {}, compensated: 0, rested: true },
    numbers: new Map([['saga', 1]]),
    histories: new Map([['saga', saga(status)]]),
  };
}

describe('a run', () => {
  it('is clean when sagas completed, and doors that were shut for a while said so', () => {
    expect(isClean(result({ codes: ['OK', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'] }))).toBe(
      true,
    );
  });

  it.each([
    ['no start was acknowledged', result({ codes: ['UNAVAILABLE'] })],
    ['not one saga completed', result({ status: 'COMPENSATED' })],
    ['starts were answered by UNKNOWN', result({ codes: ['OK', 'UNKNOWN', 'UNKNOWN'] })],
  ])('shows nothing, or a mistake, when %s', (why, told) => {
    expect([isClean(told), whyNot(told)]).toEqual([false, [why]]);
  });
});
