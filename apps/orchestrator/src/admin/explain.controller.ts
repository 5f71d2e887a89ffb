/** `ExplainSaga` of `suoke.saga.admin.v1.SagaAdminService`: everything that an operator needs to decide, in one answer. */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { owedBranches, undoFront, type OperatorAction, type OperatorCommand } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import type { SagaDetail } from '#libs/saga-engine';
import type { CallStatusRound } from '../grpc/call-status.js';
import { RequestChecks } from '../grpc/request-checks.js';
import { ActionPreviews } from './action-previews.js';
import { AdminDoor } from './admin-door.js';
import { adminSagaView, choicesOf, operatorActionOf, type ActionChoice } from './admin-view.js';
import { situationOf } from './condition.js';
import { explained } from './explanations.js';
import { mayAct, OperatorIdentities } from './operator-identity.js';

const MOST_PREVIEWS = 12;

@Controller()
export class ExplainController {
  constructor(
    private readonly admin: AdminDoor,
    private readonly previews: ActionPreviews,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'ExplainSaga')
  async explainSaga(
    request: saga_admin_v1.ExplainSagaRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ExplainSagaResponse> {
    const operator = this.identities.identify(metadata);
    const actions = checkedActions(request.preview_actions);
    const detail = await this.admin.detail(request.saga_id);
    const processes = await this.admin.processes();
    const facts = { mayAct: mayAct(operator), sealed: detail.sealed };
    const choices = choicesOf(this.admin.allowed(detail), facts);
    const round = this.previews.round();
    const previews: saga_admin_v1.ActionPreview[] = [];
    for (const action of actions) {
      const preview = await this.previewOf(detail, operatorActionOf(action), choices, round);
      previews.push({ action, preview });
    }
    return {
      saga: adminSagaView(detail, situationOf(detail.row, processes), choices),
      ...explained(detail, processes, await this.previews.held()),
      ...(await this.previews.obligations(detail, round)),
      previews,
    };
  }

  /** Null where the saga does not allow it, or where only an operator can say what it needs. */
  private async previewOf(
    detail: SagaDetail,
    action: OperatorAction | null,
    choices: readonly ActionChoice[],
    round: CallStatusRound,
  ): Promise<saga_admin_v1.Preview | null> {
    const choice = choices.find((each) => each.action === action);
    if (action === null || choice === undefined || choice.refusal !== null) return null;
    const anew = action === 'replay' ? this.admin.newSagaPreview(detail) : null;
    if (anew !== null) return anew;
    const command = usualCommand(detail, action);
    return command === null ? null : this.previews.preview(detail, command, round);
  }
}

/** @throws EngineError INVALID_ARGUMENT */
function checkedActions(actions: readonly saga_admin_v1.Action[]): readonly saga_admin_v1.Action[] {
  const checks = new RequestChecks();
  if (actions.length > MOST_PREVIEWS) checks.add('preview_actions', `has more than ${MOST_PREVIEWS} entries`);
  actions.slice(0, MOST_PREVIEWS).forEach((action, index) => {
    if (operatorActionOf(action) === null) {
      checks.add(`preview_actions[${index}]`, 'is no action on one saga');
    }
  });
  checks.done();
  return actions;
}

/** The command that an action comes down to where nothing more is said; null where something has to be said. */
function usualCommand({ definition, state }: SagaDetail, action: OperatorAction): OperatorCommand | null {
  switch (action) {
    case 'replay':
    case 'pause':
    case 'resume':
      return { kind: action };
    case 'compensate':
      return { kind: action, by: 'operator' };
    case 'rewind': {
      const step = definition.steps[state.stepIndex] ?? definition.steps.at(-1);
      return step === undefined ? null : { kind: action, step: step.name };
    }
    case 'waive': {
      const step = definition.steps[undoFront(definition, state, state.rewindTo ?? 0) ?? -1];
      const branch = step?.branches[owedBranches(definition, state, step.index)[0] ?? -1];
      if (step === undefined || branch === undefined) return null;
      return { kind: action, how: 'waived', step: step.name, branch: branch.name, evidence: '' };
    }
    case 'close':
      return { kind: action, statement: '' };
    case 'skip':
    case 'edit_input':
    case 'record_outcome':
      return null;
  }
}
