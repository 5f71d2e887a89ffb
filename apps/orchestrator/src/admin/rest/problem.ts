/**
 * Errors as RFC 9457 has them: one JSON object for every refusal, made of the same status, reason and details that the gRPC
 * face sends. Texts for people come in the language that was asked for, where there is one; programs match on `code`.
 */
import { status as grpcStatus } from '@grpc/grpc-js';
import { HttpException } from '@nestjs/common';
import type { GrpcStatusName } from '#libs/saga-core';
import { GrpcError, readStatusDetails } from '#libs/platform';
import { INTERNAL_REASON } from '#libs/platform/nest';
import { toGrpcError } from '../../grpc/engine-errors.js';
import { REFUSAL_ZH, type DisabledCode } from '../refusal-texts.js';
import { AdminCallError } from './admin-gateway.js';
import { STATUS_TITLES, type ProblemTitle } from './problem-texts.js';
import { REST_ERRORS, RestError, type RestErrorReason } from './rest-errors.js';

export type Language = 'en' | 'zh';

/** What went wrong, before it is said in a language. */
export interface Problem {
  readonly title: ProblemTitle;
  /** Stable, from docs/ERRORS.md. */
  readonly code: string;
  /** Null for what HTTP alone refused. */
  readonly grpcStatus: GrpcStatusName | null;
  readonly detail: string;
  readonly detailZh: string | null;
  readonly violations: readonly { readonly field: string; readonly description: string }[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | null;
  readonly allow: readonly string[];
  /** Nobody foresaw it: it has to be logged, and is told to nobody. */
  readonly isBug: boolean;
}

const NOTHING = { detailZh: null, violations: [], metadata: {}, retryAfterMs: null, allow: [], isBug: false };

/** What to tell of anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RestError) return ofRest(error.reason, error.message, error.details);
  const known = error instanceof GrpcError || error instanceof AdminCallError ? error : toGrpcError(error);
  if (known !== undefined) return ofStatus(known);
  if (error instanceof HttpException && error.getStatus() < 500) return ofHttp(error.getStatus());
  return { ...ofCode('INTERNAL', INTERNAL_REASON, 'internal error'), isBug: true };
}

function ofRest(reason: RestErrorReason, detail: string, details: RestError['details'] = {}): Problem {
  const { violations = [], allow = [] } = details;
  return {
    ...NOTHING,
    title: REST_ERRORS[reason],
    code: reason,
    grpcStatus: null,
    detail,
    violations,
    allow,
  };
}

/** What the framework and its body parser refuse. */
function ofHttp(httpStatus: number): Problem {
  const [reason] = (Object.keys(REST_ERRORS) as RestErrorReason[]).filter(
    (one) => REST_ERRORS[one].http === httpStatus,
  );
  const found = reason ?? 'MALFORMED_REQUEST';
  return ofRest(found, `${REST_ERRORS[found].en}.`);
}

function ofCode(name: GrpcStatusName, code: string, detail: string): Problem {
  return { ...NOTHING, title: STATUS_TITLES[name], code, grpcStatus: name, detail };
}

function ofStatus(error: GrpcError | AdminCallError): Problem {
  const name = nameOf(error.code);
  const details = readStatusDetails(error);
  const { refusal } = details?.metadata ?? {};
  const localized = details?.localizedMessage;
  const isZh = localized?.locale.startsWith('zh') === true;
  return {
    ...ofCode(name, details?.reason ?? name, details?.message || error.message),
    detailZh: isZh ? localized.message : refusalZh(refusal),
    violations: (details?.fieldViolations ?? []).map(({ field, description }) => ({ field, description })),
    metadata: details?.metadata ?? {},
    retryAfterMs: details?.retryDelayMs ?? null,
  };
}

function nameOf(code: number): GrpcStatusName {
  return (grpcStatus[code] ?? 'UNKNOWN') as GrpcStatusName;
}

function refusalZh(refusal: string | undefined): string | null {
  return refusal !== undefined && Object.hasOwn(REFUSAL_ZH, refusal)
    ? REFUSAL_ZH[refusal as DisabledCode]
    : null;
}

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** @param instance the address that was asked for, without its query */
export function problemAnswer(problem: Problem, language: Language, instance: string): ProblemAnswer {
  const { title, code, violations, metadata, retryAfterMs, allow } = problem;
  const { http: status } = title;
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'content-language': language === 'zh' ? 'zh-CN' : 'en',
  };
  if (retryAfterMs !== null) headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterMs / 1_000)));
  if (allow.length > 0) headers['allow'] = allow.join(', ');
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  const body = {
    type: `urn:suoke:error:${code}`,
    title: title[language],
    status,
    detail: (language === 'zh' ? problem.detailZh : null) ?? problem.detail,
    instance,
    code,
    ...(problem.grpcStatus === null ? {} : { grpcStatus: problem.grpcStatus }),
    ...(violations.length === 0 ? {} : { violations }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
  return { status, headers, body };
}
