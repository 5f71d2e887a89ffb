/**
 * An HTTP server with what is the same for each: binding rule, limits, and a stop that ends.
 *
 * W1 Plain text is offered only where `assertBindingAllowed` lets it.
 * W2 A request has to be there as a whole within `requestTimeoutMs`, its headers within half of that: who sends a byte a
 *    second does not hold a connection for longer.
 * W3 From `shutdown` on no connection is taken. Requests that run may end within the grace period, then they are cut.
 */
import { readFileSync } from 'node:fs';
import {
  createServer as createPlainServer,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ListenOptions } from 'node:net';
import { systemClock, type Clock } from '../clock/clock.js';
import { ConfigError } from '../config/env.js';
import { assertBindingAllowed, type BindingOptions, type TlsFiles } from '../grpc/binding.js';

export interface HttpServerInput extends BindingOptions {
  /** How long a request may take to arrive; default 30 s. */
  requestTimeoutMs?: number;
  clock?: Clock;
}

export interface HttpServerSetup {
  /**
   * Answers requests by `handler` from now on.
   * @throws ConfigError when it cannot listen
   */
  listen(handler: RequestListener): Promise<void>;
  shutdown(graceMs: number): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 30_000;
const MAX_CONNECTIONS = 1_024;
const MAX_HEADER_BYTES = 16 * 1_024;
/** Node looks for requests that are too slow this often. */
const LOOK_INTERVAL_MS = 1_000;

/**
 * The server, not yet listening.
 * @throws BindingRefusedError, ConfigError for an address that is none, or an error of the file system for a certificate
 */
export function httpServer(input: HttpServerInput): HttpServerSetup {
  assertBindingAllowed(input);
  const { url, clock = systemClock } = input;
  const address = addressOf(url);
  const server = created(input);
  server.maxConnections = MAX_CONNECTIONS;
  // Node would drop those above its limit in silence; whoever counts them has to see them.
  server.maxHeadersCount = 0;
  return {
    listen: (handler) => {
      server.on('request', (_request, response) => endConnectionAfter(response, server, clock));
      server.on('request', handler);
      return listening(server, address, url);
    },
    shutdown: (graceMs) => shutDown(server, graceMs, clock),
  };
}

/** `host:port`, `[ipv6]:port` or `unix:path`, as the gRPC door takes them. */
function addressOf(url: string): ListenOptions {
  if (url.startsWith('unix:')) return { path: url.slice('unix:'.length) };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(url) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) {
    throw new ConfigError([`cannot listen on ${url}: it must be <host>:<port> or unix:<path>`]);
  }
  return { host, port: Number(port) };
}

function created({ tls, requestTimeoutMs = REQUEST_TIMEOUT_MS }: HttpServerInput): Server {
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: requestTimeoutMs / 2,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(LOOK_INTERVAL_MS, requestTimeoutMs / 4),
  };
  return tls === undefined ? createPlainServer(limits) : createTlsServer({ ...limits, ...certificates(tls) });
}

function certificates({ certPath, keyPath, clientCaPath }: TlsFiles) {
  const pair = { cert: readFileSync(certPath), key: readFileSync(keyPath) };
  if (clientCaPath === undefined) return pair;
  return { ...pair, ca: readFileSync(clientCaPath), requestCert: true, rejectUnauthorized: true };
}

function listening(server: Server, address: ListenOptions, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => {
      reject(new ConfigError([`cannot listen on ${url}: ${error.message}`]));
    };
    server.once('error', refuse);
    server.listen(address, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

/** A connection that its client keeps for the next request is not waited for. */
function endConnectionAfter(response: ServerResponse, server: Server, clock: Clock): void {
  response.once('close', () => {
    if (!server.listening) clock.endOfTurn(() => server.closeIdleConnections());
  });
}

function shutDown(server: Server, graceMs: number, clock: Clock): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = clock.setTimer(graceMs, () => server.closeAllConnections());
    server.close(() => {
      timer.cancel();
      resolve();
    });
  });
}
