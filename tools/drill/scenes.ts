/** Every incident of the drill, in the order in which they are played. */
import type { Scene } from './scene.js';
import { batchOf400 } from './scenes/batch-of-400.js';
import { compensatedAfterCompletion } from './scenes/compensated-after-completion.js';
import { definitionMissing } from './scenes/definition-missing.js';
import { keyMissing } from './scenes/key-missing.js';
import { participantDown } from './scenes/participant-down.js';
import { poisonInput } from './scenes/poison-input.js';
import { redisLost } from './scenes/redis-lost.js';
import { refusedPayload } from './scenes/refused-payload.js';
import { twoOperators } from './scenes/two-operators.js';
import { undoFailing } from './scenes/undo-failing.js';

export const SCENES: readonly Scene[] = [
  participantDown,
  refusedPayload,
  undoFailing,
  poisonInput,
  redisLost,
  definitionMissing,
  twoOperators,
  batchOf400,
  compensatedAfterCompletion,
  keyMissing,
];
