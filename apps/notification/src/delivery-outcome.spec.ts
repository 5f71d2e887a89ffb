import { ChannelRefusal } from './channel.js';
import { delayAfter, outcomeOf } from './delivery-outcome.js';

describe('the outcome of a delivery that failed', () => {
  it('waits twice as long each time, up to five minutes', () => {
    expect([1, 2, 3, 9, 10, 1_000].map(delayAfter)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });

  it('is another attempt, as long as there are any', () => {
    expect(outcomeOf(new Error('away'), 1, 3)).toEqual({ kind: 'again', delayMs: 1_000 });
    expect(outcomeOf(new Error('away'), 2, 3)).toEqual({ kind: 'again', delayMs: 2_000 });
    expect(outcomeOf(new Error('away'), 3, 3)).toEqual({ kind: 'failed', failure: 'ATTEMPTS_EXHAUSTED' });
  });

  it('is final at once when the channel refuses', () => {
    const refusal = new ChannelRefusal('ADDRESS_UNKNOWN');
    expect(outcomeOf(refusal, 1, 3)).toEqual({ kind: 'failed', failure: 'ADDRESS_UNKNOWN' });
  });
});
