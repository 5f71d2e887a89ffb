/** Why a saga stands where it stands and what comes next, class by class. */
import {
  compensatable,
  given,
  ModelledSaga,
  pivot,
  plan,
  retriable,
  stuckAtMail,
  stuckGoingBack,
  supervised,
  threeSteps,
  within,
  type SagaStory,
} from '#libs/testkit';
import { explained } from '../test/explained.js';
import type { SagaClass, StandingFacts } from './explain.js';

const told = ({ saga }: SagaStory, more: Partial<StandingFacts> = {}, nowMs = saga.nowMs) =>
  explained(saga, more, nowMs);

const patient = { retry: { maxAttempts: 3, initialIntervalMs: 4_000 } };
const twoSteps = plan(compensatable('book'), compensatable('mail', patient));

describe('a saga on its way', () => {
  it('was accepted, and nobody took it yet', () => {
    const saga = new ModelledSaga(twoSteps);
    expect(explained(saga)).toMatchObject({
      class: 'due',
      why: { kind: 'accepted' },
      next: {
        kind: 'run',
        atMs: null,
        follows: { kind: 'calls', calls: [{ step: 'book', direction: 'action' }] },
      },
      nextAtMs: 0,
    });
  });

  it('calls: what is called, and what follows either way', () => {
    expect(told(given(twoSteps).replied('book'))).toMatchObject({
      class: 'calling',
      why: {
        kind: 'calling',
        call: { number: 2, count: 2, step: 'mail', branch: null, attempts: 0, left: 3 },
      },
      next: {
        kind: 'answer',
        outlook: {
          ifDone: { kind: 'completes' },
          ifRefused: { kind: 'turns', cause: 'refused', undo: [1] },
          // Nobody answered: it may have taken effect, so it is undone too.
          ifExhausted: { kind: 'turns', cause: 'exhausted', undo: [2, 1] },
        },
      },
    });
  });

  it('backs off: what failed how often, when the next attempt comes, what is left, and what follows', () => {
    const story = given(twoSteps).replied('book').turnedAway('mail').later().turnedAway('mail');
    expect(told(story)).toMatchObject({
      class: 'backing_off',
      why: { kind: 'retrying', call: { attempts: 2, left: 1, error: { code: 'ABORTED' } }, others: 0 },
      next: {
        kind: 'attempt',
        atMs: 12_000,
        outlook: { ifExhausted: { kind: 'turns', cause: 'exhausted', undo: [1] } },
      },
      nextAtMs: 12_000,
    });
  });

  it('backs off in the hands of its process too', () => {
    const story = given(plan(compensatable('book'))).unanswered('book');
    expect(story.saga.owned).toBe(true);
    expect(told(story)).toMatchObject({
      ...{ class: 'backing_off', next: { kind: 'attempt', atMs: 1_000 }, nextAtMs: 1_000 },
    });
  });

  it('meets its deadline before its attempts are spent: it turns back, although the step says stop', () => {
    const stops = compensatable('mail', { ...supervised, retry: { initialIntervalMs: 10_000 } });
    const story = given(within(25_000, plan(compensatable('book'), stops)))
      .replied('book')
      .turnedAway('mail');
    expect(told(story)).toMatchObject({
      class: 'backing_off',
      next: {
        outlook: {
          ifRefused: { kind: 'stuck', class: 'refused' },
          ifExhausted: { kind: 'turns', cause: 'deadline', undo: [1] },
        },
      },
      deadlineAtMs: 25_000,
    });
  });

  it('could not send its call', () => {
    const story = given(twoSteps).notSent('book', 10_000);
    expect(told(story)).toMatchObject({
      class: 'backing_off',
      why: { kind: 'unsent', call: { step: 'book', attempts: 0 } },
      next: { kind: 'attempt', atMs: 10_000 },
    });
  });

  it('could not send its call, and its deadline comes first', () => {
    const story = given(within(5_000, twoSteps)).notSent('book', 10_000);
    expect(told(story)).toMatchObject({
      class: 'backing_off',
      why: { kind: 'unsent', call: { step: 'book' } },
      next: { kind: 'run', atMs: 5_000, follows: { kind: 'turns', cause: 'deadline', undo: [] } },
    });
  });

  it('waits because its processes died', () => {
    const story = given(twoSteps).dies().after(0).dies().after(0).dies();
    expect(told(story)).toMatchObject({
      class: 'backing_off',
      why: { kind: 'interrupted', count: 3 },
      next: { kind: 'run', atMs: 4_000, follows: { kind: 'calls', calls: [{ step: 'book' }] } },
    });
  });

  it('is due, then overdue', () => {
    const story = given(twoSteps).replied('book').handsOver();
    expect(told(story)).toMatchObject({
      class: 'due',
      why: { kind: 'due', sinceMs: 0, way: { place: { number: 2, count: 2, step: 'mail' }, turn: null } },
      next: { kind: 'run', atMs: null, follows: { kind: 'calls' } },
    });
    expect(told(story, {}, 30_000).class).toBe('due');
    expect(told(story, {}, 30_001)).toMatchObject({ class: 'overdue', why: { kind: 'overdue', sinceMs: 0 } });
  });

  it('lost its process: another takes it over, or gives it up for poison', () => {
    const story = given(twoSteps).replied('book');
    expect(told(story, { owner: 'gone' })).toMatchObject({
      class: 'orphaned',
      next: { kind: 'takeover', follows: { kind: 'calls', calls: [{ step: 'mail' }] } },
    });
    for (let deaths = 0; deaths < 4; deaths += 1) story.dies().later();
    expect(told(story, { owner: 'gone' })).toMatchObject({
      next: { kind: 'takeover', follows: { kind: 'stuck', class: 'poison', direction: 'forward' } },
    });
  });

  it('is held, and then released', () => {
    const participant = 'story.mail.Service';
    const story = given(twoSteps).holds(participant).replied('book').rests();
    expect(told(story)).toMatchObject({
      class: 'held',
      why: { kind: 'held', participant, isReleased: false, way: { place: { step: 'mail' } } },
      next: { kind: 'release', participant, follows: { kind: 'calls', calls: [{ step: 'mail' }] } },
      ...{ nextAtMs: null, deadlineAtMs: null },
    });
    expect(told(story, { heldParticipants: new Set() })).toMatchObject({
      ...{ class: 'held', why: { isReleased: true }, next: { kind: 'wake', participant } },
    });
  });

  it('is paused', () => {
    const story = given(within(60_000, twoSteps)).replied('book').handsOver().operator({ kind: 'pause' });
    expect(told(story)).toMatchObject({
      class: 'paused',
      why: { kind: 'paused', sinceMs: 0, mayCall: false },
      next: { kind: 'resume', heldBy: null, follows: { kind: 'calls', calls: [{ step: 'mail' }] } },
      ...{ nextAtMs: null, deadlineAtMs: null },
    });
  });

  it('was asked to turn back while calls are in flight', () => {
    const story = given(twoSteps).replied('book').calls('mail').cancelled();
    expect(told(story)).toMatchObject({
      class: 'calling',
      why: { kind: 'moving', way: { cancelRequested: true } },
      next: { kind: 'goes_on', follows: { kind: 'turns', cause: 'cancelled', undo: [2, 1] } },
    });
  });

  it('goes back: why it turned, at what, and what is still to be undone', () => {
    const definition = plan(compensatable('book'), compensatable('work'), compensatable('mail'));
    const story = given(definition)
      .replied('book')
      .replied('work')
      .refused('mail', 'NOT_FOUND', 'NO_ADDRESS');
    expect(told(story.unanswered('undo work'))).toMatchObject({
      class: 'backing_off',
      why: {
        call: { number: 2, step: 'work', direction: 'compensation', attempts: 1, left: 19 },
        way: {
          turn: {
            cause: 'refused',
            call: { number: 3, step: 'mail', error: { code: 'NOT_FOUND', reason: 'NO_ADDRESS' } },
          },
          toUndo: [2, 1],
        },
      },
      next: {
        outlook: {
          ifDone: { kind: 'calls', calls: [{ step: 'book', direction: 'compensation' }] },
          ifRefused: { kind: 'stuck', class: 'compensation_refused', direction: 'backward' },
          ifExhausted: { kind: 'stuck', class: 'compensation_exhausted' },
        },
      },
    });
    // What refused the undo is not why it turned.
    expect(told(story.later().refused('undo work'))).toMatchObject({
      why: { turn: { cause: 'refused', call: { step: 'mail', error: { code: 'NOT_FOUND' } } } },
    });
  });

  it('goes back to do it again', () => {
    const story = stuckAtMail().operator({ kind: 'rewind', step: 'work' }).after(0);
    expect(told(story)).toMatchObject({
      why: { others: 1, way: { turn: { cause: 'rewind', to: { number: 2, step: 'work' } }, toUndo: [2] } },
      next: { outlook: { ifDone: { kind: 'forward_again', place: { number: 2, step: 'work' } } } },
    });
  });

  it('settles its pivot, whose outcome nobody knows', () => {
    const definition = plan(
      compensatable('book'),
      pivot('pay', { retry: { maxAttempts: 1 } }),
      retriable('tell'),
    );
    const before = told(given(definition).replied('book'));
    const outlook = {
      ifDone: { kind: 'calls', calls: [{ step: 'tell' }] },
      ifRefused: { kind: 'turns', undo: [1] },
      ifExhausted: { kind: 'stuck', class: 'pivot_unknown' },
    };
    expect(before.next).toMatchObject({ outlook: { ifExhausted: { kind: 'settles', outlook } } });
    expect(told(given(definition).replied('book').unanswered('pay'))).toMatchObject({
      ...{ class: 'calling', why: { call: { step: 'pay', direction: 'seal', left: 20 } }, next: { outlook } },
    });
  });

  it('past its commit point: it goes on for long, and then waits for an operator', () => {
    const story = given(plan(pivot('pay'), retriable('tell')))
      .replied('pay')
      .unanswered('tell');
    expect(told(story)).toMatchObject({
      why: { call: { attempts: 1, left: 999 } },
      next: { outlook: { ifExhausted: { kind: 'stuck', class: 'exhausted', direction: 'forward' } } },
    });
  });
});

describe('a stuck saga', () => {
  const anOperator = (saga: SagaClass) => ({ class: saga, next: { kind: 'operator' }, nextAtMs: null });

  it('refused: by whom, and what may be done', () => {
    expect(told(stuckAtMail())).toMatchObject({
      ...anOperator('refused'),
      why: {
        call: { number: 3, step: 'mail', attempts: 1, error: { code: 'FAILED_PRECONDITION' } },
        turn: null,
      },
      next: { actions: ['replay', 'rewind', 'compensate', 'skip', 'edit_input', 'close'] },
    });
  });

  it('exhausted', () => {
    const story = given(plan(compensatable('book', { ...supervised, retry: { maxAttempts: 1 } }))).unanswered(
      'book',
    );
    expect(told(story)).toMatchObject({ ...anOperator('exhausted'), why: { call: { attempts: 1 } } });
  });

  it('pivot unknown', () => {
    const bare = pivot('pay', { barrier: false, retry: { maxAttempts: 1 } });
    expect(told(given(plan(bare)).unanswered('pay'))).toMatchObject({
      ...anOperator('pivot_unknown'),
      next: { actions: ['replay', 'skip', 'edit_input', 'record_outcome', 'close'] },
    });
  });

  it('the undo refused or exhausted', () => {
    expect(told(stuckGoingBack())).toMatchObject({
      ...anOperator('compensation_refused'),
      why: { call: { step: 'work', branch: 'a', direction: 'compensation' }, turn: { cause: 'operator' } },
      next: { actions: ['replay', 'waive', 'close'] },
    });
    const once = { undoRetry: { maxAttempts: 1 } };
    const story = given(plan(compensatable('book', once), compensatable('mail')))
      .replied('book')
      .refused('mail');
    expect(told(story.unanswered('undo book')).class).toBe('compensation_exhausted');
  });

  it('poison', () => {
    const story = given(twoSteps);
    for (let deaths = 0; deaths < 5; deaths += 1) story.dies().later();
    expect(told(story)).toMatchObject({ ...anOperator('poison'), why: { interruptions: 5, call: null } });
  });

  it.each(['definition_missing', 'cannot_decrypt', 'unstorable'] as const)('%s', (reason) => {
    const story = given(twoSteps).replied('book').handsOver();
    const error = { code: 'UNIMPLEMENTED', reason: 'DEFINITION_UNFIT', fields: ['a.B/C'] };
    story.operator({ kind: 'give_up', class: reason, error });
    expect(told(story)).toMatchObject({
      ...anOperator(reason),
      why: { place: { step: 'mail' }, call: null, error },
    });
  });
});

describe('a saga that has ended', () => {
  const nothing = { next: { kind: 'nothing' }, nextAtMs: null };

  it('completed', () => {
    const story = given(twoSteps).replied('book').replied('mail');
    expect(told(story)).toMatchObject({
      ...nothing,
      class: 'completed',
      why: { kind: 'completed', steps: 2 },
    });
  });

  it('compensated: why', () => {
    const story = given(twoSteps).replied('book').refused('mail').replied('undo book');
    expect(told(story)).toMatchObject({
      ...nothing,
      class: 'compensated',
      why: { turn: { cause: 'refused', call: { step: 'mail' } } },
    });
    const reopened = given(twoSteps)
      .replied('book')
      .replied('mail')
      .operator({ kind: 'compensate', by: 'operator' })
      .after(0);
    expect(told(reopened)).toMatchObject({ why: { way: { turn: { cause: 'reopened' }, toUndo: [2, 1] } } });
  });

  it('closed: what was left open', () => {
    const story = stuckGoingBack().operator({ kind: 'close', statement: 'by phone' });
    expect(told(story)).toMatchObject({
      ...nothing,
      ...{ class: 'closed', why: { open: ['book/main', 'work/a', 'work/b'] } },
    });
  });
});

describe('of several calls', () => {
  it('the one that failed is told of, and that others are open', () => {
    const story = given(threeSteps).replied('book').calls('work/a', 'work/b').unanswered('work/b').after(50);
    expect(told(story)).toMatchObject({ class: 'calling', why: { call: { branch: 'a' }, others: 1 } });
    expect(told(story.replied('work/a').after(50))).toMatchObject({
      ...{ class: 'backing_off', why: { call: { branch: 'b', attempts: 1 }, others: 0 } },
    });
  });
});
