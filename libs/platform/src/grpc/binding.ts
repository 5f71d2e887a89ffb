import { readFileSync } from 'node:fs';
import { ServerCredentials } from '@grpc/grpc-js';

/** Files in PEM; with `clientCaPath` clients have to show a certificate that this authority signed. */
export interface TlsFiles {
  certPath: string;
  keyPath: string;
  clientCaPath?: string;
}

export interface BindingOptions {
  /** `host:port`, `[ipv6]:port` or `unix:path`. */
  url: string;
  /** `INSECURE=1`: somebody said that plain text is wanted. */
  insecure: boolean;
  tls?: TlsFiles;
  /** `NODE_ENV=production`. */
  production: boolean;
}

/** A server was told to listen in a way that is not allowed; the text says what to set. */
export class BindingRefusedError extends Error {
  override readonly name = 'BindingRefusedError';
  readonly code = 'BINDING_REFUSED';
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * The rule for every door: plain text only on loopback, unless INSECURE=1 says otherwise; in production plain text
 * nowhere without it. Throws BindingRefusedError.
 */
export function assertBindingAllowed({ url, insecure, tls, production }: BindingOptions): void {
  if (tls !== undefined || insecure) return;
  if (production) {
    throw new BindingRefusedError(
      `A production start needs TLS: set the certificate and key for ${url}, or INSECURE=1 if something in front of it encrypts.`,
    );
  }
  if (!isLoopback(url)) {
    throw new BindingRefusedError(
      `Listening on ${url} would offer plain text to the network: configure TLS, set INSECURE=1, or listen on 127.0.0.1.`,
    );
  }
}

function isLoopback(url: string): boolean {
  if (url.startsWith('unix:')) return true;
  const host = /^\[(.*)\]:\d+$/.exec(url)?.[1] ?? /^([^:]*):\d+$/.exec(url)?.[1];
  return host !== undefined && LOOPBACK.has(host);
}

/** The credentials that belong to the options, after the rule was checked. */
export function serverCredentials(options: BindingOptions): ServerCredentials {
  assertBindingAllowed(options);
  const { tls } = options;
  if (tls === undefined) return ServerCredentials.createInsecure();
  const clientCa = tls.clientCaPath === undefined ? null : readFileSync(tls.clientCaPath);
  const pair = { private_key: readFileSync(tls.keyPath), cert_chain: readFileSync(tls.certPath) };
  return ServerCredentials.createSsl(clientCa, [pair], clientCa !== null);
}
