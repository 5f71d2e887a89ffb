/** What operators read, told as stories: this happened, that is said, in both languages. */
import fc from 'fast-check';
import { explain, SAGA_CLASSES, type SagaClass, type StandingFacts } from '#libs/saga-core';
import {
  compensatable,
  given,
  ModelledSaga,
  pivot,
  plan,
  RandomWalk,
  retriable,
  stuckAtMail,
  stuckGoingBack,
  supervised,
  HAPPENINGS,
  within,
  type SagaStory,
  type Stride,
} from '#libs/testkit';
import { healthConsultation } from '../../sagas/health-consultation.js';
import { nextTexts, whyTexts } from './explanation-texts.js';
import { inBothLanguages } from './said.js';

/** The stories begin at 0, which is read as this. */
const BEGIN = Date.UTC(2026, 10, 28, 14, 3, 8);

function explained(saga: ModelledSaga, more: Partial<StandingFacts> = {}, nowMs = saga.nowMs) {
  const { sagaId, owned, dueAtMs, epoch, held } = saga;
  const owner = owned ? 'live' : 'none';
  const facts = { sagaId, owner, dueAtMs, wasClaimed: epoch > 0, heldParticipants: held, ...more } as const;
  return explain(saga.definition, saga.state, facts, nowMs);
}

/** The two sentences in English, then the two in Chinese. */
function read(story: SagaStory | ModelledSaga, more: Partial<StandingFacts> = {}, nowMs?: number): string[] {
  const saga = 'saga' in story ? story.saga : story;
  const explanation = explained(saga, more, nowMs ?? saga.nowMs);
  const why = inBothLanguages(whyTexts(explanation), nowMs ?? saga.nowMs);
  const next = inBothLanguages(nextTexts(explanation), nowMs ?? saga.nowMs);
  return [why.en, next.en, why.zh_cn, next.zh_cn].map(dated);
}

/** Times of the stories as times of a day, so that they read as in life. */
const dated = (text = ''): string =>
  text.replaceAll(/1970-01-01T(\d+):(\d+):(\d+)Z/g, (_, hours, minutes, seconds) => {
    const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
    return new Date(BEGIN + ms).toISOString().slice(11, 19);
  });

const slow = { retry: { initialIntervalMs: 4_000 } };
const consultation = plan(
  compensatable('create_record'),
  compensatable('call_agents', { branches: ['xiaoai', 'laoke'] }),
  compensatable('send_notification', slow),
  compensatable('generate_report'),
  compensatable('update_record'),
);
const atNotification = () =>
  given(consultation).replied('create_record').replied('call_agents/xiaoai').replied('call_agents/laoke');

describe('a consultation at three in the morning', () => {
  it('a participant turned the call away twice; one attempt is left', () => {
    const story = atNotification().turnedAway('send_notification').later().turnedAway('send_notification');
    expect(read(story.after(4_000))).toEqual([
      'Step 3/5 send_notification has failed 2 times (ABORTED).',
      'The next attempt starts at 14:03:20 (in 4 s), attempts left: 1; if it is refused or no attempt succeeds, it turns back and undoes the steps in this order: 2→1.',
      '步骤 3/5 send_notification 已失败 2 次（ABORTED）。',
      '下次尝试 14:03:20（4 秒后），还剩 1 次；若被拒绝或全部失败，将按 2→1 的顺序撤销。',
    ]);
  });

  it('nobody answered: the step itself may have taken effect, so it is undone too', () => {
    const story = atNotification().unanswered('send_notification');
    expect(read(story)).toEqual([
      'Step 3/5 send_notification has failed once (UNAVAILABLE).',
      'The next attempt starts at 14:03:12 (in 4 s), attempts left: 2; if it is refused or no attempt succeeds, it turns back and undoes the steps in this order: 3→2→1.',
      '步骤 3/5 send_notification 已失败 1 次（UNAVAILABLE）。',
      '下次尝试 14:03:12（4 秒后），还剩 2 次；若被拒绝或全部失败，将按 3→2→1 的顺序撤销。',
    ]);
  });

  it('the same call in the air', () => {
    expect(read(atNotification())).toEqual([
      'Step 3/5 send_notification is being called, attempt 1 of 3.',
      'Its answer is waited for, 30 s at most; attempts left after it: 2; if it succeeds, it calls step 4/5 generate_report; if no attempt succeeds, it turns back and undoes the steps in this order: 3→2→1; if it is refused, it turns back and undoes the steps in this order: 2→1.',
      '正在调用步骤 3/5 send_notification，第 1 次尝试（共 3 次）。',
      '正在等待应答，最多 30 秒；之后还剩 2 次尝试；若成功，将调用步骤 4/5 generate_report；若全部失败，将按 3→2→1 的顺序撤销；若被拒绝，将按 2→1 的顺序撤销。',
    ]);
  });

  it('parallel calls, one of which failed', () => {
    const story = given(consultation).replied('create_record').unanswered('call_agents/laoke').after(50);
    expect(read(story)[0]).toBe(
      'Step 2/5 call_agents/xiaoai is being called, attempt 1 of 3; further calls that are open: 1.',
    );
  });

  it('accepted, and no process has taken it', () => {
    expect(read(new ModelledSaga(consultation))).toEqual([
      'It was accepted and waits for a process to take it up.',
      'A process takes it up at any moment, then it calls step 1/5 create_record.',
      '事务流程已受理，正在等待进程接手。',
      '随时会有进程接手，然后将调用步骤 1/5 create_record。',
    ]);
  });

  it('due, and nobody takes it', () => {
    const story = atNotification().handsOver();
    expect(read(story, {}, 65_000)).toEqual([
      'It is due since 14:03:08 (1 min 5 s ago), and no process takes it up (at step 3/5 send_notification).',
      'It is taken up once a live process that can run it has a free slot, then it calls step 3/5 send_notification.',
      '自 14:03:08（1 分 5 秒前）起到期，一直没有进程接手（位于步骤 3/5 send_notification）。',
      '一旦能运行它的存活进程有空位即会接手，然后将调用步骤 3/5 send_notification。',
    ]);
    expect(read(story, {}, 5_000)[0]).toBe(
      'It is due since 14:03:08 (5 s ago) and waits for a process to take it up (at step 3/5 send_notification).',
    );
  });

  it('the participant was refused a connection', () => {
    const story = atNotification().notSent('send_notification', 30_000);
    expect(read(story)).toEqual([
      'Step 3/5 send_notification could not be sent to story.send_notification.Service, which counts as no attempt.',
      'It is sent again at 14:03:38 (in 30 s), attempts left: 3; if no attempt succeeds, it turns back and undoes the steps in this order: 3→2→1; if it is refused, it turns back and undoes the steps in this order: 2→1.',
      '步骤 3/5 send_notification 未能发送到 story.send_notification.Service，不计为尝试。',
      '将于 14:03:38（30 秒后）再次发送，还剩 3 次尝试；若全部失败，将按 3→2→1 的顺序撤销；若被拒绝，将按 2→1 的顺序撤销。',
    ]);
  });

  it('its process died', () => {
    expect(read(atNotification(), { owner: 'gone' })).toEqual([
      'The process that moved it is gone (at step 3/5 send_notification).',
      'Another process takes it over by itself, then it calls step 3/5 send_notification.',
      '处理它的进程已经消失（位于步骤 3/5 send_notification）。',
      '另一个进程会自动接管，然后将调用步骤 3/5 send_notification。',
    ]);
    const dying = atNotification().dies().later().dies().later().dies();
    expect(read(dying)).toEqual([
      'The processes that ran it ended 3 times since its last result (at step 3/5 send_notification).',
      'A process takes it up at 14:03:12 (in 4 s), then it calls step 3/5 send_notification.',
      '自上次结果以来，运行它的进程已中断 3 次（位于步骤 3/5 send_notification）。',
      '将于 14:03:12（4 秒后）由进程接手，然后将调用步骤 3/5 send_notification。',
    ]);
  });

  it('an operator holds the participant, then releases it', () => {
    const participant = 'story.send_notification.Service';
    const story = given(consultation).holds(participant);
    story.replied('create_record').replied('call_agents/xiaoai').replied('call_agents/laoke').rests();
    expect(read(story)).toEqual([
      `An operator holds ${participant}, which it needs next (at step 3/5 send_notification).`,
      `Nothing happens until an operator releases ${participant}, then it calls step 3/5 send_notification.`,
      `操作员暂停了对 ${participant} 的调用，而下一步需要它（位于步骤 3/5 send_notification）。`,
      `在操作员恢复对 ${participant} 的调用之前不会发生任何事，恢复后将调用步骤 3/5 send_notification。`,
    ]);
    const released = read(story, { heldParticipants: new Set() });
    expect(released[1]).toBe(
      'It wakes by itself at the pace of the release, then it calls step 3/5 send_notification.',
    );
  });

  it('an operator paused it while a call was in the air', () => {
    const story = atNotification().operator({ kind: 'pause' });
    expect(read(story)).toEqual([
      'An operator paused it at 14:03:08 (now), at step 3/5 send_notification; a call that was made before may still end, and is recorded.',
      'Nothing happens until an operator resumes it, then it calls step 4/5 generate_report.',
      '操作员已于 14:03:08（现在）暂停，位于步骤 3/5 send_notification；之前发出的调用可能仍会结束，其结果会被记录。',
      '在操作员恢复之前不会发生任何事，恢复后将调用步骤 4/5 generate_report。',
    ]);
  });

  it('cancelled, and its call gets a moment to end', () => {
    expect(read(atNotification().cancelled())).toEqual([
      'A process has it in hand (at step 3/5 send_notification); it was asked to turn back.',
      'The process goes on by itself: it turns back and undoes the steps in this order: 3→2→1.',
      '有进程正在处理（位于步骤 3/5 send_notification）；已被要求撤销。',
      '进程会自动继续：将按 3→2→1 的顺序撤销。',
    ]);
  });

  it('turned back, and an undo is tried again', () => {
    const story = atNotification().refused('send_notification', 'NOT_FOUND', 'NO_ADDRESS');
    story.replied('undo call_agents/xiaoai').unanswered('undo call_agents/laoke');
    expect(read(story)).toEqual([
      'The undo of step 2/5 call_agents/laoke has failed once (UNAVAILABLE); it turned back because step 3/5 send_notification was refused (NOT_FOUND NO_ADDRESS); still to be undone, in this order: 2→1.',
      'The next attempt starts at 14:03:09 (in 1 s), attempts left: 19; if it is refused or no attempt succeeds, it stops as FAILED (compensation_refused / compensation_exhausted) and waits for an operator.',
      '步骤 2/5 call_agents/laoke 的撤销已失败 1 次（UNAVAILABLE）；转为补偿的原因：步骤 3/5 send_notification 被拒绝（NOT_FOUND NO_ADDRESS）；尚需按此顺序撤销：2→1。',
      '下次尝试 14:03:09（1 秒后），还剩 19 次；若被拒绝或全部失败，将停在 FAILED（compensation_refused / compensation_exhausted），等待人工处理。',
    ]);
  });

  it('its deadline comes first', () => {
    const story = given(within(20_000, plan(compensatable('book'), compensatable('mail', slow)))).replied(
      'book',
    );
    expect(read(story.turnedAway('mail'))[1]).toBe(
      'The next attempt starts at 14:03:12 (in 4 s), attempts left: 2; if it is refused or no attempt succeeds, it turns back and undoes step 1; if it is not done or committed by then, it turns back at 14:03:28 (in 20 s).',
    );
  });

  it('its pivot is being settled', () => {
    const paying = plan(
      compensatable('book'),
      pivot('pay', { retry: { maxAttempts: 1 } }),
      retriable('tell'),
    );
    expect(read(given(paying).replied('book').unanswered('pay'))).toEqual([
      'The outcome of step 2/3 pay is unknown, and its participant is being asked to settle it, attempt 1 of 20.',
      'Its answer is waited for, 30 s at most; attempts left after it: 19; if it took effect, it calls step 3/3 tell; if it did not, it turns back and undoes step 1; if that cannot be found out, it stops as FAILED (pivot_unknown) and waits for an operator.',
      '步骤 2/3 pay 的结果未知，正在请参与方封存确认，第 1 次尝试（共 20 次）。',
      '正在等待应答，最多 30 秒；之后还剩 19 次尝试；若已生效，将调用步骤 3/3 tell；若未生效，将撤销步骤 1；若无法查明，将停在 FAILED（pivot_unknown），等待人工处理。',
    ]);
  });
});

describe('a saga that only people can help', () => {
  it('refused', () => {
    expect(read(stuckAtMail())).toEqual([
      'Step 3/3 mail was refused (FAILED_PRECONDITION).',
      'Nothing happens by itself; what an operator may do: replay, rewind, compensate, skip the step, edit the input, close; look at the error first: an edited input or a corrected participant, then a replay.',
      '步骤 3/3 mail 被拒绝（FAILED_PRECONDITION）。',
      '不会自动发生任何事；操作员可以：重放、回退重做、撤销、跳过该步骤、修改输入、关闭；请先查看错误：修改输入或修正参与方，然后重放。',
    ]);
  });

  it('exhausted', () => {
    const story = given(plan(compensatable('book', { ...supervised, retry: { maxAttempts: 1 } })));
    expect(read(story.unanswered('book')).filter((_, index) => index % 2 === 0)).toEqual([
      'No attempt of step 1/1 book succeeded; it failed once (UNAVAILABLE).',
      '步骤 1/1 book 的尝试全部失败，共失败 1 次（UNAVAILABLE）。',
    ]);
  });

  it('the undo was refused', () => {
    expect(read(stuckGoingBack()).filter((_, index) => index % 2 === 0)).toEqual([
      'The undo of step 2/3 work/a was refused (FAILED_PRECONDITION); an operator made it turn back.',
      '步骤 2/3 work/a 的撤销被拒绝（FAILED_PRECONDITION）；由操作员转为补偿。',
    ]);
  });

  it('the pivot, of which nobody knows', () => {
    const bare = pivot('pay', { barrier: false, retry: { maxAttempts: 1 } });
    expect(read(given(plan(bare)).unanswered('pay'))).toEqual([
      'Nobody knows whether step 1/1 pay took effect (UNAVAILABLE).',
      'Nothing happens by itself; what an operator may do: replay, skip the step, edit the input, record the outcome, close; find out at the participant whether it took effect, then record the outcome.',
      '无法确定步骤 1/1 pay 是否已生效（UNAVAILABLE）。',
      '不会自动发生任何事；操作员可以：重放、跳过该步骤、修改输入、登记结果、关闭；请向参与方查明是否已生效，然后登记结果。',
    ]);
  });

  it.each([
    [
      'definition_missing',
      'No live process can run its definition (at step 3/5 send_notification; UNIMPLEMENTED DEFINITION_UNFIT: a.B/C).',
    ],
    ['cannot_decrypt', 'Its data cannot be decrypted (at step 3/5 send_notification).'],
    [
      'unstorable',
      'The database refused to store what it had to write (at step 3/5 send_notification; UNIMPLEMENTED DEFINITION_UNFIT: a.B/C).',
    ],
    [
      'poison',
      'The processes that ran it ended 5 times in a row, and it may be the cause (at step 3/5 send_notification).',
    ],
  ] as const)('%s', (reason, why) => {
    const story = atNotification();
    const error = { code: 'UNIMPLEMENTED', reason: 'DEFINITION_UNFIT', fields: ['a.B/C'] };
    if (reason === 'poison') for (let deaths = 0; deaths < 5; deaths += 1) story.dies().later();
    else story.handsOver().operator({ kind: 'give_up', class: reason, error });
    expect(read(story)[0]).toBe(why);
    expect(read(story)[1]).toMatch(/^Nothing happens by itself; .*, then replay( or compensate)?\.$/);
  });
});

describe('a saga that has ended', () => {
  it('completed', () => {
    const story = given(plan(compensatable('book'))).replied('book');
    expect(read(story)).toEqual([
      ...[
        'All its steps are done (1).',
        'Nothing more happens.',
        '全部步骤已完成（1 个）。',
        '不会再发生任何事。',
      ],
    ]);
  });

  it('compensated', () => {
    const story = given(plan(compensatable('book'), compensatable('mail')))
      .replied('book')
      .refused('mail');
    expect(read(story.replied('undo book'))[0]).toBe(
      'It turned back because step 2/2 mail was refused (FAILED_PRECONDITION); everything that was owed is undone.',
    );
  });

  it('closed', () => {
    const closed = read(stuckGoingBack().operator({ kind: 'close', statement: 'by phone' }));
    expect([closed[0], closed[2]]).toEqual([
      'An operator closed it; left open: book/main, work/a, work/b.',
      '已由操作员关闭；仍未了结：book/main、work/a、work/b。',
    ]);
    expect(
      read(
        given(plan(compensatable('a', supervised)))
          .refused('a')
          .operator({ kind: 'close', statement: '' }),
      )[0],
    ).toBe('An operator closed it; nothing was left open.');
  });
});

const stride: fc.Arbitrary<Stride> = fc.record({
  happening: fc.constantFrom(...HAPPENINGS),
  pick: fc.nat(1_000),
  choice: fc.nat(1_000),
});

const plans = [
  { ...healthConsultation, deadlineMs: 60_000 },
  plan(compensatable('c', { branches: ['a', 'b'], barrier: false }), pivot('p'), retriable('r')),
];

describe('whatever happens to a saga', () => {
  it('both sentences are there, in both languages, filled in, and of a length that can be read', () => {
    const met = new Set<SagaClass>();
    fc.assert(
      fc.property(fc.constantFrom(...plans), fc.array(stride, { maxLength: 40 }), (definition, strides) => {
        const walk = new RandomWalk(definition);
        walk.saga.claim();
        for (const each of strides) {
          walk.stride(each);
          const explanation = explained(walk.saga);
          met.add(explanation.class);
          for (const said of [whyTexts(explanation), nextTexts(explanation)]) {
            const { en = '', zh_cn: zh = '' } = inBothLanguages(said, walk.saga.nowMs);
            expect(en).toMatch(/^[A-Z][^{}]{5,1200}\.$/);
            expect(zh).toMatch(/^[^{}]{5,1200}。$/);
            expect(`${en}${zh}`).not.toMatch(/undefined|null|NaN/);
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(met.size).toBeGreaterThan(SAGA_CLASSES.length / 4);
  });
});
