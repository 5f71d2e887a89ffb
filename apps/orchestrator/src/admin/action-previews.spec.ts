import type { OperatorCommand } from '#libs/saga-core';
import { serviceDefinition } from '#libs/contracts';
import type { SagaDetail, SagaRow } from '#libs/saga-engine';
import {
  compensatable,
  given,
  pivot,
  plan,
  retriable,
  stuckAtMail,
  stuckGoingBack,
  type SagaStory,
} from '#libs/testkit';
import { CallStatuses } from '../grpc/call-status.js';
import { ActionPreviews } from './action-previews.js';

const METHOD = serviceDefinition('suoke.participant.v1.CallStatusService').GetCallStatus!;

/** @param statuses what participants say of keys; of others they do not speak */
function previewsWith(statuses: { readonly [key: string]: string } = {}, held: readonly string[] = []) {
  const ask = (_participant: string, _path: string, bytes: Buffer): Promise<Buffer | null> => {
    const { key } = METHOD.requestDeserialize(bytes) as { key: string };
    const status = statuses[key.replace('saga/', '')];
    return Promise.resolve(status === undefined ? null : METHOD.responseSerialize({ status }));
  };
  const holds = held.map((participant) => ({
    participant,
    heldAtMs: 0,
    heldBy: 'li',
    reason: '',
    release: null,
  }));
  return new ActionPreviews({
    engine: { nowMs: () => 0 },
    statuses: new CallStatuses({ ask }),
    holds: { heldParticipants: () => Promise.resolve(holds) },
  });
}

function detailOf({ saga }: SagaStory, more: Partial<SagaDetail> = {}): SagaDetail {
  const row = { id: 'saga', owner: saga.owned ? 'p' : null, epoch: saga.epoch } as unknown as SagaRow;
  const { definition, state, events } = saga;
  return { row, definition, state, events, output: null, sealed: false, ...more };
}

const compensate = { kind: 'compensate', by: 'operator' } as const;

async function warningsOf(story: SagaStory, command: OperatorCommand, held: readonly string[] = []) {
  const preview = await previewsWith({}, held).preview(detailOf(story), command);
  for (const { en, zh_cn: zh } of preview?.warnings ?? []) {
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(zh).toMatch(/。$/);
  }
  return preview?.warnings?.map(({ en }) => en);
}

describe('a preview', () => {
  it('has the calls in order, with what the participants know of each', async () => {
    const previews = previewsWith({
      'work/a/1/compensation': 'CALL_STATUS_APPLIED',
      'work/b/1/compensation': 'CALL_STATUS_NONE',
    });
    expect(await previews.preview(detailOf(stuckAtMail()), compensate)).toMatchObject({
      status_after: 'SAGA_STATUS_COMPENSATING',
      calls: [
        {
          ...{ step: 'work', branch: 'a', direction: 'CALL_DIRECTION_COMPENSATION', barrier: true },
          method: 'story.work.a.Service/Undo',
          idempotency_key: 'saga/work/a/1/compensation',
          effect: 'EFFECT_KNOWLEDGE_APPLIED',
        },
        { branch: 'b', effect: 'EFFECT_KNOWLEDGE_NOT_APPLIED' },
        { step: 'book', effect: 'EFFECT_KNOWLEDGE_UNKNOWN' },
      ],
      irreversible: [],
      warnings: [{ en: expect.stringContaining('book/main') as string }],
    });
  });

  it('follows what the participant knows of an unknown pivot', async () => {
    const story = given(plan(compensatable('book'), pivot('pay'), retriable('tell')))
      .replied('book')
      .unanswered('pay')
      .handsOver();
    const directionsBy = async (status: string) => {
      const preview = await previewsWith({ 'pay/main/1/action': status }).preview(
        detailOf(story),
        compensate,
      );
      return preview?.calls?.map(({ step, direction }) => `${step} ${direction}`);
    };
    expect(await directionsBy('CALL_STATUS_NONE')).toEqual([
      ...['pay CALL_DIRECTION_SEAL', 'book CALL_DIRECTION_COMPENSATION'],
    ]);
    expect(await directionsBy('CALL_STATUS_APPLIED')).toEqual([
      ...['pay CALL_DIRECTION_SEAL', 'tell CALL_DIRECTION_ACTION'],
    ]);
  });

  it('is none where the command is refused, and where the saga cannot be opened', async () => {
    const previews = previewsWith();
    expect(await previews.preview(detailOf(stuckAtMail()), { kind: 'resume' })).toBeNull();
    const sealed = detailOf(stuckAtMail(), { sealed: true });
    expect(await previews.preview(sealed, compensate)).toBeNull();
    const close = { kind: 'close', statement: 'x' } as const;
    expect(await previews.preview(sealed, close)).toMatchObject({
      ...{ status_after: 'SAGA_STATUS_CLOSED', calls: [] },
    });
  });

  it('of a new saga: all its calls, without keys', () => {
    const { saga } = stuckAtMail();
    expect(previewsWith().ofNewSaga(saga.definition, {})).toMatchObject({
      status_after: 'SAGA_STATUS_PENDING',
      calls: [
        { step: 'book', idempotency_key: '', effect: 'EFFECT_KNOWLEDGE_NOT_APPLIED' },
        ...[{ branch: 'a' }, { branch: 'b' }, { step: 'mail' }],
      ],
    });
  });
});

describe('what is owed', () => {
  const waive = { kind: 'waive', step: 'work', branch: 'a', how: 'waived', evidence: 'seen' } as const;

  it('stands apart from what is settled, in the order of its undo', async () => {
    const previews = previewsWith({ 'work/b/1/compensation': 'CALL_STATUS_NONE' });
    const detail = detailOf(stuckGoingBack().operator(waive));
    expect(await previews.obligations(detail, previews.round())).toMatchObject({
      owed: [
        { branch: 'b', state: 'CALL_STATE_REFUSED', effect: 'EFFECT_KNOWLEDGE_NOT_APPLIED' },
        { step: 'book', state: 'CALL_STATE_WAITING' },
      ],
      settled: [{ branch: 'a', state: 'CALL_STATE_WAIVED', effect: 'EFFECT_KNOWLEDGE_UNKNOWN' }],
    });
  });

  it('on the way forward has surely not happened', async () => {
    const previews = previewsWith();
    const { owed, settled } = await previews.obligations(detailOf(stuckAtMail()), previews.round());
    expect(owed.map(({ effect }) => effect)).toEqual(Array(3).fill('EFFECT_KNOWLEDGE_NOT_APPLIED'));
    expect(settled).toEqual([]);
  });
});

describe('warnings', () => {
  const bare = plan(compensatable('book', { barrier: false }), compensatable('mail', { onRefused: 'stop' }));

  it('of a participant without a barrier', async () => {
    expect(await warningsOf(given(bare).replied('book').refused('mail'), compensate)).toEqual([
      'Without a barrier at the participant, a repeat of these calls may do it twice: book/main.',
    ]);
  });

  it('of calls in flight, and of a pivot among them', async () => {
    expect((await warningsOf(given(bare).replied('book'), compensate))?.[0]).toBe(
      'These calls are in flight; they get 2 s to end, then they are aborted and undone as unknown: mail/main.',
    );
    const paying = given(plan(compensatable('book'), pivot('pay'))).replied('book');
    expect((await warningsOf(paying, compensate))?.[0]).toMatch(/^The pivot is in flight \(pay\/main\)/);
    const resumed = given(bare).replied('book').operator({ kind: 'pause' });
    expect((await warningsOf(resumed, { kind: 'resume' }))?.[0]).toBe(
      'These calls are in flight and end by themselves: mail/main.',
    );
  });

  it('of a pivot that is asked for first', async () => {
    const story = given(plan(compensatable('book'), pivot('pay')))
      .replied('book')
      .unanswered('pay')
      .handsOver();
    expect(await warningsOf(story, compensate)).toContain(
      'The participant of pay/main is asked first whether it took effect: if so, the saga goes forward; if not, it turns back.',
    );
  });

  it('of what stays open or stays for good', async () => {
    expect((await warningsOf(stuckGoingBack(), { kind: 'close', statement: '' }))?.[0]).toBe(
      'These obligations stay open, and nobody will meet them: book/main, work/a, work/b.',
    );
    const waive = { kind: 'waive', step: 'work', branch: 'a', evidence: '' } as const;
    expect((await warningsOf(stuckGoingBack(), { ...waive, how: 'waived' }))?.[0]).toBe(
      'The effect of work/a stays, on your word.',
    );
    expect(await warningsOf(stuckGoingBack(), { ...waive, how: 'done_by_hand' })).toEqual([]);
  });

  it('of new keys, and of a saga that stays where it is', async () => {
    expect((await warningsOf(stuckAtMail(), { kind: 'rewind', step: 'work' }))?.[0]).toMatch(
      /^From work on, /,
    );
    const edit = { step: 'mail', branch: 'main', request: {} };
    expect((await warningsOf(stuckAtMail(), { kind: 'edit_input', edit }))?.[0]).toMatch(
      /^It stays where it is/,
    );
  });

  it('of what keeps the calls waiting', async () => {
    const paused = given(bare).replied('book').handsOver().operator({ kind: 'pause' });
    expect((await warningsOf(paused, compensate))?.[0]).toMatch(/^It is paused: /);
    const held = ['story.book.Service', 'story.other.Service'];
    expect(await warningsOf(given(bare).replied('book').refused('mail'), compensate, held)).toContain(
      'It waits for story.book.Service, which is held: its calls follow after the release.',
    );
  });
});
