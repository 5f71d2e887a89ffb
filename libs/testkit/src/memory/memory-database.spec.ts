import { MemoryDatabase } from './memory-database.js';
import { lookAtInstances, register, retire } from './memory-leases.js';
import { start, standing } from './memory-writes.js';

const SAGA = '0199f1a2-0000-7000-8000-000000000001';

function started(db: MemoryDatabase) {
  start(db, [
    {
      ...{
        sagaId: SAGA,
        type: 'story',
        requestId: 'r-1',
        bodyHmac: new Uint8Array(1),
        definitionHash: 'hash',
      },
      ...{ format: 1, deadlineAtMs: null, labels: {}, origin: null, traceContext: null },
      key: { kid: 'k', wrapped: new Uint8Array(1) },
      event: {
        ...{ seq: 1, epoch: null, format: 1, kind: 'started', step: null, branch: null, attempt: null },
        ...{ data: { deadlineAtMs: null }, payload: null, atMs: db.now() },
      },
    },
  ]);
  register(db, 'instance-a', 10_000);
  db.locks.add('instance-a');
}

describe('an image of the database', () => {
  it('brings everything back, in another database too', () => {
    const db = new MemoryDatabase(() => 1_000);
    started(db);
    const image = db.image();
    const other = new MemoryDatabase(() => 1_000);
    other.restore(image);
    expect(other.image()).toEqual(image);
    expect(other.loaded(SAGA)).toEqual(db.loaded(SAGA));
    expect(lookAtInstances(other)).toEqual(lookAtInstances(db));
    expect(standing(other, [{ sagaId: SAGA, firstSeq: 1 }])).toHaveLength(1);
  });

  it('is not reached by what happens later, and takes that back', () => {
    const db = new MemoryDatabase(() => 1_000);
    started(db);
    const image = db.image();
    expect(retire(db, 'instance-a', 11_000)).toBe(true);
    db.locks.clear();
    db.sagas.delete(SAGA);
    db.restore(image);
    expect(db.isLive('instance-a')).toBe(true);
    expect(db.locks.has('instance-a')).toBe(true);
    expect(db.image()).toEqual(image);
  });
});
