import { eventually } from './eventually.js';

describe('eventually', () => {
  it('returns what was found once it is there', async () => {
    let looks = 0;
    const found = await eventually(() => (++looks < 3 ? false : 'it'), { intervalMs: 1 });
    expect([found, looks]).toEqual(['it', 3]);
  });

  it('tells the last failure when the time is over', async () => {
    const failure = new Error('still nobody there');
    const waiting = eventually(() => Promise.reject(failure), {
      timeoutMs: 20,
      intervalMs: 5,
      what: 'the guest',
    });
    await expect(waiting).rejects.toMatchObject({
      message: expect.stringMatching(/the guest.*20 ms.*still nobody there/),
      cause: failure,
    });
  });
});
