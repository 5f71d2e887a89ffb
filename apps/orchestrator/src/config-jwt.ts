/** How operators are known by JSON Web Tokens: the settings, and readers of those that have a grammar of their own. */
import { z } from 'zod';

/** Signatures that whoever verifies cannot make: no `none`, no HMAC. */
export const JWT_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

export const DEFAULT_JWT_ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** `at+jwt` is that of access tokens (RFC 9068). Issuers that do not know it say `JWT` in all of theirs. */
export const JWT_TYPES = ['at+jwt', 'JWT'] as const;

/** Where a JSON Web Key Set is. */
export type KeySource =
  { readonly kind: 'url'; readonly url: URL } | { readonly kind: 'file'; readonly path: string };

export interface JwtConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
  readonly algorithms: readonly string[];
  readonly type: (typeof JWT_TYPES)[number];
  readonly rolesClaim: string;
  /** Undefined: a token is for every saga type. */
  readonly typesClaim: string | undefined;
  /** By how much clocks may differ. */
  readonly clockToleranceMs: number;
  /** How long after it was issued a token is taken at most, whatever it says itself. */
  readonly maxAgeMs: number;
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** `https://…`, `http://…` or the path of a file. */
export function keySource() {
  return z.string().transform((text, context): KeySource => {
    if (!text.includes('://')) return { kind: 'file', path: text };
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '')
      return { kind: 'url', url };
    const message = 'must be an address that starts with https://, without user and password, or a path';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** Keys that come over the network in plain text could be anybody's. */
export function isPlainText(source: KeySource): boolean {
  return source.kind === 'url' && source.url.protocol === 'http:' && !LOOPBACK_HOSTS.has(source.url.hostname);
}

/** Names of JWT_ALGORITHMS between commas. */
export function jwtAlgorithms() {
  return z.string().transform((text, context): readonly string[] => {
    const names = text.split(',').map((name) => name.trim());
    if (names.every((name) => JWT_ALGORITHMS.some((known) => known === name))) return names;
    const message = `must be one or more of ${JWT_ALGORITHMS.join(', ')}, between commas`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
