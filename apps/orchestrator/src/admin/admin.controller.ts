/**
 * `suoke.saga.admin.v1.SagaAdminService`: from the wire to the admin door and back. Methods that are not here answer
 * UNIMPLEMENTED.
 */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { AllowedAction, OperatorAction } from '#libs/saga-core';
import type { saga_admin_v1 } from '#libs/contracts';
import type { SagaDetail, SagaRow } from '#libs/saga-engine';
import { SagaDoor } from '../grpc/saga-door.js';
import { detailView, rowView } from '../grpc/saga-view.js';
import { AdminDoor } from './admin-door.js';
import { REFUSAL_ZH } from './refusal-texts.js';
import { OperatorIdentities } from './operator-identity.js';

const ACTIONS: Record<OperatorAction, { action: saga_admin_v1.Action; requiresEtag: boolean }> = {
  replay: { action: 'ACTION_REPLAY', requiresEtag: true },
  rewind: { action: 'ACTION_REWIND', requiresEtag: true },
  compensate: { action: 'ACTION_COMPENSATE', requiresEtag: false },
  skip: { action: 'ACTION_SKIP_STEP', requiresEtag: true },
  edit_input: { action: 'ACTION_EDIT_STEP_INPUT', requiresEtag: true },
  record_outcome: { action: 'ACTION_RECORD_OUTCOME', requiresEtag: true },
  waive: { action: 'ACTION_WAIVE_COMPENSATION', requiresEtag: true },
  pause: { action: 'ACTION_PAUSE', requiresEtag: false },
  resume: { action: 'ACTION_RESUME', requiresEtag: false },
  close: { action: 'ACTION_CLOSE', requiresEtag: true },
};

function allowedView({ action, refusal }: AllowedAction): saga_admin_v1.AllowedAction {
  const { action: name, requiresEtag } = ACTIONS[action];
  return {
    action: name,
    allowed: refusal === null,
    disabled_code: refusal?.code ?? '',
    disabled_reason: refusal === null ? null : { en: refusal.message, zh_cn: REFUSAL_ZH[refusal.code] },
    requires_etag: requiresEtag,
  };
}

/** Fields of an AdminSaga that the row alone tells. */
function rowPart(row: SagaRow) {
  return {
    owner: row.owner ?? '',
    format: row.format,
    cause: row.cause ?? '',
    interruptions: row.interruptions,
    trace_parent: row.traceContext ?? '',
  };
}

@Controller()
export class AdminController {
  constructor(
    private readonly admin: AdminDoor,
    private readonly door: SagaDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'GetSaga')
  async getSaga(
    request: saga_admin_v1.GetSagaRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.GetSagaResponse> {
    this.identities.identify(metadata);
    return { saga: this.view(await this.admin.detail(request.saga_id)) };
  }

  @GrpcMethod('SagaAdminService', 'ListSagas')
  async listSagas(
    request: saga_admin_v1.ListSagasRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListSagasResponse> {
    this.identities.identify(metadata);
    const { filter, page_size: size, page_token: token } = request;
    const page = await this.door.list('admin', filter, size, token);
    const sagas = page.rows.map((row) => ({
      saga: rowView(row, this.door.definitionOf(row)),
      ...rowPart(row),
    }));
    return { sagas, next_page_token: page.nextPageToken };
  }

  @GrpcMethod('SagaAdminService', 'ReplaySaga')
  async replaySaga(
    request: saga_admin_v1.ReplaySagaRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ReplaySagaResponse> {
    const operator = this.identities.identify(metadata);
    const { detail, startedNew } = await this.admin.replay(operator, request);
    return { result: { saga: detailView(detail) }, started_new: startedNew };
  }

  @GrpcMethod('SagaAdminService', 'CompensateSaga')
  async compensateSaga(
    request: saga_admin_v1.CompensateSagaRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.CompensateSagaResponse> {
    const operator = this.identities.identify(metadata);
    const command = { kind: 'compensate', by: 'operator', message: request.reason } as const;
    const detail = await this.admin.act(operator, 'CompensateSaga', command, request, false);
    return { result: { saga: detailView(detail) } };
  }

  private view(detail: SagaDetail): saga_admin_v1.AdminSaga {
    const { row, state } = detail;
    const { stuck } = state;
    return {
      saga: detailView(detail),
      ...rowPart(row),
      stuck_at:
        stuck?.step == null ? '' : [stuck.step, stuck.branch].filter((part) => part !== null).join('/'),
      allowed_actions: this.admin.allowed(detail).map(allowedView),
    };
  }
}
