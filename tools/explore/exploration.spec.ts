/**
 * The exhaustive search of small scopes: nothing is wrong in them, and what is known to be wrong is found. Each mistake
 * stands in the place of one function of the protocol.
 */
import { EMPTY_VIEW } from '#libs/saga-core';
import { compensatable, plan } from '#libs/testkit';
import { explore } from './exploration.js';
import { PROTOCOL, type Protocol } from './protocol.js';
import { trace } from './trace.js';
import { SAGA_ID, type Limits, type Scope } from './world.js';

const NOTHING: Limits = { crashes: 0, duplicates: 0, lostClaims: 0, commands: 0, troubles: 0, putOffs: 0 };
const SHORT = { maxAttempts: 2, initialIntervalMs: 1_000 };
const ONE = plan(compensatable('one', { retry: SHORT, undoRetry: SHORT }));

function scope(limits: Partial<Limits>, more: Partial<Scope> = {}): Scope {
  return { name: 'small', definition: ONE, limits: { ...NOTHING, ...limits }, commands: [], ...more };
}

/** The rule that is broken where one function of the protocol is another one; null when nothing is found. */
function brokenBy(change: Partial<Protocol>, small: Scope): string | null {
  const { violation } = explore(small, { ...PROTOCOL, ...change });
  return violation === null ? null : (violation.error.message.split(':')[0] ?? '');
}

const COMPENSATE = [{ kind: 'compensate', by: 'operator' }] as const;
/** What is given back writes nothing but the release: only the epoch tells a late copy of it from the next claim. */
const GIVEN_BACK = scope({ duplicates: 1, putOffs: 1 }, { interruptions: 2 });
const TURNED = scope({ commands: 1, troubles: 1 }, { commands: COMPENSATE });

describe('the exhaustive search', () => {
  it('finds nothing wrong in a scope in which everything may go wrong once', () => {
    const limits = { crashes: 1, duplicates: 1, commands: 1, troubles: 1 };
    const findings = explore(scope(limits, { commands: COMPENSATE }));
    expect(findings.violation).toBeNull();
    expect(findings.states).toBeGreaterThan(5_000);
    expect(findings.atRest).toBeGreaterThan(50);
  });

  it('gives the same numbers again', () => {
    const small = scope({ crashes: 1 });
    expect(explore(small)).toEqual(explore(small));
  });

  it('tells the shortest course to a mistake, to its last line', () => {
    const { violation } = explore(scope({}), { ...PROTOCOL, sweep: () => [] });
    expect(violation).not.toBeNull();
    const lines = trace(violation as NonNullable<typeof violation>);
    expect(lines[0]).toContain('the saga is stored');
    expect(lines.at(-1)).toContain('no rest can be reached');
  });
});

describe('the exhaustive search sees', () => {
  it('G6: an epoch that is left out of the fence', () => {
    const flush: Protocol['flush'] = (db, instanceId, batch) => {
      const epoch = db.sagas.get(SAGA_ID)?.epoch ?? 0;
      return PROTOCOL.flush(
        db,
        instanceId,
        batch.map((transition) => ({ ...transition, epoch })),
      );
    };
    expect(brokenBy({ flush }, GIVEN_BACK)).toBe('G6');
  });

  it('G7: a revision that is left out of the fence', () => {
    const flush: Protocol['flush'] = (db, instanceId, batch) => {
      const revision = db.sagas.get(SAGA_ID)?.revision ?? 0;
      const unfenced = batch.map((transition) => ({ ...transition, expectedRevision: revision }));
      return PROTOCOL.flush(db, instanceId, unfenced);
    };
    const isOutdated: Protocol['isOutdated'] = (row, { epoch }) => row.epoch > epoch;
    expect(brokenBy({ flush, isOutdated }, TURNED)).toMatch(/^(G7|store)$/);
  });

  it('G6: a claim that does not raise the epoch', () => {
    const claim: Protocol['claim'] = (db, instanceId, batch, fitness) => {
      const won = PROTOCOL.claim(db, instanceId, batch, fitness);
      const lowered = won.map((saga) => ({ ...saga, row: { ...saga.row, epoch: saga.row.epoch - 1 } }));
      db.commit({ sagas: lowered.map(({ row }) => row) });
      return lowered;
    };
    expect(brokenBy({ claim }, GIVEN_BACK)).toBe('G6');
  });

  it('G8: a sweep that never comes', () => {
    expect(brokenBy({ sweep: () => [] }, scope({}))).toBe('from here no rest can be reached');
  });

  it('G8: a takeover that never comes', () => {
    expect(brokenBy({ takeover: () => [] }, scope({ crashes: 1 }))).not.toBeNull();
  });

  it('G5: an undo that leaves the row of its action free', () => {
    const compensation: Protocol['barrier']['compensation'] = (rows) =>
      rows.action === null && !rows.compensation
        ? { rows: { ...rows, compensation: true }, reply: 'ok' }
        : PROTOCOL.barrier.compensation(rows);
    const isSettled: Protocol['barrier']['isSettled'] = (rows, direction) =>
      direction === 'compensation' ? rows.compensation : rows.action !== null;
    const barrier = { ...PROTOCOL.barrier, compensation, isSettled };
    expect(brokenBy({ barrier }, TURNED)).toBe('G5');
  });

  it('G1: an unknown outcome that counts as refused', () => {
    const outcomeOf: Protocol['outcomeOf'] = (...status) => {
      const outcome = PROTOCOL.outcomeOf(...status);
      return outcome === 'unknown' ? 'refused' : outcome;
    };
    expect(brokenBy({ outcomeOf }, scope({ troubles: 1 }))).toBe('G1');
  });

  it('G1: a saga that is given up although nothing went wrong', () => {
    const decide: Protocol['decide'] = (definition, state, happening, moment) => {
      const isNew = happening.kind === 'advance' && state.phase === 'RUNNING';
      const given = { kind: 'give_up', class: 'poison', view: isNew ? happening.view : EMPTY_VIEW } as const;
      return PROTOCOL.decide(definition, state, isNew ? given : happening, moment);
    };
    expect(brokenBy({ decide }, scope({ crashes: 1 }))).toBe('G1');
  });

  it('G1: a saga that turns although nothing turned it', () => {
    const decide: Protocol['decide'] = (definition, state, ...rest) =>
      PROTOCOL.decide(definition, { ...state, cancelRequested: state.phase === 'RUNNING' }, ...rest);
    expect(brokenBy({ decide }, scope({ crashes: 1 }))).toBe('G1');
  });

  it('G1: a cancel that is accepted and forgotten', () => {
    const decide: Protocol['decide'] = (definition, state, ...rest) =>
      PROTOCOL.decide(definition, { ...state, cancelRequested: false }, ...rest);
    expect(brokenBy({ decide }, TURNED)).toBe('G1');
  });

  it('G2: a barrier that lets a duplicate through', () => {
    const action: Protocol['barrier']['action'] = (rows) =>
      rows.action === 'compensation'
        ? { rows, reply: 'refused' }
        : { rows: { ...rows, action: 'action', made: rows.made + 1 }, reply: 'ok' };
    const barrier = { ...PROTOCOL.barrier, action, isSettled: () => false };
    expect(brokenBy({ barrier }, scope({ duplicates: 1 }))).toBe('G2');
  });
});
