/** The way back of a consultation over gRPC (docs/FAULTS.md F11, F13, F16): what participants say, and in which order. */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { Doors } from './door-fixtures.js';

let doors: Doors;
beforeAll(async () => {
  doors = await Doors.open();
});
afterAll(() => doors.close());
afterEach(() => doors.participants.reset());

const no = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no', reason: 'NO_PAPER' }));
const UNDO = /^(Delete|Cancel|Revert)/;
const undosOf = ({ saga_id }: JsonObject) =>
  doors.participants.methodsOf(String(saga_id)).filter((method) => UNDO.test(method));

const AGENTS = ['CancelAnalysis', 'CancelAnalysis', 'CancelAnalysis'];

describe('F11 G3: a step that is refused', () => {
  it.each([
    ['CreateRecord', []],
    ['Diagnose', ['CancelAnalysis', 'CancelAnalysis', 'DeleteRecord']],
    ['GenerateReport', [...AGENTS, 'DeleteRecord']],
    ['SendNotification', ['DeleteReport', ...AGENTS, 'DeleteRecord']],
    ['UpdateHealthRecord', ['CancelNotification', 'DeleteReport', ...AGENTS, 'DeleteRecord']],
  ])('has everything before it undone in reverse: %s', async (method, undos) => {
    doors.participants.script(method, no);
    const saga = await doors.start({ wait: '10s' });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_COMPENSATED', turn_cause: 'TURN_CAUSE_REFUSED' });
    expect(undosOf(saga)).toEqual(undos);
  });
});

it('F13 G4: an undo that is refused makes the saga stuck within five seconds, nothing above it is undone, and a replay goes on', async () => {
  doors.participants.script('SendNotification', no);
  doors.participants.script('DeleteReport', no);
  const startedAt = performance.now();
  const saga = await doors.start({ wait: '10s' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(saga).toMatchObject({
    status: 'SAGA_STATUS_FAILED',
    stuck_class: 'STUCK_CLASS_COMPENSATION_REFUSED',
  });
  expect(undosOf(saga)).toEqual(['DeleteReport']);
  const seen = (await doors.admin('GetSaga', { saga_id: saga['saga_id'] }))['saga'] as JsonObject;
  const allowed = (seen['allowed_actions'] as JsonObject[]).filter((choice) => choice['allowed'] === true);
  expect(allowed.map(({ action }) => action)).toEqual([
    ...['ACTION_REPLAY', 'ACTION_WAIVE_COMPENSATION', 'ACTION_CLOSE'],
  ]);
  doors.participants.script('DeleteReport');
  const request_id = randomUUID();
  const { saga_id, etag } = saga;
  await doors.admin('ReplaySaga', { saga_id, etag, request_id, reason: 'the archive is open again' });
  await doors.until(saga_id, 'COMPENSATED');
  expect(undosOf(saga)).toEqual(['DeleteReport', 'DeleteReport', ...AGENTS, 'DeleteRecord']);
});

it('F16 G2: replies of parallel branches in reverse order are those of their own branches', async () => {
  const agents = ['Analyze', 'Diagnose', 'Recommend'];
  const releases = agents.map((method) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    doors.participants.script(method, async () => {
      await released;
      return { analysis_id: method, result: { summary: { en: method } } };
    });
    return release;
  });
  const { saga_id } = await doors.start();
  const called = () => doors.participants.methodsOf(String(saga_id));
  await eventually(() => agents.every((method) => called().includes(method)), { what: 'three calls' });
  const settled = async () => {
    const { steps } = await doors.get(saga_id, 'SAGA_VIEW_FULL');
    return JSON.stringify(steps).match(/"CALL_STATE_DONE"/g)?.length ?? 0;
  };
  for (const [index, release] of releases.toReversed().entries()) {
    release();
    if (index < 2) await eventually(async () => (await settled()) >= 2 + index, { what: 'a reply recorded' });
  }
  await doors.until(saga_id, 'COMPLETED');
  const report = doors.participants.calls.find(({ method }) => method === 'GenerateReport');
  const results = report?.request['results'] as { summary: { en: string } }[];
  expect(results.map(({ summary }) => summary.en)).toEqual(agents);
});
