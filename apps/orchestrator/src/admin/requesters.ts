/**
 * Whether whoever asked for something may still do it, when it is approved and done (docs/adr/0030).
 *
 * Q1 Whom a token of the configuration names may do what the configuration of this process says now; nothing, once it is gone.
 * Q2 Whom tokens of an issuer name may do what the last of them said, wherever it came in; where none came since, what it said
 *    when they asked. Without an issuer in the configuration they may do nothing.
 * Q3 They need the right that the method takes, for every saga type that it is about.
 */
import type { Json } from '#libs/saga-core';
import type { ApprovalRecord, OperatorsSeen } from '#libs/saga-engine';
import type { AdminTokens } from './admin-tokens.js';
import { isJwtName } from './jwt-identity.js';
import { permits, type OperatorIdentity } from './operator-identity.js';
import { ruleOf, type Right } from './rules.js';

type Entitled = Pick<OperatorIdentity, 'rights' | 'types'>;

export interface RequestersWorld {
  readonly tokens: Pick<AdminTokens, 'named'>;
  readonly seen: Pick<OperatorsSeen, 'last'>;
  /** An issuer is configured. */
  readonly hasIssuer: boolean;
}

export class Requesters {
  constructor(private readonly world: RequestersWorld) {}

  async mayStill(approval: Pick<ApprovalRecord, 'requestedBy' | 'identity' | 'method' | 'types'>) {
    const entitled = await this.entitled(approval);
    const rule = ruleOf(approval.method);
    if (entitled === null || rule === null || !entitled.rights.has(rule.needs)) return false;
    return permits(entitled, approval.types);
  }

  private async entitled({
    requestedBy,
    identity,
  }: Pick<ApprovalRecord, 'requestedBy' | 'identity'>): Promise<Entitled | null> {
    const { tokens, seen, hasIssuer } = this.world;
    if (!isJwtName(requestedBy)) return tokens.named(requestedBy);
    return hasIssuer ? entitledOf((await seen.last(requestedBy)) ?? identity) : null;
  }
}

/** What `identityRecord` kept. What is of another form entitles to nothing. */
function entitledOf(kept: Json): Entitled | null {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null;
  const { rights, types } = kept as { readonly [key: string]: Json };
  if (!isTexts(rights) || (types !== null && !isTexts(types))) return null;
  return { rights: new Set(rights as readonly Right[]), types: types === null ? null : new Set(types) };
}

function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
