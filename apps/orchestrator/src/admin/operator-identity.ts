/**
 * Who an operator is. A token names an identity and its role; without one nothing in the admin door answers.
 *
 * A1 Tokens are compared by their digests in constant time, every one of them at every call.
 * A2 What an authenticated identity was denied is audited; what nobody could be named for is only counted.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';
import type { AdminRole, AdminToken } from '../config-values.js';
import { adminError } from './admin-errors.js';

export interface OperatorIdentity {
  readonly name: string;
  readonly role: AdminRole;
}

const MAY_ACT: ReadonlySet<AdminRole> = new Set(['operator', 'admin']);

export function mayAct({ role }: OperatorIdentity): boolean {
  return MAY_ACT.has(role);
}

/** The scheme in any case, as RFC 9110 has it; the token as it was given out. */
const BEARER = /^bearer (\S+)$/i;

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export class OperatorIdentities {
  private readonly known: readonly { identity: OperatorIdentity; digest: Buffer }[];
  /** Calls that named nobody. */
  unauthenticated = 0;

  constructor(tokens: readonly AdminToken[]) {
    this.known = tokens.map(({ name, role, token }) => ({
      identity: { name, role },
      digest: digestOf(token),
    }));
  }

  /** The identity behind `authorization: Bearer <token>`. @throws GrpcError UNAUTHENTICATED */
  identify(metadata: Metadata): OperatorIdentity {
    const header = metadata.get('authorization');
    const text = header.length === 1 && typeof header[0] === 'string' ? header[0] : '';
    const digest = digestOf(BEARER.exec(text)?.[1] ?? '');
    let found: OperatorIdentity | null = null;
    for (const { identity, digest: expected } of this.known) {
      if (timingSafeEqual(digest, expected)) found = identity;
    }
    if (found !== null) return found;
    this.unauthenticated += 1;
    throw adminError('NO_IDENTITY', 'The admin door needs `authorization: Bearer <admin token>`.');
  }
}
