/** The participant of `every-kind`: what it refuses, and what it can and cannot promise without the barrier. */
import type { testkit_v1 } from '#libs/contracts';
import { startTestParticipant, testCallKeys, type TestParticipant } from '#libs/testkit/participants';
import { everyKindParticipant } from '../chaos/every-kind/participant.js';

const [STOCK, LEFT, RIGHT, BANK] = ['Stock', 'Left', 'Right', 'Bank'].map(
  (name) => `suoke.testkit.v1.${name}Service`,
);
const RESERVATION = { reservation: 'r' };

let service: TestParticipant;

beforeAll(async () => {
  service = await startTestParticipant(everyKindParticipant);
});
afterAll(async () => service.stop());

const call = async <Reply extends { id?: string }>(path: string, request: object, key: string) =>
  (await service.grpc.call<Reply>(path, request, key)).id ?? '';
const refusal = async (path: string, request: object, key: string) =>
  (await service.grpc.failure(path, request, key)).details?.reason;

async function effectsOf(sagaId: string): Promise<{ keeper: string; made: number; undone: boolean }[]> {
  const { rows } = await service.database
    .pool()
    .query(
      `select keeper, made, undone_at is not null as undone from every_kind.effect where saga_id = $1 order by keeper`,
      [sagaId],
    );
  return rows;
}

/** What the steps before the pivot leave: the saga, and the id of what the left one prepared. */
async function preparedFor(item: string): Promise<{ saga: string; left: string }> {
  const { saga, action } = testCallKeys('reserve');
  const reservation = await call<testkit_v1.ReserveResponse>(`${STOCK}/Reserve`, { item }, action);
  const key = `${saga}/prepare/left/1/action`;
  return { saga, left: await call(`${LEFT}/Prepare`, { reservation }, key) };
}

describe('every-kind', () => {
  it('is refused where the item says so: at the first step, or at the pivot', async () => {
    const { saga, action } = testCallKeys('reserve');
    expect(await refusal(`${STOCK}/Reserve`, { item: 'sold-out' }, action)).toBe('SOLD_OUT');
    expect(await effectsOf(saga)).toEqual([]);

    const unpayable = await preparedFor('unpayable');
    const key = `${unpayable.saga}/pay/main/1/action`;
    expect(await refusal(`${BANK}/Pay`, { left: unpayable.left }, key)).toBe('UNPAYABLE');
    expect((await effectsOf(unpayable.saga)).map(({ keeper }) => keeper)).toEqual(['left', 'stock']);

    const tea = await preparedFor('tea');
    await call(`${BANK}/Pay`, { left: tea.left }, `${tea.saga}/pay/main/1/action`);
    expect((await effectsOf(tea.saga)).map(({ keeper }) => keeper)).toEqual(['bank', 'left', 'stock']);
  });
});

describe('the one without the barrier', () => {
  it('makes one effect a key, undoes it as often as it is asked, and refuses what comes after that', async () => {
    const { saga, action, undo } = testCallKeys('prepare', 'right');
    const first = await call(`${RIGHT}/Prepare`, RESERVATION, action);
    expect(await call(`${RIGHT}/Prepare`, RESERVATION, action)).toBe(first);
    expect(await effectsOf(saga)).toEqual([{ keeper: 'right', made: 1, undone: false }]);
    await call(`${RIGHT}/Undo`, { id: first }, undo);
    await call(`${RIGHT}/Undo`, {}, undo);
    expect(await refusal(`${RIGHT}/Prepare`, RESERVATION, action)).toBe('ALREADY_UNDONE');
    expect(await effectsOf(saga)).toEqual([{ keeper: 'right', made: 1, undone: true }]);
  });

  it('says that there was nothing to undo, and keeps what comes after that', async () => {
    const { saga, action, undo } = testCallKeys('prepare', 'right');
    const { code, details } = await service.grpc.failure(`${RIGHT}/Undo`, {}, undo);
    expect([code, details?.reason]).toEqual([5, 'NOTHING_PREPARED']);
    await call(`${RIGHT}/Prepare`, RESERVATION, action);
    expect(await effectsOf(saga)).toEqual([{ keeper: 'right', made: 1, undone: false }]);
  });

  it('is told from the left one, which the barrier closes', async () => {
    const { saga, action, undo } = testCallKeys('prepare', 'left');
    await call(`${LEFT}/Undo`, {}, undo);
    const reservation = '00000000-0000-4000-8000-000000000000';
    expect(await refusal(`${LEFT}/Prepare`, { reservation }, action)).toBe('ACTION_AFTER_COMPENSATION');
    expect(await effectsOf(saga)).toEqual([]);
  });
});
