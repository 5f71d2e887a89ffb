import { compensatable, given, plan, type SagaStory, type StepOptions } from '#libs/testkit';

const threeSteps = plan(compensatable('book'), compensatable('work'), compensatable('mail'));

/** Three parallel branches were done, and the step after them is refused. */
function turnedAfterParallel(options: StepOptions = {}): SagaStory {
  const work = compensatable('work', { branches: ['a', 'b', 'c'], ...options });
  return given(plan(compensatable('book'), work, compensatable('mail')))
    .replied('book')
    .replied('work/a')
    .replied('work/b')
    .replied('work/c')
    .refused('mail')
    .calls('undo work/a', 'undo work/b', 'undo work/c');
}

function turnedAfterBook(options: StepOptions = {}): SagaStory {
  return given(plan(compensatable('book', options), compensatable('mail')))
    .replied('book')
    .refused('mail')
    .calls('undo book');
}

describe('the way back (G3)', () => {
  it('undoes in the reverse order, one step after the other', () => {
    given(threeSteps)
      .replied('book')
      .replied('work')
      .refused('mail')
      .calls('undo work')
      .replied('undo work')
      .calls('undo book')
      .replied('undo book')
      .is('COMPENSATED')
      .rests();
  });

  it('undoes the branches of a step in parallel, and all of them before the step above', () => {
    turnedAfterParallel()
      .replied('undo work/b')
      .replied('undo work/a')
      .after(10_000)
      .calls('undo work/c')
      .replied('undo work/c')
      .calls('undo book');
  });

  it('passes by what says that it is not undone', () => {
    given(plan(compensatable('book'), compensatable('work', { notUndone: true }), compensatable('mail')))
      .replied('book')
      .replied('work')
      .refused('mail')
      .calls('undo book');
  });

  it('renders the undo from the reply of the action, and leaves unset what is not known', () => {
    const { saga } = given(threeSteps).replied('book', { id: 'b-1' }).unanswered('work').cancelled();
    expect(saga.called.map(({ key }) => key)).toEqual([
      'saga/book/main/1/action',
      'saga/work/main/1/action',
      'saga/work/main/1/compensation',
    ]);
  });

  it('has no deadline', () => {
    const story = given({ ...threeSteps, deadlineMs: 5_000 })
      .replied('book')
      .after(5_000)
      .calls('undo work');
    story.after(29_999).calls('undo work').after(1).is('COMPENSATING').after(1_000).calls('undo work');
  });
});

describe('a compensation (G4)', () => {
  it('without an answer is called again with growing waits', () => {
    turnedAfterBook()
      .unanswered('undo book')
      .after(1_000)
      .turnedAway('undo book')
      .after(2_000)
      .calls('undo book')
      .replied('undo book')
      .told(
        'branch_done book',
        'branch_refused mail',
        'turned refused',
        'attempt_failed book compensation unknown next 1000',
        'attempt_failed book compensation no_effect next 3000',
        'branch_undone book',
        'compensated',
      );
  });

  it('that is refused makes the saga stuck at once', () => {
    turnedAfterBook()
      .refused('undo book')
      .is('FAILED')
      .stuck('compensation_refused', 'book')
      .rests()
      .owes('book');
  });

  it('that is refused with a code for "nothing to undo" counts as undone', () => {
    turnedAfterBook({ doneCodes: ['NOT_FOUND'] })
      .refused('undo book', 'NOT_FOUND')
      .is('COMPENSATED');
  });

  it('that runs out of attempts makes the saga stuck', () => {
    turnedAfterBook({ undoRetry: { maxAttempts: 2 } })
      .unanswered('undo book')
      .after(1_000)
      .unanswered('undo book')
      .stuck('compensation_exhausted', 'book');
  });

  it('that fails lets its siblings run to their end, and touches no earlier step', () => {
    turnedAfterParallel()
      .refused('undo work/a')
      .unanswered('undo work/b')
      .after(1_050)
      .is('COMPENSATING')
      .calls('undo work/b', 'undo work/c')
      .replied('undo work/b')
      .is('COMPENSATING')
      .replied('undo work/c')
      .stuck('compensation_refused', 'work/a')
      .owes('book', 'work/a');
  });

  it('that is refused is named before one that ran out of attempts', () => {
    turnedAfterParallel({ undoRetry: { maxAttempts: 1 } })
      .unanswered('undo work/a')
      .refused('undo work/c')
      .replied('undo work/b')
      .stuck('compensation_refused', 'work/c');
  });

  it('shares a transition with siblings that answer within 50 ms', () => {
    const story = turnedAfterParallel();
    story.told(
      'branch_done book',
      'branch_done work/a',
      'branch_done work/b',
      'branch_done work/c',
      'branch_refused mail',
      'turned refused',
    );
    story.replied('undo work/a').after(49).told().after(1).told('branch_undone work/a');
  });
});
