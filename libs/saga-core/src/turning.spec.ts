/** What may turn a saga that is on its way: its pivot, its deadline, a cancel. */
import { compensatable, given, ModelledSaga, pivot, plan, retriable, SagaStory, within } from '#libs/testkit';

const twoSteps = plan(compensatable('book'), compensatable('mail'));
const parallel = (options = {}) =>
  plan(compensatable('book'), compensatable('work', { branches: ['a', 'b', 'c'], ...options }));

describe('a pivot', () => {
  const withPivot = (options = {}) => plan(compensatable('book'), pivot('pay', options), retriable('ship'));

  it('done commits the saga: it only goes forward', () => {
    given(withPivot())
      .replied('book')
      .replied('pay')
      .denied('COMMITTED', { kind: 'compensate', by: 'client' })
      .calls('ship')
      .replied('ship')
      .is('COMPLETED');
  });

  it('refused for sure turns the saga', () => {
    given(withPivot()).replied('book').turnedAway('pay').after(1_000).refused('pay').calls('undo book');
  });

  it('of unknown outcome is sealed behind the barrier, and goes on when it had taken effect', () => {
    given(withPivot({ retry: { maxAttempts: 2 } }))
      .replied('book')
      .unanswered('pay')
      .after(1_000)
      .unanswered('pay')
      .calls('seal pay')
      .replied('seal pay')
      .calls('ship')
      .told(
        'branch_done book',
        'attempt_failed pay unknown next 1000',
        'attempt_failed pay unknown last',
        'branch_done pay',
      );
  });

  it('turns the saga when the seal came first, whatever the policy says', () => {
    given(withPivot({ retry: { maxAttempts: 1 }, onRefused: 'stop', onExhausted: 'stop' }))
      .replied('book')
      .unanswered('pay')
      .sealed('seal pay')
      .calls('undo book')
      .told(
        'branch_done book',
        'attempt_failed pay unknown last',
        'outcome_recorded pay not_done',
        'turned refused',
      );
  });

  it('unknown, then refused, is sealed as well', () => {
    given(withPivot()).replied('book').unanswered('pay').after(1_000).refused('pay').calls('seal pay');
  });

  it('is an operator’s matter when it cannot be sealed', () => {
    const story = given(withPivot({ retry: { maxAttempts: 1, nonRetryableCodes: ['UNAVAILABLE'] } }));
    story.replied('book').unanswered('pay');
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      story.calls('seal pay').unanswered('seal pay');
      if (attempt < 20) story.later().after(0);
    }
    story.stuck('pivot_unknown', 'pay').rests();
  });

  it('without a barrier is an operator’s matter at once', () => {
    given(withPivot({ retry: { maxAttempts: 1 }, barrier: false }))
      .replied('book')
      .unanswered('pay')
      .stuck('pivot_unknown', 'pay')
      .denied('PIVOT_UNKNOWN', { kind: 'compensate', by: 'operator' })
      .denied('PIVOT_UNKNOWN', { kind: 'rewind', step: 'book' });
  });

  it('that stops on refusal waits for an operator', () => {
    given(withPivot({ onRefused: 'stop' }))
      .replied('book')
      .refused('pay')
      .stuck('refused', 'pay');
  });
});

describe('a deadline', () => {
  it('caps the deadline of a call', () => {
    const story = given(within(10_000, plan(compensatable('book'))));
    expect(story.saga.inFlight[0]?.deadlineAtMs).toBe(10_000);
    story.after(10_000).is('COMPENSATING').calls('undo book');
  });

  it('is not overslept: an attempt that would start after it is not waited for', () => {
    given(within(2_500, plan(compensatable('book'))))
      .turnedAway('book')
      .after(1_000)
      .turnedAway('book')
      .is('COMPENSATED')
      .told(
        'attempt_failed book no_effect next 1000',
        'attempt_failed book no_effect last',
        'turned deadline',
        'compensated',
      );
  });

  it('turns a saga even where exhausted attempts would stop it', () => {
    given(within(1_500, plan(compensatable('book', { onExhausted: 'stop' }))))
      .turnedAway('book')
      .after(1_000)
      .turnedAway('book')
      .is('COMPENSATED');
  });

  it('does not turn a saga whose last result is in hand', () => {
    const slow = plan(compensatable('book', { retry: { timeoutMs: 60_000 } }), compensatable('mail'));
    const story = given(within(5_000, slow)).replied('book');
    story.saga.nowMs = 5_000;
    story.replied('mail').is('COMPLETED');
  });

  it('turns a saga that slept over it, before anything is called', () => {
    given(within(3_000, twoSteps))
      .replied('book')
      .dies()
      .after(0)
      .dies()
      .after(0)
      .dies()
      .sleeps(3_000)
      .told('branch_done book', 'interrupted', 'interrupted', 'interrupted')
      .after(3_000)
      .told('turned deadline')
      .sleeps(1_000)
      .after(1_000)
      .calls('undo mail');
  });

  it('gives siblings of a late branch a second', () => {
    given(within(5_000, parallel()))
      .replied('book')
      .after(5_000)
      .is('COMPENSATING')
      .calls('undo work/a', 'undo work/b', 'undo work/c');
  });

  it('keeps a pivot from being started with less than its timeout left', () => {
    given(within(40_000, plan(compensatable('book'), pivot('pay'))))
      .after(10_000)
      .replied('book')
      .is('COMPENSATING')
      .calls('undo book')
      .told('branch_done book', 'turned deadline');
  });

  it('does not cut a pivot that is in flight', () => {
    given(within(31_000, plan(pivot('pay'), retriable('ship'))))
      .after(30_000 - 1)
      .calls('pay')
      .after(1)
      .calls('seal pay')
      .after(60_000)
      .is('RUNNING')
      .replied('seal pay')
      .calls('ship');
  });

  it('does not start an unknown pivot again with less than its timeout left', () => {
    given(within(32_000, plan(pivot('pay'))))
      .after(500)
      .unanswered('pay')
      .after(900)
      .dies()
      .after(0)
      .dies()
      .after(0)
      .dies()
      .sleeps(4_000)
      .after(4_000)
      .calls('seal pay');
  });

  it('does not count past the commit point', () => {
    given(within(1_000, plan(retriable('ship'))))
      .after(5_000)
      .calls('ship')
      .unanswered('ship')
      .after(1_000)
      .calls('ship');
  });
});

describe('a cancel', () => {
  it('gives what is in flight two seconds, then turns', () => {
    given(parallel())
      .replied('book')
      .replied('work/a')
      .cancelled()
      .after(1_999)
      .is('RUNNING')
      .after(1)
      .calls('undo work/a', 'undo work/b', 'undo work/c')
      .told(
        'branch_done book',
        'cancel_requested',
        'branch_done work/a',
        'attempt_failed work/b unknown next 3000',
        'attempt_failed work/c unknown next 3000',
        'turned cancelled',
      );
  });

  it('turns the saga even with the last result in hand', () => {
    given(twoSteps)
      .replied('book')
      .cancelled()
      .replied('mail')
      .calls('undo mail')
      .replied('undo mail')
      .calls('undo book')
      .replied('undo book')
      .is('COMPENSATED');
  });

  it('turns it also where a step would follow that can only go forward', () => {
    given(plan(compensatable('book'), retriable('ship')))
      .cancelled()
      .replied('book')
      .calls('undo book')
      .told('cancel_requested', 'branch_done book', 'turned cancelled')
      .replied('undo book')
      .is('COMPENSATED');
  });

  it('lets a pivot in flight end, and is too late when it was done', () => {
    given(plan(compensatable('book'), pivot('pay'), retriable('ship')))
      .replied('book')
      .cancelled()
      .after(20_000)
      .calls('pay')
      .replied('pay')
      .calls('ship')
      .replied('ship')
      .is('COMPLETED');
  });

  it('seals a pivot of unknown outcome before it turns', () => {
    given(plan(compensatable('book'), pivot('pay')))
      .replied('book')
      .cancelled()
      .unanswered('pay')
      .calls('seal pay')
      .sealed('seal pay')
      .is('COMPENSATING')
      .calls('undo book');
  });

  it('turns a sleeping saga at once', () => {
    given(twoSteps)
      .replied('book')
      .unanswered('mail')
      .after(1_000)
      .dies()
      .cancelled()
      .is('COMPENSATING')
      .after(0)
      .calls('undo mail');
  });

  it('of a saga that nothing was done for ends it at once', () => {
    const story = new SagaStory(new ModelledSaga(twoSteps));
    story.cancelled().is('COMPENSATED').rests().told('turned cancelled', 'compensated');
  });

  it('twice is refused, and so is one past the commit point', () => {
    given(twoSteps).cancelled().denied('ALREADY_REQUESTED', { kind: 'compensate', by: 'client' });
    given(plan(retriable('ship'))).denied('COMMITTED', { kind: 'compensate', by: 'client' });
  });
});
