/**
 * What the saga is measured against: the same calls behind the same door, made by a handler that stores nothing. One that is
 * refused at the last step undoes what it did, as the saga does, and one that fails calls again at once.
 *
 * Environment: SUOKE_GRPC_URL is the door, BENCH_PORTS are the ports of the participants.
 */
import * as grpc from '@grpc/grpc-js';
import { serviceDefinition, structFromWire, structToWire, type saga_v1 } from '#libs/contracts';
import { channelOptions, channelTarget, ServerHealth, systemClock } from '#libs/platform';
import { BENCH_SERVICES, BENCH_STEPS, type BenchService, type BenchStep } from '../workload.js';
import { listen, PORTS, portsIn } from '../ports.js';

interface Reply {
  readonly id: string;
  readonly payload: string;
}
type Invoke = (
  request: object,
  options: grpc.CallOptions,
  callback: (error: grpc.ServiceError | null, reply: Reply) => void,
) => void;

const TIMEOUT_MS = 30_000;
const REPLY_BYTES = 1_048_576;

const ports = portsIn(process.env[PORTS]);
const clients = new Map<BenchService, Record<string, Invoke>>(
  BENCH_SERVICES.map((service, index) => {
    const Client = grpc.makeClientConstructor(serviceDefinition(service), service);
    const address = channelTarget(`127.0.0.1:${ports[index] ?? 0}`);
    const client = new Client(address, grpc.credentials.createInsecure(), channelOptions(REPLY_BYTES));
    return [service, client as unknown as Record<string, Invoke>];
  }),
);

function callOnce(service: BenchService, method: string, request: object): Promise<Reply> {
  const client = clients.get(service) as Record<string, Invoke>;
  return new Promise((resolve, reject) => {
    const invoke = client[method] as Invoke;
    const options = { deadline: systemClock.now() + TIMEOUT_MS };
    invoke.call(client, request, options, (error, reply) =>
      error === null ? resolve(reply) : reject(error),
    );
  });
}

async function persistent(service: BenchService, method: string, request: object): Promise<Reply> {
  for (;;) {
    try {
      return await callOnce(service, method, request);
    } catch (error) {
      if ((error as grpc.ServiceError).code !== grpc.status.UNAVAILABLE) throw error;
    }
  }
}

type Done = readonly { readonly step: BenchStep; readonly replies: readonly Reply[] }[];

async function undo(done: Done): Promise<void> {
  for (const { step, replies } of [...done].reverse()) {
    await Promise.all(replies.map(({ id }) => persistent(step.service, step.compensation, { id })));
  }
}

/** All steps one after the other. Null when one was refused, and those before it are undone. */
async function run(subject: string, payload: string): Promise<readonly Reply[][] | null> {
  const done: { step: BenchStep; replies: Reply[] }[] = [];
  let carried = payload;
  for (const step of BENCH_STEPS) {
    const request = { subject, payload: carried };
    try {
      const calls = step.branches.map(() => persistent(step.service, step.action, request));
      const replies = await Promise.all(calls);
      done.push({ step, replies });
      carried = replies[0]?.payload ?? '';
    } catch (error) {
      if ((error as grpc.ServiceError).code !== grpc.status.FAILED_PRECONDITION) throw error;
      await undo(done);
      return null;
    }
  }
  return done.map(({ replies }) => replies);
}

async function start({ type, input }: saga_v1.StartSagaRequest__Output): Promise<saga_v1.StartSagaResponse> {
  const { subject, payload } = structFromWire(input ?? {}) as { subject: string; payload: string };
  const replies = await run(subject, payload);
  if (replies === null) return { saga: { type, status: 'SAGA_STATUS_COMPENSATED' } };
  const output = structToWire({ id: replies[2]?.[0]?.id ?? '' });
  return { saga: { type, status: 'SAGA_STATUS_COMPLETED', output } };
}

const server = new grpc.Server({
  'grpc.enable_channelz': 0,
  'grpc.max_concurrent_streams': 1_024,
  'grpc.max_receive_message_length': 2 * 1024 * 1024,
});
const { StartSaga } = serviceDefinition('suoke.saga.v1.SagaService');
const handler: grpc.handleUnaryCall<saga_v1.StartSagaRequest__Output, saga_v1.StartSagaResponse> = (
  call,
  answer,
) => {
  start(call.request).then(
    (reply) => answer(null, reply),
    (error: unknown) => answer(error as grpc.ServiceError),
  );
};
server.addService({ StartSaga } as grpc.ServiceDefinition, { StartSaga: handler });
new ServerHealth([]).addTo(server);
await listen(server, process.env['SUOKE_GRPC_URL'] ?? '');
