import { envVar, LOG_LEVELS, type LogLevel, type TlsFiles } from '#libs/platform';
import { z } from 'zod';

/** The settings that every participant has. `port` is where it listens on loopback unless told otherwise. */
export function participantSettings(port: number) {
  return z.object({
    DATABASE_URL: envVar.url(['postgres', 'postgresql']),
    NODE_ENV: envVar.text().optional(),
    INSECURE: envVar.boolean().default(false),
    SUOKE_GRPC_URL: envVar.text().default(`127.0.0.1:${port}`),
    SUOKE_TLS_CERT: envVar.text().optional(),
    SUOKE_TLS_KEY: envVar.text().optional(),
    SUOKE_TLS_CLIENT_CA: envVar.text().optional(),
    SUOKE_LOG_LEVEL: envVar.oneOf(LOG_LEVELS).default('info'),
    /** Connections to Postgres. */
    SUOKE_POSTGRES_CONNECTIONS: envVar.integer(1, 200).default(10),
    /** How long a call waits for another one of the same key before it is told to come again. */
    SUOKE_LOCK_TIMEOUT: envVar.durationMs(10, 60_000).default(5_000),
    /** How long a stop waits for calls that run. */
    SUOKE_GRACE: envVar.durationMs(0, 600_000).default(10_000),
    SUOKE_BARRIER_RETENTION_DAYS: envVar.integer(1, 3_650).default(400),
    /** The standard reflection service; off in production unless set. */
    SUOKE_GRPC_REFLECTION: envVar.boolean().optional(),
  });
}

export type ParticipantSettings = z.output<ReturnType<typeof participantSettings>>;

/** The files of TLS, or undefined when neither of the two that it takes is set. */
export function tlsFiles(settings: ParticipantSettings): TlsFiles | undefined {
  const { SUOKE_TLS_CERT: certPath, SUOKE_TLS_KEY: keyPath, SUOKE_TLS_CLIENT_CA: clientCaPath } = settings;
  return certPath === undefined || keyPath === undefined ? undefined : { certPath, keyPath, clientCaPath };
}

export type { LogLevel };
