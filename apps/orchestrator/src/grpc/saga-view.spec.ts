import type { MethodDefinition } from '@grpc/grpc-js';
import fc from 'fast-check';
import {
  EVENT_KINDS,
  fold,
  resolveDefinition,
  STATUSES,
  statusOf,
  STUCK_CLASSES,
  TURN_CAUSES,
  type Json,
  type SagaEvent,
  type SagaState,
  type TurnCause,
} from '#libs/saga-core';
import { jsonCodec, serviceDefinition, type JsonObject } from '#libs/contracts';
import { EngineError, type SagaDetail, type SagaRow } from '#libs/saga-engine';
import {
  compensatable,
  given,
  HAPPENINGS,
  pivot,
  plan,
  RandomWalk,
  retriable,
  supervised,
  type ModelledSaga,
} from '#libs/testkit';
import { healthConsultation } from '../sagas/health-consultation.js';
import { detailView, eventView, rowView, snapshotView } from './saga-view.js';

const definition = resolveDefinition(healthConsultation);
const ID = '0190b2a8-0000-7000-8000-000000000001';

const ROW: SagaRow = {
  ...{ id: ID, type: 'health-consultation', definitionHash: 'ab12', format: 1, status: 'RUNNING', epoch: 1 },
  ...{ stepIndex: 0, revision: 3, stuckClass: null, errorCode: null, errorReason: null, cause: null },
  ...{ deadlineAtMs: null, rewindTo: null, pausedAtMs: null, blockedOn: null, finishedAtMs: null },
  ...{ interruptions: 0, owner: null, dueAtMs: null, labels: {}, origin: null, traceContext: null },
  ...{ createdAtMs: 1_795_000_000_000, updatedAtMs: 1_795_000_000_001 },
};

const service = serviceDefinition('suoke.saga.v1.SagaService');

/** As a client gets it: over the wire and back. */
function received(method: 'GetSaga' | 'WatchSaga', response: object): JsonObject {
  const { responseSerialize, responseDeserialize } = service[method] as MethodDefinition<object, object>;
  const codec = jsonCodec(`suoke.saga.v1.${method}Response`);
  return codec.fromWire(responseDeserialize(responseSerialize(response)));
}
const sagaOf = (saga: object): JsonObject => received('GetSaga', { saga })['saga'] as JsonObject;
const eventOf = (event: SagaEvent): JsonObject =>
  (received('WatchSaga', { events: [eventView(event)] })['events'] as JsonObject[])[0] as JsonObject;

describe('a row', () => {
  it.each(STATUSES)('in the status %s', (status) => {
    expect(sagaOf(rowView({ ...ROW, status }, definition))['status']).toBe(`SAGA_STATUS_${status}`);
  });

  it('is PENDING as long as nobody took it up', () => {
    expect(rowView({ ...ROW, epoch: 0 }, definition).status).toBe('SAGA_STATUS_PENDING');
    expect(rowView({ ...ROW, epoch: 0, status: 'COMPENSATED' }, definition).status).toBe(
      'SAGA_STATUS_COMPENSATED',
    );
  });

  it.each(STUCK_CLASSES)('that is stuck: %s', (stuckClass) => {
    const view = sagaOf(rowView({ ...ROW, status: 'FAILED', stuckClass }, definition));
    expect(view['stuck_class']).toBe(`STUCK_CLASS_${stuckClass.toUpperCase()}`);
  });

  it('in every status with every stuck class, full or empty, with and without its definition', () => {
    const full: Partial<SagaRow> = {
      ...{ errorCode: 'UNAVAILABLE', errorReason: 'NO_BEDS', cause: 'c', deadlineAtMs: 1, pausedAtMs: 2 },
      ...{ blockedOn: 'a.B', finishedAtMs: 3, dueAtMs: 4, labels: { clinic: 'east', patient: 'hash' } },
      ...{ origin: ID, stepIndex: 4, revision: 2 ** 31 - 1, epoch: 2 ** 31 - 1 },
    };
    for (const status of STATUSES) {
      for (const stuckClass of [null, ...STUCK_CLASSES]) {
        for (const known of [definition, undefined]) {
          for (const more of [{}, full]) {
            const view = sagaOf(rowView({ ...ROW, ...more, status, stuckClass }, known));
            expect(view).toMatchObject({ saga_id: ID, status: `SAGA_STATUS_${status}` });
            expect(view['etag']).toBe(view['revision']);
          }
        }
      }
    }
  });

  it('names its step, its error, its labels', () => {
    const row = { ...ROW, stepIndex: 1, errorCode: 'ABORTED', labels: { clinic: 'east', patient: 'hash' } };
    expect(sagaOf(rowView(row, definition))).toMatchObject({
      step: 'call_ai_agents',
      error: { code: 'ABORTED', reason: '', fields: [] },
      labels: { clinic: 'east', patient: '' },
    });
    expect(sagaOf(rowView({ ...row, stepIndex: 5 }, definition))['step']).toBe('');
    expect(sagaOf(rowView({ ...row, stepIndex: -1 }, undefined))).toMatchObject({
      step: '',
      labels: { clinic: '', patient: '' },
    });
  });

  it('with what no version of this code wrote is shown as far as it can be', () => {
    const strange = {
      ...{ status: 'HIBERNATING', stuckClass: 'bored', deadlineAtMs: 9e15, dueAtMs: Number.NaN },
      ...{ createdAtMs: -9e15, errorCode: '<img src=x onerror=alert(1)>', labels: { '\u202e': '=cmd' } },
    };
    const view = sagaOf(rowView({ ...ROW, ...strange } as unknown as SagaRow, definition));
    expect(view).toMatchObject({
      status: 'SAGA_STATUS_UNSPECIFIED',
      stuck_class: 'STUCK_CLASS_UNSPECIFIED',
      error: { code: strange.errorCode },
    });
    for (const time of ['deadline', 'due_time', 'create_time']) expect(view).not.toHaveProperty(time);
  });
});

describe('a snapshot', () => {
  it.each(STATUSES)('of the status %s says what every view has to say', (status) => {
    const seen = { sagaId: ID, type: 't', status, stepIndex: 2, revision: 9, ended: false };
    expect(sagaOf(snapshotView(seen))).toMatchObject({
      saga_id: ID,
      type: 't',
      status: `SAGA_STATUS_${status}`,
      step_index: 2,
      revision: '9',
      etag: '9',
    });
  });
});

describe('an event', () => {
  const at = { seq: 2, epoch: 1, atMs: 1_795_000_000_000 };
  const make = (event: object): SagaEvent => ({ ...at, data: {}, ...event }) as unknown as SagaEvent;
  const place = { step: 'call_ai_agents', branch: 'xiaoai', attempt: 2 };

  it.each(EVENT_KINDS)('%s, with nothing but its kind', (kind) => {
    expect(eventOf(make({ kind }))).toMatchObject({ seq: '2', kind: `EVENT_KIND_${kind.toUpperCase()}` });
  });

  it('of an operator has no epoch', () => {
    expect(eventOf(make({ kind: 'paused', epoch: null }))).not.toHaveProperty('epoch');
    expect(eventOf(make({ kind: 'paused', epoch: 7 }))).toMatchObject({ epoch: '7' });
  });

  it.each(TURN_CAUSES)('turned: %s', (cause) => {
    expect(eventOf(make({ kind: 'turned', data: { cause, to: 'x' } }))).toMatchObject({
      turn_cause: `TURN_CAUSE_${cause.toUpperCase()}`,
      rewind_to: 'x',
    });
  });

  it.each(STUCK_CLASSES)('failed: %s', (stuckClass) => {
    const data = { class: stuckClass, direction: 'forward', error: { code: 'INTERNAL', reason: 'R' } };
    expect(eventOf(make({ kind: 'failed', step: 's', data }))).toMatchObject({
      stuck_class: `STUCK_CLASS_${stuckClass.toUpperCase()}`,
      step: 's',
      error: { code: 'INTERNAL', reason: 'R' },
    });
  });

  it.each(['action', 'compensation', 'seal'])('an attempt of the %s that failed', (direction) => {
    for (const outcome of ['no_effect', 'unknown']) {
      const data = { direction, outcome, code: 'ABORTED', fields: ['a', 'b'], nextAtMs: 1_795_000_001_000 };
      expect(eventOf(make({ kind: 'attempt_failed', ...place, data }))).toMatchObject({
        ...place,
        direction: `CALL_DIRECTION_${direction.toUpperCase()}`,
        outcome: `ATTEMPT_OUTCOME_${outcome.toUpperCase()}`,
        error: { code: 'ABORTED', fields: ['a', 'b'] },
        next_attempt_time: '2026-11-18T11:06:41Z',
      });
    }
  });

  it('results of calls say which call it was and what came of it', () => {
    const shown = (kind: string, data: object = {}) => {
      const { direction, outcome } = eventOf(make({ kind, ...place, data }));
      return `${String(direction)} ${String(outcome)}`;
    };
    expect(shown('branch_done')).toBe('CALL_DIRECTION_ACTION ATTEMPT_OUTCOME_DONE');
    expect(shown('branch_refused', { code: 'NOT_FOUND' })).toBe(
      'CALL_DIRECTION_ACTION ATTEMPT_OUTCOME_REFUSED',
    );
    expect(shown('branch_undone', { by: 'reply' })).toBe('CALL_DIRECTION_COMPENSATION ATTEMPT_OUTCOME_DONE');
    const undo = 'CALL_DIRECTION_COMPENSATION';
    expect(shown('undo_failed', { outcome: 'refused' })).toBe(`${undo} ATTEMPT_OUTCOME_REFUSED`);
    expect(shown('undo_failed', { outcome: 'exhausted' })).toBe(`${undo} ATTEMPT_OUTCOME_UNSPECIFIED`);
  });

  it('what rests on others, what stayed open, until when', () => {
    expect(eventOf(make({ kind: 'blocked', data: { participant: 'a.B' } }))['participant']).toBe('a.B');
    expect(eventOf(make({ kind: 'closed', data: { open: ['a/b', 'c/d'] } }))['open']).toEqual(['a/b', 'c/d']);
    const started = eventOf(make({ kind: 'started', data: { deadlineAtMs: 1_795_000_000_000 } }));
    expect(started['deadline']).toBe('2026-11-18T11:06:40Z');
  });

  it('G12: never its secret', () => {
    const secret = { input: 'CANARY', reply: 'CANARY', message: 'CANARY', evidence: 'CANARY' };
    for (const kind of EVENT_KINDS) {
      expect(JSON.stringify(eventView(make({ kind, secret, data: {} })))).not.toContain('CANARY');
    }
  });

  it('with values that are huge or odd', () => {
    const fields = Array.from({ length: 1_000 }, (_, i) => `f${i}`);
    const data = {
      outcome: 'unknown',
      direction: 'action',
      code: 'x'.repeat(10_000),
      fields,
      nextAtMs: 9e15,
    };
    const view = eventOf(make({ kind: 'attempt_failed', atMs: 9e15, data }));
    expect((view['error'] as JsonObject)['fields']).toHaveLength(16);
    expect(view).not.toHaveProperty('next_attempt_time');
    expect(view).not.toHaveProperty('time');
  });
});

describe('a saga with its steps', () => {
  const everyKind = plan(
    compensatable('book', { barrier: true }),
    compensatable('work', { ...supervised, branches: ['a', 'b', 'c'] }),
    compensatable('note', { notUndone: true }),
    pivot('pay'),
    retriable('mail'),
  );
  const stride = fc.record({
    happening: fc.constantFrom(...HAPPENINGS, ...(['answer', 'answer_well', 'later', 'operate'] as const)),
    pick: fc.nat(1_000),
    choice: fc.nat(1_000),
  });

  function detailOf({ saga }: { readonly saga: ModelledSaga }, output: Json | null = null): SagaDetail {
    const { state, events } = saga;
    const row: SagaRow = {
      ...ROW,
      status: statusOf(state.phase),
      stepIndex: state.stepIndex,
      revision: state.revision,
      stuckClass: state.stuck?.class ?? null,
      deadlineAtMs: state.deadlineAtMs,
      finishedAtMs: state.finishedAtMs,
    };
    return { row, definition: saga.definition, state, events, output, sealed: false };
  }

  it('is shown in whatever state it may come to', () => {
    const callStates = new Set<unknown>();
    fc.assert(
      fc.property(fc.array(stride, { minLength: 5, maxLength: 60 }), (strides) => {
        const walk = new RandomWalk(everyKind);
        for (const one of strides) {
          walk.stride(one);
          const { steps } = detailView(detailOf(walk));
          for (const { action, compensation } of (steps ?? []).flatMap(({ branches }) => branches ?? [])) {
            callStates.add(action?.state).add(compensation?.state);
          }
        }
        const view = sagaOf(detailView(detailOf(walk)));
        expect(JSON.stringify(view['steps'])).not.toContain('UNSPECIFIED');
        const steps = view['steps'] as JsonObject[];
        expect(steps.map(({ branches }) => (branches as JsonObject[]).length)).toEqual([1, 3, 1, 1, 1]);
        for (const event of walk.saga.events)
          expect(eventOf(event)['kind']).not.toBe('EVENT_KIND_UNSPECIFIED');
      }),
      { numRuns: 60, seed: 7 },
    );
    const seldom = new Set(['CALL_STATE_WAIVED', 'CALL_STATE_RECORDED', 'CALL_STATE_SKIPPED', undefined]);
    const common = [...callStates].filter((state) => !seldom.has(state as string)).toSorted();
    expect(common).toEqual(
      ['DONE', 'EXHAUSTED', 'NOT_OWED', 'OPEN', 'REFUSED', 'UNKNOWN', 'WAITING'].map(
        (name) => `CALL_STATE_${name}`,
      ),
    );
  });

  it('owes its compensations until it is completed, and again when an operator takes it back', () => {
    const compensations = (of: { readonly saga: ModelledSaga }) =>
      detailView(detailOf(of)).steps?.map(({ branches }) => branches?.[0]?.compensation?.state);
    const story = given(plan(compensatable('book'), compensatable('mail')))
      .calls('book')
      .replied('book')
      .calls('mail');
    expect(compensations(story)).toEqual(['CALL_STATE_WAITING', 'CALL_STATE_WAITING']);
    story.replied('mail').is('COMPLETED');
    expect(compensations(story)).toEqual(['CALL_STATE_NOT_OWED', 'CALL_STATE_NOT_OWED']);
    story.operator({ kind: 'compensate', by: 'operator' });
    expect(compensations(story)).toEqual(['CALL_STATE_WAITING', 'CALL_STATE_WAITING']);
  });

  it('shows its output, and leaves out one that no message can hold', () => {
    const walk = new RandomWalk(everyKind);
    const output = { report_id: 'r', nested: [{ a: null }], n: 1.5 };
    expect(sagaOf(detailView(detailOf(walk, output)))['output']).toEqual(output);
    let deep: Json = 'x';
    for (let level = 0; level < 100; level += 1) deep = [deep];
    expect(detailView(detailOf(walk, { deep })).output).toBeNull();
    const reserved = JSON.parse('{"__proto__": {"a": 1}}') as Json;
    expect(detailView(detailOf(walk, reserved)).output).toBeNull();
  });

  it('says why it turned back last', () => {
    const walk = new RandomWalk(everyKind);
    const detail = detailOf(walk);
    expect(detailView(detail).turn_cause).toBe('TURN_CAUSE_UNSPECIFIED');
    const turn = (before: SagaState, cause: TurnCause): SagaState => {
      const event = { kind: 'turned', seq: before.revision + 1, epoch: 1, atMs: 1, data: { cause } } as const;
      return fold(walk.saga.definition, [event], { ...before, phase: 'RUNNING' }) as SagaState;
    };
    const state = turn(turn(detail.state, 'rewind'), 'deadline');
    expect(detailView({ ...detail, state }).turn_cause).toBe('TURN_CAUSE_DEADLINE');
  });

  it('a bug is not mistaken for something that cannot be shown', () => {
    const broken = { ...detailOf(new RandomWalk(everyKind)), state: null as unknown as SagaDetail['state'] };
    expect(() => detailView(broken)).toThrow(TypeError);
    expect(() => detailView(broken)).not.toThrow(EngineError);
  });
});
