import { EngineHarness } from '#libs/testkit';
import type { Opened } from './claimed.js';
import type { ClaimRequest } from './ports.js';
import { StartedHere } from './started-here.js';

const saga = (id: string, storedBytes = 10): Opened =>
  ({ row: { id, revision: 1 }, storedBytes }) as unknown as Opened;

describe('the memory of what was started here', () => {
  it('gives each one away once', () => {
    const memory = new StartedHere();
    const one = saga('one');
    memory.remember(one);
    expect([memory.revisionOf('one'), memory.revisionOf('other')]).toEqual([1, undefined]);
    expect([memory.take('one'), memory.take('one'), memory.revisionOf('one')]).toEqual([
      one,
      undefined,
      undefined,
    ]);
  });

  it('forgets the oldest beyond its number', () => {
    const memory = new StartedHere();
    for (let index = 0; index < 4_097; index += 1) memory.remember(saga(String(index)));
    expect([memory.revisionOf('0'), memory.revisionOf('1'), memory.revisionOf('4096')]).toEqual([
      undefined,
      1,
      1,
    ]);
  });

  it('forgets the oldest beyond its bytes, and gives the bytes of what was taken back', () => {
    const memory = new StartedHere();
    const mib = 1_024 * 1_024;
    memory.remember(saga('a', 9 * mib));
    memory.take('a');
    memory.remember(saga('b', 9 * mib));
    memory.remember(saga('c', 7 * mib));
    expect(memory.revisionOf('b')).toBe(1);
    memory.remember(saga('d', mib));
    expect(['b', 'c', 'd'].map((id) => memory.revisionOf(id))).toEqual([undefined, 1, 1]);
  });
});

describe('a claim', () => {
  let harness: EngineHarness;
  beforeEach(() => (harness = new EngineHarness()));
  afterEach(async () => expect(await harness.close()).toEqual([]));

  it('of a saga that this process started reads no history; of any other it does', async () => {
    const first = await harness.spawn();
    const second = await harness.spawn({ isWorker: false });
    const known: ClaimRequest['knownRevision'][] = [];
    const claim = first.ports.store.claim.bind(first.ports.store);
    first.ports.store.claim = (instanceId, batch, fitness) => {
      known.push(...batch.map(({ knownRevision }) => knownRevision));
      return claim(instanceId, batch, fitness);
    };
    const own = await harness.start(first);
    await harness.reaches(own.sagaId, 'COMPLETED');
    const other = await harness.start(second);
    await harness.reaches(other.sagaId, 'COMPLETED');
    expect(known).toEqual([1, undefined]);
  });

  it('of a saga whose key is gone gives it up as any other', async () => {
    const process = await harness.spawn();
    process.faults.next('claim', 'before', 'connection', 1);
    const { sagaId } = await harness.start(process);
    harness.db.keys.delete(sagaId);
    await harness.reaches(sagaId, 'FAILED');
    expect(harness.row(sagaId).stuckClass).toBe('cannot_decrypt');
  });
});
