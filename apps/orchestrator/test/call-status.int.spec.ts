/** Asking real servers what became of calls: whatever goes wrong, the answer is `unknown`, and soon. */
import type { participant_v1 } from '#libs/contracts';
import { startTestParticipant, testCallKeys, type TestParticipant } from '#libs/testkit/participants';
import { CallStatuses } from '../src/grpc/call-status.js';
import { guardedConsultations } from './guarded-consultations.js';
import { FakeParticipant, SERVICE, TestCaller } from './participant-fixtures.js';

let real: TestParticipant;
beforeAll(async () => {
  real = await startTestParticipant(guardedConsultations);
});
afterAll(async () => real.stop());

const callers: TestCaller[] = [];
afterEach(() => callers.splice(0).forEach(({ caller }) => caller.close()));

function effectOf(target: string, key: string, participant = SERVICE) {
  const caller = new TestCaller(target);
  callers.push(caller);
  return new CallStatuses(caller.caller).round().effectsOf([{ participant, key, barrier: true }]);
}

describe('a participant behind the barrier', () => {
  it('remembers an action, its undo, and what never came', async () => {
    const { action, undo } = testCallKeys();
    const { url } = real.running;
    expect(await effectOf(url, action)).toEqual(['not_applied']);
    await real.grpc.call(`${SERVICE}/CreateRecord`, {}, action);
    expect(await effectOf(url, action)).toEqual(['applied']);
    expect(await effectOf(url, undo)).toEqual(['not_applied']);
    await real.grpc.call(`${SERVICE}/DeleteRecord`, {}, undo);
    expect(await effectOf(url, action)).toEqual(['not_applied']);
    expect(await effectOf(url, undo)).toEqual(['applied']);
  });

  it('says of a sealed key that nothing took effect', async () => {
    const { action } = testCallKeys();
    const path = 'suoke.participant.v1.CallStatusService/SealCall';
    await real.grpc.call<participant_v1.SealCallResponse>(path, { key: action });
    expect(await effectOf(real.running.url, action)).toEqual(['not_applied']);
  });
});

describe('who does not answer', () => {
  it.each(['a method that is not served', 'a key that it does not know as one'])('%s', async (what) => {
    const fake = await new FakeParticipant().start();
    const isUnserved = what === 'a method that is not served';
    const target = isUnserved ? `127.0.0.1:${fake.port}` : real.running.url;
    expect(await effectOf(target, isUnserved ? testCallKeys().action : 'no key')).toEqual(['unknown']);
    fake.kill();
  });

  it('nobody listens there, or nobody knows the participant', async () => {
    const fake = await new FakeParticipant().start();
    fake.kill();
    expect(await effectOf(`127.0.0.1:${fake.port}`, testCallKeys().action)).toEqual(['unknown']);
    expect(await effectOf(real.running.url, testCallKeys().action, 'a.Stranger')).toEqual(['unknown']);
  });

  it('a question without an answer opens no breaker and takes no slot', async () => {
    const fake = await new FakeParticipant().start();
    const caller = new TestCaller(`127.0.0.1:${fake.port}`, { tripAfter: 1, tripSpanMs: 0 });
    callers.push(caller);
    const round = () => new CallStatuses(caller.caller).round();
    const question = { participant: SERVICE, key: testCallKeys().action, barrier: true };
    for (let count = 0; count < 3; count += 1) await round().effectsOf([question]);
    expect(caller.view()).toMatchObject({ breaker: 'closed', inFlight: 0 });
    fake.kill();
  });
});
