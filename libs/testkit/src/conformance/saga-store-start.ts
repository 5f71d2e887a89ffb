import { expectStoreError, type StoreWorld } from './saga-store-world.js';

export function startCases(world: StoreWorld): void {
  newCases(world);
  repeatedCases(world);
}

function newCases(world: StoreWorld): void {
  it('G1: keeps saga, key and first event, due now at epoch 0', async () => {
    const nowMs = await world.harness.nowMs();
    const record = await world.started({
      ...{ deadlineAtMs: nowMs + 60_001, labels: { clinic: 'north', 'pa"t,{}\\': 'h\u00e9' } },
      ...{ origin: world.id(), traceContext: '00-ab-cd-01' },
    });
    const stored = await world.store.load(record.sagaId);
    expect(stored).toMatchObject({
      row: {
        ...{ id: record.sagaId, type: record.type, definitionHash: record.definitionHash, format: 1 },
        ...{ status: 'RUNNING', stepIndex: 0, revision: 1, epoch: 0, owner: null, interruptions: 0 },
        ...{ deadlineAtMs: nowMs + 60_001, labels: record.labels, origin: record.origin },
        ...{ traceContext: '00-ab-cd-01', createdAtMs: record.event.atMs, pausedAtMs: null },
        ...{ stuckClass: null, errorCode: null, errorReason: null, cause: null, rewindTo: null },
        ...{ blockedOn: null, finishedAtMs: null },
      },
      key: { kid: 'k1' },
    });
    expect(Buffer.from(stored?.key?.wrapped ?? []).toString()).toBe(`key of ${record.sagaId}`);
    expect(stored?.events).toHaveLength(1);
    expect(stored?.events[0]).toMatchObject({ ...record.event, payload: expect.anything() });
    expect(Buffer.from(stored?.events[0]?.payload ?? []).toString()).toBe('input');
    expect((stored?.databaseNowMs ?? 0) - (stored?.row.dueAtMs ?? 0)).toBeGreaterThanOrEqual(0);
    expect((stored?.databaseNowMs ?? 0) - (stored?.row.dueAtMs ?? 0)).toBeLessThan(2_000);
  });

  it('writes nothing of a batch that holds what cannot be stored', async () => {
    const good = await world.startRecord();
    const bad = await world.startRecord({ labels: { clinic: 'nul \u0000' } });
    await expectStoreError(world.store.start([good, bad]), 'poison');
    expect(await world.store.load(good.sagaId)).toBeNull();
    expect(await world.store.start([good])).toEqual([{ kind: 'started' }]);
  });

  it('keeps every byte and every millisecond', async () => {
    const payload = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    const times = [0, 1, 999, 1_234_567_890_123, 1_795_467_600_001, 4_102_444_799_999];
    const records = await Promise.all(
      times.map((atMs) =>
        world.startRecord({ event: world.event(1, 'started', { epoch: null, payload, atMs }) }),
      ),
    );
    await world.store.start(records);
    for (const record of records) {
      const stored = await world.store.load(record.sagaId);
      expect(stored?.row.createdAtMs).toBe(record.event.atMs);
      expect(stored?.events[0]?.atMs).toBe(record.event.atMs);
      expect(Buffer.from(stored?.events[0]?.payload ?? []).equals(payload)).toBe(true);
    }
  });
}

function repeatedCases(world: StoreWorld): void {
  it('finds the saga of a request id with the same body, and refuses another body', async () => {
    const first = await world.started();
    const { type, requestId } = first;
    const again = await world.startRecord({ type, requestId });
    const other = await world.startRecord({ type, requestId, bodyHmac: world.bytes('another') });
    expect(await world.store.start([again, other])).toEqual([
      { kind: 'existing', sagaId: first.sagaId },
      { kind: 'conflict', sagaId: first.sagaId },
    ]);
    expect(await world.store.load(again.sagaId)).toBeNull();
    expect(await world.store.load(other.sagaId)).toBeNull();
  });

  it('says whom a request id belongs to, and starts nothing', async () => {
    const { type, requestId, bodyHmac, sagaId } = await world.started();
    const free = await world.startRecord();
    const keys = [
      { type, requestId, bodyHmac },
      { type: free.type, requestId: free.requestId, bodyHmac },
      { type, requestId, bodyHmac: world.bytes('another') },
      { type: 'of another type', requestId, bodyHmac },
    ];
    const found = [{ kind: 'existing', sagaId }, null, { kind: 'conflict', sagaId }, null];
    expect(await world.store.earlierStarts(keys)).toEqual(found);
    expect(await world.store.earlierStarts([])).toEqual([]);
    expect(await world.store.start([free])).toEqual([{ kind: 'started' }]);
  });

  it('finds itself when an unanswered start is sent again', async () => {
    const record = await world.started();
    expect(await world.store.start([record])).toEqual([{ kind: 'existing', sagaId: record.sagaId }]);
  });

  it('keeps request ids of different types apart', async () => {
    const { requestId } = await world.started({ type: 'one' });
    expect(await world.store.start([await world.startRecord({ type: 'two', requestId })])).toEqual([
      { kind: 'started' },
    ]);
  });

  it('answers in the order of the batch, also within one batch', async () => {
    const records = [
      await world.startRecord({ requestId: 'z' }),
      await world.startRecord({ requestId: 'a' }),
      await world.startRecord({ requestId: 'z', bodyHmac: world.bytes('another') }),
      await world.startRecord({ requestId: 'm' }),
    ];
    const kinds = (await world.store.start(records)).map(({ kind }) => kind);
    expect(kinds).toEqual(['started', 'started', 'conflict', 'started']);
    expect(await world.store.start([])).toEqual([]);
  });

  it('F25: makes one saga of 100 concurrent starts with the same id, from two processes', async () => {
    const records = await Promise.all(
      Array.from({ length: 100 }, () => world.startRecord({ requestId: 'same' })),
    );
    const outcomes = await Promise.all(
      records.map((record, index) => (index % 2 === 0 ? world.store : world.other).start([record])),
    );
    const started = records.filter((_, index) => outcomes[index]?.[0]?.kind === 'started');
    expect(started).toHaveLength(1);
    const existing = { kind: 'existing', sagaId: started[0]?.sagaId };
    expect(outcomes.flat().filter(({ kind }) => kind !== 'started')).toEqual(
      Array.from({ length: 99 }, () => existing),
    );
    expect(await world.reads.rows(records.map(({ sagaId }) => sagaId))).toHaveLength(1);
  });
}
