/** Beginnings of stories about stuck sagas: one that stopped on its way forward, one that stopped on its way back. */
import { compensatable, plan, within, type StepOptions } from './plans.js';
import { given, type SagaStory } from './story.js';

/** An operator decides what follows a refusal. */
export const supervised: StepOptions = { onRefused: 'stop', onExhausted: 'stop' };

export const threeSteps = plan(
  compensatable('book'),
  compensatable('work', { ...supervised, branches: ['a', 'b'] }),
  compensatable('mail', supervised),
);

/** `book` and `work` are done, `mail` was refused and stopped the saga. */
export const stuckAtMail = (): SagaStory =>
  given(within(100_000, threeSteps))
    .replied('book')
    .replied('work/a')
    .replied('work/b')
    .refused('mail')
    .stuck('refused', 'mail');

/** The undo of both branches of `work` was refused. */
export const stuckGoingBack = (): SagaStory =>
  stuckAtMail()
    .operator({ kind: 'compensate', by: 'operator' })
    .after(0)
    .refused('undo work/a')
    .refused('undo work/b')
    .stuck('compensation_refused', 'work/a');
