/**
 * The database as a process of the version before sees it: what it starts has the format before, and what has today's is
 * above its own. Its code is today's, so every format is shown to it one higher than it is.
 */
import { SAGA_FORMAT, type Fitness, type SagaStore, type StoredSaga } from '#libs/saga-engine';

export const EARLIER_FORMAT = SAGA_FORMAT - 1;

function seen(stored: StoredSaga): StoredSaga {
  return { ...stored, row: { ...stored.row, format: stored.row.format + 1 } };
}

function told<T extends Fitness>(fitness: T): T {
  return { ...fitness, maxFormat: fitness.maxFormat - 1 };
}

export function ofEarlierFormat(store: SagaStore): SagaStore {
  const changed: Pick<SagaStore, 'start' | 'claim' | 'sweep' | 'takeover' | 'load' | 'unclaimable'> = {
    start: (batch) => store.start(batch.map((record) => ({ ...record, format: record.format - 1 }))),
    claim: async (instanceId, batch, fitness) =>
      (await store.claim(instanceId, batch, told(fitness))).map(seen),
    sweep: async (request) => (await store.sweep(told(request))).map(seen),
    takeover: async (request) => (await store.takeover(told(request))).map(seen),
    load: async (sagaId, afterSeq) => {
      const stored = await store.load(sagaId, afterSeq);
      return stored === null ? null : seen(stored);
    },
    unclaimable: (fitness, overdueMs, limit) => store.unclaimable(told(fitness), overdueMs, limit),
  };
  return new Proxy(store, {
    get: (target, name) =>
      Reflect.get(changed, name) ??
      (Reflect.get(target, name) as { bind(to: SagaStore): unknown }).bind(target),
  });
}
