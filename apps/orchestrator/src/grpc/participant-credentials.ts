import { readFileSync } from 'node:fs';
import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import type { ParticipantTls } from '../config.js';

/**
 * How participants are called: by TLS, with a certificate of our own where one is configured, or in plain text, which
 * `readConfig` allows on loopback or by INSECURE=1 only. Reads the files at once, so that a wrong path fails at boot.
 */
export function participantCredentials(tls: ParticipantTls | undefined): ChannelCredentials {
  if (tls === undefined) return credentials.createInsecure();
  const key = tls.keyPath === undefined ? null : readFileSync(tls.keyPath);
  const certificate = tls.certPath === undefined ? null : readFileSync(tls.certPath);
  return credentials.createSsl(readFileSync(tls.caPath), key, certificate);
}
