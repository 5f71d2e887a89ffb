/**
 * The methods of `suoke.saga.admin.v1.SagaAdminService` that read sagas: from the wire to the admin door and back. Payloads are
 * masked unless the request reveals them (reveal-door.ts).
 */
import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import type { saga_admin_v1 } from '#libs/contracts';
import { OPERATOR_FIELDS } from '../filter/fields.js';
import type { ListOrder } from '../filter/narrowing.js';
import type { Incoming } from '../grpc/call-origin.js';
import { RequestChecks } from '../grpc/request-checks.js';
import { SagaLists } from '../lists/saga-lists.js';
import { AdminDoor } from './admin-door.js';
import { adminSagaView, choicesOf, listedView, revealedSagaView } from './admin-view.js';
import { callerOf } from './caller.js';
import { situationOf } from './condition.js';
import { mayAct, OperatorIdentities } from './operator-identity.js';
import { eventLineView, revealedEventView } from './oversight-view.js';
import { Oversight } from './oversight.js';
import { RevealDoor } from './reveal-door.js';

const ORDERS: ReadonlyMap<string, ListOrder> = new Map([
  ['', 'newest'],
  ['create_time desc', 'newest'],
  ['create_time', 'oldest'],
  ['finish_time desc', 'last_finished'],
]);

@Controller()
export class SagaReadsController {
  constructor(
    private readonly admin: AdminDoor,
    private readonly lists: SagaLists,
    private readonly oversight: Oversight,
    private readonly reveal: RevealDoor,
    private readonly identities: OperatorIdentities,
  ) {}

  @GrpcMethod('SagaAdminService', 'GetSaga')
  async getSaga(
    request: saga_admin_v1.GetSagaRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.GetSagaResponse> {
    const operator = this.identities.identify(metadata);
    const { reveal, saga_id: sagaId } = request;
    const detail = reveal
      ? await this.reveal.saga(callerOf(operator, call), request)
      : await this.admin.detail(sagaId);
    const situation = situationOf(detail.row, await this.admin.processes());
    const facts = { mayAct: mayAct(operator), sealed: detail.sealed };
    const choices = choicesOf(this.admin.allowed(detail), facts);
    return { saga: (reveal ? revealedSagaView : adminSagaView)(detail, situation, choices) };
  }

  @GrpcMethod('SagaAdminService', 'ListSagas')
  async listSagas(
    request: saga_admin_v1.ListSagasRequest__Output,
    metadata: Metadata,
  ): Promise<saga_admin_v1.ListSagasResponse> {
    const { types } = this.identities.identify(metadata);
    const { filter, page_size: pageSize, page_token: pageToken, with_total_size: withTotal } = request;
    const checks = new RequestChecks();
    const order = ORDERS.get(request.order_by);
    if (order === undefined) {
      checks.add('order_by', 'must be `create_time desc`, `create_time` or `finish_time desc`');
    }
    checks.done();
    const { sagas, nextPageToken, total } = await this.lists.page({
      ...{ list: 'admin', fields: OPERATOR_FIELDS, order: order ?? 'newest' },
      ...{ filter, pageSize, pageToken, withTotal, types },
    });
    const rows = sagas.map(({ row }) => row);
    const [processes, places] = await Promise.all([this.admin.processes(), this.oversight.stuckPlaces(rows)]);
    return {
      sagas: sagas.map((listed) =>
        listedView(listed, situationOf(listed.row, processes), places.get(listed.row.id) ?? ''),
      ),
      next_page_token: nextPageToken,
      total_size: total?.size ?? 0,
      total_size_is_minimum: total?.isMinimum ?? false,
    };
  }

  @GrpcMethod('SagaAdminService', 'ListSagaEvents')
  async listSagaEvents(
    request: saga_admin_v1.ListSagaEventsRequest__Output,
    metadata: Metadata,
    call: Incoming,
  ): Promise<saga_admin_v1.ListSagaEventsResponse> {
    const operator = this.identities.identify(metadata);
    const { saga_id: sagaId, page_size: pageSize, page_token: pageToken } = request;
    if (request.reveal) {
      const asked = { ...request, pageSize, pageToken };
      const revealed = await this.reveal.events(callerOf(operator, call), asked);
      return { events: revealed.page.map(revealedEventView), next_page_token: revealed.nextPageToken };
    }
    const checks = new RequestChecks();
    checks.sagaId(sagaId);
    const after = checks.seq(request.after_seq, 'after_seq');
    checks.done();
    const { page, nextPageToken } = await this.oversight.events(sagaId, after, { pageSize, pageToken });
    return { events: page.map(eventLineView), next_page_token: nextPageToken };
  }
}
