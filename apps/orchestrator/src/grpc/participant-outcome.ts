/** From what grpc-js reports of a call that was sent to what it means; the table itself is the core's. */
import * as grpc from '@grpc/grpc-js';
import { readStatusDetails } from '#libs/platform';
import { grpcStatusName, outcomeOf, type GrpcStatusName } from '#libs/saga-core';
import type { CallOutcome } from '#libs/saga-engine';
import type { Verdict } from './participant-breaker.js';

/** How a call ended. */
export interface CallEnd {
  /** The status that closed the call: OK also where no reply came with it, or none that can be read. */
  readonly status: grpc.StatusObject;
  /** A reply arrived, whatever came after it. */
  readonly replied: boolean;
}

const REASON = /^[A-Z0-9_]{1,63}$/;
const FIELD = /^[A-Za-z_][A-Za-z0-9_.[\]]{0,199}$/;
const MAX_FIELDS = 20;
const MAX_MESSAGE = 2_000;

/** Failures of the way to the target, or of the target as a whole. A reply that is too large is the fault of one request. */
const UNHEALTHY: ReadonlySet<GrpcStatusName> = new Set([
  'CANCELLED',
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

/** Codes that a call ends with when nobody answered it. */
const SILENT: ReadonlySet<GrpcStatusName> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED']);

type Failure = Extract<CallOutcome, { kind: 'refused' | 'no_effect' | 'unknown' }>;

/**
 * The outcome of a call that did not end well. Texts of the participant go into `message` only, which is kept as a secret;
 * reason and fields are clear and have to look like what they are (G12).
 */
export function outcomeOfFailure({ status, replied }: CallEnd): Failure {
  const { code } = status;
  // A unary call that ends OK without a reply, or with a reply and not OK, breaks the protocol: the participant did its
  // work or it did not, and grpc-js names both by codes that would read as "no effect".
  const broken = code === grpc.status.OK || replied;
  const name = code === grpc.status.OK ? 'INTERNAL' : grpcStatusName(code);
  const details = broken ? null : readStatusDetails(status);
  const kind = broken ? 'unknown' : outcomeOf(name, details !== null);
  const fields = (details?.fieldViolations ?? [])
    .map(({ field }) => field)
    .filter((field) => FIELD.test(field));
  const message = status.details;
  return {
    kind: kind === 'done' ? 'unknown' : kind,
    code: name,
    ...(details?.reason != null && REASON.test(details.reason) ? { reason: details.reason } : {}),
    ...(fields.length > 0 ? { fields: [...new Set(fields)].slice(0, MAX_FIELDS) } : {}),
    ...(message ? { message: message.slice(0, MAX_MESSAGE) } : {}),
    ...(details?.retryDelayMs != null ? { retryAfterMs: details.retryDelayMs } : {}),
  };
}

/** What an outcome says about the target. A refusal is an answer, and so is "come again later". */
export function verdictOf(outcome: CallOutcome, aborted: boolean): Verdict {
  if (outcome.kind === 'not_sent') return 'unhealthy';
  if (outcome.kind !== 'unknown') return 'healthy';
  if (aborted) return 'aborted';
  return UNHEALTHY.has(outcome.code) ? 'unhealthy' : 'healthy';
}

/** Nobody answered: the connection may be stuck. */
export function isSilent(outcome: CallOutcome): boolean {
  return outcome.kind === 'not_sent' || (outcome.kind === 'unknown' && SILENT.has(outcome.code));
}
