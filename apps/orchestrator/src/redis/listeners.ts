/**
 * Who in this process hears of sagas that moved. A listener hears a snapshot once per telling; one that throws harms
 * nobody else. Those who wait for one saga are found by its id, so thousands of them cost nothing to the others.
 */
import type { EngineLog, StatusSnapshot } from '#libs/saga-engine';

export type SnapshotListener = (snapshot: StatusSnapshot) => void;

export class Listeners {
  private readonly ofAll = new Set<{ readonly hear: SnapshotListener }>();
  private readonly ofSaga = new Map<string, Set<{ readonly hear: SnapshotListener }>>();

  constructor(private readonly log: EngineLog) {}

  /** Adds a listener, of one saga or of all; returns the way to stop, which may be called twice. */
  add(hear: SnapshotListener, sagaId?: string): () => void {
    const entry = { hear };
    if (sagaId === undefined) {
      this.ofAll.add(entry);
      return () => void this.ofAll.delete(entry);
    }
    const entries = this.ofSaga.get(sagaId) ?? new Set();
    this.ofSaga.set(sagaId, entries.add(entry));
    return () => {
      entries.delete(entry);
      if (entries.size === 0 && this.ofSaga.get(sagaId) === entries) this.ofSaga.delete(sagaId);
    };
  }

  tell(snapshots: readonly StatusSnapshot[]): void {
    for (const snapshot of snapshots) {
      for (const entry of [...this.ofAll]) this.call(entry.hear, snapshot);
      for (const entry of [...(this.ofSaga.get(snapshot.sagaId) ?? [])]) this.call(entry.hear, snapshot);
    }
  }

  private call(hear: SnapshotListener, snapshot: StatusSnapshot): void {
    try {
      hear(snapshot);
    } catch (error) {
      this.log.error('progress_listener_failed', { err: error });
    }
  }
}
