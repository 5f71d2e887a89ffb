/** What GetSaga says may be done is what the methods do: asked with validate_only, of a saga in every phase. */
import type { JsonObject } from '#libs/contracts';
import { eventually } from '#libs/testkit';
import type { Doors } from './door-fixtures.js';
import { edit, EVIDENCE, mutation, OperatedSagas, REPLIES, resultOf, sagaOf } from './operated-sagas.js';

let sagas: OperatedSagas;
let doors: Doors;
beforeAll(async () => {
  sagas = await OperatedSagas.open();
  ({ doors } = sagas);
});
afterAll(() => sagas.close());
afterEach(() => doors.participants.reset());

describe('what GetSaga says may be done', () => {
  /** Steps of the definition, and where the saga stands. */
  interface Steps {
    readonly first: string;
    readonly pivot: string;
    readonly last: string;
    readonly at: string;
  }
  const OF_OPERATED = { first: 'book', pivot: 'pay', last: 'ship' };
  const OF_CONSULTATION = {
    first: 'create_consultation_record',
    pivot: 'send_notification',
    last: 'update_health_record',
  };
  const ARGUMENTS: Readonly<Record<string, [method: string, more: (steps: Steps) => JsonObject]>> = {
    ACTION_REPLAY: ['ReplaySaga', () => ({})],
    ACTION_REWIND: ['RewindSaga', ({ first }) => ({ step: first })],
    ACTION_COMPENSATE: ['CompensateSaga', () => ({})],
    ACTION_SKIP_STEP: ['SkipStep', ({ at }) => ({ step: at, results: at === 'ask' ? REPLIES : { '': {} } })],
    ACTION_EDIT_STEP_INPUT: [
      'EditStepInput',
      ({ last }) => edit({ user_id: 'u-2', type: 'edited' }, { step: last, branch: '' }),
    ],
    ACTION_RECORD_OUTCOME: [
      'RecordOutcome',
      ({ pivot }) => ({ step: pivot, outcome: 'RECORDED_OUTCOME_NOT_DONE', evidence: EVIDENCE }),
    ],
    ACTION_WAIVE_COMPENSATION: [
      'WaiveCompensation',
      ({ first }) => ({ step: first, how: 'WAIVE_HOW_WAIVED', evidence: EVIDENCE }),
    ],
    ACTION_PAUSE: ['PauseSaga', () => ({})],
    ACTION_RESUME: ['ResumeSaga', () => ({})],
    ACTION_CLOSE: ['CloseSaga', () => ({ statement: EVIDENCE })],
  };
  let release = (): void => {};
  afterEach(() => release());

  const PHASES: readonly [phase: string, at: string, make: () => Promise<JsonObject>][] = [
    [
      'RUNNING, with a call in flight',
      'book',
      async () => {
        const { saga, ...held } = await sagas.running();
        release = held.release;
        return saga;
      },
    ],
    ['RUNNING, waiting for a retry', 'book', () => sagas.backingOff()],
    [
      'paused',
      'book',
      async () => resultOf(await doors.admin('PauseSaga', mutation(await sagas.backingOff()))),
    ],
    ['FAILED forward', 'ask', () => sagas.stuckAtAsk()],
    ['FAILED at the pivot', 'pay', () => sagas.stuckAtPivot()],
    ['FAILED past the commit point', 'ship', () => sagas.stuckAtShip()],
    ['FAILED backward', 'book', () => sagas.stuckGoingBack()],
    [
      'COMPENSATING',
      'book',
      async () => {
        const { saga_id } = await sagas.stuckAtAsk();
        release = doors.participants.hold('DeleteRecord');
        await doors.admin('CompensateSaga', mutation({ saga_id: saga_id ?? '' }));
        await eventually(() => sagas.keysOf({ saga_id: saga_id ?? '' }).includes('book/main/1/compensation'));
        return doors.get(saga_id);
      },
    ],
    ['COMPLETED', 'ship', () => sagas.completed()],
    ['COMPLETED without a commit point', 'create_consultation_record', () => doors.start({ wait: '10s' })],
    [
      'COMPENSATED',
      'book',
      async () => {
        const { saga_id } = await sagas.stuckAtAsk();
        await doors.admin('CompensateSaga', mutation({ saga_id: saga_id ?? '' }));
        return doors.until(saga_id, 'COMPENSATED');
      },
    ],
    [
      'CLOSED',
      'ask',
      async () =>
        resultOf(await doors.admin('CloseSaga', mutation(await sagas.stuckAtAsk(), { statement: EVIDENCE }))),
    ],
  ];

  it.each(PHASES)('is what validate_only says: %s', async (_phase, at, make) => {
    const saga = await make();
    const seen = sagaOf(await doors.admin('GetSaga', { saga_id: saga['saga_id'] }));
    const choices = seen['allowed_actions'] as JsonObject[];
    const steps = { ...(saga['type'] === 'operated' ? OF_OPERATED : OF_CONSULTATION), at };
    expect(choices).toHaveLength(Object.keys(ARGUMENTS).length);
    for (const { action, allowed, disabled_code: code } of choices) {
      const [method = '', more = () => ({})] = ARGUMENTS[String(action)] ?? [];
      const request = mutation(sagaOf(seen), { ...more(steps), validate_only: true });
      const answer = doors.admin(method, request).then(
        () => ({ action, allowed: true, code: '' }),
        (failure: Awaited<ReturnType<Doors['adminFailure']>>) => ({
          ...{ action, allowed: false },
          code: failure.details?.metadata['refusal'] ?? failure.reason,
        }),
      );
      expect(await answer).toEqual({ action, allowed, code });
    }
  });
});
