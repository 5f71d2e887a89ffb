import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GrpcMethod, type MicroserviceOptions } from '@nestjs/microservices';
import { protoPath as healthProto } from 'grpc-health-check';
import { Observable } from 'rxjs';
import { fileDescriptors } from '#libs/contracts';
import { createLogger, grpcError, readStatusDetails, STATUS_DETAILS_KEY } from '#libs/platform';
import { GrpcExceptionFilter, grpcServerOptions, type GrpcServerSetup } from '#libs/platform/nest';
import { eventually, freePort } from '#libs/testkit';
import { ReflectionClient } from './reflection-client.js';

const protoPath = fileURLToPath(new URL('echo.proto', import.meta.url));
const loader = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };

const refusal = () =>
  grpcError({
    code: grpc.status.FAILED_PRECONDITION,
    message: 'the record was changed since',
    reason: 'RECORD_CHANGED',
    fieldViolations: [{ field: 'text', description: 'must be something else', reason: 'TAKEN' }],
    retryDelayMs: 250,
    metadata: { version: '7' },
    preconditions: [{ type: 'VERSION', subject: 'records/7', description: 'somebody wrote since' }],
    quotaViolations: [{ subject: 'starts', description: 'too many' }],
    resource: { resourceType: 'record', resourceName: 'records/7', owner: 'u', description: 'd' },
    localizedMessage: { locale: 'zh-CN', message: '记录已变更' },
  });

@Controller()
class EchoController {
  @GrpcMethod('EchoService', 'Echo')
  echo({ text }: { text: string }): Promise<{ text: string }> | { text: string } {
    if (text === 'refuse') throw refusal();
    if (text === 'crash') throw new Error('select * from patient where name = 张三');
    if (text === 'never') return new Promise(() => undefined);
    return { text };
  }

  @GrpcMethod('EchoService', 'EchoMany')
  echoMany({ text }: { text: string }): Observable<{ text: string }> {
    return new Observable((subscriber) => {
      subscriber.next({ text });
      if (text === 'refuse') subscriber.error(refusal());
      else if (text === 'crash') subscriber.error(new Error('patient 张三'));
      else if (text !== 'never') subscriber.complete();
    });
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

type Callback = (error: grpc.ServiceError | null, reply: unknown) => void;
interface AnyClient extends grpc.Client {
  [method: string]: unknown;
}

/** The descriptors that the loader attaches to each message. */
function descriptorsOf(definition: PackageDefinition): Buffer[] {
  const [message] = Object.values(definition).filter((entry) => 'fileDescriptorProtos' in entry);
  return (message as { fileDescriptorProtos?: Buffer[] } | undefined)?.fileDescriptorProtos ?? [];
}

describe('platform/grpc: a Nest server', () => {
  let app: INestMicroservice;
  let setup: GrpcServerSetup;
  let url: string;
  let reflection: ReflectionClient;
  const logged: string[] = [];
  const clients: grpc.Client[] = [];

  function client(definition: PackageDefinition, service: string): AnyClient {
    const Constructor = grpc.makeClientConstructor(definition[service] as grpc.ServiceDefinition, service);
    const made = new Constructor(url, grpc.credentials.createInsecure()) as unknown as AnyClient;
    clients.push(made);
    return made;
  }
  const echoClient = () => client(loadSync(protoPath, loader), 'platform.test.v1.EchoService');
  const healthClient = () => client(loadSync(healthProto, loader), 'grpc.health.v1.Health');

  function call(target: AnyClient, method: string, request: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const invoke = target[method] as (
        request: object,
        options: grpc.CallOptions,
        callback: Callback,
      ) => void;
      invoke.call(target, request, { deadline: Date.now() + 5_000 }, (error, reply) =>
        error ? reject(error) : resolve(reply),
      );
    });
  }

  function stream(target: AnyClient, method: string, request: object) {
    const messages: unknown[] = [];
    const call = (target[method] as (request: object) => grpc.ClientReadableStream<unknown>).call(
      target,
      request,
    );
    call.on('data', (message) => messages.push(message));
    const end = new Promise<grpc.ServiceError | null>((resolve) => {
      call.once('error', resolve);
      call.once('end', () => resolve(null));
    });
    return { messages, end, cancel: () => call.cancel() };
  }

  beforeAll(async () => {
    url = `127.0.0.1:${await freePort()}`;
    setup = grpcServerOptions({
      url,
      packages: ['platform.test.v1'],
      packageDefinition: loadSync(protoPath, loader),
      fileDescriptors: [...descriptorsOf(loadSync(protoPath, loader)), ...fileDescriptors()],
      insecure: false,
      production: false,
      maxReceiveBytes: 10_000,
    });
    app = await NestFactory.createMicroservice<MicroserviceOptions>(EchoModule, {
      ...setup.options,
      logger: false,
    });
    app.useGlobalFilters(
      new GrpcExceptionFilter(
        createLogger({ name: 'test', destination: { write: (line) => void logged.push(line) } }),
      ),
    );
    await app.listen();
    reflection = new ReflectionClient(url);
  });

  afterAll(async () => {
    for (const one of clients) one.close();
    reflection.close();
    await app.close();
  });

  it('answers', async () => {
    expect(await call(echoClient(), 'Echo', { text: 'hello' })).toEqual({ text: 'hello' });
  });

  it('sends the details of an error in its trailers', async () => {
    const error = await call(echoClient(), 'Echo', { text: 'refuse' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: grpc.status.FAILED_PRECONDITION,
      details: 'the record was changed since',
    });
    expect(readStatusDetails(error)).toMatchObject({
      reason: 'RECORD_CHANGED',
      domain: 'suoke.life',
      metadata: { version: '7' },
      fieldViolations: [{ field: 'text', description: 'must be something else' }],
      retryDelayMs: 250,
    });
  });

  it('sends them at the end of a stream too', async () => {
    const { messages, end } = stream(echoClient(), 'EchoMany', { text: 'refuse' });
    expect(readStatusDetails(await end)).toMatchObject({ reason: 'RECORD_CHANGED' });
    expect(messages).toEqual([{ text: 'refuse' }]);
  });

  it.each(['Echo', 'EchoMany'])(
    '%s: an unforeseen exception is INTERNAL, tells nothing, and is logged without its text',
    async (method) => {
      logged.length = 0;
      const target = echoClient();
      const error =
        method === 'Echo'
          ? await call(target, method, { text: 'crash' }).catch((thrown: unknown) => thrown)
          : await stream(target, method, { text: 'crash' }).end;
      expect(error).toMatchObject({ code: grpc.status.INTERNAL, details: 'internal error' });
      expect(readStatusDetails(error)).toMatchObject({ reason: 'INTERNAL' });
      expect(logged).toHaveLength(1);
      expect(logged[0]).not.toContain('张三');
    },
  );

  it('refuses a request that is too large, without a detail of ours', async () => {
    const error = await call(echoClient(), 'Echo', { text: 'x'.repeat(20_000) }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED });
    expect(readStatusDetails(error)).toBeNull();
  });

  it('serves reflection of its packages and of health, and nothing that a strict client refuses', async () => {
    expect(await reflection.services()).toEqual(['grpc.health.v1.Health', 'platform.test.v1.EchoService']);
    const files = await reflection.filesOf('grpc.health.v1.Health');
    expect(files).toMatchObject([
      {
        name: 'grpc/health/v1/health.proto',
        service: [{ name: 'Health', method: [{ name: 'Check' }, { name: 'Watch' }, { name: 'List' }] }],
      },
    ]);
  });

  it('D1: serves the types by which the details of its errors can be read', async () => {
    const error = (await call(echoClient(), 'Echo', { text: 'refuse' }).catch(
      (thrown: unknown) => thrown,
    )) as grpc.ServiceError;
    const [trailer] = error.metadata.get(STATUS_DETAILS_KEY);
    const read = async (name: string, bytes: Uint8Array) => {
      const type = (await reflection.typesOf(name)).lookupType(name);
      return type.toObject(type.decode(bytes), { longs: Number });
    };
    const status = await read('google.rpc.Status', trailer as Buffer);
    expect(status).toMatchObject({ code: 9, message: 'the record was changed since' });
    const details: Record<string, object> = {};
    for (const { type_url, value } of status['details'] as { type_url: string; value: Buffer }[]) {
      const name = type_url.slice(type_url.lastIndexOf('/') + 1);
      details[name] = await read(name, value);
    }
    expect(details).toEqual({
      'google.rpc.ErrorInfo': {
        reason: 'RECORD_CHANGED',
        domain: 'suoke.life',
        metadata: [{ key: 'version', value: '7' }],
      },
      'google.rpc.BadRequest': {
        field_violations: [{ field: 'text', description: 'must be something else', reason: 'TAKEN' }],
      },
      'google.rpc.PreconditionFailure': {
        violations: [{ type: 'VERSION', subject: 'records/7', description: 'somebody wrote since' }],
      },
      'google.rpc.QuotaFailure': { violations: [{ subject: 'starts', description: 'too many' }] },
      'google.rpc.ResourceInfo': {
        resource_type: 'record',
        resource_name: 'records/7',
        owner: 'u',
        description: 'd',
      },
      'google.rpc.LocalizedMessage': { locale: 'zh-CN', message: '记录已变更' },
      'google.rpc.RetryInfo': { retry_delay: { seconds: 0, nanos: 250_000_000 } },
    });
  });

  // The last: it shuts the server down.
  it('H1, H2: health follows what it is told, and a drain ends the watchers and, in the end, every call', async () => {
    const health = healthClient();
    expect(await call(health, 'Check', { service: '' })).toEqual({ status: 'SERVING' });
    expect(await call(health, 'Check', { service: 'platform.test.v1.EchoService' })).toEqual({
      status: 'SERVING',
    });
    await expect(call(health, 'Check', { service: 'nobody' })).rejects.toMatchObject({
      code: grpc.status.NOT_FOUND,
    });
    const watch = stream(health, 'Watch', { service: '' });
    await eventually(() => watch.messages.length === 1);
    setup.health.setServing(false);
    expect(await call(health, 'Check', { service: '' })).toEqual({ status: 'NOT_SERVING' });
    setup.health.setServing(true);
    await eventually(() => watch.messages.length === 3);

    const hanging = call(echoClient(), 'Echo', { text: 'never' }).catch((error: unknown) => error);
    const hangingStream = stream(echoClient(), 'EchoMany', { text: 'never' });
    await eventually(() => hangingStream.messages.length === 1);
    await setup.shutdown(300);
    expect(await watch.end).toBeNull();
    expect(watch.messages).toEqual(
      ['SERVING', 'NOT_SERVING', 'SERVING', 'NOT_SERVING'].map((status) => ({ status })),
    );
    expect(await hanging).toMatchObject({ code: expect.any(Number) });
    expect(await hangingStream.end).toMatchObject({ code: expect.any(Number) });
    setup.health.setServing(true);
    await app.close();
  });
});
