/**
 * The load: the same bytes to one door or the other, either so many at a time (closed) or so many a second whatever becomes
 * of them (open). Latency of the open loop counts from when a request was due, so that who is slow cannot hide it.
 */
import * as grpc from '@grpc/grpc-js';
import { channelOptions, channelTarget, systemClock } from '#libs/platform';

export const START_SAGA = '/suoke.saga.v1.SagaService/StartSaga';
export const START_CONSULTATION = '/suoke.consultation.flow.v1.ConsultationFlowService/StartConsultation';

/** Answers of one round; milliseconds. */
export interface Answers {
  readonly latenciesMs: number[];
  /** Calls that ended without an answer, by status name. */
  readonly failures: Map<string, number>;
  readonly seconds: number;
}

/** Streams that one connection carries at most. */
const PER_CONNECTION = 512;
const REPLY_BYTES = 1_048_576;
const TIMEOUT_MS = 90_000;
const TICK_MS = 2;

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

  async follow(sinceMs: number, call: Promise<unknown>): Promise<void> {
    try {
      await call;
      this.latenciesMs.push(systemClock.monotonicMs() - sinceMs);
    } catch (error) {
      const code = grpc.status[(error as grpc.ServiceError).code] ?? 'UNKNOWN';
      this.failures.set(code, (this.failures.get(code) ?? 0) + 1);
    }
  }

  answers(seconds: number): Answers {
    const { latenciesMs, failures } = this;
    return { latenciesMs, failures, seconds };
  }
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

/** Sends `perSecond` requests a second, each due at its time, by the ways of sending in turn; answers by way. */
export async function openLoop(
  ways: readonly (() => Promise<unknown>)[],
  perSecond: number,
  seconds: number,
): Promise<Answers[]> {
  const recorders = ways.map(() => new Recorder());
  const pending = new Set<Promise<void>>();
  const beganMs = systemClock.monotonicMs();
  let sent = 0;
  while (secondsSince(beganMs) < seconds) {
    for (; sent < secondsSince(beganMs) * perSecond; sent += 1) {
      const which = sent % ways.length;
      const dueAtMs = beganMs + (sent / perSecond) * 1_000;
      const send = ways[which] as () => Promise<unknown>;
      const following = (recorders[which] as Recorder)
        .follow(dueAtMs, send())
        .finally(() => pending.delete(following));
      pending.add(following);
    }
    await systemClock.sleep(TICK_MS);
  }
  await Promise.all(pending);
  const took = secondsSince(beganMs);
  return recorders.map((recorder) => recorder.answers(took));
}
