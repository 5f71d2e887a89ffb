/**
 * Operators by the tokens of the configuration.
 *
 * T1 Tokens are compared by their digests in constant time, every one of them at every call.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AdminToken } from '../config-values.js';
import { operatorIdentity, type OperatorIdentity } from './operator-identity.js';

export class AdminTokens {
  private readonly known: readonly { readonly identity: OperatorIdentity; readonly digest: Buffer }[];

  constructor(tokens: readonly AdminToken[]) {
    this.known = tokens.map(({ name, grants, types, digest }) => ({
      identity: operatorIdentity('token', name, grants, types),
      digest,
    }));
  }

  /** Whose token it is; null when it is nobody's. */
  find(token: string): OperatorIdentity | null {
    const digest = createHash('sha256').update(token).digest();
    let found: OperatorIdentity | null = null;
    for (const { identity, digest: expected } of this.known) {
      if (timingSafeEqual(digest, expected)) found = identity;
    }
    return found;
  }

  /** Whom the configuration gives a token of this name; null when nobody. */
  named(name: string): OperatorIdentity | null {
    return this.known.find(({ identity }) => identity.name === name)?.identity ?? null;
  }
}
