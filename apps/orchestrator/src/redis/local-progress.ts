import type { EngineLog, Progress } from '#libs/saga-engine';
import { Listeners } from './listeners.js';

/**
 * Progress without Redis: listeners of this process hear this process. Never healthy, so those who must hear of other
 * processes poll (G9).
 */
export function localProgress(log: EngineLog): Progress & { close(): Promise<void> } {
  const listeners = new Listeners(log);
  return {
    publish: (snapshots) => listeners.tell(snapshots),
    read: () => Promise.resolve(null),
    subscribe: (listener, sagaId?: string) => listeners.add(listener, sagaId),
    healthy: () => false,
    close: () => Promise.resolve(),
  };
}
