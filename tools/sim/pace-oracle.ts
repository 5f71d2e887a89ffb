/**
 * I7: a release that is paced wakes no more sagas than its rate allows. Only a participant that was released once is judged:
 * what an earlier release allowed may be done after a later one.
 */
import type { MemoryDatabase } from '#libs/testkit';
import { Violation } from './violation.js';

export class PaceOracle {
  private readonly releases = new Map<string, number>();
  private readonly wakes = new Map<string, number>();

  constructor(private readonly tables: MemoryDatabase) {}

  /** An operator asks for the release of a participant. */
  released(participant: string): void {
    this.releases.set(participant, (this.releases.get(participant) ?? 0) + 1);
  }

  /** A saga waits for this participant no longer. @throws Violation */
  woken(participant: string): void {
    const release = this.tables.holds.get(participant)?.release;
    const rate = release?.rate ?? null;
    if (release == null || rate === null || this.releases.get(participant) !== 1) return;
    const count = (this.wakes.get(participant) ?? 0) + 1;
    this.wakes.set(participant, count);
    const forMs = this.tables.now() - release.atMs;
    if (count > (forMs * rate) / 1_000)
      throw new Violation(
        'I7',
        `${count} sagas woke within ${forMs} ms at ${rate} a second (${participant})`,
      );
  }
}
