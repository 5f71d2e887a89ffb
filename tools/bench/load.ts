/**
 * The load: the same bytes to one door or the other, either so many at a time (closed) or so many a second whatever becomes
 * of them (open). Latency of the open loop counts from when a request was due, so that who is slow cannot hide it.
 */
import * as grpc from '@grpc/grpc-js';
import { messageCodec, type JsonObject } from '#libs/contracts';
import { channelOptions, channelTarget, systemClock } from '#libs/platform';

export const START_SAGA = '/suoke.saga.v1.SagaService/StartSaga';
export const START_CONSULTATION = '/suoke.consultation.flow.v1.ConsultationFlowService/StartConsultation';

/** Answers of one round; milliseconds. */
export interface Answers {
  readonly latenciesMs: number[];
  /** Calls that ended without an answer, by status name. */
  readonly failures: Map<string, number>;
  /** By the status of the saga, of those that were looked at. */
  readonly statuses: Map<string, number>;
  readonly seconds: number;
}

/** Streams that one connection carries at most. */
const PER_CONNECTION = 512;
const REPLY_BYTES = 1_048_576;
const TIMEOUT_MS = 90_000;
/** Every so many answers one is decoded, so that the load stays cheap; the store is asked about all of them. */
const LOOK_EVERY = 64;
const TICK_MS = 2;

const response = messageCodec('suoke.saga.v1.StartSagaResponse');
const asItIs = (bytes: Buffer): Buffer => bytes;
const NO_METADATA = new grpc.Metadata();

/** Where requests go: one door or several, on enough connections. */
export class Doors {
  private readonly clients: grpc.Client[] = [];
  private next = 0;

  /** @param targets `host:port` of each door @param inFlight how many calls there will be at a time */
  constructor(targets: readonly string[], inFlight: number) {
    const each = Math.max(1, Math.ceil(inFlight / targets.length / PER_CONNECTION));
    for (let turn = 0; turn < each; turn += 1) {
      for (const target of targets)
        this.clients.push(
          new grpc.Client(
            channelTarget(target),
            grpc.credentials.createInsecure(),
            channelOptions(REPLY_BYTES),
          ),
        );
    }
  }

  start(request: Buffer): Promise<Buffer> {
    return this.call(START_SAGA, request);
  }

  /** @param path `/package.Service/Method` */
  call(path: string, request: Buffer): Promise<Buffer> {
    const client = this.clients[this.next++ % this.clients.length] as grpc.Client;
    return new Promise((resolve, reject) => {
      const options = { deadline: systemClock.now() + TIMEOUT_MS };
      client.makeUnaryRequest(path, asItIs, asItIs, request, NO_METADATA, options, (error, reply) =>
        error === null && reply !== undefined ? resolve(reply) : reject(error as Error),
      );
    });
  }

  close(): void {
    for (const client of this.clients) client.close();
  }
}

class Recorder {
  readonly latenciesMs: number[] = [];
  readonly failures = new Map<string, number>();
  readonly statuses = new Map<string, number>();

  async follow(sinceMs: number, call: Promise<Buffer>): Promise<void> {
    try {
      const reply = await call;
      this.latenciesMs.push(systemClock.monotonicMs() - sinceMs);
      if (this.latenciesMs.length % LOOK_EVERY === 1) this.look(reply);
    } catch (error) {
      count(this.failures, grpc.status[(error as grpc.ServiceError).code] ?? 'UNKNOWN');
    }
  }

  answers(seconds: number): Answers {
    const { latenciesMs, failures, statuses } = this;
    return { latenciesMs, failures, statuses, seconds };
  }

  private look(reply: Buffer): void {
    const { saga } = response.decode(reply);
    count(this.statuses, String((saga as JsonObject)['status']));
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const secondsSince = (beganMs: number): number => (systemClock.monotonicMs() - beganMs) / 1_000;

/** Keeps `inFlight` requests out for so long; then those that are out come back, and count too. */
export async function closedLoop(
  doors: Doors,
  request: Buffer,
  inFlight: number,
  seconds: number,
): Promise<Answers> {
  const recorder = new Recorder();
  const beganMs = systemClock.monotonicMs();
  const lane = async (): Promise<void> => {
    while (secondsSince(beganMs) < seconds)
      await recorder.follow(systemClock.monotonicMs(), doors.start(request));
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return recorder.answers(secondsSince(beganMs));
}

/** Sends `perSecond` requests a second, each due at its time, in turn from the list; answers by request. */
export async function openLoop(
  doors: Doors,
  requests: readonly Buffer[],
  perSecond: number,
  seconds: number,
): Promise<Answers[]> {
  const recorders = requests.map(() => new Recorder());
  const pending = new Set<Promise<void>>();
  const beganMs = systemClock.monotonicMs();
  let sent = 0;
  while (secondsSince(beganMs) < seconds) {
    const due = secondsSince(beganMs) * perSecond;
    for (; sent < due; sent += 1) {
      const which = sent % requests.length;
      const dueAtMs = beganMs + (sent / perSecond) * 1_000;
      const following = (recorders[which] as Recorder)
        .follow(dueAtMs, doors.start(requests[which] as Buffer))
        .finally(() => pending.delete(following));
      pending.add(following);
    }
    await systemClock.sleep(TICK_MS);
  }
  await Promise.all(pending);
  const took = secondsSince(beganMs);
  return recorders.map((recorder) => recorder.answers(took));
}
