/**
 * The gate of the operators' door: every call of SagaAdminService comes through here before its handler, whatever face it
 * came in by (admin-guard.ts).
 *
 * E1 In this order: who is it, how often, what needs the method (rules.ts), which sagas does it reach. Then the identity is
 *    where the handler finds it.
 * E2 Whoever cannot be named is counted, never recorded (G11). Too many of one address hear so; that bound locks out nobody who
 *    can be named, for behind one address there may be everybody.
 * E3 What an identity has no right for leaves an audit entry, unless it only asked (validate_only). Calls above the limit are
 *    counted: the audit must not grow by what the limit is there to stop. So what reads payloads in the clear, which the
 *    audit keeps as well, is limited as an action is.
 * E4 A saga of a type that the identity has no right for is answered as one that does not exist, also to a wrong request; so is an
 *    operation or approval that is about one.
 * E5 What the newest token of an issuer says of an operator is kept before the call goes on, whatever it may do: what is approved
 *    for them later is done only while they may (requesters.ts).
 */
import { isIP } from 'node:net';
import type { Metadata } from '@grpc/grpc-js';
import { LRUCache } from 'lru-cache';
import type { Clock, GrpcError } from '#libs/platform';
import { auditOf, EngineError, type AuditLog, type EngineLog, type OperatorsSeen } from '#libs/saga-engine';
import type { AdminRates } from '../config.js';
import { isRequestId, isSagaId } from '../grpc/request-checks.js';
import { adminError, approvalNotFound, operationNotFound } from './admin-errors.js';
import type { AdminTokens } from './admin-tokens.js';
import { looksLikeJwt, type JwtIdentities, type JwtVerdict } from './jwt-identity.js';
import {
  identityRecord,
  permits,
  type OperatorIdentities,
  type OperatorIdentity,
} from './operator-identity.js';
import { RateLimit } from './rate-limit.js';
import { ADMIN_SERVICE, isMutation, NAMED_BY, ruleOf, type OneThing, type Rule } from './rules.js';

/** A call before its handler. */
export interface IncomingCall {
  /** `/package.Service/Method`, as it stands on the wire. */
  readonly path: string;
  /** Address of the other end of the connection, without its port; what grpc-js calls it where it is none. */
  readonly peer: string;
  /** The object that the handler gets too: by it the handler finds the identity. */
  readonly metadata: Metadata;
  readonly request: object;
}

export interface GateWorld {
  readonly tokens: AdminTokens;
  /** Null where no issuer is configured. */
  readonly jwt: Pick<JwtIdentities, 'verify'> | null;
  /** Where handlers find the identity of their call. */
  readonly identities: OperatorIdentities;
  readonly audit: AuditLog;
  readonly seen: Pick<OperatorsSeen, 'keep'>;
  /** Types of what has an id; null when there is none. */
  readonly typesOf: Readonly<Record<OneThing, (id: string) => Promise<readonly string[] | null>>>;
  readonly rates: AdminRates;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Pick<EngineLog, 'error'>;
}

/** What may come at once after a pause, in seconds of the rate. */
const BURST_SECONDS = 2;
/** Operators whose newest token this process remembers; of the others it is kept again. */
const REMEMBERED = 10_000;
/** The scheme in any case, as RFC 9110 has it; the token as it was given out. */
const BEARER = /^bearer (\S+)$/i;
const PATHS = `/${ADMIN_SERVICE}/`;
const PARTICIPANT = /^[A-Za-z_][\w.]{0,127}$/;

/** A refusal, and what the audit calls it. */
interface Refusal {
  readonly result: string;
  readonly error: GrpcError | EngineError;
}

/** Fields that requests of the service may have, as far as the gate looks at them; what they hold is the caller's. */
interface AnyRequest {
  readonly saga_id?: string;
  readonly participant?: string;
  readonly operation_id?: string;
  readonly approval_id?: string;
  readonly request_id?: string;
  readonly reveal?: boolean;
  readonly validate_only?: boolean;
}

export class AdminGate {
  /** What is counted and not recorded. */
  readonly counts = { unauthenticated: 0, limited: 0 };
  private readonly reads: RateLimit;
  private readonly actions: RateLimit;
  private readonly failures: RateLimit;
  /** Of each operator, when the newest token that was kept was issued. */
  private readonly kept = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(private readonly world: GateWorld) {
    const { clock, rates } = world;
    const limit = (perSecond: number): RateLimit =>
      new RateLimit(clock, { perSecond, burst: perSecond * BURST_SECONDS });
    this.reads = limit(rates.readsPerSecond);
    this.actions = limit(rates.actionsPerSecond);
    this.failures = limit(rates.failuresPerSecond);
  }

  /** Whether a call is one of the operators' door. */
  static concerns(path: string): boolean {
    return path.startsWith(PATHS);
  }

  /**
   * Lets a call through to its handler.
   * @throws GrpcError UNAUTHENTICATED, PERMISSION_DENIED, RESOURCE_EXHAUSTED, UNAVAILABLE; EngineError SAGA_NOT_FOUND;
   *   StoreError when the store does not answer
   */
  async admit({ path, peer, metadata, request }: IncomingCall): Promise<void> {
    const method = path.slice(PATHS.length);
    const operator = await this.identify(metadata, peer);
    const rule = ruleOf(method);
    const isKept = isMutation(rule) || (request as AnyRequest).reveal === true;
    const waitMs = (isKept ? this.actions : this.reads).take(operator.name);
    if (waitMs > 0) throw this.limited(`${operator.name} calls too often.`, waitMs);
    await this.keepSaid(operator);
    const refusal = await this.refusalOf(operator, method, rule, request);
    if (refusal === null) return this.world.identities.admit(metadata, operator);
    await this.noteDenied(operator, peer, method, request, refusal.result);
    throw refusal.error;
  }

  private async identify(metadata: Metadata, peer: string): Promise<OperatorIdentity> {
    const headers = metadata.get('authorization');
    const header = headers.length === 1 && typeof headers[0] === 'string' ? headers[0] : '';
    const token = BEARER.exec(header)?.[1] ?? '';
    const found = this.world.tokens.find(token) ?? (await this.byJwt(token));
    if (typeof found !== 'string') return found;
    throw this.nobody(peer, found);
  }

  /**
   * What a caller hears whom nothing names. It is counted, and held up where an address comes too often.
   * @param peer the address
   * @param found why the token, if there was one, names nobody
   */
  nobody(peer: string, found: Exclude<JwtVerdict, OperatorIdentity> = 'refused'): GrpcError {
    this.counts.unauthenticated += 1;
    const waitMs = this.failures.take(peer);
    if (waitMs > 0) return this.limited('Too many calls of this address named nobody.', waitMs);
    if (found === 'no keys')
      return adminError('KEYS_UNAVAILABLE', 'The keys of the issuer cannot be read. Try again.', 1_000);
    return adminError(
      'NO_IDENTITY',
      found === 'expired'
        ? 'The token has expired.'
        : 'The admin door needs `authorization: Bearer <token>`.',
    );
  }

  private async byJwt(token: string): Promise<JwtVerdict> {
    const { jwt } = this.world;
    return jwt === null || !looksLikeJwt(token) ? 'refused' : jwt.verify(token);
  }

  private async keepSaid(operator: OperatorIdentity): Promise<void> {
    const { name, saidAtMs } = operator;
    if (saidAtMs === null || saidAtMs <= (this.kept.get(name) ?? -1)) return;
    await this.world.seen.keep(name, identityRecord(operator), saidAtMs);
    this.kept.set(name, saidAtMs);
  }

  private limited(message: string, waitMs: number): GrpcError {
    this.counts.limited += 1;
    return adminError('RATE_LIMITED', message, waitMs);
  }

  private async refusalOf(
    operator: OperatorIdentity,
    method: string,
    rule: Rule | null,
    request: AnyRequest,
  ): Promise<Refusal | null> {
    if (rule === null) {
      this.world.log.error('method_without_rule', { method });
      return noRight('No rule says who may do this.');
    }
    const { roles, rights, types } = operator;
    if (!rights.has(rule.needs)) {
      return noRight(`It takes the right to ${rule.needs}; your roles: ${roles.join(', ') || 'none'}.`);
    }
    if (request.reveal === true && !rights.has('payload')) {
      return noRight('Payloads in the clear take the right `payload`.');
    }
    if (types === null || rule.reach === 'permitted types') return null;
    if (rule.reach === 'every type') {
      return noRight(
        `It reaches sagas of every type; your rights are for: ${[...types].join(', ') || 'none'}.`,
      );
    }
    const id = request[NAMED_BY[rule.reach]] ?? '';
    // What is no id names nothing: the handler says so.
    return isSagaId(id) ? this.outOfReach(operator, rule.reach, id) : null;
  }

  private async outOfReach(operator: OperatorIdentity, one: OneThing, id: string): Promise<Refusal | null> {
    const types = await this.world.typesOf[one](id);
    if (types !== null && permits(operator, types)) return null;
    const error = notFound(one, id);
    const known = error instanceof EngineError ? error.code : error.reason;
    return { result: types === null ? known : 'NO_RIGHT', error };
  }

  private async noteDenied(
    { name: actor, authMethod }: OperatorIdentity,
    peer: string,
    action: string,
    request: AnyRequest,
    result: string,
  ): Promise<void> {
    if (request.validate_only === true) return;
    const { request_id: requestId = '' } = request;
    const words = {
      actor,
      origin: { authMethod, sourceAddress: isIP(peer) === 0 ? null : peer },
      requestId: isRequestId(requestId) ? requestId : '-',
      reason: null,
    };
    await this.world.audit.append(auditOf(words, action, targetOf(request), result));
  }
}

/** As the handler says it. */
function notFound(one: OneThing, id: string): GrpcError | EngineError {
  switch (one) {
    case 'one saga':
      return new EngineError('SAGA_NOT_FOUND', `There is no saga ${id}.`);
    case 'one operation':
      return operationNotFound(id);
    case 'one approval':
      return approvalNotFound(id);
  }
}

function noRight(message: string): Refusal {
  return { result: 'NO_RIGHT', error: adminError('NO_RIGHT', message) };
}

/** What a request is about, as far as what stands there has the form that the field is for: no words of the caller. */
function targetOf({ saga_id, participant, operation_id, approval_id }: AnyRequest): string {
  const idOr = (id: string): string => (isSagaId(id) ? id : '-');
  if (saga_id !== undefined) return `sagas/${idOr(saga_id)}`;
  if (participant !== undefined) return `participants/${PARTICIPANT.test(participant) ? participant : '-'}`;
  if (operation_id !== undefined) return `operations/${idOr(operation_id)}`;
  if (approval_id !== undefined) return `approvals/${idOr(approval_id)}`;
  return '-';
}
