import { jobName, laneOf, readJob } from './job-name.js';

const SAGA = '0190a5f2-7c1e-7abc-8def-0123456789ab';

describe('job names', () => {
  it('come back as what they were made of', () => {
    for (const epoch of [0, 1, 12, 2_147_483_647]) {
      const name = jobName({ sagaId: SAGA, epoch });
      expect(readJob({ id: name, name, data: {} })).toEqual({ sagaId: SAGA, epoch });
    }
  });

  const good = { id: `${SAGA}-1`, name: `${SAGA}-1`, data: {} };
  it.each([
    ['no id', { ...good, id: undefined }],
    ['another name', { ...good, name: 'run' }],
    ['no name', { ...good, name: undefined }],
    ['data', { ...good, data: { patient: 'x' } }],
    ['a list with something in it as data', { ...good, data: [1] }],
    ['no data', { ...good, data: null }],
    ['text as data', { ...good, data: 'x' }],
    ...[
      SAGA,
      `${SAGA}-`,
      `${SAGA}--1`,
      `${SAGA}-01`,
      `${SAGA}-1.5`,
      `${SAGA}-1e3`,
      `${SAGA}-12345678901`,
      `${SAGA.toUpperCase()}-1`,
      `x${SAGA}-1`,
      `${SAGA}-1\n`,
      '1',
      '',
    ].map((id): [string, Parameters<typeof readJob>[0]] => [
      `the id ${JSON.stringify(id)}`,
      { id, name: id, data: {} },
    ]),
  ])('are not read from a job with %s', (_what, job) => {
    expect(readJob(job)).toBeNull();
  });

  it('give a saga one lane, and use all of them', () => {
    const ids = Array.from(
      { length: 400 },
      (_, index) => `${SAGA.slice(0, 28)}${index.toString(16).padStart(8, '0')}`,
    );
    const lanes = ids.map((id) => laneOf(id, 4));
    expect(new Set(lanes)).toEqual(new Set([0, 1, 2, 3]));
    expect(ids.map((id) => laneOf(id, 4))).toEqual(lanes);
    expect(laneOf('no saga', 4)).toBe(0);
    expect(laneOf(SAGA, 1)).toBe(0);
  });
});
