/** What a preview says is what happens: it is held against sagas that then really go on. */
import fc from 'fast-check';
import {
  compensatable,
  given,
  pivot,
  plan,
  RandomWalk,
  retriable,
  stuckAtMail,
  stuckGoingBack,
  type ModelledSaga,
  type SagaStory,
  type Stride,
} from '#libs/testkit';
import { definitions, firstStrides, strides } from '../test/random-sagas.js';
import type { SagaDefinition } from './definition.js';
import type { OperatorCommand } from './operate.js';
import { allowedActions } from './operator-guards.js';
import { previewCommand, type CommandPreview } from './preview.js';

type Accepted = Extract<CommandPreview, { kind: 'accepted' }>;

function previewOf(saga: ModelledSaga, command: OperatorCommand, pivotTookEffect = false): Accepted {
  const { definition, state, owned, sagaId, nowMs } = saga;
  const facts = { owned, reopenRefusal: null };
  const preview = previewCommand(definition, state, command, facts, { sagaId, nowMs }, pivotTookEffect);
  if (preview.kind === 'refused') throw new Error(`${command.kind} is refused: ${preview.refusal.code}`);
  return preview;
}

const keysOf = ({ plan: { calls } }: Accepted) => calls.map(({ key }) => key.replace('saga/', ''));
const compensate = { kind: 'compensate', by: 'operator' } as const;
const previewed = (story: SagaStory, command: OperatorCommand, pivotTookEffect = false) =>
  previewOf(story.saga, command, pivotTookEffect);

describe('what a command leads to', () => {
  it('compensate: everything that is owed, the highest step first', () => {
    const preview = previewed(stuckAtMail(), compensate);
    expect(preview.state.phase).toBe('COMPENSATING');
    expect(keysOf(preview)).toEqual([
      ...['work/a/1/compensation', 'work/b/1/compensation', 'book/main/1/compensation'],
    ]);
    expect(preview.plan).toMatchObject({ end: 'COMPENSATED', irreversible: [] });
    expect(preview.plan.calls[0]).toMatchObject({
      ...{ step: 'work', branch: 'a', direction: 'compensation', barrier: true },
      ...{ method: 'story.work.a.Service/Undo', participant: 'story.work.a.Service' },
    });
  });

  it('compensate of a saga that owes nothing: no call, and the end at once', () => {
    const story = given(plan(compensatable('book', { onRefused: 'stop' }))).refused('book');
    const preview = previewed(story, compensate);
    expect(preview.plan).toEqual({ calls: [], irreversible: [], end: 'COMPENSATED' });
    expect(preview.state.phase).toBe('COMPENSATED');
  });

  it('compensate of a saga that a process moves: what is in flight is undone too', () => {
    const story = given(plan(compensatable('book'), compensatable('work', { branches: ['a', 'b'] })))
      .replied('book')
      .calls('work/a', 'work/b');
    const preview = previewed(story, compensate);
    expect(preview.state).toMatchObject({ phase: 'RUNNING', cancelRequested: true });
    expect(preview.inFlight.map(({ key }) => key)).toEqual(['saga/work/a/1/action', 'saga/work/b/1/action']);
    expect(keysOf(preview)).toEqual([
      ...['work/a/1/compensation', 'work/b/1/compensation', 'book/main/1/compensation'],
    ]);
  });

  it('compensate while the pivot is in flight: forward, if it takes effect', () => {
    const story = given(plan(compensatable('book'), pivot('pay'), retriable('tell'))).replied('book');
    const preview = previewed(story, compensate);
    expect(keysOf(preview)).toEqual(['tell/main/1/action']);
    expect(preview.plan).toMatchObject({ end: 'COMPLETED', irreversible: ['pay/main', 'tell/main'] });
  });

  it('compensate while nobody knows of the pivot: its seal decides', () => {
    const story = given(plan(compensatable('book'), pivot('pay'), retriable('tell')))
      .replied('book')
      .unanswered('pay')
      .handsOver();
    const back = previewed(story, compensate);
    expect(keysOf(back)).toEqual(['pay/main/1/action', 'book/main/1/compensation']);
    expect(back.plan.calls[0]?.direction).toBe('seal');
    expect(back.plan).toMatchObject({ end: 'COMPENSATED', irreversible: [] });
    const on = previewed(story, compensate, true);
    expect(keysOf(on)).toEqual(['pay/main/1/action', 'tell/main/1/action']);
    expect(on.plan).toMatchObject({ end: 'COMPLETED', irreversible: ['pay/main', 'tell/main'] });
  });

  it('rewind: the undo with the keys they had, then the actions under the next generation', () => {
    expect(keysOf(previewed(stuckAtMail(), { kind: 'rewind', step: 'work' }))).toEqual([
      ...['work/a/1/compensation', 'work/b/1/compensation'],
      ...['work/a/2/action', 'work/b/2/action', 'mail/main/2/action'],
    ]);
  });

  it('rewind over a step that is not undone: its effect stays, and there will be a second', () => {
    const story = given(
      plan(compensatable('look', { notUndone: true }), compensatable('mail', { onRefused: 'stop' })),
    )
      .replied('look')
      .refused('mail');
    const preview = previewed(story, { kind: 'rewind', step: 'look' });
    expect(keysOf(preview)).toEqual(['look/main/2/action', 'mail/main/2/action']);
    expect(preview.plan).toMatchObject({ end: 'COMPLETED', irreversible: ['look/main'] });
  });

  it('waive on the way of a rewind: what was waived stays, although the step is done again', () => {
    const story = stuckAtMail()
      .operator({ kind: 'rewind', step: 'work' })
      .after(0)
      .replied('undo work/b')
      .refused('undo work/a')
      .stuck('compensation_refused', 'work/a');
    const waive = { kind: 'waive', how: 'waived', step: 'work', branch: 'a', evidence: 'seen' } as const;
    const preview = previewed(story, waive);
    expect(keysOf(preview)).toEqual(['work/a/2/action', 'work/b/2/action', 'mail/main/2/action']);
    expect(preview.plan).toMatchObject({ end: 'COMPLETED', irreversible: ['work/a'] });
  });

  it('replay: the same direction and the same keys', () => {
    expect(keysOf(previewed(stuckAtMail(), { kind: 'replay' }))).toEqual(['mail/main/1/action']);
    expect(keysOf(previewed(stuckGoingBack(), { kind: 'replay' }))).toEqual([
      ...['work/a/1/compensation', 'work/b/1/compensation', 'book/main/1/compensation'],
    ]);
  });

  it('waive: while the other undo of the step stays failed, nothing; after the last, what comes next', () => {
    const waive = { kind: 'waive', how: 'waived', step: 'work', evidence: 'seen' } as const;
    const story = stuckGoingBack();
    const first = previewed(story, { ...waive, branch: 'a' });
    expect(first.plan).toMatchObject({ calls: [], end: 'FAILED', irreversible: ['work/a'] });
    const last = previewed(story.operator({ ...waive, branch: 'a' }), { ...waive, branch: 'b' });
    expect(keysOf(last)).toEqual(['book/main/1/compensation']);
    expect(last.plan).toMatchObject({ end: 'COMPENSATED', irreversible: ['work/a', 'work/b'] });
  });

  it('close: no call, and what is owed stays', () => {
    const preview = previewed(stuckGoingBack(), { kind: 'close', statement: 'done by phone' });
    expect(preview.plan).toEqual({
      ...{ calls: [], end: 'CLOSED' },
      irreversible: ['book/main', 'work/a', 'work/b'],
    });
  });

  it('edit: the saga stays where it is', () => {
    const edit = { step: 'mail', branch: 'main', request: { to: 'x' } };
    const preview = previewed(stuckAtMail(), { kind: 'edit_input', edit });
    expect(preview.plan).toMatchObject({ calls: [], end: 'FAILED' });
  });

  it('pause: nothing; resume: what was to come; anything else of a paused saga: what comes after the resume', () => {
    const story = given(plan(compensatable('book'), compensatable('mail')))
      .replied('book')
      .handsOver();
    expect(previewed(story, { kind: 'pause' }).plan.calls).toEqual([]);
    story.operator({ kind: 'pause' });
    expect(keysOf(previewed(story, { kind: 'resume' }))).toEqual(['mail/main/1/action']);
    expect(keysOf(previewed(story, compensate))).toEqual([
      'mail/main/1/compensation',
      'book/main/1/compensation',
    ]);
  });

  it('reopening a completed saga: everything is undone', () => {
    const story = given(plan(compensatable('book'), compensatable('mail')))
      .replied('book')
      .replied('mail');
    expect(keysOf(previewed(story, compensate))).toEqual([
      ...['mail/main/1/compensation', 'book/main/1/compensation'],
    ]);
  });

  it('is refused where the command is', () => {
    const { saga } = stuckAtMail();
    const facts = { owned: false, reopenRefusal: null };
    const from = { sagaId: 'saga', nowMs: 0 };
    const waive = { kind: 'waive', how: 'waived', step: 'book', branch: 'main', evidence: '' } as const;
    expect(previewCommand(saga.definition, saga.state, waive, facts, from)).toMatchObject({
      ...{ kind: 'refused', refusal: { code: 'STATUS_FORBIDS' } },
    });
  });
});

/** Answers everything well until the saga rests or only people can help. */
function runWell(saga: ModelledSaga): void {
  for (let turn = 0; turn < 2_000; turn += 1) {
    const [flight] = saga.inFlight;
    const nextMs = saga.nextTimeMs();
    if (flight !== undefined) {
      const isSeal = flight.ref.direction === 'seal';
      saga.answer(flight.ref, isSeal ? { outcome: 'sealed' } : { outcome: 'done', reply: {} });
    } else if (nextMs === null) return;
    else saga.passTo(Math.max(nextMs, saga.nowMs));
  }
  throw new Error('the saga comes to no rest');
}

/** Arguments that suggest themselves; null for what an operator has to know. */
function usual(saga: ModelledSaga, action: string): OperatorCommand | null {
  const { definition, state } = saga;
  if (action === 'replay' || action === 'resume') return { kind: action };
  if (action === 'compensate') return compensate;
  if (action === 'close') return { kind: 'close', statement: 'closed' };
  if (action !== 'rewind') return null;
  return { kind: 'rewind', step: definition.steps[Math.min(1, state.stepIndex)]?.name ?? '' };
}

/** Walks a saga to wherever it gets, and leaves nothing that would hold it. */
function walked(definition: SagaDefinition, happenings: readonly Stride[]): RandomWalk {
  const walk = new RandomWalk(definition);
  walk.saga.claim();
  for (const happening of happenings) walk.stride(happening);
  walk.saga.held.clear();
  return walk;
}

describe('a preview does not lie', () => {
  it('whatever the command and the state: the calls that are previewed are made, in this order', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        definitions,
        fc.oneof(firstStrides, strides),
        fc.nat(1_000),
        (definition, happenings, pick) => {
          const { saga } = walked(definition, happenings);
          if (saga.owned) saga.leave('hand_over');
          const facts = { owned: saga.owned, reopenRefusal: null };
          const allowed = allowedActions(saga.definition, saga.state, facts, saga.nowMs).filter(
            ({ refusal }) => refusal === null,
          );
          const rare = allowed.find(({ action: name }) => name === 'rewind' || name === 'compensate');
          const chosen = pick % 3 === 0 ? rare : undefined;
          const action = (chosen ?? allowed[pick % Math.max(1, allowed.length)])?.action ?? '';
          const command = usual(saga, action);
          if (command === null) return;
          const preview = previewOf(saga, command);
          seen.set(action, (seen.get(action) ?? 0) + 1);
          const before = saga.called.length;
          saga.operate(command);
          expect(saga.state).toEqual(preview.state);
          if (saga.state.blockedOn !== null) saga.operate({ kind: 'unblock' });
          if (saga.state.pausedAtMs !== null && command.kind !== 'close') saga.operate({ kind: 'resume' });
          runWell(saga);
          const made = saga.called.slice(before).map(({ key, ref }) => `${ref.direction} ${key}`);
          expect(preview.plan.calls.map(({ key, direction }) => `${direction} ${key}`)).toEqual(made);
          expect(saga.state.phase.startsWith(preview.plan.end)).toBe(true);
        },
      ),
      { numRuns: 800 },
    );
    // A run that never met one of them has shown nothing about it.
    for (const action of ['replay', 'compensate', 'rewind', 'resume', 'close']) {
      expect(seen.get(action) ?? 0).toBeGreaterThan(0);
    }
  });

  // What the process could not send yet is told as in flight: the history does not tell the two apart.
  it('of a saga in the hands of a process: no call is made that the preview did not show', () => {
    let met = 0;
    fc.assert(
      fc.property(definitions, firstStrides, (definition, happenings) => {
        const { saga } = walked(definition, happenings);
        const facts = { owned: true, reopenRefusal: null };
        const choices = allowedActions(saga.definition, saga.state, facts, saga.nowMs);
        const isAllowed = choices.find(({ action }) => action === 'compensate')?.refusal === null;
        if (!saga.owned || !isAllowed || saga.state.phase !== 'RUNNING') return;
        if (saga.state.pausedAtMs !== null || saga.state.blockedOn !== null) return;
        met += 1;
        const { plan: following, inFlight } = previewOf(saga, compensate);
        const keys = [...following.calls, ...inFlight].map(({ key }) => key);
        const before = saga.called.length;
        saga.operate(compensate);
        runWell(saga);
        const made = saga.called.slice(before).map(({ key }) => key);
        expect(made.filter((key) => !keys.includes(key))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(met).toBeGreaterThan(20);
  });
});
