/** What a definition marks needs a second person, whatever the policy says; a saga goes by the snapshot that it runs on. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '#libs/contracts';
import { ref, type SagaDefinition } from '#libs/saga-core';
import { eventually } from '#libs/testkit';
import { ADMIN, asRole, Doors, type Place, type Role } from './door-fixtures.js';
import { NO } from './operated-sagas.js';

const CONSULTATION = 'suoke.consultation.v1.ConsultationService';
const WHY = 'asked for by the ward';

/** One step that can be undone, and waits for an operator when it is refused. */
const plan = (approvals: SagaDefinition['approvals']): SagaDefinition => ({
  type: 'marked',
  input: 'suoke.consultation.flow.v1.StartConsultationInput',
  ...(approvals === undefined ? {} : { approvals }),
  steps: [
    {
      name: 'book',
      kind: 'compensatable',
      onRefused: 'stop',
      branches: [
        {
          action: { method: `${CONSULTATION}/CreateRecord`, request: { user_id: ref('input.user_id') } },
          compensation: {
            method: `${CONSULTATION}/DeleteRecord`,
            request: { consultation_id: ref('book.consultation_id') },
          },
        },
      ],
    },
  ],
});

let doors: Doors;
let folder: string;
/** Where the definition of today marks nothing. */
let later: Place;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suoke-marked-'));
  const file = (name: string, approvals: SagaDefinition['approvals']) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(plan(approvals)));
    return { SUOKE_APPROVALS: 'off', SUOKE_DEFINITIONS: path };
  };
  doors = await Doors.open(file('marked.json', ['compensate_completed', 'rewind', 'close']));
  later = await doors.add(file('plain.json', undefined));
});
afterAll(async () => {
  await doors.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => doors.participants.reset());

const call = async (method: string, request: object, role: Role = 'operator', place = doors.first) =>
  (await place.client.call(`${ADMIN}/${method}`, request, asRole(role))) as JsonObject;
const mutation = ({ saga_id, etag }: JsonObject, more: object = {}) => ({
  ...{ saga_id, etag, request_id: randomUUID(), reason: WHY },
  ...more,
});
const resultOf = (answer: JsonObject) => answer['result'] as JsonObject;

async function stuck(place = doors.first): Promise<JsonObject> {
  doors.participants.script('CreateRecord', NO);
  const { saga } = await place.client.call('suoke.saga.v1.SagaService/StartSaga', {
    ...{ type: 'marked', input: { user_id: 'u' }, wait: '10s' },
  });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  doors.participants.reset();
  return saga as JsonObject;
}

/** Actions that the door says need a second person. */
async function marked({ saga_id }: JsonObject, place?: Place): Promise<unknown[]> {
  const { saga } = await call('GetSaga', { saga_id }, 'viewer', place);
  const choices = (saga as JsonObject)['allowed_actions'] as JsonObject[];
  return choices.filter((choice) => choice['requires_approval']).map(({ action }) => action);
}

async function approve(approval_id: unknown): Promise<void> {
  const { approvals } = await call('ListApprovals', { state: 'APPROVAL_STATE_PENDING' });
  const found = (approvals as JsonObject[]).find((approval) => approval['approval_id'] === approval_id);
  const request = { approval_id, etag: found?.['etag'], request_id: randomUUID(), reason: WHY };
  await call('ApproveRequest', request, 'approver');
}

it('what is marked is asked for and done once it is approved; the rest one person does', async () => {
  const saga = await stuck();
  expect(await marked(saga)).toEqual(['ACTION_REWIND', 'ACTION_CLOSE']);
  const asked = resultOf(await call('RewindSaga', mutation(saga, { step: 'book' })));
  expect(asked['approval_id']).not.toBe('');
  expect((await doors.get(saga['saga_id']))['status']).toBe('SAGA_STATUS_FAILED');
  await approve(asked['approval_id']);
  await doors.until(saga['saga_id'], 'COMPLETED');
  const other = await stuck();
  const skip = mutation(other, { step: 'book', results: { main: { consultation_id: 'by-hand' } } });
  expect(resultOf(await call('SkipStep', skip))['approval_id']).toBe('');
  await doors.until(other['saga_id'], 'COMPLETED');
});

it('a completed saga is undone by two where that is marked', async () => {
  const { saga_id } = await doors.start({ type: 'marked' });
  const saga = await doors.until(saga_id, 'COMPLETED');
  const asked = resultOf(await call('CompensateSaga', mutation(saga)));
  expect(asked['approval_id']).not.toBe('');
  await approve(asked['approval_id']);
  await doors.until(saga_id, 'COMPENSATED');
});

it('a batch waits where one of its sagas marks the action', async () => {
  const [saga, plain] = [await stuck(), await stuck(later)];
  const batch = async (method: string, sagas: readonly JsonObject[], more: object = {}) => {
    const selection = { saga_ids: sagas.map(({ saga_id }) => saga_id) };
    const request = { selection, request_id: randomUUID(), reason: WHY, ...more };
    return resultOf(await call(method, request))['operation'] as JsonObject;
  };
  const close = { statement: 'settled by hand' };
  expect(await batch('BatchCloseSagas', [plain], close)).toMatchObject({ approval_id: '' });
  expect(await batch('BatchReplaySagas', [saga])).toMatchObject({ approval_id: '' });
  const again = await stuck();
  const waiting = await batch('BatchCloseSagas', [await stuck(later), again], close);
  expect(waiting).toMatchObject({ state: 'OPERATION_STATE_WAITING_FOR_APPROVAL' });
  await approve(waiting['approval_id']);
  await eventually(async () => (await doors.get(again['saga_id']))['status'] === 'SAGA_STATUS_CLOSED');
});

it('a saga goes by its own snapshot, whatever the definition of today marks', async () => {
  const [old, plain] = [await stuck(), await stuck(later)];
  expect(await marked(old, later)).toEqual(['ACTION_REWIND', 'ACTION_CLOSE']);
  expect(await marked(plain)).toEqual([]);
  const close = (saga: JsonObject) => mutation(saga, { statement: 'settled by hand' });
  expect(resultOf(await call('CloseSaga', close(old), 'operator', later))['approval_id']).not.toBe('');
  expect(resultOf(await call('CloseSaga', close(plain)))['approval_id']).toBe('');
  expect((await doors.get(plain['saga_id']))['status']).toBe('SAGA_STATUS_CLOSED');
});
