import type { EngineLog } from '#libs/saga-engine';

/** The policy that `INFO memory` tells; null where a server does not tell. */
export function evictionPolicy(info: string): string | null {
  return /^maxmemory_policy:([a-z-]+)\r?$/m.exec(info)?.[1] ?? null;
}

/**
 * Warns, once, of a Redis that may evict our keys. Not fatal: what is evicted is made good by the sweep (G9), but jobs that
 * vanish while the queue looks healthy cost a second each.
 */
export function evictionWarning(log: EngineLog): (info: string) => void {
  let checked = false;
  return (info) => {
    if (checked) return;
    checked = true;
    const policy = evictionPolicy(info);
    if (policy !== null && policy !== 'noeviction') {
      log.warn('redis_may_evict_jobs', { reason: policy, expected: 'noeviction' });
    }
  };
}
