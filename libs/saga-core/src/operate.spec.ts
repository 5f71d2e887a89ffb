/** What operators do to a saga that is stuck on its way forward. */
import {
  compensatable,
  given,
  pivot,
  plan,
  retriable,
  stuckAtMail,
  stuckGoingBack,
  supervised,
  threeSteps,
} from '#libs/testkit';

const evidence = 'ticket 7';
const waive = (step: string, branch: string, how: 'waived' | 'done_by_hand' = 'waived') =>
  ({ kind: 'waive', how, step, branch, evidence }) as const;

describe('replay', () => {
  it('goes on forward with fresh attempts, a new deadline, and the same keys', () => {
    const story = stuckAtMail().after(50_000).operator({ kind: 'replay' }).after(0).calls('mail');
    expect(story.state.deadlineAtMs).toBe(150_000);
    expect(story.state.steps[2]?.branches[0]?.action.attempts).toBe(0);
    expect(story.saga.called.at(-1)?.key).toBe('saga/mail/main/1/action');
    story.replied('mail').is('COMPLETED');
  });

  it('forgets no effect that may have happened', () => {
    given(plan(compensatable('book', { ...supervised, retry: { maxAttempts: 1 } })))
      .unanswered('book')
      .stuck('exhausted', 'book')
      .operator({ kind: 'replay' })
      .after(0)
      .refused('book')
      .stuck('refused', 'book')
      .owes('book');
  });

  it('goes on backward with fresh attempts', () => {
    stuckGoingBack()
      .operator({ kind: 'replay' })
      .after(0)
      .calls('undo work/a', 'undo work/b')
      .replied('undo work/a')
      .replied('undo work/b')
      .calls('undo book');
  });

  it('calls at once what waits for its retry, and nothing else of a saga that moves', () => {
    const story = given(plan(compensatable('book', { retry: { initialIntervalMs: 30_000 } })));
    story.denied('STATUS_FORBIDS', { kind: 'replay' }).unanswered('book').sleeps(30_000);
    story.operator({ kind: 'replay' }).after(0).calls('book').is('RUNNING');
    expect(story.state.steps[0]?.branches[0]?.action.attempts).toBe(0);
  });

  it('of a saga that goes back looks at its undo alone', () => {
    const options = {
      branches: ['a', 'b'],
      retry: { initialIntervalMs: 3_600_000, maxIntervalMs: 3_600_000 },
    };
    given(plan(compensatable('work', options)))
      .unanswered('work/a')
      .refused('work/b')
      .calls('undo work/a')
      .denied('STATUS_FORBIDS', { kind: 'replay' });
  });

  it('of a saga that was cancelled before it became stuck turns it', () => {
    const story = given(plan(compensatable('book')));
    for (let count = 1; count <= 4; count += 1) (story.saga.owned ? story : story.later()).dies();
    story.later().cancelled().dies().later().stuck('poison', 'book');
    story.operator({ kind: 'replay' }).after(0).is('COMPENSATING').calls('undo book');
  });
});

describe('rewind', () => {
  it('undoes down to the step with the keys it had, then does it again with new ones', () => {
    const story = stuckAtMail()
      .operator({ kind: 'rewind', step: 'work' })
      .after(0)
      .calls('undo work/a', 'undo work/b');
    expect(story.saga.called.slice(-2).map(({ key }) => key)).toEqual([
      'saga/work/a/1/compensation',
      'saga/work/b/1/compensation',
    ]);
    story.after(20_000).replied('undo work/a').replied('undo work/b').is('RUNNING').calls('work/a', 'work/b');
    story.generations({ book: 1, 'work/a': 2, 'work/b': 2, mail: 2 });
    expect(story.saga.called.at(-1)?.key).toBe('saga/work/b/2/action');
    expect(story.state.deadlineAtMs).toBe(120_000);
    story.replied('work/a').replied('work/b').calls('mail').replied('mail').is('COMPLETED');
  });

  it('to the step that is stuck is ended by the mover, even if nothing is owed', () => {
    stuckAtMail()
      .operator({ kind: 'rewind', step: 'mail' })
      .is('COMPENSATING')
      .generations({ mail: 1 })
      .after(0)
      .is('RUNNING')
      .generations({ 'work/a': 1, mail: 2 })
      .calls('mail');
  });

  it('takes edits along that count from the new generation on', () => {
    const edits = [{ step: 'work', branch: 'b', request: { dose: 2 } }];
    const story = stuckAtMail().operator({ kind: 'rewind', step: 'work', edits }).after(0);
    expect(story.state.steps[1]?.branches[1]?.editedRequest).toBeUndefined();
    story.replied('undo work/a').replied('undo work/b').calls('work/a', 'work/b');
    expect(story.state.steps[1]?.branches.map(({ editedRequest }) => editedRequest)).toEqual([
      undefined,
      { dose: 2 },
    ]);
  });

  it('keeps an earlier edit through later generations', () => {
    const edit = { step: 'mail', branch: 'main', request: { to: 'x' } };
    const story = stuckAtMail()
      .operator({ kind: 'edit_input', edit })
      .operator({ kind: 'rewind', step: 'mail' });
    story.after(0).calls('mail').generations({ mail: 3 });
    expect(story.state.steps[2]?.branches[0]?.editedRequest).toEqual({ to: 'x' });
  });

  it('goes on to its step after an undo that was waived', () => {
    const story = stuckAtMail().operator({ kind: 'rewind', step: 'work' }).after(0);
    story.replied('undo work/a').refused('undo work/b').stuck('compensation_refused', 'work/b');
    story.operator(waive('work', 'b')).is('COMPENSATING').after(0).is('RUNNING').calls('work/a', 'work/b');
  });

  it('needs a step that was reached, and a branch that is done again', () => {
    stuckAtMail().denied('UNKNOWN_STEP', { kind: 'rewind', step: 'nowhere' });
    given(threeSteps)
      .replied('book')
      .refused('work/a')
      .replied('work/b')
      .denied('UNKNOWN_STEP', { kind: 'rewind', step: 'mail' })
      .denied('UNKNOWN_STEP', {
        kind: 'rewind',
        step: 'work',
        edits: [{ step: 'book', branch: 'main', request: {} }],
      });
  });

  it('is refused to a saga that moves, goes back, or is committed', () => {
    given(threeSteps).denied('STATUS_FORBIDS', { kind: 'rewind', step: 'book' });
    stuckGoingBack().denied('STATUS_FORBIDS', { kind: 'rewind', step: 'book' });
    given(plan(compensatable('book'), retriable('ship')))
      .replied('book')
      .refused('ship')
      .denied('COMMITTED', { kind: 'rewind', step: 'book' });
  });
});

describe('skip', () => {
  const skip = (step: string, results: Record<string, unknown>) =>
    ({ kind: 'skip', step, results: results as never }) as const;

  it('of a saga that was cancelled before it became stuck ends the request', () => {
    const story = given(plan(compensatable('book'), retriable('ship')));
    for (let count = 1; count <= 4; count += 1) (story.saga.owned ? story : story.later()).dies();
    story.later().cancelled().dies().later().stuck('poison', 'book');
    story.operator(skip('book', { main: {} })).denied('COMMITTED', { kind: 'compensate', by: 'operator' });
    story.after(0).calls('ship');
  });

  it('takes the result and goes on, or completes after the last step', () => {
    stuckAtMail()
      .operator(skip('mail', { main: { id: 'by hand' } }))
      .is('COMPLETED')
      .rests();
    given(threeSteps)
      .replied('book')
      .refused('work/a')
      .replied('work/b')
      .operator(skip('work', { a: 1 }))
      .after(0)
      .calls('mail');
  });

  it('needs a result for every branch that is not done', () => {
    given(threeSteps)
      .replied('book')
      .refused('work/a')
      .refused('work/b')
      .denied('RESULT_MISSING', skip('work', { a: 1 }))
      .operator(skip('work', { a: 1, b: null }))
      .after(0)
      .calls('mail');
  });

  it('is of the step that the saga stands at, and of no other', () => {
    stuckAtMail()
      .denied('UNKNOWN_STEP', skip('book', { main: {} }))
      .denied('UNKNOWN_STEP', skip('nowhere', { main: {} }));
  });

  it('leaves an unknown attempt owed, and owes nothing for a refused one', () => {
    given(threeSteps)
      .replied('book')
      .unanswered('work/a')
      .refused('work/b')
      .stuck('refused', 'work/b')
      .operator(skip('work', { a: { id: 1 }, b: { id: 2 } }))
      .after(0)
      .refused('mail')
      .operator({ kind: 'compensate', by: 'operator' })
      .after(0)
      .calls('undo work/a');
  });

  it('of a pivot commits the saga', () => {
    given(plan(compensatable('book'), pivot('pay', { onRefused: 'stop' }), retriable('ship')))
      .replied('book')
      .refused('pay')
      .operator(skip('pay', { main: {} }))
      .after(0)
      .calls('ship')
      .denied('COMMITTED', { kind: 'compensate', by: 'operator' });
  });
});

describe('editing an input', () => {
  const edit = (step: string, branch = 'main') =>
    ({ kind: 'edit_input', edit: { step, branch, request: { changed: true } } }) as const;

  it('gives the branch a new generation and leaves the saga stuck', () => {
    const story = stuckAtMail()
      .operator(edit('mail'))
      .is('FAILED')
      .generations({ mail: 2, 'work/a': 1 })
      .rests();
    story.operator({ kind: 'replay' }).after(0).calls('mail');
    expect(story.saga.called.at(-1)?.key).toBe('saga/mail/main/2/action');
  });

  it('is refused for what is done or may be done, and for steps behind', () => {
    given(threeSteps)
      .replied('book')
      .replied('work/a')
      .refused('work/b')
      .denied('BRANCH_MAY_HAVE_EFFECT', edit('work', 'a'))
      .denied('UNKNOWN_STEP', edit('book'))
      .denied('UNKNOWN_STEP', edit('work', 'nobody'))
      .operator(edit('work', 'b'))
      .operator(edit('mail'));
    given(plan(compensatable('book', { ...supervised, retry: { maxAttempts: 1 } })))
      .unanswered('book')
      .denied('BRANCH_MAY_HAVE_EFFECT', edit('book'));
  });

  it('is allowed for attempts that surely had no effect', () => {
    given(plan(compensatable('book', { ...supervised, retry: { maxAttempts: 1 } })))
      .turnedAway('book')
      .operator(edit('book'))
      .generations({ book: 2 });
  });

  it('of a paused saga needs it to be owned by nobody', () => {
    given(threeSteps)
      .denied('STATUS_FORBIDS', edit('mail'))
      .operator({ kind: 'pause' })
      .denied('OWNED', edit('mail'))
      .replied('book')
      .rests()
      .operator(edit('mail'))
      .rests();
  });
});
