/** How a caller came in, as the audit keeps it (G11). */
import { isIP } from 'node:net';
import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { CallOrigin } from '#libs/saga-engine';

/** What of a call tells where it comes from. */
export type Incoming = Pick<ServerUnaryCall<unknown, unknown>, 'getPeer'>;

/** @param authMethod how the identity was proven; `none` where nobody asked for one */
export function originOf(authMethod: string, call: Incoming): CallOrigin {
  return { authMethod, sourceAddress: sourceAddressOf(call) };
}

/**
 * The IP address at the other end of the connection; null where it has none. What a header says about others behind it is
 * not looked at: anybody can write one.
 */
export function sourceAddressOf(call: Incoming): string | null {
  const peer = call.getPeer();
  // grpc-js writes `address:port`, an IPv6 address without brackets.
  const colon = peer.lastIndexOf(':');
  const address = colon < 0 || /[^0-9]/.test(peer.slice(colon + 1)) ? peer : peer.slice(0, colon);
  const plain = address
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .toLowerCase();
  return isIP(plain) === 0 ? null : plain;
}
