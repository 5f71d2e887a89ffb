/** What is wrong with one call of a definition: its method, retry policy, codes, template and references. */
import {
  isPlainObject,
  isReservedName,
  METHOD_NAME,
  Mistakes,
  type PlainObject,
} from './definition-check-shape.js';
import { DEFAULT_ACTION_RETRY, DEFAULT_COMPENSATION_RETRY, type RetryPolicy } from './definition.js';
import { GRPC_STATUS_NAMES, outcomeOf, type GrpcStatusName } from './outcome.js';

/** A step as references see it: its name, and the names of its branches in their order. */
export interface KnownStep {
  readonly name: string;
  readonly branches: readonly string[];
}

export interface KnownBranch {
  readonly step: KnownStep;
  readonly branch: string;
}

/** Where a call stands, and what is recorded before it and after. */
export interface CallPlace {
  readonly place: string;
  readonly earlier: readonly KnownStep[];
  /** The step of the call and those after it. */
  readonly later: readonly KnownStep[];
  readonly self: KnownBranch;
}

export const CALL_KEYS = ['method', 'request', 'retry'];

/** Levels of objects and lists in a template. */
export const MAX_TEMPLATE_DEPTH = 32;

/** An hour for one call, a month between two: beyond that a definition is mistaken rather than patient. */
const MAX_TIMEOUT_MS = 3_600_000;
const MAX_INTERVAL_MS = 2_592_000_000;
const MAX_ATTEMPTS = 1_000_000;

const wholeFrom1 = (max: number) => ({
  fits: (value: number) => Number.isInteger(value) && value >= 1 && value <= max,
  wants: `a whole number from 1 to ${max}`,
});
const RETRY_RULES: Record<
  Exclude<keyof RetryPolicy, 'nonRetryableCodes'>,
  { fits: (value: number) => boolean; wants: string }
> = {
  maxAttempts: wholeFrom1(MAX_ATTEMPTS),
  initialIntervalMs: wholeFrom1(MAX_INTERVAL_MS),
  backoffCoefficient: { fits: (value) => value >= 1 && value <= 100, wants: 'a number from 1 to 100' },
  maxIntervalMs: wholeFrom1(MAX_INTERVAL_MS),
  jitter: { fits: (value) => value >= 0 && value <= 1, wants: 'a number from 0 to 1' },
  timeoutMs: wholeFrom1(MAX_TIMEOUT_MS),
};
const RETRY_KEYS = [...Object.keys(RETRY_RULES), 'nonRetryableCodes'];

function checkCodes(
  mistakes: Mistakes,
  place: string,
  field: string,
  codes: unknown,
  accepts: (code: GrpcStatusName) => string | null,
): void {
  if (codes === undefined) return;
  if (!Array.isArray(codes)) return mistakes.add(place, `${field}: must be a list of gRPC status names`);
  for (const code of codes as unknown[]) {
    const name = GRPC_STATUS_NAMES.find((known) => known === code);
    const wrong = name === undefined ? 'is no gRPC status name' : accepts(name);
    if (wrong !== null) mistakes.add(place, `${field}: ${JSON.stringify(code) ?? String(code)} ${wrong}`);
  }
}

function checkRetry(mistakes: Mistakes, place: string, field: string, retry: unknown): void {
  if (retry === undefined) return;
  if (!isPlainObject(retry)) return mistakes.add(place, `${field}: must be an object`);
  mistakes.unknownKeys(place, `${field}.`, retry, RETRY_KEYS);
  for (const [key, { fits, wants }] of Object.entries(RETRY_RULES)) {
    const value = retry[key];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !fits(value)) mistakes.add(place, `${field}.${key}: must be ${wants}`);
  }
  checkCodes(mistakes, place, `${field}.nonRetryableCodes`, retry.nonRetryableCodes, (code) =>
    code === 'OK' ? 'is no failure' : null,
  );
}

/** A policy that sets one of the two intervals has to fit the default of the other. */
function checkIntervals(
  mistakes: Mistakes,
  place: string,
  field: string,
  retry: unknown,
  defaults: RetryPolicy,
): void {
  if (!isPlainObject(retry)) return;
  const { initialIntervalMs, maxIntervalMs }: PlainObject = { ...defaults, ...retry };
  if (typeof initialIntervalMs !== 'number' || typeof maxIntervalMs !== 'number') return;
  if (initialIntervalMs > maxIntervalMs) {
    mistakes.add(
      place,
      `${field}: initialIntervalMs ${initialIntervalMs} is above maxIntervalMs ${maxIntervalMs}`,
    );
  }
}

/** A reference: the steps that it may name, and its own branch where that is allowed. */
interface ReferenceScope {
  readonly steps: readonly KnownStep[];
  readonly own: KnownBranch | null;
  /** Steps of the definition that it may not name, with the reason why. */
  readonly closed: (name: string) => string | null;
}

const SEGMENT = /^[A-Za-z0-9_-]{1,64}$/;

function referenceMistake(path: string, scope: ReferenceScope): string | null {
  const segments = path.split('.');
  if (!segments.every((segment) => SEGMENT.test(segment) && !isReservedName(segment))) {
    return 'must be names joined by dots';
  }
  const [head = '', branch] = segments;
  if (head === 'input') return null;
  const own = scope.own !== null && scope.own.step.name === head ? scope.own : null;
  const step = scope.steps.find(({ name }) => name === head) ?? own?.step;
  if (step === undefined) return scope.closed(head) ?? 'names no step of the definition';
  if (step.branches.length < 2) return null;
  if (branch === undefined || !step.branches.includes(branch)) {
    return `must name a branch: ${head}.${step.branches.join(`, ${head}.`)}`;
  }
  if (own !== null && branch !== own.branch) return 'is the reply of another branch of the same step';
  return null;
}

class TemplateCheck {
  constructor(
    private readonly mistakes: Mistakes,
    private readonly place: string,
    private readonly scope: ReferenceScope,
  ) {}

  private wrong(at: string, text: string): void {
    this.mistakes.add(this.place, `${at}: ${text}`);
  }

  value(at: string, template: unknown, depth: number): void {
    if (depth > MAX_TEMPLATE_DEPTH)
      return this.wrong(at, `is nested deeper than ${MAX_TEMPLATE_DEPTH} levels`);
    if (Array.isArray(template)) {
      for (const [index, item] of template.entries()) this.value(`${at}.${index}`, item, depth + 1);
    } else if (isPlainObject(template)) {
      this.object(at, template, depth);
    } else if (!isLiteral(template)) {
      this.wrong(at, 'must be text, a finite number, true, false, null, a list, an object or a reference');
    }
  }

  private object(at: string, template: PlainObject, depth: number): void {
    if (Object.hasOwn(template, '$ref')) return this.reference(at, template);
    for (const key of Object.keys(template)) {
      if (isReservedName(key)) this.wrong(`${at}.${key}`, 'is a reserved key');
      else this.value(`${at}.${key}`, template[key], depth + 1);
    }
  }

  private reference(at: string, template: PlainObject): void {
    if (typeof template.$ref !== 'string' || Object.keys(template).length !== 1) {
      return this.wrong(at, 'a reference has one member, $ref, which is text');
    }
    const wrong = referenceMistake(template.$ref, this.scope);
    if (wrong !== null) this.wrong(at, `ref ${JSON.stringify(template.$ref)} ${wrong}`);
  }
}

function isLiteral(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * Adds the mistakes of a call. An action may refer to the input and to earlier steps; a compensation also to the reply of
 * its own branch, and never to what comes later: it must render when only its own action was tried.
 */
export function checkCall(
  mistakes: Mistakes,
  at: CallPlace,
  role: 'action' | 'compensation',
  call: PlainObject,
): void {
  const { place, earlier, later, self } = at;
  if (typeof call.method !== 'string' || !METHOD_NAME.test(call.method)) {
    mistakes.add(place, `${role}.method: must be package.Service/Method`);
  }
  checkRetry(mistakes, place, `${role}.retry`, call.retry);
  // Actions and retriable calls differ in their attempts only.
  const defaults = role === 'compensation' ? DEFAULT_COMPENSATION_RETRY : DEFAULT_ACTION_RETRY;
  checkIntervals(mistakes, place, `${role}.retry`, call.retry, defaults);
  if (role === 'compensation') {
    checkCodes(mistakes, place, `${role}.doneCodes`, call.doneCodes, (code) =>
      outcomeOf(code, true) === 'refused' ? null : 'is never a refusal',
    );
  }
  const scope: ReferenceScope = {
    steps: earlier,
    own: role === 'compensation' ? self : null,
    closed: (name) =>
      later.some((step) => step.name === name) ? 'is not known yet when the call is made' : null,
  };
  if (!isPlainObject(call.request)) mistakes.add(place, `${role}.request: must be an object or a reference`);
  else new TemplateCheck(mistakes, place, scope).value(`${role}.request`, call.request, 1);
}

/** Adds the mistakes of the output template; it may refer to the input and to every step. */
export function checkOutput(
  mistakes: Mistakes,
  place: string,
  steps: readonly KnownStep[],
  output: unknown,
): void {
  const scope: ReferenceScope = { steps, own: null, closed: () => null };
  new TemplateCheck(mistakes, place, scope).value('output', output, 1);
}
