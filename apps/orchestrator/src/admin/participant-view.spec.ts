import { resolveDefinition } from '#libs/saga-core';
import { compensatable, pivot, plan } from '#libs/testkit';
import { knownParticipant, participantView } from './participant-view.js';

const resolved = (definition: ReturnType<typeof plan>) => ({ resolved: resolveDefinition(definition) });
const guarded = resolved(plan(compensatable('book'), pivot('pay')));
const unguarded = resolved(plan(compensatable('book', { notUndone: true, barrier: false })));
const BOOK = 'story.book.Service';

describe('a participant', () => {
  it('is one that a definition calls, with all that any of them calls', () => {
    expect(knownParticipant(BOOK, [guarded])).toEqual({
      name: BOOK,
      methods: [`${BOOK}/Do`, `${BOOK}/Undo`],
      barrier: true,
    });
    expect(knownParticipant('story.pay.Service', [guarded])?.methods).toEqual(['story.pay.Service/Do']);
    expect(knownParticipant('story.mail.Service', [guarded, unguarded])).toBeNull();
    expect(knownParticipant(BOOK, [])).toBeNull();
  });

  it('keeps a barrier where every definition says so', () => {
    expect(knownParticipant(BOOK, [unguarded])?.barrier).toBe(false);
    expect(knownParticipant(BOOK, [guarded, unguarded])?.barrier).toBe(false);
  });

  it('is shown with the hold that stands, or with the rate of its release', () => {
    const known = { name: BOOK, methods: [], barrier: true };
    const hold = { participant: BOOK, heldAtMs: 1_500, heldBy: 'li', reason: 'full', release: null };
    expect(participantView(known, null, null)).toMatchObject({
      ...{ target: '', hold: null, release_rate: 0 },
    });
    expect(participantView(known, 'book:5104', hold)).toMatchObject({
      target: 'dns:///book:5104',
      hold: { create_time: { seconds: 1, nanos: 500_000_000 }, actor: 'li', reason: 'full' },
      release_rate: 0,
    });
    expect(participantView(known, null, { ...hold, release: { atMs: 2_000, rate: 20 } })).toMatchObject({
      hold: null,
      release_rate: 20,
    });
    const atOnce = { ...hold, release: { atMs: 2_000, rate: null } };
    expect(participantView(known, null, atOnce)).toMatchObject({ hold: null, release_rate: 0 });
  });
});
