/** What holds for every action on a saga, over gRPC: who may, on what it was decided, what is wrong with it, and its one effect. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import type { Doors } from './door-fixtures.js';
import { edit, EVIDENCE, mutation, OperatedSagas, REPLIES, resultOf } from './operated-sagas.js';

let sagas: OperatedSagas;
let doors: Doors;
beforeAll(async () => {
  sagas = await OperatedSagas.open();
  ({ doors } = sagas);
});
afterAll(() => sagas.close());
afterEach(() => doors.participants.reset());

/** Every action on a saga, as it is right for one that is stuck at `ask`. */
const ACTIONS: readonly [method: string, more: JsonObject, needsEtag: boolean][] = [
  ['ReplaySaga', {}, true],
  ['RewindSaga', { step: 'book' }, true],
  ['CompensateSaga', {}, false],
  ['SkipStep', { step: 'ask', results: REPLIES }, true],
  ['EditStepInput', edit({ user_id: 'u-2' }), true],
  ['RecordOutcome', { step: 'pay', outcome: 'RECORDED_OUTCOME_NOT_DONE', evidence: EVIDENCE }, true],
  ['WaiveCompensation', { step: 'book', how: 'WAIVE_HOW_WAIVED', evidence: EVIDENCE }, true],
  ['PauseSaga', {}, false],
  ['ResumeSaga', {}, false],
  ['CloseSaga', { statement: EVIDENCE }, true],
];

describe.each(ACTIONS)('%s', (method, more, needsEtag) => {
  const asked = (saga: JsonObject, other: JsonObject = {}) => mutation(saga, { ...more, ...other });
  const nowhere = () => ({ saga_id: randomUUID(), etag: '7' });

  it('51: is not for a viewer, whose attempt is in the audit with how and from where it came', async () => {
    const saga = nowhere();
    const failure = await doors.adminFailure(method, asked(saga), 'viewer');
    expect(failure).toMatchObject({ code: status.PERMISSION_DENIED, reason: 'NO_RIGHT' });
    const from = { auth_method: 'token', source_address: '127.0.0.1' };
    expect(await sagas.audit(saga)).toMatchObject([
      { action: method, decision: 'denied', result: 'NO_RIGHT', ...from },
    ]);
  });

  it('53: decided on an older state is told the newer one', async () => {
    const saga = await sagas.stuckAtAsk();
    const failure = await doors.adminFailure(method, asked(saga, { etag: '1' }));
    expect(failure).toMatchObject({ code: status.ABORTED, reason: 'ETAG_MISMATCH' });
    expect(failure.details?.metadata).toMatchObject({ etag: saga['etag'], saga_id: saga['saga_id'] });
    expect((await sagas.audit(saga)).map(({ result }) => result)).toEqual(['ETAG_MISMATCH']);
    expect(await doors.get(saga['saga_id'])).toMatchObject({ revision: saga['revision'] });
  });

  it('50, 54, 56, 60: whatever is wrong with it is told at once, and is one audit entry', async () => {
    const saga = nowhere();
    const wrong = { request_id: '请求'.repeat(40), reason: 'x'.repeat(100_000), etag: 'W/"3"' };
    const failure = await doors.adminFailure(method, asked(saga, wrong));
    expect(failure).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['request_id', 'reason', 'etag'],
    });
    expect(await sagas.audit(saga)).toMatchObject([{ result: 'INVALID_ARGUMENT', request_id: '-' }]);
    for (const saga_id of ['', '..%2f', '%00', 'a'.repeat(300), "' OR 1=1--", saga.saga_id.toUpperCase()]) {
      expect((await doors.adminFailure(method, asked({ ...saga, saga_id }))).fields).toContain('saga_id');
    }
    const without = doors.adminFailure(method, asked(saga, { etag: '' }));
    expect((await without).fields).toEqual(needsEtag ? ['etag'] : []);
  });

  it('of a saga that is not there is refused and audited once', async () => {
    const saga = nowhere();
    const failure = await doors.adminFailure(method, asked(saga));
    expect(failure).toMatchObject({ code: status.NOT_FOUND, reason: 'SAGA_NOT_FOUND' });
    expect((await sagas.audit(saga)).map(({ result }) => result)).toEqual(['SAGA_NOT_FOUND']);
  });

  it('50: of a completed saga is refused', async () => {
    const saga = await sagas.completed();
    const failure = await doors.adminFailure(method, asked(saga));
    expect(failure).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
    const [entry] = await sagas.audit(saga);
    expect(entry?.result).toBe(failure.details?.metadata['refusal']);
  });
});

/** What each action is done to. */
const WHERE: Readonly<Record<string, () => Promise<JsonObject>>> = {
  RecordOutcome: () => sagas.stuckAtPivot(),
  WaiveCompensation: () => sagas.stuckGoingBack(),
  PauseSaga: () => sagas.backingOff(),
  ResumeSaga: async () => {
    const saga = await sagas.backingOff();
    return resultOf(await doors.admin('PauseSaga', mutation(saga)));
  },
};

describe.each(ACTIONS)('%s, where it is allowed', (method, more) => {
  it('55: has one effect for one request id, and the same answer; with another body it is a conflict', async () => {
    const saga = await (WHERE[method] ?? (() => sagas.stuckAtAsk()))();
    const request = mutation(saga, more);
    const before = (await sagas.audit(saga)).length;
    const dry = await doors.admin(method, { ...request, validate_only: true });
    expect(dry).toMatchObject({ result: { audit_seq: '0', saga: { revision: saga['revision'] } } });
    expect(await sagas.audit(saga)).toHaveLength(before);
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => doors.admin(method, request)));
    const seqOf = (answer?: JsonObject) => (answer?.['result'] as JsonObject | undefined)?.['audit_seq'];
    expect(seqOf(first)).not.toBe('0');
    for (const other of others) expect(seqOf(other)).toBe(seqOf(first));
    const entries = await sagas.audit(saga);
    expect(entries.slice(before)).toMatchObject([
      { action: method, decision: 'allowed', auth_method: 'token', source_address: '127.0.0.1' },
    ]);
    const reused = await doors.adminFailure(method, { ...request, reason: 'for another reason' });
    expect(reused).toMatchObject({ code: status.ALREADY_EXISTS, reason: 'REQUEST_ID_REUSED' });
  });
});

describe('two operators at once', () => {
  it('one wins, the other one is told the newer state, and both are in the audit', async () => {
    const saga = await sagas.stuckAtAsk();
    const tries = [
      doors.admin('SkipStep', mutation(saga, { step: 'ask', results: REPLIES }), 'operator'),
      doors.admin('CloseSaga', mutation(saga, { statement: EVIDENCE }), 'admin'),
    ];
    const [skipped, closed] = await Promise.allSettled(tries);
    const failures = [skipped, closed].flatMap((one) =>
      one?.status === 'rejected' ? [one.reason as Awaited<ReturnType<Doors['adminFailure']>>] : [],
    );
    expect(failures).toMatchObject([{ code: status.ABORTED, reason: 'ETAG_MISMATCH' }]);
    const newer = Number(failures[0]?.details?.metadata['etag']);
    expect(newer).toBeGreaterThan(Number(saga['etag']));
    const entries = await sagas.audit(saga);
    expect(entries.map(({ decision }) => decision).toSorted()).toEqual(['allowed', 'denied']);
  });
});
