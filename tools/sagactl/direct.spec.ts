/** Filters past the service: few terms, and every value bound. */
import { conditionsOf } from './direct.js';
import { UsageFailed } from './failures.js';

it.each([
  ['', [], []],
  ['status = FAILED', ['s.status = $1'], ['FAILED']],
  [
    'status = FAILED AND stuck_class = POISON AND type = "health-consultation"',
    ['s.status = $1', 's.stuck_class = $2', 's.type = $3'],
    ['FAILED', 'poison', 'health-consultation'],
  ],
  [`type = "x' or 1=1 --"`, ['s.type = $1'], [`x' or 1=1 --`]],
])('%j', (filter, where, values) => {
  expect(conditionsOf(filter)).toEqual({ where, values });
});

it.each(['owner = "x"', 'status > FAILED', 'status = FAILED OR type = "x"', '__proto__ = x', 'status'])(
  '%j is refused',
  (filter) => {
    expect(() => conditionsOf(filter)).toThrow(UsageFailed);
  },
);
