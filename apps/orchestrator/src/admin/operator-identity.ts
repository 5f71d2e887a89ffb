/**
 * Who an operator is, and who is behind a call. The gate (admin-gate.ts) finds it out, before any handler runs.
 *
 * A1 A handler that asks for the identity of a call that did not come through the gate gets none: it fails closed.
 */
import type { Metadata } from '@grpc/grpc-js';
import type { Json } from '#libs/saga-core';
import { adminError } from './admin-errors.js';
import { ADMIN_ROLES, rightsOf, type AdminRole, type Grant, type Right } from './rules.js';

export interface OperatorIdentity {
  /** As the audit knows it: the name of a token, or `jwt:<subject>`. Two of one name are one person. */
  readonly name: string;
  /** How it was proven. */
  readonly authMethod: 'token' | 'jwt';
  readonly roles: readonly AdminRole[];
  readonly rights: ReadonlySet<Right>;
  /** The saga types that it may see and touch; null: all of them. */
  readonly types: ReadonlySet<string> | null;
  /** When the issuer said so; null where the configuration does. */
  readonly saidAtMs: number | null;
}

export function operatorIdentity(
  authMethod: OperatorIdentity['authMethod'],
  name: string,
  grants: readonly Grant[],
  types: readonly string[] | null,
  saidAtMs: number | null = null,
): OperatorIdentity {
  const roles = ADMIN_ROLES.filter((role) => grants.includes(role));
  const permitted = types === null ? null : new Set(types);
  return { name, authMethod, roles, rights: rightsOf(grants), types: permitted, saidAtMs };
}

/** Whether somebody has rights for all of these saga types. */
export function permits({ types }: Pick<OperatorIdentity, 'types'>, needed: readonly string[]): boolean {
  return types === null || needed.every((type) => types.has(type));
}

/** What is kept of an identity beside what it asked for: nothing of it is a secret. */
export function identityRecord({ name, authMethod, roles, rights, types }: OperatorIdentity): Json {
  return { name, authMethod, roles, rights: [...rights], types: types === null ? null : [...types] };
}

export function mayAct({ rights }: Pick<OperatorIdentity, 'rights'>): boolean {
  return rights.has('act');
}

/** The identities of the calls that run, by their metadata; gone with them. */
export class OperatorIdentities {
  private readonly behind = new WeakMap<Metadata, OperatorIdentity>();

  /** For the gate alone. */
  admit(metadata: Metadata, identity: OperatorIdentity): void {
    this.behind.set(metadata, identity);
  }

  /** Who the gate let in with this call. @throws GrpcError UNAUTHENTICATED */
  identify(metadata: Metadata): OperatorIdentity {
    const identity = this.behind.get(metadata);
    if (identity === undefined) throw adminError('NO_IDENTITY', 'The call has not come through the gate.');
    return identity;
  }
}
