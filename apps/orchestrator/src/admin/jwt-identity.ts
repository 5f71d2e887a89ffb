/**
 * Operators by JSON Web Tokens that an issuer of the house signed.
 *
 * J1 A token is believed only if its signature, algorithm, type, issuer, audience and times are what the configuration says.
 *    It brings no key of its own, and says nothing about where one is.
 * J2 Its claims are looked at after its signature. What is not of the form that the configuration says gives nobody a right:
 *    the token is refused as a whole.
 * J3 A subject cannot pass for a name of the configuration: those have no colon.
 */
import { errors, jwtVerify, type FlattenedJWSInput, type JWSHeaderParameters, type JWTPayload } from 'jose';
import type { Clock } from '#libs/platform';
import type { JwtConfig } from '../config-jwt.js';
import { KeysUnavailableError, type JwtKeys } from './jwt-keys.js';
import { operatorIdentity, type OperatorIdentity } from './operator-identity.js';
import { GRANTS } from './rules.js';

/** The identity, or why there is none. */
export type JwtVerdict = OperatorIdentity | 'refused' | 'expired' | 'no keys';

/** By these the signer of a token would choose the key that it is verified by. */
const KEY_HEADERS = ['jku', 'jwk', 'x5u', 'x5c'] as const;
/** Only tokens that tell a client who has logged in have them (OpenID Connect Core, 2 and 3.3.2.11). */
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash'] as const;
const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9_.@|:+=-]{0,127}$/;
const LONGEST_LIST = 100;
const NAME_PREFIX = 'jwt:';
const EVERY_TYPE = '*';

/** Whether a bearer token is of the form of a signed JSON Web Token. */
export function looksLikeJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** Whether an operator of this name came with a token of the issuer (J3). */
export function isJwtName(name: string): boolean {
  return name.startsWith(NAME_PREFIX);
}

export class JwtIdentities {
  constructor(
    private readonly config: JwtConfig,
    private readonly keys: Pick<JwtKeys, 'find'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Who a token names. Never rejects. */
  async verify(token: string): Promise<JwtVerdict> {
    const { algorithms, issuer, audience, type, clockToleranceMs, maxAgeMs } = this.config;
    try {
      const { payload } = await jwtVerify(token, (header, input) => this.keyFor(header, input), {
        ...{ algorithms: [...algorithms], issuer, audience, typ: type },
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: clockToleranceMs / 1_000,
        maxTokenAge: maxAgeMs / 1_000,
        currentDate: new Date(this.clock.now()),
      });
      return this.identityOf(payload) ?? 'refused';
    } catch (error) {
      if (error instanceof KeysUnavailableError) return 'no keys';
      // Claims are looked at after the signature: only the token's owner learns that it has expired.
      return error instanceof errors.JWTExpired ? 'expired' : 'refused';
    }
  }

  private keyFor(header: JWSHeaderParameters, input: FlattenedJWSInput) {
    if (KEY_HEADERS.some((name) => Object.hasOwn(header, name)))
      throw new errors.JOSENotSupported('the token brings a key of its own');
    return this.keys.find(header, input);
  }

  private identityOf(payload: JWTPayload): OperatorIdentity | null {
    const { rolesClaim, typesClaim } = this.config;
    if (ID_TOKEN_CLAIMS.some((name) => Object.hasOwn(payload, name))) return null;
    if (typeof payload.sub !== 'string' || !SUBJECT.test(payload.sub)) return null;
    const roles = namesOf(payload, rolesClaim);
    const types = typesClaim === undefined ? [EVERY_TYPE] : namesOf(payload, typesClaim);
    if (roles === null || types === null) return null;
    const grants = GRANTS.filter((grant) => roles.includes(grant));
    const permitted = types.includes(EVERY_TYPE) ? null : types;
    const saidAtMs = (payload.iat ?? 0) * 1_000;
    return operatorIdentity('jwt', NAME_PREFIX + payload.sub, grants, permitted, saidAtMs);
  }
}

/** A claim that is a list of texts, or one text; none when it is not there, null when it is anything else. */
function namesOf(payload: JWTPayload, claim: string): readonly string[] | null {
  const value = Object.hasOwn(payload, claim) ? payload[claim] : [];
  const list: unknown = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list) || list.length > LONGEST_LIST) return null;
  return list.every((name): name is string => typeof name === 'string') ? list : null;
}
