/**
 * The participants of the benchmark in one process: each listens on a port of its own and answers from memory. Their cost has
 * to be small beside what is measured, so requests and replies stay bytes.
 *
 * Environment: SUOKE_GRPC_URL is where the process says that it serves, BENCH_PORTS are the ports of the services in order.
 */
import * as grpc from '@grpc/grpc-js';
import { messageCodec, methodOf, serviceDefinition } from '#libs/contracts';
import { grpcError, ServerHealth, systemClock } from '#libs/platform';
import { BENCH_SERVICES, BENCH_STEPS, type BenchStep } from '../workload.js';
import { listen, PORTS, portsIn } from '../ports.js';

/** Every n-th first attempt of a flaky saga fails. */
const FLAKY_EVERY = 10;
const FIRST_FIELD_IS_TEXT = 0x0a;

type Handler = grpc.handleUnaryCall<Buffer, Buffer>;

/** The first field of a request, `subject`; it is short. */
function subjectOf(request: Buffer): string {
  if (request[0] !== FIRST_FIELD_IS_TEXT) return '';
  return request.toString('latin1', 2, 2 + (request[1] as number));
}

const asItIs = (bytes: Buffer): Buffer => bytes;
const payload = 'y'.repeat(1_000);

const replyBytes = (method: string, reply: Record<string, string | boolean>): Buffer =>
  messageCodec(methodOf(method)?.responseType ?? '').encode(reply);

/** As Nest would send it. */
function failure(code: grpc.status, reason: string): grpc.ServerErrorResponse {
  return grpcError({ code, reason, message: 'as asked for' }).getError() as grpc.ServerErrorResponse;
}

let flaky = 0;

function actionOf(step: BenchStep): Handler {
  const reply = replyBytes(`${step.service}/${step.action}`, { id: `${step.name}-1`, payload });
  const isLast = step === BENCH_STEPS.at(-1);
  const refusal = failure(grpc.status.FAILED_PRECONDITION, 'REFUSED');
  const unavailable = failure(grpc.status.UNAVAILABLE, 'FLAKY');
  return (call, answer) => {
    const subject = subjectOf(call.request);
    if (subject === 'ok') return answer(null, reply);
    if (subject === 'refused') return isLast ? answer(refusal) : answer(null, reply);
    if (subject === 'flaky') {
      const [attempt] = call.metadata.get('saga-attempt');
      const fails = (attempt === undefined || attempt === '1') && ++flaky % FLAKY_EVERY === 0;
      return fails ? answer(unavailable) : answer(null, reply);
    }
    systemClock.setTimer(Number(subject.slice('slow-'.length)), () => answer(null, reply));
  };
}

function serve(step: BenchStep, server: grpc.Server): void {
  const { [step.action]: action, [step.compensation]: compensation } = serviceDefinition(step.service);
  const undone = replyBytes(`${step.service}/${step.compensation}`, { undone: true });
  const raw = { requestDeserialize: asItIs, responseSerialize: asItIs };
  server.addService(
    { action: { ...action, ...raw }, compensation: { ...compensation, ...raw } } as grpc.ServiceDefinition,
    { action: actionOf(step), compensation: ((_call, answer) => answer(null, undone)) as Handler },
  );
}

const OPTIONS = { 'grpc.enable_channelz': 0, 'grpc.max_concurrent_streams': 100_000 };

const ports = portsIn(process.env[PORTS]);
for (const [index, service] of BENCH_SERVICES.entries()) {
  const server = new grpc.Server(OPTIONS);
  for (const step of BENCH_STEPS) if (step.service === service) serve(step, server);
  await listen(server, `127.0.0.1:${ports[index] ?? 0}`);
}
const front = new grpc.Server(OPTIONS);
new ServerHealth([]).addTo(front);
await listen(front, process.env['SUOKE_GRPC_URL'] ?? '');
