/**
 * Calls participants: one attempt per call, over one channel per target, and says what it means.
 *
 * 1. It never throws and never retries; whatever happens, the call settles within its timeout.
 * 2. `not_sent` is said only where it is proven that nothing left: before a connection was picked for the call.
 *    Everything that is not proven is `unknown`.
 * 3. Addresses come from the configuration alone, never from a definition or a payload.
 * 4. What is clear in an outcome is a code, a reason of a closed form, and names of fields; texts are secrets (G12).
 * 5. One target that hangs or fails takes at most its share of the slots, and is left alone while its breaker is open.
 *
 *    limit ──► breaker ──► connection ──► call ──► outcome
 *      └─────────┴────────────┴─ not_sent          └─ counts for breaker and channel
 */
import { randomInt } from 'node:crypto';
import * as grpc from '@grpc/grpc-js';
import { JsonMappingError } from '#libs/contracts';
import type { Clock } from '#libs/platform';
import type {
  CallOutcome,
  CallSignal,
  EngineLog,
  ParticipantCall,
  ParticipantCaller,
} from '#libs/saga-engine';
import type { ParticipantTls } from '../config.js';
import { Breaker, type BreakerState } from './participant-breaker.js';
import { TargetChannel, type ChannelState, type Lease } from './participant-channel.js';
import { participantCredentials } from './participant-credentials.js';
import { callMetadata } from './participant-metadata.js';
import { prepareMethod, unencodable, type CalledMethod, type OutgoingCall } from './participant-method.js';
import { isSilent, outcomeOfFailure, verdictOf } from './participant-outcome.js';
import { startUnaryCall, type UnaryCall, type UnaryEnd } from './unary-call.js';

/** Times and bounds; the defaults are for production. */
export interface CallerTuning {
  /** How long a call waits for a connection that is being made. */
  readonly connectWaitMs: number;
  /** Unhealthy calls in a row, over at least so long, that open a target's breaker. */
  readonly tripAfter: number;
  readonly tripSpanMs: number;
  readonly halfOpenAfterMs: number;
  readonly halfOpenMaxMs: number;
  /** Calls in a row without an answer after which a target's channel is replaced. */
  readonly rebuildAfter: number;
  readonly rebuildIntervalMs: number;
  /** Largest reply on the wire. */
  readonly replyBytes: number;
  /** After how long a call that met the limit, or no connection, may come again. */
  readonly retryAfterMs: number;
}

export const DEFAULT_TUNING: CallerTuning = {
  connectWaitMs: 1_000,
  tripAfter: 10,
  tripSpanMs: 250,
  halfOpenAfterMs: 1_000,
  halfOpenMaxMs: 30_000,
  rebuildAfter: 5,
  rebuildIntervalMs: 10_000,
  replyBytes: 1_048_576,
  retryAfterMs: 1_000,
};

export interface CallerOptions {
  /** Full name of a service → `host:port`. Services of one address share channel, breaker and limit. */
  readonly targets: ReadonlyMap<string, string>;
  /** Calls in flight to one target at most. */
  readonly callsPerTarget: number;
  readonly credentials: grpc.ChannelCredentials;
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
  readonly log: EngineLog;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  readonly tuning?: Partial<CallerTuning>;
}

/** How a target is doing, for operators and metrics. */
export interface TargetView {
  readonly target: string;
  readonly participants: readonly string[];
  readonly breaker: BreakerState;
  readonly connection: ChannelState;
  readonly inFlight: number;
  readonly limit: number;
}

interface Target {
  readonly participants: string[];
  readonly channel: TargetChannel;
  readonly breaker: Breaker;
  inFlight: number;
}

/** A call on its way to a target. */
interface Journey {
  readonly outgoing: OutgoingCall;
  readonly request: Buffer;
  readonly metadata: grpc.Metadata;
  readonly signal: CallSignal;
  /** By the monotonic clock. */
  readonly untilMs: number;
}

type NotSent = Extract<CallOutcome, { kind: 'not_sent' }>;

export class GrpcParticipantCaller implements ParticipantCaller {
  private readonly tuning: CallerTuning;
  /** By address. */
  private readonly targets = new Map<string, Target>();
  /** By the full name of the service. */
  private readonly targetOf = new Map<string, Target>();
  private readonly methods = new Map<string, CalledMethod | null>();

  constructor(private readonly options: CallerOptions) {
    this.tuning = { ...DEFAULT_TUNING, ...options.tuning };
    for (const [participant, address] of options.targets) {
      const target = this.targets.get(address) ?? this.makeTarget(address);
      target.participants.push(participant);
      this.targets.set(address, target);
      this.targetOf.set(participant, target);
    }
  }

  async call(call: ParticipantCall, signal: CallSignal): Promise<CallOutcome> {
    try {
      return await this.attempt(call, signal);
    } catch (error) {
      // A mistake of ours. Whether anything left is not known here, so it counts as if.
      const fields = { saga: call.sagaId, method: call.method, reason: errorName(error) };
      this.options.log.error('participant_call_crashed', fields);
      return { kind: 'unknown', code: 'INTERNAL', reason: 'CALLER_FAILED' };
    }
  }

  /**
   * Asks something beside the calls of sagas: what comes of it says nothing about a saga, so it neither needs a slot nor
   * counts for the breaker.
   * @param participant full name of a service; the question goes to its target
   * @param path `/package.Service/Method`
   * @returns null when there was no good answer in time, whatever the reason
   */
  async ask(participant: string, path: string, bytes: Buffer, timeoutMs: number): Promise<Buffer | null> {
    const channel = this.targetOf.get(participant)?.channel;
    const { clock } = this.options;
    const untilMs = clock.monotonicMs() + timeoutMs;
    const lease = channel?.leaseNow() ?? (await channel?.lease()) ?? null;
    if (lease === null) return null;
    try {
      const leftMs = untilMs - clock.monotonicMs();
      if (leftMs <= 0) return null;
      const request = { path, bytes, metadata: new grpc.Metadata(), deadlineMs: clock.now() + leftMs };
      return await new Promise<Buffer | null>((resolve) => {
        startUnaryCall(lease.client.getChannel(), request, ({ status, reply }) =>
          resolve(status.code === grpc.status.OK ? reply : null),
        );
      });
    } finally {
      lease.release();
    }
  }

  views(): TargetView[] {
    return [...this.targets].map(([target, { participants, breaker, channel, inFlight }]) => ({
      target,
      participants,
      breaker: breaker.state,
      connection: channel.state,
      inFlight,
      limit: this.options.callsPerTarget,
    }));
  }

  /** No call leaves any more; those in flight end by themselves or by their signals. */
  close(): void {
    for (const { channel } of this.targets.values()) channel.close();
  }

  private makeTarget(target: string): Target {
    const { clock, random, log, credentials } = this.options;
    const onChange = (breaker: BreakerState): void =>
      log.warn('participant_breaker', { target, status: breaker });
    const onRebuild = (): void => log.warn('participant_channel_replaced', { target });
    return {
      participants: [],
      channel: new TargetChannel({ ...this.tuning, target, credentials, clock, random, onRebuild }),
      breaker: new Breaker({ ...this.tuning, clock, random, onChange }),
      inFlight: 0,
    };
  }

  private async attempt(call: ParticipantCall, signal: CallSignal): Promise<CallOutcome> {
    const method = this.methodOf(call.method);
    const target = method === null ? undefined : this.targetOf.get(method.participant);
    if (method === null || target === undefined) {
      return { kind: 'no_effect', code: 'UNIMPLEMENTED', reason: 'PARTICIPANT_UNKNOWN' };
    }
    const outgoing = call.direction === 'seal' ? method.seal : method.call;
    let request: Buffer;
    try {
      request = outgoing.encode(call.request, call.key);
    } catch (error) {
      if (error instanceof JsonMappingError) return unencodable(error);
      throw error;
    }
    if (target.inFlight >= this.options.callsPerTarget)
      return this.notSent('limit', this.tuning.retryAfterMs);
    const untilMs = this.options.clock.monotonicMs() + call.timeoutMs;
    const journey: Journey = { outgoing, request, metadata: callMetadata(call), signal, untilMs };
    target.inFlight += 1;
    try {
      return await this.travel(target, journey);
    } finally {
      target.inFlight -= 1;
    }
  }

  /** Through the breaker and onto a connection, or back. */
  private async travel(target: Target, journey: Journey): Promise<CallOutcome> {
    const { breaker, channel } = target;
    const refusedMs = breaker.refusal();
    if (refusedMs !== null) return { kind: 'not_sent', why: 'breaker', retryAfterMs: refusedMs };
    const lease = channel.leaseNow() ?? (await channel.lease());
    if (lease === null) return this.notSent('connection', this.tuning.retryAfterMs);
    try {
      const { clock } = this.options;
      // While the connection was made the call may have been aborted, or have run out of time, or the breaker has opened.
      const leftMs = journey.untilMs - clock.monotonicMs();
      if (journey.signal.aborted || leftMs <= 0) return this.notSent('connection', this.tuning.retryAfterMs);
      const nowRefusedMs = breaker.refusal();
      if (nowRefusedMs !== null) return { kind: 'not_sent', why: 'breaker', retryAfterMs: nowRefusedMs };
      const judged = await breaker.pass(async () => {
        const outcome = await this.send(lease.client, journey, clock.now() + leftMs);
        return { outcome, verdict: verdictOf(outcome, journey.signal.aborted) };
      });
      if (judged === null) return this.notSent('breaker', this.tuning.retryAfterMs);
      if (!isSilent(judged.outcome)) channel.answered();
      else if (judged.verdict !== 'aborted') channel.failed();
      return judged.outcome;
    } finally {
      lease.release();
    }
  }

  private send(client: Lease['client'], journey: Journey, deadlineMs: number): Promise<CallOutcome> {
    const { outgoing, request: bytes, metadata, signal } = journey;
    const channel = client.getChannel();
    return new Promise((resolve) => {
      let call: UnaryCall | null = null;
      const cancel = (): void => call?.cancel();
      signal.addEventListener('abort', cancel);
      const request = { path: outgoing.path, bytes, metadata, deadlineMs };
      call = startUnaryCall(channel, request, (end) => {
        signal.removeEventListener('abort', cancel);
        const { status, replied, peer } = end;
        const isUnsent = status.code === grpc.status.UNAVAILABLE && !replied && isUnpicked(channel, peer);
        resolve(isUnsent ? this.notSent('connection', this.tuning.retryAfterMs) : outcomeOf(end, outgoing));
      });
    });
  }

  private notSent(why: NotSent['why'], afterMs: number): NotSent {
    return { kind: 'not_sent', why, retryAfterMs: Math.ceil(afterMs * (1 + 0.2 * this.options.random())) };
  }

  private methodOf(name: string): CalledMethod | null {
    const known = this.methods.get(name);
    if (known !== undefined) return known;
    const made = prepareMethod(name);
    this.methods.set(name, made);
    return made;
  }
}

/**
 * The call never got a connection: grpc-js names as its peer the address of the connection once one was picked, and the
 * channel's own target (which has a scheme, so it is never an address) as long as there is none.
 */
export function isUnpicked(channel: Pick<grpc.ChannelInterface, 'getTarget'>, peer: string): boolean {
  return peer === channel.getTarget();
}

/** A reply that cannot be read tells as little of what happened as none. */
function outcomeOf({ status, reply, replied }: UnaryEnd, { decode }: OutgoingCall): CallOutcome {
  if (status.code !== grpc.status.OK || reply === null) return outcomeOfFailure({ status, replied });
  try {
    return decode(reply);
  } catch {
    return outcomeOfFailure({ status, replied });
  }
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** In steps of 2^-32. */
const random = (): number => randomInt(2 ** 32) / 2 ** 32;

/**
 * The caller of a process. Reads the files of TLS at once; nothing is connected before the first call.
 * @throws an error of the file system for a certificate that cannot be read
 */
export function createParticipantCaller(
  options: Omit<CallerOptions, 'credentials' | 'random'> & { readonly tls: ParticipantTls | undefined },
): GrpcParticipantCaller {
  const { tls, ...rest } = options;
  return new GrpcParticipantCaller({ ...rest, credentials: participantCredentials(tls), random });
}
