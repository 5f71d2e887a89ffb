/** What is said of a saga is held against what then really happens. */
import fc from 'fast-check';
import { RandomWalk, type ModelledSaga, type Stride } from '#libs/testkit';
import { explained } from '../test/explained.js';
import { definitions, firstStrides, strides } from '../test/random-sagas.js';
import type { SagaDefinition } from './definition.js';
import type { SagaEvent } from './events.js';
import { SAGA_CLASSES, type SagaClass, type StandingFacts } from './explain.js';
import type { Consequence } from './outlook.js';
import type { CallRef } from './state.js';
import { sameCall } from './view.js';

describe('an explanation does not lie', () => {
  const wayEvents = new Set(['turned', 'failed', 'completed', 'compensated', 'rewound']);

  function nameOf(event: SagaEvent): string {
    if (event.kind === 'turned') return `turns ${event.data.cause}`;
    return event.kind === 'failed' ? `stuck ${event.data.class}` : event.kind;
  }

  /** Goes on as imagined, until something is decided about the way of the saga; what that was. */
  function goOn(saga: ModelledSaga, failing: CallRef, how: 'refused' | 'exhausted'): string {
    const seen = saga.events.length;
    for (let turn = 0; turn < 2_000; turn += 1) {
      const event = saga.events.slice(seen).find(({ kind }) => wayEvents.has(kind));
      if (event !== undefined) return nameOf(event);
      const [flight] = saga.inFlight;
      if (flight === undefined) saga.passTo(Math.max(saga.nextTimeMs() ?? saga.nowMs, saga.nowMs));
      else if (flight.ref.direction === 'seal') return 'settles';
      else if (!sameCall(flight.ref, failing)) saga.answer(flight.ref, { outcome: 'done', reply: {} });
      else {
        const branch = saga.state.steps[failing.stepIndex]?.branches[failing.branchIndex];
        const isSure =
          failing.direction === 'action' && branch?.action.error != null && !branch.action.tainted;
        const [outcome, code] = isSure
          ? (['no_effect', 'ABORTED'] as const)
          : (['unknown', 'UNAVAILABLE'] as const);
        saga.answer(
          flight.ref,
          how === 'refused' ? { outcome: 'refused', code: 'FAILED_PRECONDITION' } : { outcome, code },
        );
      }
    }
    throw new Error('nothing was decided');
  }

  const briefOf = (said: Consequence): string => {
    if (said.kind === 'turns') return `turns ${said.cause}`;
    if (said.kind === 'stuck') return `stuck ${said.class}`;
    if (said.kind === 'calls') return said.calls.map(({ ref }) => JSON.stringify(ref)).join();
    const named = {
      is_compensated: 'compensated',
      completes: 'completed',
      forward_again: 'rewound',
    } as const;
    return said.kind in named ? named[said.kind as keyof typeof named] : said.kind;
  };

  /** A saga that anything may have happened to, and that nobody holds. */
  function walked(definition: SagaDefinition, happenings: readonly Stride[]): ModelledSaga {
    const walk = new RandomWalk(definition);
    walk.saga.claim();
    for (const each of happenings) walk.stride(each);
    walk.saga.held.clear();
    return walk.saga;
  }

  it('what is said to follow a failure follows it', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(definitions, firstStrides, fc.boolean(), (definition, happenings, isRefused) => {
        const saga = walked(definition, happenings);
        // What a process has in hand and has not written is known to nobody else.
        if (saga.view.results.length + saga.view.postponed.length > 0) return;
        const { next } = explained(saga);
        if ((next.kind !== 'attempt' && next.kind !== 'answer') || next.call.direction === 'seal') return;
        const how = isRefused ? 'refused' : 'exhausted';
        const said = isRefused ? next.outlook.ifRefused : next.outlook.ifExhausted;
        met.set(briefOf(said), (met.get(briefOf(said)) ?? 0) + 1);
        const from = saga.called.length;
        expect(briefOf(said)).toBe(goOn(saga, next.call.ref, how));
        if (said.kind !== 'turns') return;
        for (let turn = 0; turn < 500 && saga.state.phase === 'COMPENSATING'; turn += 1) {
          const [flight] = saga.inFlight;
          if (flight !== undefined) saga.answer(flight.ref, { outcome: 'done', reply: {} });
          else saga.passTo(Math.max(saga.nextTimeMs() ?? saga.nowMs, saga.nowMs));
        }
        const undone = saga.called.slice(from).filter(({ ref }) => ref.direction === 'compensation');
        expect([...new Set(undone.map(({ ref }) => ref.stepIndex + 1))]).toEqual(said.undo);
      }),
      { numRuns: 400 },
    );
    // A run that never met one of them has shown nothing about it.
    for (const kind of ['turns refused', 'turns exhausted', 'stuck refused', 'stuck exhausted']) {
      expect([kind, (met.get(kind) ?? 0) > 0]).toEqual([kind, true]);
    }
  });

  it('what is said to come next by itself comes next', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(definitions, firstStrides, (definition, happenings) => {
        const saga = walked(definition, happenings);
        if (saga.owned) saga.leave('hand_over');
        const { next } = explained(saga);
        if (next.kind !== 'run' || next.follows.kind === 'settles') return;
        met.set(next.follows.kind, (met.get(next.follows.kind) ?? 0) + 1);
        const [events, calls] = [saga.events.length, saga.called.length];
        const wayEvent = () => saga.events.slice(events).find(({ kind }) => wayEvents.has(kind));
        saga.passTo(next.atMs ?? saga.nowMs);
        // Whoever takes it may still have to wait for the time of the call.
        for (let turn = 0; turn < 5 && saga.called.length === calls && wayEvent() === undefined; turn += 1) {
          saga.passTo(saga.nextTimeMs() ?? saga.nowMs);
        }
        const event = wayEvent();
        const made = saga.called.slice(calls).map(({ ref }) => JSON.stringify(ref));
        expect(briefOf(next.follows)).toBe(event === undefined ? made.join() : nameOf(event));
      }),
      { numRuns: 400 },
    );
    expect(met.get('calls') ?? 0).toBeGreaterThan(50);
  });

  it('every state that a saga can get into has a class, a reason and a next thing, whoever owns it and whenever it is asked', () => {
    const met = new Set<SagaClass>();
    const known = new Set<string>(SAGA_CLASSES);
    fc.assert(
      fc.property(
        definitions,
        strides,
        fc.constantFrom('none', 'live', 'gone'),
        (definition, happenings, owner) => {
          const walk = new RandomWalk(definition);
          const look = (facts: Partial<StandingFacts>, nowMs = walk.saga.nowMs) => {
            const { class: saga, why, next } = explained(walk.saga, facts, nowMs);
            met.add(saga);
            expect(known.has(saga)).toBe(true);
            expect(why.kind).not.toBe('');
            expect(next.kind).not.toBe('');
          };
          look({});
          walk.saga.claim();
          for (const each of happenings) {
            walk.stride(each);
            look({});
          }
          look({ owner }, walk.saga.nowMs + 40_000);
          look({ owner, dueAtMs: null, heldParticipants: new Set() }, 0);
          walk.heal();
          look({});
        },
      ),
      { numRuns: 60 },
    );
    expect(met.size).toBeGreaterThan(8);
  });
});
