/** Readers of the settings that have a grammar of their own. Their errors never repeat a key or a token. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GRANTS, type Grant } from './admin/rules.js';
import { KEY_BYTES, type EncryptionKey } from './cipher/payload-cipher.js';

/** Who may come through the operators' door. The token itself is not kept. */
export interface AdminToken {
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Saga types that it is for; null: all. */
  readonly types: readonly string[] | null;
  /** SHA-256 of the token. Compare it in constant time. */
  readonly digest: Buffer;
  /** The configuration holds the token, not its hash. */
  readonly inPlainText: boolean;
}

const MIN_TOKEN_LENGTH = 32;
const MAKE_KEY = 'openssl rand -base64 32';
const KID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const ACTOR = /^[a-z0-9][a-z0-9_.@-]{0,63}$/;
/** What the audit calls callers of the clients' door; no operator may pass for one. */
export const CLIENT_ACTOR = 'client';
const SAGA_TYPE = /^[a-z][a-z0-9_-]{0,63}$/;
const HASHED = /^sha256:([0-9a-f]{64})$/;
const TYPES_MARK = 'types=';
const SERVICE = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])$/;

/** Reads a text or lists its mistakes; `missing` is the sentence for a setting that is needed and not there. */
function value<T>(read: (text: string, mistakes: string[]) => T, missing?: string) {
  return z
    .string()
    .optional()
    .transform((text, context): T => {
      const mistakes: string[] = [];
      const found = text === undefined ? undefined : read(text, mistakes);
      if (text === undefined) mistakes.push(missing ?? 'is required and not set');
      for (const message of mistakes) context.addIssue({ code: 'custom', message });
      return mistakes.length > 0 ? z.NEVER : (found as T);
    });
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function keyBytes(text: string): Buffer | null {
  const bytes = BASE64.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  return bytes.length === KEY_BYTES ? bytes : null;
}

function readEncryptionKeys(text: string, mistakes: string[]): EncryptionKey[] {
  const keys: EncryptionKey[] = [];
  for (const [index, part] of partsOf(text).entries()) {
    const colon = part.indexOf(':');
    const kid = part.slice(0, Math.max(colon, 0));
    if (!KID.test(kid)) {
      mistakes.push(`entry ${index + 1} must be <id>:<key>, the id of 1 to 32 letters, digits, _ and -`);
      continue;
    }
    const key = keyBytes(part.slice(colon + 1));
    if (key === null) mistakes.push(`the key ${kid} must be ${KEY_BYTES} bytes in base64 (${MAKE_KEY})`);
    else if (keys.some((other) => other.kid === kid)) mistakes.push(`two keys have the id ${kid}`);
    else keys.push({ kid, key });
  }
  if (keys.length === 0 && mistakes.length === 0) mistakes.push('must name at least one key');
  return keys;
}

/** `kid:base64` between commas; the first one encrypts, all of them decrypt. Required. */
export function encryptionKeys() {
  return value(
    readEncryptionKeys,
    `is required and not set: health data is never stored in the clear. Set it to k1:<key>, the key made by "${MAKE_KEY}"`,
  );
}

/** 32 bytes in base64, for keyed hashes; it outlives every rotation of the encryption keys. Required. */
export function blindIndexKey() {
  return value((text, mistakes): Buffer => {
    const bytes = keyBytes(text);
    if (bytes === null) mistakes.push(`must be ${KEY_BYTES} bytes in base64 (${MAKE_KEY})`);
    return bytes ?? Buffer.alloc(0);
  }, `is required and not set: it hashes what is searched but not stored. Make one by "${MAKE_KEY}" and keep it: with another one, blind labels and request ids are not found again`);
}

/** The digest of the secret part, which is the token or `sha256:` and its hash; or what is wrong with it. */
function readSecret(secret: string): { digest: Buffer; inPlainText: boolean } | { mistake: string } {
  if (secret.startsWith('sha256:')) {
    const hex = HASHED.exec(secret)?.[1];
    if (hex === undefined) return { mistake: 'the hash must be sha256: and 64 hex digits in lower case' };
    return { digest: Buffer.from(hex, 'hex'), inPlainText: false };
  }
  if (secret.length < MIN_TOKEN_LENGTH)
    return { mistake: `the token must have at least ${MIN_TOKEN_LENGTH} characters` };
  if (!/^[\x21-\x7e]+$/.test(secret)) return { mistake: 'the token must be printable ASCII without spaces' };
  return { digest: createHash('sha256').update(secret).digest(), inPlainText: true };
}

/** One entry, or what is wrong with it. Any part may be a secret that stands in the wrong place: none is repeated. */
function readAdminToken(entry: string): AdminToken | { mistake: string } {
  const [name = '', roles = '', ...rest] = entry.split(':');
  const typesPart = rest[0]?.startsWith(TYPES_MARK) ? rest.shift()?.slice(TYPES_MARK.length) : undefined;
  const types = typesPart === undefined || typesPart === '' ? null : typesPart.split('+');
  const grants = GRANTS.filter((grant) => roles.split('+').includes(grant));
  if (!ACTOR.test(name) || rest.length === 0)
    return { mistake: 'must be <name>:<roles>:<token>, or <name>:<roles>:types=<types>:<token>' };
  if (name === CLIENT_ACTOR)
    return { mistake: `the name ${CLIENT_ACTOR} stands for the callers of the clients' door` };
  if (grants.length !== roles.split('+').length)
    return { mistake: `the roles must be one or more of ${GRANTS.join(', ')}, joined by +` };
  if (types?.some((type) => !SAGA_TYPE.test(type)))
    return { mistake: 'the types must be names of saga types, joined by +' };
  const secret = readSecret(rest.join(':'));
  return 'mistake' in secret ? secret : { name, grants, types, ...secret };
}

function readAdminTokens(text: string, mistakes: string[]): AdminToken[] {
  const tokens: AdminToken[] = [];
  for (const [index, part] of partsOf(text).entries()) {
    const token = readAdminToken(part);
    if ('mistake' in token) mistakes.push(`entry ${index + 1}: ${token.mistake}`);
    else if (tokens.some((other) => other.name === token.name || other.digest.equals(token.digest)))
      mistakes.push(`entry ${index + 1}: its name or its token is there twice`);
    else tokens.push(token);
  }
  return tokens;
}

/** `name:roles:token` or `name:roles:types=…:token` between commas; in place of the token its hash, `sha256:…`. */
export function adminTokens() {
  return value(readAdminTokens);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function readTargets(text: string, mistakes: string[]): Map<string, string> {
  const targets = new Map<string, string>();
  for (const [index, part] of partsOf(text).entries()) {
    const equals = part.indexOf('=');
    const service = part.slice(0, Math.max(equals, 0));
    const target = part.slice(equals + 1);
    const colon = target.lastIndexOf(':');
    if (!SERVICE.test(service)) {
      mistakes.push(`entry ${index + 1} must be <package.Service>=<host>:<port>`);
    } else if (!HOST.test(target.slice(0, Math.max(colon, 0))) || !isPort(target.slice(colon + 1))) {
      mistakes.push(`the address of ${service} must be <host>:<port>`);
    } else if (targets.has(service)) {
      mistakes.push(`${service} is there twice`);
    } else targets.set(service, target);
  }
  return targets;
}

/** `package.Service=host:port` between commas. */
export function participantTargets() {
  return value(readTargets);
}
