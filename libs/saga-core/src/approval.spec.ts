import { APPROVAL_STATES, guardDecision, needsApproval } from './approval.js';
import { BATCH_ACTIONS } from './batch.js';
import { OPERATOR_ACTIONS } from './operator-guards.js';
import { PHASES } from './status.js';

const policy = { required: true, batchAbove: 100 };

describe('what needs a second person', () => {
  it('of one saga: what invents an effect, leaves one behind, or undoes what was done for good', () => {
    const needed = OPERATOR_ACTIONS.flatMap((action) =>
      PHASES.filter((phase) => needsApproval(policy, { kind: 'saga', action, phase })).map(
        (phase) => `${action} ${phase}`,
      ),
    );
    const always = ['skip', 'waive', 'close'].flatMap((action) =>
      PHASES.map((phase) => `${action} ${phase}`),
    );
    expect(needed.toSorted()).toEqual(['compensate COMPLETED', ...always].toSorted());
  });

  it('of many: more than the policy says, and every close', () => {
    for (const action of BATCH_ACTIONS) {
      const needs = (items: number) => needsApproval(policy, { kind: 'batch', action, items });
      expect([action, needs(1), needs(100), needs(101)]).toEqual([
        action,
        action === 'close',
        action === 'close',
        true,
      ]);
    }
  });

  it('is nothing where the policy requires none', () => {
    const off = { ...policy, required: false };
    expect(needsApproval(off, { kind: 'batch', action: 'close', items: 10_000 })).toBe(false);
    expect(needsApproval(off, { kind: 'saga', action: 'skip', phase: 'FAILED_FORWARD' })).toBe(false);
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
    expect(guardDecision(at(state), decider, nowMs)).toBe(code);
  });
});
