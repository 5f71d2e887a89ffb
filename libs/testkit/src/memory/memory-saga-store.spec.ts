import { sagaStoreConformance } from '../conformance/saga-store.js';
import type { SagaStoreHarness } from '../conformance/saga-store-world.js';
import { MemoryAudit } from './memory-audit.js';
import { MemoryDatabase } from './memory-database.js';
import { MemoryInstances } from './memory-instances.js';
import { MemorySagaReads } from './memory-reads.js';
import { MemorySagaStore } from './memory-saga-store.js';

const BEGIN_MS = 1_790_000_000_000;

async function memoryHarness(): Promise<SagaStoreHarness> {
  let nowMs = BEGIN_MS;
  const db = new MemoryDatabase(() => nowMs);
  return {
    store: new MemorySagaStore(db),
    other: new MemorySagaStore(db),
    reads: new MemorySagaReads(db),
    audit: new MemoryAudit(db),
    newInstances: () => new MemoryInstances(db),
    cutLock: async (instances) => (instances as MemoryInstances).loseLock(),
    forgetInstance: async (id) => void db.instances.delete(id),
    shred: async (id) => void db.keys.delete(id),
    nowMs: async () => nowMs,
    passTime: async (ms) => void (nowMs += ms),
    audited: async () => [...db.audit],
    refuseAudit: async (refused) => void (db.refusesAudit = refused),
    reset: async () => db.clear(),
    close: async () => undefined,
  };
}

sagaStoreConformance('in memory', memoryHarness);
