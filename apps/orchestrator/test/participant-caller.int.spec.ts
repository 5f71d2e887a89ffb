import { createServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { GRPC_STATUS_NAMES, grpcStatusName, outcomeOf } from '#libs/saga-core';
import { eventually } from '#libs/testkit';
import {
  CREATE_DEFINITION,
  FakeParticipant,
  refusal,
  SAGA,
  SERVICE,
  TestCaller,
  type Unary,
} from './participant-fixtures.js';
import { cuttingRelay } from './participant-relay.js';

const FAST = { tripSpanMs: 0 };

const callers: TestCaller[] = [];
let participant: FakeParticipant;
let caller: TestCaller;

function callerOf(port: number, tuning = {}, limit?: number): TestCaller {
  const made = new TestCaller(`127.0.0.1:${port}`, tuning, limit);
  callers.push(made);
  return made;
}

beforeEach(async () => {
  participant = await new FakeParticipant().start();
  caller = callerOf(participant.port);
});

afterEach(() => {
  for (const made of callers.splice(0)) made.caller.close();
  participant.kill();
});

describe('a call', () => {
  it('that is answered is done, with the reply as plain JSON', async () => {
    participant.answer = ({ request }, send) =>
      send(null, { consultation_id: request.user_id, create_time: { seconds: 1, nanos: 0 } });
    expect(await caller.call()).toEqual({
      kind: 'done',
      reply: { consultation_id: 'u-1', create_time: '1970-01-01T00:00:01Z' },
    });
    expect(caller.view()).toMatchObject({ breaker: 'closed', connection: 'ready', inFlight: 0, limit: 100 });
  });

  it('tells the participant what it is, and until when it is waited for', async () => {
    let seen: { [key: string]: unknown } = {};
    let deadlineMs = 0;
    participant.answer = (call, send) => {
      seen = call.metadata.getMap();
      deadlineMs = (call.getDeadline() as Date).valueOf();
      send(null, {});
    };
    const traceContext = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await caller.call({ traceContext, timeoutMs: 5_000 });
    expect(seen).toMatchObject({
      'idempotency-key': `${SAGA}/create_consultation_record/main/1/action`,
      'saga-id': SAGA,
      'saga-type': 'health-consultation',
      'saga-epoch': '3',
      'saga-attempt': '2',
      traceparent: traceContext,
    });
    expect(deadlineMs - Date.now()).toBeGreaterThan(3_000);
    expect(deadlineMs - Date.now()).toBeLessThanOrEqual(5_000);
    await caller.call({ traceContext: 'nonsense\n' });
    expect(seen).not.toHaveProperty('traceparent');
  });

  it('whose request does not fit its message is refused and never sent', async () => {
    expect(await caller.call({ request: { data: { vitals: { heart_rate_bpm: 'fast' } } } })).toMatchObject({
      kind: 'refused',
      code: 'INVALID_ARGUMENT',
      reason: 'REQUEST_INVALID',
      fields: ['data.vitals.heart_rate_bpm'],
    });
    expect(participant.calls).toBe(0);
  });

  it('of a participant that has no address, or of a method that is not there, has no effect', async () => {
    const outcome = { kind: 'no_effect', code: 'UNIMPLEMENTED', reason: 'PARTICIPANT_UNKNOWN' };
    expect(await caller.call({ method: 'suoke.report.v1.ReportService/GenerateReport' })).toEqual(outcome);
    expect(await caller.call({ method: `${SERVICE}/Nothing` })).toEqual(outcome);
  });
});

describe('the table of outcomes', () => {
  const codes = GRPC_STATUS_NAMES.filter((name) => name !== 'OK');
  const rows = codes.flatMap((code) => [
    { code, detail: true },
    { code, detail: false },
  ]);

  it.each(rows)('$code, with detail: $detail', async ({ code, detail }) => {
    const number = grpc.status[code];
    participant.answer = (_call, send) =>
      send(detail ? refusal({ code: number }) : { code: number, details: 'plain' });
    const outcome = await caller.call();
    expect(outcome).toMatchObject({ kind: outcomeOf(code, detail), code });
    expect('reason' in outcome).toBe(detail);
    expect(participant.calls).toBe(1);
  });

  it('a code beyond the list is unknown', () => {
    expect(grpcStatusName(99)).toBe('UNKNOWN');
  });

  it('takes over reason, fields, text and the wait that was asked for', async () => {
    const fieldViolations = [
      { field: 'data.symptoms[2].name', description: 'zu lang' },
      { field: 'data.symptoms[2].name', description: 'again' },
      { field: '张三 has a cold', description: 'not a name' },
    ];
    participant.answer = (_call, send) =>
      send(
        refusal({
          code: grpc.status.INVALID_ARGUMENT,
          message: '张三',
          reason: 'BAD_DATA',
          fieldViolations,
          retryDelayMs: 1_500,
        }),
      );
    expect(await caller.call()).toEqual({
      kind: 'refused',
      code: 'INVALID_ARGUMENT',
      reason: 'BAD_DATA',
      fields: ['data.symptoms[2].name'],
      message: '张三',
      retryAfterMs: 1_500,
    });
  });

  it('a reason that is no constant stays out', async () => {
    participant.answer = (_call, send) =>
      send(refusal({ code: grpc.status.FAILED_PRECONDITION, reason: 'patient 张三' }));
    const outcome = await caller.call();
    expect(outcome).toMatchObject({ kind: 'refused', code: 'FAILED_PRECONDITION' });
    expect(outcome).not.toHaveProperty('reason');
  });
});

describe('what breaks the protocol is unknown', () => {
  const served = async (own: (server: grpc.Server) => void): Promise<TestCaller> => {
    participant.kill();
    await participant.start(0, {}, own);
    return callerOf(participant.port);
  };
  const streaming =
    (handler: (call: grpc.ServerWritableStream<unknown, object>) => void) => (server: grpc.Server) =>
      server.register(
        CREATE_DEFINITION.path,
        handler,
        CREATE_DEFINITION.responseSerialize,
        CREATE_DEFINITION.requestDeserialize,
        'serverStream',
      );

  it('OK without a reply', async () => {
    const broken = await served(streaming((call) => call.end()));
    expect(await broken.call()).toMatchObject({ kind: 'unknown', code: 'INTERNAL' });
  });

  it('two replies', async () => {
    const broken = await served(
      streaming((call) => {
        call.write({ consultation_id: 'one' });
        call.write({ consultation_id: 'two' });
        call.end();
      }),
    );
    expect(await broken.call()).toMatchObject({ kind: 'unknown', code: 'INTERNAL' });
  });

  it('a reply, then a refusal', async () => {
    const broken = await served(
      streaming((call) => {
        call.write({ consultation_id: 'one' });
        call.emit('error', { code: grpc.status.FAILED_PRECONDITION, details: 'changed my mind' });
      }),
    );
    expect(await broken.call()).toMatchObject({ kind: 'unknown', code: 'FAILED_PRECONDITION' });
  });

  it('a reply that cannot be read', async () => {
    const garbage = (server: grpc.Server) =>
      server.register(
        CREATE_DEFINITION.path,
        ((_call, done) => done(null, {})) as Unary,
        () => Buffer.from([0x0a, 0xff, 0xff]),
        CREATE_DEFINITION.requestDeserialize,
        'unary',
      );
    const broken = await served(garbage);
    expect(await broken.call()).toMatchObject({ kind: 'unknown', code: 'INTERNAL' });
    expect(broken.events('participant_call_crashed')).toEqual([]);
  });

  // A server of grpc-js cannot send it; others can.
  it('48: an error text of 5 MB', async () => {
    const text = 'x'.repeat(5_000_000);
    const server = createServer({ maxSendHeaderBlockLength: 2 * text.length });
    const sockets: Socket[] = [];
    server.on('connection', (socket: Socket) => sockets.push(socket));
    server.on('stream', (stream) => {
      stream.on('error', () => undefined);
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '9', 'grpc-message': text }));
      stream.respond({ 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const strict = callerOf((server.address() as AddressInfo).port);
    const outcome = await strict.call();
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(JSON.stringify(outcome).length).toBeLessThan(3_000);
    expect(strict.events('participant_call_crashed')).toEqual([]);
  });

  it('a reply that is too large, which does not count against the participant', async () => {
    participant.answer = (_call, send) => send(null, { consultation_id: 'x'.repeat(1_100_000) });
    const strict = callerOf(participant.port, { ...FAST, tripAfter: 2 });
    for (let i = 0; i < 4; i += 1) {
      expect(await strict.call()).toMatchObject({ kind: 'unknown', code: 'RESOURCE_EXHAUSTED' });
    }
    expect(strict.view().breaker).toBe('closed');
  });
});

describe('a call that is not answered', () => {
  it('in its time is unknown', async () => {
    participant.answer = () => undefined;
    // As long as there is no connection yet, nothing is sent.
    const outcome = await eventually(async () => {
      const told = await caller.call({ timeoutMs: 100 });
      return told.kind !== 'not_sent' && told;
    });
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'DEADLINE_EXCEEDED' });
  });

  it('because it was aborted is unknown, and the participant is told', async () => {
    let cancelled = false;
    const abort = new AbortController();
    participant.answer = (call) => {
      call.on('cancelled', () => (cancelled = true));
      abort.abort();
    };
    expect(await caller.call({}, abort.signal)).toMatchObject({ kind: 'unknown', code: 'CANCELLED' });
    await eventually(() => cancelled);
  });

  it('because it was aborted before was not sent', async () => {
    expect(await caller.call({}, AbortSignal.abort())).toMatchObject({ kind: 'not_sent', why: 'connection' });
    expect(participant.calls).toBe(0);
  });

  it('because the participant died is unknown', async () => {
    participant.answer = () => participant.kill();
    expect(await caller.call()).toMatchObject({ kind: 'unknown' });
  });

  it('because the connection was cut is unknown', async () => {
    const relay = await cuttingRelay(participant.port);
    const through = callerOf(relay.port);
    participant.answer = () => relay.cut();
    expect(await through.call()).toMatchObject({ kind: 'unknown', code: 'UNAVAILABLE' });
    relay.close();
  });
});

describe('a seal', () => {
  const seal = () => caller.call({ direction: 'seal', request: null });

  it('closes the key of an action', async () => {
    let request: unknown;
    let keys: unknown;
    participant.seal = (call, send) => {
      request = call.request;
      keys = call.metadata.get('idempotency-key');
      send(null, { outcome: 'SEAL_OUTCOME_SEALED' });
    };
    expect(await seal()).toEqual({ kind: 'sealed' });
    expect(request).toEqual({ key: `${SAGA}/create_consultation_record/main/1/action` });
    expect(keys).toEqual([]);
  });

  it('brings the reply of an action that took effect', async () => {
    const reply = CREATE_DEFINITION.responseSerialize({ consultation_id: 'c-9' });
    participant.seal = (_call, send) => send(null, { outcome: 'SEAL_OUTCOME_APPLIED', reply });
    expect(await seal()).toEqual({ kind: 'done', reply: { consultation_id: 'c-9' } });
  });

  it.each([
    ['no outcome', {}],
    ['a reply that is none', { outcome: 'SEAL_OUTCOME_APPLIED', reply: Buffer.from([0x0a, 0xff]) }],
  ])('with %s is unknown', async (_what, answer) => {
    participant.seal = (_call, send) => send(null, answer);
    expect(await seal()).toMatchObject({ kind: 'unknown', code: 'INTERNAL' });
  });

  it('of a participant without call status has no effect', async () => {
    participant.seal = (_call, send) => send({ code: grpc.status.UNIMPLEMENTED });
    expect(await seal()).toMatchObject({ kind: 'no_effect', code: 'UNIMPLEMENTED' });
  });
});
