import { APPROVAL_STATES, guardDecision, isMarked, needsApproval } from './approval.js';
import { BATCH_ACTIONS } from './batch.js';
import { APPROVAL_MARKS, type ApprovalMark } from './definition.js';
import { OPERATOR_ACTIONS } from './operator-guards.js';
import { PHASES } from './status.js';

const policy = { required: true, batchAbove: 100 };
const off = { ...policy, required: false };
const marks: ReadonlySet<ApprovalMark> = new Set();

/** What needs a second person of one saga: `action PHASE`. */
const needed = (by: typeof policy, marked: readonly ApprovalMark[] = []) =>
  OPERATOR_ACTIONS.flatMap((action) =>
    PHASES.filter((phase) => needsApproval(by, { kind: 'saga', action, phase, marks: new Set(marked) })).map(
      (phase) => `${action} ${phase}`,
    ),
  ).toSorted();
const inEveryPhase = (...actions: readonly string[]) =>
  actions.flatMap((action) => PHASES.map((phase) => `${action} ${phase}`));

describe('what needs a second person', () => {
  it('of one saga: what invents an effect, leaves one behind, or undoes what was done for good', () => {
    const always = inEveryPhase('skip', 'waive', 'close');
    expect(needed(policy)).toEqual(['compensate COMPLETED', ...always].toSorted());
  });

  it('of one saga besides: what its definition marks, whatever the policy says', () => {
    expect(needed(off)).toEqual([]);
    expect(needed(off, ['compensate_completed', 'edit_input'])).toEqual(
      ['compensate COMPLETED', ...inEveryPhase('edit_input')].toSorted(),
    );
    expect(needed(off, ['compensate'])).toEqual(inEveryPhase('compensate').toSorted());
    expect(needed(policy, ['rewind', 'close'])).toEqual(
      ['compensate COMPLETED', ...inEveryPhase('skip', 'waive', 'close', 'rewind')].toSorted(),
    );
    const harmless = ['replay', 'pause', 'resume'] as const;
    for (const action of harmless)
      for (const phase of PHASES) expect(isMarked(new Set(APPROVAL_MARKS), action, phase)).toBe(false);
    expect(needed(off, APPROVAL_MARKS)).toHaveLength(
      (OPERATOR_ACTIONS.length - harmless.length) * PHASES.length,
    );
  });

  it('of many: more than the policy says, and every close', () => {
    for (const action of BATCH_ACTIONS) {
      const needs = (items: number, marked = false, by = policy) =>
        needsApproval(by, { kind: 'batch', action, items, isMarked: marked });
      expect([action, needs(1), needs(100), needs(101)]).toEqual([
        action,
        action === 'close',
        action === 'close',
        true,
      ]);
      expect([needs(1, true), needs(1, true, off), needs(101, false, off)]).toEqual([true, true, false]);
    }
  });

  it('is nothing where the policy requires none', () => {
    expect(needsApproval(off, { kind: 'batch', action: 'close', items: 10_000, isMarked: false })).toBe(
      false,
    );
    expect(needsApproval(off, { kind: 'saga', action: 'skip', phase: 'FAILED_FORWARD', marks })).toBe(false);
  });
});

describe('who may decide', () => {
  const at = (state: (typeof APPROVAL_STATES)[number], expiresAtMs = 100) => ({
    ...{ state, expiresAtMs },
    requestedBy: 'lin',
  });

  it.each([
    ['PENDING', 'lin', 99, 'OWN_REQUEST'],
    ['APPROVED', 'lin', 99, 'OWN_REQUEST'],
    ['PENDING', 'wu', 99, null],
    ['PENDING', 'wu', 100, 'APPROVAL_EXPIRED'],
    ['EXPIRED', 'wu', 101, 'APPROVAL_EXPIRED'],
    ['APPROVED', 'wu', 99, 'APPROVAL_DECIDED'],
    ['REJECTED', 'wu', 99, 'APPROVAL_DECIDED'],
    ['STALE', 'wu', 99, 'APPROVAL_DECIDED'],
  ] as const)('%s, asked of %s at %i: %s', (state, decider, nowMs, code) => {
    const by = { name: decider, decision: 'approve', requesterMayStill: true } as const;
    expect(guardDecision(at(state), by, nowMs)).toBe(code);
  });

  it('nobody approves what the one who asked may not do any more; it can be rejected', () => {
    const by = { name: 'wu', requesterMayStill: false } as const;
    expect(guardDecision(at('PENDING'), { ...by, decision: 'approve' }, 99)).toBe('REQUESTER_LOST_RIGHT');
    expect(guardDecision(at('PENDING'), { ...by, decision: 'reject' }, 99)).toBeNull();
    expect(guardDecision(at('APPROVED'), { ...by, decision: 'approve' }, 99)).toBe('APPROVAL_DECIDED');
  });
});
