/** Who operators are, the gate that they come in by, and what becomes of their rights until something is approved. */
import { systemClock } from '#libs/platform';
import type { OperatorsSeen } from '#libs/saga-engine';
import type { OrchestratorConfig } from '../config.js';
import { AdminGate, type GateWorld } from './admin-gate.js';
import { AdminTokens } from './admin-tokens.js';
import { JwtIdentities } from './jwt-identity.js';
import type { JwtKeys } from './jwt-keys.js';
import { OperatorIdentities } from './operator-identity.js';
import { Requesters } from './requesters.js';

export type AccessWorld = Pick<GateWorld, 'audit' | 'typesOf' | 'log'> & { readonly seen: OperatorsSeen };

export interface Access {
  readonly gate: AdminGate;
  readonly identities: OperatorIdentities;
  readonly requesters: Requesters;
}

/** @param keys of the issuer; null where none is configured */
export function accessOf(
  { jwt, adminTokens, adminRates: rates }: Pick<OrchestratorConfig, 'jwt' | 'adminTokens' | 'adminRates'>,
  keys: JwtKeys | null,
  world: AccessWorld,
): Access {
  const identities = new OperatorIdentities();
  const tokens = new AdminTokens(adminTokens);
  const gate = new AdminGate({
    ...{ ...world, identities, rates, tokens, clock: systemClock },
    jwt: jwt === undefined || keys === null ? null : new JwtIdentities(jwt, keys, systemClock),
  });
  const requesters = new Requesters({ tokens, seen: world.seen, hasIssuer: jwt !== undefined });
  return { gate, identities, requesters };
}
