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
import { isOwed, obligations } from './obligations.js';

const owed = ({ saga }: SagaStory) =>
  obligations(saga.sagaId, saga.definition, saga.state).map(
    ({ call, standing }) => `${call.step}/${call.branch} ${standing}`,
  );

describe('what a saga owes', () => {
  it('on its way forward: what turning back would bring, the highest step first', () => {
    expect(owed(stuckAtMail())).toEqual(['work/a pending', 'work/b pending', 'book/main pending']);
  });

  it('nothing for a branch that surely had no effect, and for one that is not undone', () => {
    const story = given(plan(compensatable('look', { notUndone: true }), compensatable('mail')))
      .replied('look')
      .turnedAway('mail');
    expect(owed(story)).toEqual([]);
    expect(owed(story.later().unanswered('mail'))).toEqual(['mail/main pending']);
  });

  it('nothing any more once it only goes forward', () => {
    const story = given(plan(compensatable('book'), pivot('pay'), retriable('tell'))).replied('book');
    expect(owed(story)).toEqual(['book/main pending']);
    expect(owed(story.replied('pay'))).toEqual([]);
    expect(owed(story.replied('tell'))).toEqual([]);
  });

  it('on its way back: what is undone is done, what failed says so', () => {
    const story = stuckAtMail().operator({ kind: 'compensate', by: 'operator' }).after(0);
    story.replied('undo work/b').refused('undo work/a');
    expect(owed(story)).toEqual(['work/a failed', 'work/b done', 'book/main pending']);
    const open = obligations('saga', story.saga.definition, story.state).filter(isOwed);
    expect(open.map(({ call }) => call.key)).toEqual([
      ...['saga/work/a/1/compensation', 'saga/book/main/1/compensation'],
    ]);
  });

  it('what people closed keeps how they did', () => {
    const waive = { kind: 'waive', step: 'work', evidence: 'seen' } as const;
    const story = stuckGoingBack()
      .operator({ ...waive, branch: 'a', how: 'waived' })
      .operator({ ...waive, branch: 'b', how: 'done_by_hand' })
      .after(0)
      .replied('undo book')
      .is('COMPENSATED');
    expect(owed(story)).toEqual(['work/a waived', 'work/b recorded', 'book/main done']);
  });

  it('of a rewind: what stands from its step on', () => {
    const story = stuckAtMail()
      .operator({ kind: 'rewind', step: 'work' })
      .after(0)
      .calls('undo work/a', 'undo work/b');
    expect(owed(story)).toEqual(['work/a pending', 'work/b pending']);
  });
});
