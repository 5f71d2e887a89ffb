import { allowedActions, OPERATOR_ACTIONS, resolveDefinition } from '#libs/saga-core';
import type { SagaDetail, SagaRow } from '#libs/saga-engine';
import { plan, RandomWalk, compensatable } from '#libs/testkit';
import { adminSagaView, choicesOf } from './admin-view.js';

const definition = plan(compensatable('book'), compensatable('mail'));
const { saga } = new RandomWalk(definition);
const FACTS = { owned: false, reopenRefusal: null };
const allowed = allowedActions(resolveDefinition(definition), saga.state, FACTS, 0).map((choice) => ({
  ...choice,
  requiresApproval: choice.action === 'close',
}));
const row = { id: 's', labels: {}, status: 'RUNNING', owner: null, createdAtMs: 0, updatedAtMs: 0 };

const detail = (more: Partial<SagaDetail> = {}): SagaDetail => ({
  row: { ...row, deadlineAtMs: null, finishedAtMs: null, dueAtMs: 0, pausedAtMs: null } as unknown as SagaRow,
  definition: saga.definition,
  state: saga.state,
  events: saga.events,
  output: { report_id: 'CANARY' },
  sealed: false,
  ...more,
});
const situation = { condition: 'CONDITION_DUE', ownerLeaseMs: null } as const;

describe('what an operator may choose', () => {
  it('is what the saga allows, to somebody who may act on a saga that can be opened', () => {
    expect(choicesOf(allowed, { mayAct: true, sealed: false })).toEqual(allowed);
    expect(allowed.some(({ refusal }) => refusal === null)).toBe(true);
  });

  it('is nothing to somebody who may look only', () => {
    const codes = choicesOf(allowed, { mayAct: false, sealed: false }).map(({ refusal }) => refusal?.code);
    expect(codes).toEqual(OPERATOR_ACTIONS.map(() => 'NO_RIGHT'));
  });

  it('is nothing where the data cannot be opened; what the saga itself forbids says so first', () => {
    const choices = choicesOf(allowed, { mayAct: true, sealed: true });
    expect(choices.every(({ refusal }) => refusal !== null)).toBe(true);
    const stuck = OPERATOR_ACTIONS.map((action) => ({ action, refusal: null, requiresApproval: false }));
    const left = choicesOf(stuck, { mayAct: true, sealed: true }).filter(({ refusal }) => refusal === null);
    expect(left).toEqual([{ action: 'close', refusal: null, requiresApproval: false }]);
    expect(choices.find(({ action }) => action === 'compensate')?.refusal?.code).toBe('CANNOT_DECRYPT');
    expect(choices.find(({ action }) => action === 'close')?.refusal?.code).toBe('STATUS_FORBIDS');
  });
});

describe('a saga as operators see it', () => {
  it('every action with its reason in both languages, or none', () => {
    const view = adminSagaView(detail(), situation, choicesOf(allowed, { mayAct: true, sealed: false }));
    expect(view.allowed_actions).toHaveLength(OPERATOR_ACTIONS.length);
    for (const choice of view.allowed_actions ?? []) {
      expect(choice.action).toMatch(/^ACTION_/);
      expect(choice.requires_approval).toBe(choice.action === 'ACTION_CLOSE');
      if (choice.allowed) expect(choice).toMatchObject({ disabled_code: '', disabled_reason: null });
      else
        expect(choice.disabled_reason).toMatchObject({
          en: expect.stringMatching(/\w/),
          zh_cn: expect.stringMatching(/。$/),
        });
    }
  });

  it('G12: not its output', () => {
    expect(JSON.stringify(adminSagaView(detail(), situation, []))).not.toContain('CANARY');
  });

  it('says where it is stuck, as far as that is a place', () => {
    const at = (step: string | null, branch: string | null) => {
      const state = { ...saga.state, stuck: { class: 'refused' as const, step, branch } };
      return adminSagaView(detail({ state }), situation, []).stuck_at;
    };
    expect([at('a', 'b'), at('a', null), at(null, null)]).toEqual(['a/b', 'a', '']);
    expect(adminSagaView(detail(), situation, []).stuck_at).toBe('');
  });
});
