import * as grpc from '@grpc/grpc-js';
import { systemClock } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { isUnpicked } from '../src/grpc/participant-caller.js';
import { CREATE_DEFINITION, FakeParticipant, TestCaller } from './participant-fixtures.js';
import { blackHole, cuttingRelay } from './participant-relay.js';

const FAST = {
  connectWaitMs: 300,
  tripSpanMs: 0,
  halfOpenAfterMs: 100,
  halfOpenMaxMs: 1_000,
  rebuildIntervalMs: 100,
};

const callers: TestCaller[] = [];
let participant: FakeParticipant;

function callerOf(port: number, tuning = {}, limit?: number): TestCaller {
  const made = new TestCaller(`127.0.0.1:${port}`, tuning, limit);
  callers.push(made);
  return made;
}

beforeEach(async () => {
  participant = await new FakeParticipant().start();
});

afterEach(() => {
  for (const made of callers.splice(0)) made.caller.close();
  participant.kill();
});

describe('a target', () => {
  it('that is not there gets nothing, and that is said at once', async () => {
    participant.kill();
    const lost = callerOf(participant.port, FAST);
    const outcome = await lost.call();
    expect(outcome).toEqual({ kind: 'not_sent', why: 'connection', retryAfterMs: 1_100 });
    expect(lost.view().breaker).toBe('closed');
  });

  it('that does not take up the connection gets nothing', async () => {
    const hole = await blackHole();
    const lost = callerOf(hole.port, FAST);
    expect(await lost.call({ timeoutMs: 5_000 })).toMatchObject({ kind: 'not_sent', why: 'connection' });
    hole.close();
  });

  it('that comes back on its port is called again', async () => {
    const returning = callerOf(participant.port, FAST);
    expect(await returning.call()).toMatchObject({ kind: 'done' });
    participant.kill();
    await eventually(async () => (await returning.call()).kind === 'not_sent');
    await participant.start(participant.port);
    await eventually(async () => (await returning.call()).kind === 'done', { timeoutMs: 15_000 });
  });

  it('that says GOAWAY ends its calls and is called again when it is back', async () => {
    let finish = (): void => undefined;
    participant.answer = (_call, send) => (finish = () => send(null, { consultation_id: 'late' }));
    const returning = callerOf(participant.port, FAST);
    const inFlight = returning.call();
    await eventually(() => participant.calls === 1);
    const stopped = participant.stop();
    finish();
    expect(await inFlight).toMatchObject({ kind: 'done', reply: { consultation_id: 'late' } });
    await stopped;
    participant.answer = (_call, send) => send(null, {});
    await participant.start(participant.port);
    await eventually(async () => (await returning.call()).kind === 'done', { timeoutMs: 15_000 });
  });

  it('F37: that renews its connections all the time leaves no call undone', async () => {
    participant.kill();
    const age = { 'grpc.max_connection_age_ms': 150, 'grpc.max_connection_age_grace_ms': 2_000 };
    await participant.start(0, age);
    const busy = callerOf(participant.port, { connectWaitMs: 2_000 });
    // A stream that is refused by a connection that is going away comes back as unknown; the engine's next attempt is done.
    const attempts = async (): Promise<number> => {
      for (let attempt = 1; attempt < 10; attempt += 1) {
        const outcome = await busy.call();
        if (outcome.kind === 'done') return attempt;
        if (outcome.kind !== 'not_sent')
          expect(outcome).toMatchObject({ kind: 'unknown', code: 'UNAVAILABLE' });
        await systemClock.sleep(20);
      }
      return Number.POSITIVE_INFINITY;
    };
    const lane = async (): Promise<number> => {
      let most = 0;
      for (let i = 0; i < 50; i += 1) most = Math.max(most, await attempts());
      return most;
    };
    const most = await Promise.all(Array.from({ length: 8 }, lane));
    expect(Math.max(...most)).toBeLessThan(10);
    expect(participant.calls).toBeGreaterThanOrEqual(400);
    expect(busy.view().breaker).toBe('closed');
  }, 30_000);

  it('of which no answer comes gets a new channel, and the old one is closed', async () => {
    const relay = await cuttingRelay(participant.port);
    const stuck = callerOf(relay.port, { ...FAST, rebuildAfter: 3, tripAfter: 100 });
    expect(await stuck.call()).toMatchObject({ kind: 'done' });
    relay.freeze(true);
    await eventually(async () => {
      expect((await stuck.call({ timeoutMs: 50 })).kind).not.toBe('done');
      return stuck.events('participant_channel_replaced').length > 0;
    });
    relay.freeze(false);
    await eventually(async () => (await stuck.call()).kind === 'done');
    await eventually(() => relay.connections() === 1);
    relay.close();
  });

  it('F20: takes no more calls than its limit', async () => {
    const held: (() => void)[] = [];
    participant.answer = (_call, send) => void held.push(() => send(null, {}));
    const limited = callerOf(participant.port, {}, 2);
    const first = [limited.call(), limited.call()];
    expect(await limited.call()).toEqual({ kind: 'not_sent', why: 'limit', retryAfterMs: 1_100 });
    await eventually(() => held.length === 2);
    expect(limited.view().inFlight).toBe(2);
    for (const release of held) release();
    expect((await Promise.all(first)).map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(participant.calls).toBe(2);
  });
});

describe('the breaker of a target', () => {
  const unavailable = { code: grpc.status.UNAVAILABLE };

  async function tripped(): Promise<TestCaller> {
    participant.answer = (_call, send) => send(unavailable);
    const made = callerOf(participant.port, { ...FAST, tripAfter: 3, rebuildAfter: 1_000 });
    for (let i = 0; i < 3; i += 1) expect(await made.call()).toMatchObject({ kind: 'unknown' });
    expect(made.view().breaker).toBe('open');
    return made;
  }

  it('opens after failures in a row; then nothing leaves', async () => {
    const made = await tripped();
    const outcome = await made.call();
    expect(outcome).toMatchObject({ kind: 'not_sent', why: 'breaker' });
    expect((outcome as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
    expect((outcome as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(111);
    expect(participant.calls).toBe(3);
    expect(made.events('participant_breaker').map(({ fields }) => fields.status)).toEqual(['open']);
  });

  it('lets one probe through, and closes when it is answered', async () => {
    const made = await tripped();
    let finish = (): void => undefined;
    participant.answer = (_call, send) => (finish = () => send(null, {}));
    const probe = eventually(async () => {
      const outcome = await made.call();
      return outcome.kind === 'not_sent' ? false : outcome;
    });
    await eventually(() => participant.calls === 4);
    expect(made.view().breaker).toBe('half_open');
    expect(await made.call()).toMatchObject({ kind: 'not_sent', why: 'breaker' });
    finish();
    expect(await probe).toMatchObject({ kind: 'done' });
    expect(made.view().breaker).toBe('closed');
    expect(participant.calls).toBe(4);
  });

  it('opens again for longer when the probe fails', async () => {
    const made = await tripped();
    await eventually(async () => (await made.call()).kind === 'unknown');
    const outcome = await made.call();
    expect(outcome).toMatchObject({ kind: 'not_sent', why: 'breaker' });
    expect((outcome as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(120);
  });

  it('stays closed in a short burst of failures', async () => {
    const made = callerOf(participant.port, { ...FAST, tripAfter: 3, tripSpanMs: 60_000 });
    participant.answer = (_call, send) => send(unavailable);
    for (let i = 0; i < 10; i += 1) await made.call();
    expect(made.view().breaker).toBe('closed');
  });

  it('is not moved by refusals, by "come again", or by what we abort', async () => {
    const made = callerOf(participant.port, { ...FAST, tripAfter: 2 });
    for (const code of [grpc.status.FAILED_PRECONDITION, grpc.status.ABORTED, grpc.status.NOT_FOUND]) {
      participant.answer = (_call, send) => send({ code });
      for (let i = 0; i < 3; i += 1) await made.call();
    }
    for (let i = 0; i < 3; i += 1) {
      const abort = new AbortController();
      participant.answer = () => abort.abort();
      await made.call({}, abort.signal);
    }
    expect(made.view().breaker).toBe('closed');
  });
});

describe('what grpc-js says about a call that got no connection', () => {
  const errorOf = (port: number) =>
    new Promise<{ code: number; unpicked: boolean }>((resolve) => {
      const client = new grpc.Client(`dns:///127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        'grpc.enable_retries': 0,
      });
      const { path, requestSerialize, responseDeserialize } = CREATE_DEFINITION;
      const call = client.makeUnaryRequest(path, requestSerialize, responseDeserialize, {}, (error) => {
        resolve({ code: error?.code ?? 0, unpicked: isUnpicked(client.getChannel(), call.getPeer()) });
        client.close();
      });
    });

  it('tells it from one that was cut', async () => {
    const relay = await cuttingRelay(participant.port);
    participant.answer = () => relay.cut();
    expect(await errorOf(relay.port)).toEqual({ code: grpc.status.UNAVAILABLE, unpicked: false });
    participant.answer = (_call, send) => send({ code: grpc.status.UNAVAILABLE });
    expect(await errorOf(participant.port)).toEqual({ code: grpc.status.UNAVAILABLE, unpicked: false });
    relay.close();
    participant.kill();
    expect(await errorOf(participant.port)).toEqual({ code: grpc.status.UNAVAILABLE, unpicked: true });
  });
});
