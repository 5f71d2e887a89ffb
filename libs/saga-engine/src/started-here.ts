/**
 * Sagas that this process started and nobody has claimed yet, as far as is known here: who claims them need not read and
 * decrypt what was just written.
 *
 * 1. It is a memory of what is committed, never of what should be: whether it still holds, the claim says by the revision.
 * 2. Bounded by number and bytes; what does not fit is forgotten, the oldest first, and then read like any other saga.
 */
import type { Opened } from './claimed.js';

const MOST = 4_096;
const MOST_BYTES = 16 * 1_024 * 1_024;

export class StartedHere {
  private readonly sagas = new Map<string, Opened>();
  private bytes = 0;

  remember(opened: Opened): void {
    this.sagas.set(opened.row.id, opened);
    this.bytes += opened.storedBytes;
    for (const oldest of this.sagas.keys()) {
      if (this.sagas.size <= MOST && this.bytes <= MOST_BYTES) return;
      this.take(oldest);
    }
  }

  /** Undefined when it is not known here. */
  revisionOf(sagaId: string): number | undefined {
    return this.sagas.get(sagaId)?.row.revision;
  }

  /** What was known; from now on it is not. */
  take(sagaId: string): Opened | undefined {
    const opened = this.sagas.get(sagaId);
    if (opened !== undefined && this.sagas.delete(sagaId)) this.bytes -= opened.storedBytes;
    return opened;
  }
}
