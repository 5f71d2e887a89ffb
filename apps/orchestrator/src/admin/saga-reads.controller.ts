/**
 * The reading methods of `suoke.saga.admin.v1.SagaAdminService`: from the wire to the admin door and back. What a method of
 * this version cannot do answers UNIMPLEMENTED: nothing that was asked for is passed over.
 */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import { RequestChecks } from '../grpc/request-checks.js';
import { SagaDoor } from '../grpc/saga-door.js';
import { AdminDoor } from './admin-door.js';
import { adminError } from './admin-errors.js';
import { adminSagaView, choicesOf, rowPart } from './admin-view.js';
import { situationOf } from './condition.js';
import { mayAct, OperatorIdentities } from './operator-identity.js';

const ORDERS: ReadonlySet<string> = new Set(['', 'create_time desc']);

@Controller()
export class SagaReadsController {
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
    const operator = this.identities.identify(metadata);
    if (request.reveal) throw adminError('NOT_OFFERED', 'This version reveals no payloads.');
    const detail = await this.admin.detail(request.saga_id);
    const situation = situationOf(detail.row, await this.admin.processes());
    const facts = { mayAct: mayAct(operator), sealed: detail.sealed };
    return { saga: adminSagaView(detail, situation, choicesOf(this.admin.allowed(detail), facts)) };
  }

  @GrpcMethod('SagaAdminService', 'ListSagas')
  async listSagas(
    request: saga_admin_v1.ListSagasRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListSagasResponse> {
    const { types } = this.identities.identify(metadata);
    const { filter, order_by: order, page_size: size, page_token: token } = request;
    const checks = new RequestChecks();
    if (!ORDERS.has(order)) checks.add('order_by', 'can only be `create_time desc` in this version');
    checks.done();
    const page = await this.door.list('admin', filter, size, token, types);
    const processes = await this.admin.processes();
    const sagas = page.rows.map((row) => ({
      saga: this.door.view(row),
      ...rowPart(row, situationOf(row, processes)),
    }));
    return { sagas, next_page_token: page.nextPageToken };
  }
}
