import fc from 'fast-check';
import { RandomWalk } from '#libs/testkit';
import { definitions, strides } from '../test/random-sagas.js';

describe('whatever happens to a saga (G2, G3, G4, G7)', () => {
  it('its calls, its order, its effects and its end are as promised', () => {
    fc.assert(
      fc.property(definitions, strides, (definition, happenings) => {
        const walk = new RandomWalk(definition);
        walk.saga.claim();
        for (const each of happenings) walk.stride(each);
        walk.heal();
      }),
      { numRuns: 1_000 },
    );
  });
});
