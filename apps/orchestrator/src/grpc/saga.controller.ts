/** `suoke.saga.v1.SagaService`: from the wire to the door and back. */
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { Observable } from 'rxjs';
import { durationToMs, structFromWire, timestampToMs, type saga_v1 } from '#libs/contracts';
import type { SagaDetail } from '#libs/saga-engine';
import { CLIENT_ACTOR } from '../config-values.js';
import { CLIENT_FIELDS } from '../filter/fields.js';
import { SagaLists } from '../lists/saga-lists.js';
import { callerWaitMs, goneSignal, traceParentOf } from './call-context.js';
import { originOf } from './call-origin.js';
import { RequestChecks } from './request-checks.js';
import { SagaDoor } from './saga-door.js';
import { detailView, eventView, rowView } from './saga-view.js';

@Controller()
export class SagaController {
  constructor(
    private readonly door: SagaDoor,
    private readonly lists: SagaLists,
  ) {}

  @GrpcMethod('SagaService', 'StartSaga')
  async startSaga(
    request: saga_v1.StartSagaRequest__Output,
    metadata: Metadata,
    call: ServerUnaryCall<unknown, unknown>,
  ): Promise<saga_v1.StartSagaResponse> {
    const { wait, deadline, input } = request;
    const checks = new RequestChecks();
    const waitMs = wait === null ? 0 : checks.read('wait', () => durationToMs(wait));
    return this.door.start({
      type: request.type,
      input: checks.read('input', () => structFromWire(input ?? {})),
      requestId: request.request_id,
      labels: request.labels,
      deadlineAtMs: deadline === null ? null : checks.read('deadline', () => timestampToMs(deadline)),
      waitMs: callerWaitMs(waitMs ?? 0, call),
      gone: goneSignal(call),
      traceContext: traceParentOf(metadata),
      checks,
    });
  }

  @GrpcMethod('SagaService', 'GetSaga')
  async getSaga(request: saga_v1.GetSagaRequest__Output): Promise<saga_v1.GetSagaResponse> {
    const checks = new RequestChecks();
    checks.sagaId(request.saga_id);
    checks.done();
    const { saga_id: sagaId, view, consistency } = request;
    if (view === 'SAGA_VIEW_FULL') return { saga: detailView(await this.door.detail(sagaId)) };
    if (consistency !== 'CONSISTENCY_STRONG') return { saga: await this.door.glance(sagaId) };
    return { saga: this.door.view(await this.door.row(sagaId)) };
  }

  @GrpcMethod('SagaService', 'ListSagas')
  async listSagas(request: saga_v1.ListSagasRequest__Output): Promise<saga_v1.ListSagasResponse> {
    const { filter, page_size: pageSize, page_token } = request;
    const { sagas, nextPageToken } = await this.lists.page({
      ...{ list: 'sagas', fields: CLIENT_FIELDS, order: 'newest', withTotal: false, types: null },
      ...{ filter, pageSize, pageToken: page_token },
    });
    return {
      sagas: sagas.map(({ row, definition }) => rowView(row, definition)),
      next_page_token: nextPageToken,
    };
  }

  @GrpcMethod('SagaService', 'WatchSaga')
  watchSaga(request: saga_v1.WatchSagaRequest__Output): Observable<saga_v1.WatchSagaResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      this.watch(request, abort.signal, (message) => subscriber.next(message)).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
      return () => abort.abort();
    });
  }

  @GrpcMethod('SagaService', 'CancelSaga')
  async cancelSaga(
    request: saga_v1.CancelSagaRequest__Output,
    _metadata: Metadata,
    call: ServerUnaryCall<unknown, unknown>,
  ): Promise<saga_v1.CancelSagaResponse> {
    const checks = new RequestChecks();
    checks.sagaId(request.saga_id);
    checks.requestId(request.request_id, false);
    checks.reason(request.reason);
    const etag = checks.etag(request.etag, false);
    checks.done();
    await this.door.engine.operators.act({
      sagaId: request.saga_id,
      command: { kind: 'compensate', by: 'client', message: request.reason },
      action: 'CancelSaga',
      actor: CLIENT_ACTOR,
      origin: originOf('none', call),
      requestId: request.request_id === '' ? this.door.engine.newRequestId() : request.request_id,
      reason: request.reason,
      etag,
      validateOnly: request.validate_only,
    });
    return { saga: detailView(await this.door.detail(request.saga_id)) };
  }

  private async watch(
    request: saga_v1.WatchSagaRequest__Output,
    signal: AbortSignal,
    send: (message: saga_v1.WatchSagaResponse) => void,
  ): Promise<void> {
    const checks = new RequestChecks();
    checks.sagaId(request.saga_id);
    const after = Number(request.after_revision);
    if (!Number.isSafeInteger(after) || after < 0)
      checks.add('after_revision', 'must be a revision of the saga, or 0');
    checks.done();
    for await (const detail of this.door.engine.reader.watch(request.saga_id, after, signal)) {
      send(watchMessage(detail));
    }
  }
}

function watchMessage(detail: SagaDetail): saga_v1.WatchSagaResponse {
  const ended = detail.state.finishedAtMs !== null;
  const saga = ended ? detailView(detail) : rowView(detail.row, detail.definition);
  return { saga, events: detail.events.map(eventView) };
}
