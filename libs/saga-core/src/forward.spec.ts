import { compensatable, given, plan, retriable } from '#libs/testkit';

const twoSteps = plan(compensatable('book'), compensatable('mail'));
const parallel = (options = {}) =>
  plan(compensatable('book'), compensatable('work', { branches: ['a', 'b', 'c'], ...options }));

describe('the way forward', () => {
  it('does one step after the other and completes', () => {
    given(twoSteps)
      .calls('book')
      .replied('book')
      .calls('mail')
      .replied('mail')
      .is('COMPLETED')
      .rests()
      .told('branch_done book', 'branch_done mail', 'completed');
  });

  it('calls the branches of a step in parallel and goes on when all are done', () => {
    given(parallel())
      .replied('book')
      .calls('work/a', 'work/b', 'work/c')
      .replied('work/b')
      .replied('work/c')
      .calls('work/a')
      .replied('work/a')
      .is('COMPLETED')
      .told(
        'branch_done book',
        'branch_done work/b',
        'branch_done work/c',
        'branch_done work/a',
        'completed',
      );
  });

  it('records a reply after 50 ms when its siblings take longer', () => {
    given(parallel())
      .replied('book')
      .told('branch_done book')
      .replied('work/b')
      .after(49)
      .told()
      .after(1)
      .told('branch_done work/b')
      .calls('work/a', 'work/c');
  });

  it('passes the replies on to the requests that refer to them', () => {
    const request = { user: { $ref: 'input.user' }, book: { $ref: 'book.id' }, none: { $ref: 'book.none' } };
    const { saga } = given(plan(compensatable('book'), compensatable('mail', { request })), { user: 'u' })
      .replied('book', { id: 7 })
      .calls('mail');
    expect(saga.called.map(({ key }) => key)).toEqual(['saga/book/main/1/action', 'saga/mail/main/1/action']);
  });
});

describe('a refusal', () => {
  it('of the first step leaves nothing to undo', () => {
    given(twoSteps)
      .refused('book')
      .is('COMPENSATED')
      .told('branch_refused book', 'turned refused', 'compensated');
  });

  it('of a later step undoes what was done', () => {
    given(twoSteps)
      .replied('book')
      .refused('mail')
      .is('COMPENSATING')
      .calls('undo book')
      .replied('undo book')
      .is('COMPENSATED')
      .told('branch_done book', 'branch_refused mail', 'turned refused', 'branch_undone book', 'compensated');
  });

  it('cancels the siblings after a second, and those are undone as well', () => {
    given(parallel())
      .replied('book')
      .replied('work/a')
      .refused('work/b')
      .after(999)
      .is('RUNNING')
      .calls('work/c')
      .after(1)
      .is('COMPENSATING')
      .calls('undo work/a', 'undo work/c')
      .told(
        'branch_done book',
        'branch_done work/a',
        'branch_refused work/b',
        'attempt_failed work/c unknown next 2000',
        'turned refused',
      )
      .replied('undo work/a')
      .replied('undo work/c')
      .calls('undo book')
      .replied('undo book')
      .is('COMPENSATED');
  });

  it('waits for the real outcome of siblings that answer within the second', () => {
    given(parallel())
      .replied('book')
      .refused('work/b')
      .replied('work/a')
      .refused('work/c')
      .calls('undo work/a');
  });

  it('after an unknown attempt leaves the branch owed', () => {
    given(plan(compensatable('book')))
      .unanswered('book')
      .after(1_000)
      .refused('book')
      .is('COMPENSATING')
      .calls('undo book');
  });

  it('stops the saga where the step says so', () => {
    given(plan(compensatable('book'), compensatable('mail', { onRefused: 'stop' })))
      .replied('book')
      .refused('mail')
      .is('FAILED')
      .stuck('refused', 'mail')
      .rests()
      .owes('book');
  });

  it('that stops the saga lets the siblings run to their end', () => {
    given(parallel({ onRefused: 'stop' }))
      .replied('book')
      .refused('work/a')
      .after(5_000)
      .calls('work/b', 'work/c')
      .replied('work/b')
      .unanswered('work/c')
      .stuck('refused', 'work/a')
      .owes('book', 'work/b', 'work/c');
  });
});

describe('attempts without an answer', () => {
  it('are made again with growing waits, then the saga turns and the branch is owed', () => {
    given(plan(compensatable('book')))
      .unanswered('book')
      .calls()
      .after(1_000)
      .calls('book')
      .unanswered('book')
      .after(2_000)
      .unanswered('book')
      .calls('undo book')
      .told(
        'attempt_failed book unknown next 1000',
        'attempt_failed book unknown next 3000',
        'attempt_failed book unknown last',
        'turned exhausted',
      );
  });

  it('that surely had no effect leave nothing to undo', () => {
    given(plan(compensatable('book', { retry: { maxAttempts: 2 } })))
      .turnedAway('book')
      .after(1_000)
      .turnedAway('book')
      .is('COMPENSATED')
      .told(
        'attempt_failed book no_effect next 1000',
        'attempt_failed book no_effect last',
        'turned exhausted',
        'compensated',
      );
  });

  it('stop the saga where the step says so', () => {
    given(plan(compensatable('book', { onExhausted: 'stop', retry: { maxAttempts: 1 } })))
      .unanswered('book')
      .stuck('exhausted', 'book')
      .owes('book');
  });

  it('end at once for a code that the policy does not retry', () => {
    given(plan(compensatable('book', { retry: { nonRetryableCodes: ['ABORTED'] } })))
      .turnedAway('book')
      .is('COMPENSATED');
  });

  it('wait as long as the participant asks, up to the cap', () => {
    given(plan(compensatable('book')))
      .turnedAway('book', 7_000)
      .told('attempt_failed book no_effect next 7000')
      .sleeps(7_000)
      .after(7_000)
      .turnedAway('book', 3_600_000)
      .sleeps(60_000);
  });

  it('are waited for in the slot up to two seconds, and asleep beyond', () => {
    const story = given(plan(compensatable('book', { retry: { maxAttempts: 4 } })));
    story.unanswered('book').after(1_000).unanswered('book');
    expect(story.saga.owned).toBe(true);
    story.after(2_000).unanswered('book').sleeps(4_000).after(4_000).calls('book');
  });

  it('of one branch are repeated while another is still out', () => {
    given(parallel()).replied('book').unanswered('work/a').after(1_050).calls('work/a', 'work/b', 'work/c');
  });

  it('of a retriable step stop the saga when they are spent', () => {
    given(plan(retriable('ship', { retry: { maxAttempts: 2 } })))
      .unanswered('ship')
      .after(1_000)
      .turnedAway('ship')
      .stuck('exhausted', 'ship');
  });

  it('of a retriable step that is refused stop the saga at once', () => {
    given(plan(retriable('ship')))
      .refused('ship')
      .stuck('refused', 'ship');
  });
});
