/** Every command of `sagactl`, in the order in which help shows them. */
import type { Command } from './command.js';
import { APPROVALS } from './commands/approvals.js';
import { AUDIT } from './commands/audit.js';
import { BATCHES } from './commands/batch.js';
import { DIAGNOSIS } from './commands/diagnosis.js';
import { metaCommands } from './commands/meta.js';
import { OPERATIONS } from './commands/operations.js';
import { PARTICIPANT_ACTIONS } from './commands/participants.js';
import { READS } from './commands/reads.js';
import { SAGA_ACTIONS } from './commands/saga-actions.js';

export const COMMANDS: readonly Command[] = [
  ...READS,
  ...SAGA_ACTIONS,
  ...PARTICIPANT_ACTIONS,
  ...BATCHES,
  ...OPERATIONS,
  ...APPROVALS,
  ...AUDIT,
  ...DIAGNOSIS,
  ...metaCommands(() => COMMANDS),
];
