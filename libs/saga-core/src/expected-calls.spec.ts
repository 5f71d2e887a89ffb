import { compensatable, given, plan, stuckAtMail, stuckGoingBack } from '#libs/testkit';
import { expectedCalls } from './expected-calls.js';
import type { BatchAction } from './batch.js';

type Story = ReturnType<typeof stuckAtMail>;

/** Names of the steps whose participants are called. */
const calls = ({ saga: { definition, state } }: Story, action: BatchAction) =>
  expectedCalls(definition, state, action).map(
    (participant) =>
      definition.steps.find(({ branches }) =>
        branches.some((branch) => branch.action.participant === participant),
      )?.name,
  );

describe('the calls that follow', () => {
  it.each<[BatchAction, string[]]>([
    ['replay', ['mail']],
    ['compensate', ['book', 'work', 'work']],
    ['resume', []],
    ['pause', []],
    ['close', []],
  ])('a %s of what is stuck on its way forward', (action, expected) => {
    expect(calls(stuckAtMail(), action)).toEqual(expected);
  });

  it('a replay of what is stuck on its way back: what is still owed', () => {
    expect(calls(stuckGoingBack(), 'replay')).toEqual(['book', 'work', 'work']);
  });

  it('a resume of what was paused: what is not done yet', () => {
    const story = given(plan(compensatable('book'), compensatable('mail'))).replied('book');
    expect(calls(story.operator({ kind: 'pause' }), 'resume')).toEqual(['mail']);
  });

  it('a replay of a rewind: back to its step, and forward again from there', () => {
    const story = stuckAtMail().operator({ kind: 'rewind', step: 'work' }).after(0);
    story.refused('undo work/a').replied('undo work/b').stuck('compensation_refused', 'work/a');
    expect(calls(story, 'replay')).toEqual(['work', 'work', 'work', 'mail']);
  });
});
