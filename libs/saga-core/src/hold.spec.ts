import { guardHold, type HoldCommand, type HoldStanding } from './hold.js';

describe('what may be done to a participant', () => {
  it.each<[HoldStanding, HoldCommand['kind'], string | undefined]>([
    ['never', 'hold', undefined],
    ['never', 'release', 'NOT_HELD'],
    ['held', 'hold', 'ALREADY_HELD'],
    ['held', 'release', undefined],
    ['released', 'hold', undefined],
    ['released', 'release', undefined],
  ])('%s, %s: %s', (standing, kind, code) => {
    expect(guardHold(standing, { kind, rate: null })?.code).toBe(code);
  });
});
