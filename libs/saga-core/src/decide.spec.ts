import {
  compensatable,
  given,
  participantOfStep,
  pivot,
  plan,
  retriable,
  within,
  type SagaStory,
} from '#libs/testkit';
import { decide } from './decide.js';
import { EMPTY_VIEW } from './view.js';

const twoSteps = plan(compensatable('book'), compensatable('mail'));
const parallel = plan(compensatable('book'), compensatable('work', { branches: ['a', 'b'] }));

const diesTimes = (story: SagaStory, times: number): SagaStory => {
  for (let count = 1; count <= times; count += 1) (story.saga.owned ? story : story.later()).dies();
  return story;
};

describe('an interruption', () => {
  it('makes what was open unknown: it is called again with the same key, and owed', () => {
    const story = given(twoSteps).dies().after(0).calls('book').refused('book').calls('undo book');
    expect(story.saga.called.map(({ key }) => key)).toEqual([
      'saga/book/main/1/action',
      'saga/book/main/1/action',
      'saga/book/main/1/compensation',
    ]);
  });

  it('is not an attempt', () => {
    given(plan(compensatable('book', { retry: { maxAttempts: 1 } })))
      .dies()
      .after(0)
      .calls('book')
      .replied('book')
      .is('COMPLETED');
  });

  it('delays the next run by 0, 0, 4 and 16 s; the fifth is poison', () => {
    given(twoSteps)
      .dies()
      .sleeps(0)
      .after(0)
      .dies()
      .sleeps(0)
      .after(0)
      .dies()
      .sleeps(4_000)
      .after(4_000)
      .dies()
      .sleeps(16_000)
      .after(16_000)
      .calls('book')
      .dies()
      .after(0)
      .stuck('poison', 'book')
      .rests();
  });

  it('counts from the last recorded result', () => {
    diesTimes(given(twoSteps), 4).later().replied('book').dies().sleeps(0);
  });

  it('counts on when the saga turns by itself', () => {
    const story = diesTimes(given(within(10_000, twoSteps)), 4)
      .sleeps(6_000)
      .later()
      .is('COMPENSATING');
    story.sleeps(10_000).later().calls('undo book').dies().after(0).stuck('poison').is('FAILED');
  });

  it('of a way back becomes poison as well, and a replay gives it five more', () => {
    const story = given(twoSteps).replied('book').refused('mail').calls('undo book');
    diesTimes(story, 5).after(0).stuck('poison');
    story.operator({ kind: 'replay' }).after(0).calls('undo book').dies().sleeps(0);
  });

  it('keeps a paused saga at rest', () => {
    given(twoSteps).operator({ kind: 'pause' }).dies().rests();
  });
});

describe('a failure of our own', () => {
  it('counts like an interruption', () => {
    given(twoSteps).crashes().sleeps(0).told('interrupted').after(0).calls('book');
  });

  it('makes the saga stuck the fifth time', () => {
    const story = given(twoSteps);
    for (let count = 1; count <= 4; count += 1) story.crashes().after(20_000).calls('book');
    story.crashes().stuck('poison').rests();
  });

  it('of a saga that is paused leaves it at rest', () => {
    given(twoSteps).operator({ kind: 'pause' }).crashes().rests();
  });
});

describe('a graceful hand-over', () => {
  it('taints what is open and is neither attempt nor interruption', () => {
    const story = given(plan(compensatable('book', { retry: { maxAttempts: 1 } })))
      .handsOver()
      .sleeps(0)
      .told('released main')
      .after(0)
      .refused('book')
      .calls('undo book');
    expect(story.state.interruptions).toBe(0);
  });

  it('records what is in hand, and taints only what is not', () => {
    given(parallel)
      .replied('book')
      .refused('work/a')
      .handsOver()
      .told('branch_done book', 'released b', 'branch_refused work/a', 'turned refused')
      .after(0)
      .calls('undo work/b');
  });

  it('of a saga that waits for its retry keeps the time of the retry', () => {
    given(twoSteps).unanswered('book').after(400).handsOver().sleeps(600);
  });

  it('of a saga with nothing in flight writes no event', () => {
    given(twoSteps)
      .unanswered('book')
      .handsOver()
      .told('attempt_failed book unknown next 1000')
      .after(1_000)
      .calls('book');
  });

  it('on the way back is due at once', () => {
    given(twoSteps).replied('book').refused('mail').handsOver().sleeps(0).after(0).calls('undo book');
  });

  it('turns a saga that was cancelled', () => {
    given(twoSteps).cancelled().handsOver().is('COMPENSATING').sleeps(0).after(0).calls('undo book');
  });

  it('of a paused saga leaves it at rest', () => {
    given(twoSteps).operator({ kind: 'pause' }).handsOver().rests();
  });
});

describe('a participant that is held', () => {
  const mail = participantOfStep('mail');

  it('lets the saga rest where its call would follow, the answer before recorded', () => {
    given(twoSteps)
      .holds(mail)
      .replied('book')
      .rests()
      .told('branch_done book', `blocked ${mail}`)
      .releases(mail)
      .after(0)
      .calls('mail');
  });

  it('does not touch sagas that end without it', () => {
    given(twoSteps).holds(mail).refused('book').is('COMPENSATED');
  });

  it('lets siblings in flight end', () => {
    const held = participantOfStep('work', 'a');
    given(parallel)
      .replied('book')
      .holds(held)
      .unanswered('work/a')
      .after(1_050)
      .calls('work/b')
      .replied('work/b')
      .rests()
      .releases(held)
      .after(0)
      .calls('work/a');
  });

  it('does not keep a cancelled saga from turning back', () => {
    given(twoSteps).holds(mail).replied('book').rests().cancelled().after(0).calls('undo book');
  });

  it('blocks the way back as well', () => {
    const book = participantOfStep('book');
    given(twoSteps)
      .replied('book')
      .holds(book)
      .refused('mail')
      .rests()
      .is('COMPENSATING')
      .releases(book)
      .after(0)
      .calls('undo book');
  });
});

describe('the deadline of a saga that stands still', () => {
  const mail = participantOfStep('mail');

  it('is moved by the time of a pause', () => {
    const story = given(within(10_000, twoSteps)).operator({ kind: 'pause' }).after(8_000);
    story.replied('book').rests().after(60_000).operator({ kind: 'resume' }).after(0).calls('mail');
    expect(story.state.deadlineAtMs).toBe(78_000);
  });

  it('stands while the saga is paused, blocked, or both', () => {
    const story = given(within(10_000, twoSteps)).after(1_000).holds(mail).replied('book').after(1_000);
    story.operator({ kind: 'pause' }).after(1_000).releases(mail).after(1_000).operator({ kind: 'resume' });
    expect(story.state.deadlineAtMs).toBe(13_000);
  });

  it('runs on when the saga failed while it was blocked, and not while it is paused', () => {
    const story = given(within(60_000, plan(compensatable('book', { onRefused: 'stop' }))));
    story.operator({ kind: 'pause' }).refused('book').stuck('refused').operator({ kind: 'replay' }).rests();
    expect(story.state.frozenSinceMs).toBe(0);
    story.after(5_000).operator({ kind: 'resume' }).after(0).calls('book');
    expect(story.state.deadlineAtMs).toBe(65_000);
  });
});

describe('a call that could not be sent', () => {
  it('is tried again for two seconds in the slot, then the saga sleeps', () => {
    const story = given(twoSteps).notSent('book', 500).after(500).notSent('book', 1_500);
    expect(story.saga.owned).toBe(true);
    story.after(1_500).notSent('book', 30_000).sleeps(30_000).told();
  });

  it('never sleeps past the deadline', () => {
    given(within(10_000, twoSteps)).notSent('book', 30_000).sleeps(10_000).after(10_000).is('COMPENSATED');
  });

  it('for an hour counts as one attempt without effect', () => {
    const story = given(plan(retriable('ship')));
    for (let minute = 0; minute < 60; minute += 1) story.notSent('ship', 60_000).after(60_000).told();
    story.notSent('ship', 60_000).told('attempt_failed ship no_effect next 3601000');
  });

  it('counts for every branch that could not be sent', () => {
    const options = { branches: ['a', 'b'], retry: { maxAttempts: 1 } };
    const story = given(plan(retriable('ship', options)));
    story.notSent('ship/a', 3_600_000).notSent('ship/b', 3_600_000).after(3_600_000);
    story.notSent('ship/a').notSent('ship/b');
    story.told(
      'attempt_failed ship/a no_effect last',
      'attempt_failed ship/b no_effect last',
      'failed ship/a exhausted',
    );
  });

  it('of a compensation for an hour counts too', () => {
    const story = given(
      plan(compensatable('book', { undoRetry: { maxAttempts: 1 } }), compensatable('mail')),
    );
    story.replied('book').refused('mail').notSent('undo book', 3_600_000).after(3_600_000);
    story.notSent('undo book').stuck('compensation_exhausted', 'book');
  });

  it('of a seal counts too', () => {
    const story = given(plan(pivot('pay', { retry: { maxAttempts: 1 } })));
    story.unanswered('pay').notSent('seal pay', 3_600_000).after(3_600_000).notSent('seal pay');
    expect(story.state.steps[0]?.branches[0]?.seal.attempts).toBe(1);
  });

  it('before the commit point waits for the deadline instead', () => {
    const story = given(within(7_200_000, twoSteps)).notSent('book', 3_600_000).after(3_600_000);
    story.notSent('book', 3_000).told().sleeps(3_000);
  });
});

describe('a saga that cannot be run or stored', () => {
  const moment = { sagaId: 'saga', nowMs: 0, epoch: 1 };

  it('rests, and what was in the air or in hand is unknown', () => {
    const { saga } = given(parallel).replied('book');
    const [a, b] = saga.inFlight.map(({ ref }) => ref);
    const results = [{ ref: a!, outcome: 'done', reply: 'too large' } as const];
    const view = { ...EMPTY_VIEW, results, firstResultAtMs: 0, inFlight: [b!] };
    const { state, events, commands } = decide(
      saga.definition,
      saga.state,
      { kind: 'give_up', class: 'unstorable', view },
      moment,
    );
    expect(events.map(({ kind }) => kind)).toEqual(['released', 'failed']);
    expect(state.steps[1]?.branches.map(({ action }) => action.tainted)).toEqual([true, true]);
    expect(commands).toEqual([{ kind: 'release', dueAtMs: null }]);
  });

  it('that has ended is left alone', () => {
    const { saga } = given(twoSteps).refused('book');
    const giveUp = { kind: 'give_up', class: 'cannot_decrypt', view: EMPTY_VIEW } as const;
    expect(decide(saga.definition, saga.state, giveUp, moment).events).toEqual([]);
    for (const kind of ['crashed', 'advance'] as const) {
      expect(decide(saga.definition, saga.state, { kind, view: EMPTY_VIEW }, moment)).toEqual({
        state: saga.state,
        events: [],
        commands: [{ kind: 'release', dueAtMs: null }],
      });
    }
  });
});
