/**
 * Faults of participants and of the connections to them: whole sagas of a real orchestrator over real gRPC. The titles begin
 * with the number of the fault in the matrix; a fault that did not strike makes its test red.
 */
import type { JsonObject } from '#libs/contracts';
import { eventually } from '#libs/testkit';
import { Doors } from './door-fixtures.js';
import { restOf } from './engine-fixtures.js';
import { ScriptedParticipants } from './scripted-participants.js';

const LIMIT = 8;
/** For conditions that many sagas have to meet together, on a machine that may be busy. */
const PATIENCE = { timeoutMs: 40_000 };

let doors: Doors;
let own: ScriptedParticipants[];

beforeEach(() => (own = []));
afterEach(async () => {
  await doors.close();
  for (const participants of own) participants.stop();
});

async function participants(options = {}): Promise<ScriptedParticipants> {
  const made = await new ScriptedParticipants().start(options);
  own.push(made);
  return made;
}

const startMany = (count: number, request: JsonObject = {}) =>
  Promise.all(Array.from({ length: count }, () => doors.start(request)));

/** Waits for the rest of all sagas; none was turned or got stuck. */
async function allComplete(sagas: readonly JsonObject[]): Promise<void> {
  const sql = doors.database.pool({ schema: 'orchestrator' });
  await restOf({ sql }, PATIENCE.timeoutMs);
  const { rows } = await sql.query(`select 1 from saga where status = 'COMPLETED'`);
  expect(rows).toHaveLength(sagas.length);
  await sql.end();
}

const reached = (by: ScriptedParticipants, method: string) =>
  new Set(by.calls.filter((call) => call.method === method).map(({ key }) => key.slice(0, 36))).size;

it('F19 F39: when a participant that was away comes back to forty sagas, no more than the limit are on it at once, and all end', async () => {
  const away = await participants();
  doors = await Doors.open({ SUOKE_PARTICIPANTS: away.targets, SUOKE_PARTICIPANT_CALLS: String(LIMIT) });
  const sql = doors.database.pool({ schema: 'orchestrator' });
  away.stop();
  const sagas = await startMany(40);
  // Every one was tried, and those that spent their two seconds in the slot were given up until later.
  const attempts = await eventually(async () => {
    const { rows } = await sql.query<{ tried: number; waiting: number; attempts: number }>(
      `select count(*) filter (where epoch > 0)::int as tried, count(due_at)::int as waiting,
        (select count(*)::int from saga_event where attempt is not null) as attempts from saga`,
    );
    return rows[0]?.tried === 40 && rows[0].waiting > 10 && [rows[0].attempts];
  }, PATIENCE);
  // What could not be sent was no attempt: nothing of it counts against the sagas.
  expect([away.calls, attempts]).toEqual([[], [0]]);
  away.takesMs = 200;
  await away.start();
  await allComplete(sagas);
  expect(away.mostOpen).toBe(LIMIT);
  await sql.end();
}, 120_000);

it('F20: a participant that hangs holds no more calls than its limit, and others are called all the same', async () => {
  const [well, hanging] = [await participants(), await participants()];
  const isNotification = (target: string) => target.includes('NotificationService');
  const targets = [
    ...well.targets.split(',').filter((target) => !isNotification(target)),
    ...hanging.targets.split(',').filter(isNotification),
  ];
  doors = await Doors.open({ SUOKE_PARTICIPANTS: targets.join(','), SUOKE_PARTICIPANT_CALLS: String(LIMIT) });
  const release = hanging.hold('SendNotification');
  const wave = async (count: number) => {
    const started = await startMany(16);
    await eventually(() => reached(well, 'GenerateReport') === count, PATIENCE);
    return started;
  };
  const before = await wave(16);
  await eventually(() => hanging.open === LIMIT, PATIENCE);
  const during = await wave(32);
  expect([hanging.open, hanging.mostOpen]).toEqual([LIMIT, LIMIT]);
  release();
  await allComplete([...before, ...during]);
  expect(hanging.mostOpen).toBe(LIMIT);
}, 120_000);

it('F37: a participant that renews its connections all the time makes no saga fail or turn', async () => {
  const age = { 'grpc.max_connection_age_ms': 1_000, 'grpc.max_connection_age_grace_ms': 2_000 };
  const restless = await participants(age);
  restless.takesMs = 25;
  doors = await Doors.open({ SUOKE_PARTICIPANTS: restless.targets });
  const sagas: JsonObject[] = [];
  while (new Set(restless.calls.map(({ peer }) => peer)).size < 3)
    sagas.push(...(await startMany(10, { wait: '2s' })));
  await allComplete(sagas);
  expect(sagas.length).toBeGreaterThanOrEqual(20);
}, 120_000);
