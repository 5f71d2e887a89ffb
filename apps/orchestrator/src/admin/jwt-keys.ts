/**
 * The public keys of whoever issues the operators' JSON Web Tokens, from a URL or a file.
 *
 * K1 What was read stays in use until something newer was read: an issuer that is away locks nobody out.
 * K2 The first use after REFRESH_MS reads anew and waits for it: a key that was withdrawn is not believed for longer.
 * K3 A key id that is not among them has them read anew at once, but not within COOLDOWN_MS of the last try: made-up ids make
 *    no storm. The same pause keeps an issuer that is away from being asked at every call.
 * K4 One reading at a time; whoever needs one waits for the one that is under way.
 */
import { readFileSync } from 'node:fs';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';
import { ConfigError, type Clock } from '#libs/platform';
import type { EngineLog } from '#libs/saga-engine';
import type { KeySource } from '../config-jwt.js';

export const REFRESH_MS = 60_000;
export const COOLDOWN_MS = 10_000;
const FETCH_TIMEOUT_MS = 3_000;

/** There are no keys, for none could be read yet. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
  readonly code = 'KEYS_UNAVAILABLE';
}

/** Reads a key set once. Rejects with whatever went wrong. */
export type ReadKeys = () => Promise<JSONWebKeySet>;

function keysOfFile(path: string): JSONWebKeySet {
  const text = readFileSync(path, 'utf8');
  try {
    const keys = JSON.parse(text) as JSONWebKeySet;
    createLocalJWKSet(keys);
    return keys;
  } catch {
    // Neither the text nor what the parser says of it: it may be the wrong file.
    throw new ConfigError([`SUOKE_JWT_KEYS: the file ${path} holds no JSON Web Key Set`]);
  }
}

/**
 * Of an address the library reads: no redirects, a time limit, nothing but a key set. An issuer may be away when a process
 * starts; a file that is not there then is a mistake.
 * @throws ConfigError, or the error of the file system
 */
export function readerOf(source: KeySource): ReadKeys {
  if (source.kind === 'file') {
    keysOfFile(source.path);
    return async () => keysOfFile(source.path);
  }
  const remote = createRemoteJWKSet(source.url, { timeoutDuration: FETCH_TIMEOUT_MS });
  return async () => {
    await remote.reload();
    return remote.jwks() as JSONWebKeySet;
  };
}

export class JwtKeys {
  private keys: ReturnType<typeof createLocalJWKSet> | null = null;
  private reading: Promise<void> | null = null;
  private nextAtMs = Number.NEGATIVE_INFINITY;
  private cooledAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly read: ReadKeys,
    private readonly clock: Pick<Clock, 'monotonicMs'>,
    private readonly log: Pick<EngineLog, 'warn'>,
  ) {}

  /**
   * The key that a token names.
   * @throws KeysUnavailableError; JOSEError when no key fits
   */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput) {
    if (this.clock.monotonicMs() >= this.nextAtMs || this.keys === null) await this.refresh();
    try {
      return await this.current()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await this.refresh())) throw error;
      return this.current()(header, token);
    }
  }

  /** Reads them, or waits for the reading under way; whether there was one (K3). Never rejects (K1). */
  async refresh(): Promise<boolean> {
    if (this.reading === null) {
      if (this.clock.monotonicMs() < this.cooledAtMs) return false;
      this.reading = this.readOnce().finally(() => (this.reading = null));
    }
    await this.reading;
    return true;
  }

  private current() {
    if (this.keys === null) throw new KeysUnavailableError('the keys of the issuer could not be read yet');
    return this.keys;
  }

  private async readOnce(): Promise<void> {
    const atMs = this.clock.monotonicMs();
    this.cooledAtMs = atMs + COOLDOWN_MS;
    try {
      this.keys = createLocalJWKSet(await this.read());
      this.nextAtMs = atMs + REFRESH_MS;
    } catch (error) {
      this.nextAtMs = this.cooledAtMs;
      this.log.warn('jwt_keys_unread', { err: error });
    }
  }
}
