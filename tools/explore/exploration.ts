/** One scope, from its beginning to everything that can become of it. */
import { beginningOf } from './beginning.js';
import { movesOf, settle, type Move } from './moves.js';
import { judge, judgeRest } from './oracles.js';
import { PROTOCOL, type Protocol } from './protocol.js';
import { Search, type Findings } from './search.js';
import { keyOf } from './state-key.js';
import { settingOf, Violation, type Scope, type World } from './world.js';

/**
 * Explores everything that can happen in a scope.
 * @param protocol another one than the real has mistakes, and they are to be found
 */
export function explore(scope: Scope, protocol: Protocol = PROTOCOL): Findings<World, Move> {
  const setting = settingOf(scope, protocol);
  return new Search<World, Move>({
    beginning: beginningOf(setting),
    keyOf,
    movesOf: (world) => movesOf(setting, world),
    isDue: ({ isDue }) => isDue,
    make: (world, move) => settle(setting, move.make(setting, world)),
    judge: (world, isAtRest) => {
      judge(world);
      if (isAtRest) judgeRest(setting, world);
    },
    isViolation: (error) => error instanceof Violation,
  }).run();
}
