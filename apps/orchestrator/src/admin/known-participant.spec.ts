import { resolveDefinition } from '#libs/saga-core';
import { compensatable, pivot, plan } from '#libs/testkit';
import { knownParticipant } from './known-participant.js';

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
});
