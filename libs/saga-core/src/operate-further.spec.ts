/** What operators do to obligations, to time, and to the end of a saga. */
import {
  compensatable,
  given,
  ModelledSaga,
  pivot,
  plan,
  retriable,
  SagaStory,
  stuckAtMail,
  stuckGoingBack,
  threeSteps,
} from '#libs/testkit';
import { allowedActions } from './operator-guards.js';

const evidence = 'ticket 7';
const waive = (step: string, branch: string, how: 'waived' | 'done_by_hand' = 'waived') =>
  ({ kind: 'waive', how, step, branch, evidence }) as const;

describe('recording the outcome of a pivot', () => {
  const stuckAtPivot = (): SagaStory =>
    given(
      plan(
        compensatable('book'),
        pivot('pay', { barrier: false, retry: { maxAttempts: 1 } }),
        retriable('ship'),
      ),
    )
      .replied('book')
      .unanswered('pay')
      .stuck('pivot_unknown', 'pay');
  const outcome = (what: 'done' | 'not_done', reply?: string) =>
    ({ kind: 'record_outcome', step: 'pay', outcome: what, reply, evidence }) as const;

  it('as done goes forward with its reply', () => {
    stuckAtPivot()
      .denied('RESULT_MISSING', outcome('done'))
      .operator(outcome('done', 'paid'))
      .after(0)
      .calls('ship');
    given(plan(pivot('pay', { barrier: false, retry: { maxAttempts: 1 } })))
      .unanswered('pay')
      .operator(outcome('done', 'paid'))
      .is('COMPLETED');
  });

  it('as not done turns the saga', () => {
    stuckAtPivot().operator(outcome('not_done')).is('COMPENSATING').after(0).calls('undo book');
    given(plan(pivot('pay', { barrier: false, retry: { maxAttempts: 1 } })))
      .unanswered('pay')
      .operator(outcome('not_done'))
      .is('COMPENSATED')
      .rests();
  });

  it('is for an unknown pivot only', () => {
    stuckAtMail().denied('STATUS_FORBIDS', outcome('not_done'));
    stuckAtPivot().denied('UNKNOWN_STEP', { ...outcome('not_done'), step: 'book' });
  });
});

describe('waiving an undo', () => {
  it('closes one obligation; a sibling that failed keeps the saga stuck', () => {
    stuckGoingBack()
      .operator(waive('work', 'a'))
      .stuck('compensation_refused', 'work/b')
      .rests()
      .operator(waive('work', 'b', 'done_by_hand'))
      .is('COMPENSATING')
      .after(0)
      .calls('undo book');
  });

  it('of the last obligation ends the saga', () => {
    given(plan(compensatable('book'), compensatable('mail')))
      .replied('book')
      .refused('mail')
      .refused('undo book')
      .operator(waive('book', 'main'))
      .is('COMPENSATED')
      .rests();
  });

  it('keeps the order: what is not next cannot be waived, nor what is not owed', () => {
    stuckGoingBack()
      .denied('NOTHING_OWED', waive('book', 'main'))
      .denied('NOTHING_OWED', waive('mail', 'main'))
      .denied('NOTHING_OWED', waive('work', 'nobody'));
    stuckAtMail().denied('STATUS_FORBIDS', waive('work', 'a'));
  });
});

describe('pause and resume', () => {
  it('lets the call in flight end and starts no other', () => {
    given(threeSteps)
      .operator({ kind: 'pause' })
      .denied('STATUS_FORBIDS', { kind: 'pause' })
      .replied('book')
      .told('paused', 'branch_done book')
      .rests()
      .operator({ kind: 'resume' })
      .denied('STATUS_FORBIDS', { kind: 'resume' })
      .after(0)
      .calls('work/a', 'work/b');
  });

  it('lets a paused saga turn and end, but undoes nothing before it is resumed', () => {
    given(plan(compensatable('book'), compensatable('mail')))
      .replied('book')
      .operator({ kind: 'pause' })
      .refused('mail')
      .is('COMPENSATING')
      .rests()
      .operator({ kind: 'resume' })
      .after(0)
      .calls('undo book')
      .operator({ kind: 'pause' })
      .replied('undo book')
      .is('COMPENSATED');
  });

  it('is not for what is stuck or ended', () => {
    stuckAtMail().denied('STATUS_FORBIDS', { kind: 'pause' });
    given(threeSteps).refused('book').denied('STATUS_FORBIDS', { kind: 'pause' });
  });
});

describe('close', () => {
  const close = { kind: 'close', statement: 'settled by phone' } as const;

  it('names what stays undone', () => {
    const story = stuckGoingBack();
    story.operator(close).is('CLOSED').rests();
    expect(story.saga.events.at(-1)).toMatchObject({ data: { open: ['book/main', 'work/a', 'work/b'] } });
  });

  it('past the commit point names what is still to be done', () => {
    const story = given(plan(compensatable('book'), retriable('ship'), retriable('tell')));
    story.replied('book').refused('ship').owes('ship', 'tell').operator(close).is('CLOSED');
  });

  it('names a pivot whose outcome nobody knows', () => {
    given(plan(compensatable('book'), pivot('pay', { barrier: false, retry: { maxAttempts: 1 } })))
      .replied('book')
      .unanswered('pay')
      .owes('book', 'pay');
  });

  it('is for stuck sagas only, and final', () => {
    given(threeSteps).denied('STATUS_FORBIDS', close);
    const story = stuckAtMail().operator(close);
    story
      .denied('STATUS_FORBIDS', { kind: 'replay' })
      .denied('STATUS_FORBIDS', { kind: 'compensate', by: 'operator' });
  });
});

describe('compensating a saga', () => {
  const compensate = { kind: 'compensate', by: 'operator' } as const;

  it('that is stuck turns it', () => {
    stuckAtMail().operator(compensate).after(0).calls('undo work/a', 'undo work/b');
  });

  it('that completed reopens it: every step is owed', () => {
    given(plan(compensatable('book'), compensatable('mail')))
      .replied('book')
      .replied('mail')
      .is('COMPLETED')
      .operator(compensate)
      .is('COMPENSATING')
      .after(0)
      .calls('undo mail')
      .replied('undo mail')
      .replied('undo book')
      .is('COMPENSATED');
  });

  it('that completed needs steps that can be undone and data that still stands', () => {
    given(plan(compensatable('book')))
      .replied('book')
      .denied('CANNOT_REOPEN', compensate, 'too old');
    given(plan(pivot('pay')))
      .replied('pay')
      .denied('COMMITTED', compensate);
    given(plan(compensatable('book', { notUndone: true })))
      .replied('book')
      .operator(compensate)
      .is('COMPENSATED')
      .rests();
  });

  it('that goes back already, or ended otherwise, is refused', () => {
    stuckGoingBack().denied('STATUS_FORBIDS', compensate);
    given(plan(compensatable('book')))
      .refused('book')
      .denied('STATUS_FORBIDS', compensate);
  });

  it('while its pivot may have taken effect leaves the pivot to the mover', () => {
    given(plan(compensatable('book'), pivot('pay')))
      .replied('book')
      .unanswered('pay')
      .dies()
      .operator(compensate)
      .is('RUNNING')
      .after(0)
      .calls('seal pay');
  });
});

describe('what the system does', () => {
  it('gives up what nobody can run, as long as nobody owns it', () => {
    const giveUp = { kind: 'give_up', class: 'definition_missing' } as const;
    given(threeSteps).denied('STATUS_FORBIDS', giveUp);
    new SagaStory(new ModelledSaga(threeSteps)).operator(giveUp).stuck('definition_missing', 'book').rests();
    stuckAtMail().denied('STATUS_FORBIDS', giveUp);
  });

  it('unblocks only what is blocked', () => {
    given(threeSteps).denied('STATUS_FORBIDS', { kind: 'unblock' });
  });
});

describe('what is allowed', () => {
  it('is told for every action with the reason why not', () => {
    const { saga } = stuckAtMail();
    const facts = { owned: false, reopenRefusal: null };
    const allowed = allowedActions(saga.definition, saga.state, facts, saga.nowMs);
    expect(allowed.filter(({ refusal }) => refusal === null).map(({ action }) => action)).toEqual([
      'replay',
      'rewind',
      'compensate',
      'skip',
      'edit_input',
      'close',
    ]);
    expect(allowed.find(({ action }) => action === 'pause')?.refusal).toEqual({
      code: 'STATUS_FORBIDS',
      message: 'The saga is FAILED (refused); this needs a saga that moves and is not paused.',
    });
  });
});
