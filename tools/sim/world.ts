/** What everybody in a simulated world has in common. */
import type { Agenda } from './agenda.js';
import type { Chance } from './chance.js';
import type { ArmedFaults } from './faults.js';
import type { Oracles } from './oracles.js';
import type { Shape } from './shapes.js';
import type { SimCipher } from './sim-cipher.js';
import type { SimDatabase, WatchedDatabase } from './sim-database.js';
import type { SimParticipants } from './sim-participants.js';
import type { SimQueue } from './sim-queue.js';

export interface World {
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly faults: ArmedFaults;
  readonly tables: WatchedDatabase;
  readonly database: SimDatabase;
  readonly queue: SimQueue;
  readonly participants: SimParticipants;
  readonly oracles: Oracles;
  readonly cipher: SimCipher;
  /** The sagas that clients start, one of each. */
  readonly shapes: readonly Shape[];
  /** A check that fails is the violation of this world; the first one counts. */
  watch(check: () => void): void;
  /** Something happened that must not happen, whatever fails. */
  blame(what: string, error: unknown): void;
}
