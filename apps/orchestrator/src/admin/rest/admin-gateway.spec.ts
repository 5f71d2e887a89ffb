import { Metadata, status } from '@grpc/grpc-js';
import type { MessageHandler } from '@nestjs/microservices';
import { of, throwError } from 'rxjs';
import { serviceDefinition, type saga_admin_v1 } from '#libs/contracts';
import { GrpcError, grpcError } from '#libs/platform';
import { AdminCallError, AdminGateway, type RestCall } from './admin-gateway.js';
import { ADMIN_SERVICE, ROUTES, type Route } from './routes.js';

const route = (rpc: string): Route => {
  const found = ROUTES.find((one) => one.rpc === rpc);
  if (found === undefined) throw new Error(`no route of ${rpc}`);
  return found;
};
const pattern = (rpc: string, service = 'SagaAdminService') =>
  JSON.stringify({ service, rpc, streaming: 'no_stream' });
type Handler = (request: unknown, metadata: Metadata, call: RestCall) => unknown;

function gateway(handlers: Record<string, Handler>, service?: string): AdminGateway {
  const entries = Object.entries(handlers).map(
    ([rpc, handler]) => [pattern(rpc, service), handler as unknown as MessageHandler] as const,
  );
  return new AdminGateway({ getHandlers: () => new Map(entries) });
}

const caller = (onGone: (gone: () => void) => void = () => {}) => ({
  metadata: new Metadata(),
  peer: '127.0.0.1:5',
  onGone,
});

describe('AdminGateway', () => {
  it('A1: hands out the request as the gRPC server does, defaults included', async () => {
    let seen: unknown;
    const listens = gateway({ ListSagas: (request) => ((seen = request), Promise.resolve({})) });
    await listens.call(route('ListSagas'), { page_size: 5 }, caller());
    const definition = serviceDefinition(ADMIN_SERVICE)['ListSagas'];
    const overGrpc = definition?.requestDeserialize(definition.requestSerialize({ page_size: 5 }));
    expect(seen).toEqual(overGrpc);
    expect(seen).toEqual({ filter: '', order_by: '', page_size: 5, page_token: '', with_total_size: false });
  });

  it('A1: a Struct, a map, a list and what is unset look the same too', async () => {
    let seen: unknown;
    const skips = gateway({
      SkipStep: (request) => ((seen = request), {}),
      RewindSaga: (request) => ((seen = request), {}),
    });
    await skips.call(route('SkipStep'), { saga_id: 's', results: { main: { a: [1, 'x', null] } } }, caller());
    expect(seen).toMatchObject({
      saga_id: 's',
      validate_only: false,
      results: {
        main: { fields: { a: { listValue: { values: [{ numberValue: 1 }, { stringValue: 'x' }, {}] } } } },
      },
    });
    await skips.call(route('RewindSaga'), { edits: [{ step: 'a' }] }, caller());
    expect(seen).toMatchObject({ edits: [{ step: 'a', branch: '', request: null }] });
  });

  it('A2: answers as it would over the wire, by the names of the JSON mapping', async () => {
    const reply: saga_admin_v1.GetSagaResponse = {
      saga: {
        saga: {
          saga_id: 's',
          status: 'SAGA_STATUS_FAILED',
          revision: 7,
          create_time: { seconds: 1_764_000_000, nanos: 5_000_000 },
          labels: { some_label: 'x' },
        },
        allowed_actions: [{ action: 'ACTION_CLOSE', disabled_reason: { zh_cn: '不行', en: 'no' } }],
        owner_lease_time: null,
        input: undefined,
      },
    };
    const answer = await gateway({ GetSaga: () => reply }).call(route('GetSaga'), { saga_id: 's' }, caller());
    expect(answer).toMatchObject({
      saga: {
        owner: '',
        format: 0,
        saga: {
          sagaId: 's',
          status: 'SAGA_STATUS_FAILED',
          revision: '7',
          createTime: '2025-11-24T16:00:00.005Z',
          labels: { some_label: 'x' },
          stuckClass: 'STUCK_CLASS_UNSPECIFIED',
        },
        allowedActions: [
          { action: 'ACTION_CLOSE', allowed: false, disabledReason: { zhCn: '不行', en: 'no' } },
        ],
      },
    });
    expect(answer['saga']).not.toHaveProperty('ownerLeaseTime');
    expect(answer['saga']).not.toHaveProperty('input');
  });

  it('finds a handler by the full name of the service as well, and takes streams of one message', async () => {
    const full = gateway({ VerifyAudit: () => of({ intact: true }) }, ADMIN_SERVICE);
    expect(await full.call(route('VerifyAudit'), {}, caller())).toMatchObject({ intact: true });
  });

  it('a method that no controller has is not offered', async () => {
    const other = gateway({ GetSaga: () => ({}) }, 'SagaService');
    const refused = other.call(route('GetSaga'), {}, caller());
    await expect(refused).rejects.toMatchObject({ code: status.UNIMPLEMENTED, reason: 'NOT_OFFERED' });
    await expect(refused).rejects.toBeInstanceOf(GrpcError);
  });

  it('what the filter of the gRPC server sends is thrown, and what comes from elsewhere stays as it is', async () => {
    const refusal = grpcError({ code: status.ABORTED, message: 'moved', reason: 'ETAG_MISMATCH' });
    const refuses = gateway({ GetSaga: () => throwError(() => refusal.getError()) });
    const error: unknown = await refuses
      .call(route('GetSaga'), {}, caller())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AdminCallError);
    expect(error).toMatchObject({ code: status.ABORTED, message: 'moved' });
    const broken = gateway({ GetSaga: () => Promise.reject(new TypeError('x')) });
    await expect(broken.call(route('GetSaga'), {}, caller())).rejects.toThrow(TypeError);
  });

  it('tells who calls, what, and when nobody waits any more', async () => {
    let gone = (): void => {};
    const seen: unknown[] = [];
    const waits = gateway({
      GetSaga: (_request, metadata, call) => {
        seen.push(
          metadata.get('authorization'),
          call.getPeer(),
          call.getPath(),
          call.getDeadline(),
          call.cancelled,
        );
        return new Promise((resolve) => call.once('cancelled', () => resolve({})));
      },
    });
    const who = caller((then) => (gone = then));
    who.metadata.set('authorization', 'Bearer x');
    const waiting = waits.call(route('GetSaga'), {}, who);
    await Promise.resolve();
    gone();
    gone();
    await waiting;
    expect(seen).toEqual([
      ['Bearer x'],
      '127.0.0.1:5',
      `/${ADMIN_SERVICE}/GetSaga`,
      Number.POSITIVE_INFINITY,
      false,
    ]);
  });
});
