/**
 * The environment of the orchestrator: one schema, read once. Every mistake is listed in one error, no value is ever part
 * of it, and a setting that this file does not know is refused (docs/ARCHITECTURE.md, configuration).
 */
import { ConfigError, envVar, LOG_LEVELS, parseEnv, type LogLevel, type TlsFiles } from '#libs/platform';
import { z } from 'zod';
import {
  adminTokens,
  blindIndexKey,
  encryptionKeys,
  participantTargets,
  type AdminToken,
} from './config-values.js';
import type { EncryptionKey } from './cipher/payload-cipher.js';
import {
  DEFAULT_JWT_ALGORITHMS,
  isPlainText,
  JWT_TYPES,
  jwtAlgorithms,
  keySource,
  type JwtConfig,
} from './config-jwt.js';

export const ROLES = ['api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Where the participants of the repository listen unless the environment says otherwise. */
export const DEFAULT_PARTICIPANTS: ReadonlyMap<string, string> = new Map([
  ['suoke.consultation.v1.ConsultationService', '127.0.0.1:5101'],
  ['suoke.ai_agent.v1.AiAgentService', '127.0.0.1:5102'],
  ['suoke.report.v1.ReportService', '127.0.0.1:5103'],
  ['suoke.notification.v1.NotificationService', '127.0.0.1:5104'],
  ['suoke.health_record.v1.HealthRecordService', '127.0.0.1:5105'],
]);

const SCHEMA = z.object({
  DATABASE_URL: envVar.url(['postgres', 'postgresql']),
  /** Without it the process runs without queue, snapshots and progress channel; the sweep does it all (G9). */
  REDIS_URL: envVar.url(['redis', 'rediss']).optional(),
  NODE_ENV: envVar.text().optional(),
  INSECURE: envVar.boolean().default(false),
  /** Become ready although definitions of open sagas do not fit the contracts (G10). */
  ACCEPT_UNFIT_DEFINITIONS: envVar.boolean().default(false),

  SUOKE_GRPC_URL: envVar.text().default('127.0.0.1:5100'),
  /** Where the REST face of the admin service listens, in the role `api`. */
  SUOKE_HTTP_URL: envVar.text().default('127.0.0.1:5180'),
  SUOKE_TLS_CERT: envVar.text().optional(),
  SUOKE_TLS_KEY: envVar.text().optional(),
  SUOKE_TLS_CLIENT_CA: envVar.text().optional(),
  /** The standard reflection service; off in production unless set. */
  SUOKE_GRPC_REFLECTION: envVar.boolean().optional(),
  SUOKE_LOG_LEVEL: envVar.oneOf(LOG_LEVELS).default('info'),
  SUOKE_ROLES: rolesValue().default([...ROLES]),
  /** Runs in flight at most. */
  SUOKE_SLOTS: envVar.integer(1, 100_000).default(2_048),
  SUOKE_POSTGRES_CONNECTIONS: envVar.integer(2, 200).default(10),
  /** Keys and channels in Redis begin with it. */
  SUOKE_REDIS_PREFIX: prefixValue().default('suoke'),
  /** Queues that the runs are spread over, each on one node of a Redis Cluster. The same in every process. */
  SUOKE_QUEUE_LANES: envVar.integer(1, 64).default(1),
  /** Files of further saga definitions, between commas; the same in every process. */
  SUOKE_DEFINITIONS: envVar.list().default([]),
  /** How long a stop waits for the calls in flight. */
  SUOKE_GRACE: envVar.durationMs(0, 600_000).default(10_000),

  SUOKE_ENCRYPTION_KEYS: encryptionKeys(),
  SUOKE_BLIND_INDEX_KEY: blindIndexKey(),
  /** Without any, and without an issuer of tokens, the operators' door refuses everybody (docs/OPERATORS.md). */
  SUOKE_ADMIN_TOKENS: adminTokens().optional(),
  /** Whose JSON Web Tokens name operators, for whom they are, and where the keys are: all three, or none. */
  SUOKE_JWT_ISSUER: envVar.text().optional(),
  SUOKE_JWT_AUDIENCE: envVar.text().optional(),
  SUOKE_JWT_KEYS: keySource().optional(),
  SUOKE_JWT_ALGORITHMS: jwtAlgorithms().default(DEFAULT_JWT_ALGORITHMS),
  /** `typ` of their header. With `JWT`, access tokens and ID tokens are told apart by audience and claims only. */
  SUOKE_JWT_TYPE: envVar.oneOf(JWT_TYPES).default('at+jwt'),
  SUOKE_JWT_ROLES_CLAIM: envVar.text().default('roles'),
  /** Which claim lists the saga types that a token is for; without it, it is for all. */
  SUOKE_JWT_TYPES_CLAIM: envVar.text().optional(),
  SUOKE_JWT_CLOCK_TOLERANCE: envVar.durationMs(0, 300_000).default(10_000),
  SUOKE_JWT_MAX_AGE: envVar.durationMs(60_000, 86_400_000).default(3_600_000),
  /** Calls of one operator to one process. */
  SUOKE_ADMIN_READS_PER_SECOND: envVar.integer(1, 100_000).default(100),
  SUOKE_ADMIN_ACTIONS_PER_SECOND: envVar.integer(1, 100_000).default(20),
  /** Calls of one address that name nobody. */
  SUOKE_ADMIN_FAILURES_PER_SECOND: envVar.integer(1, 100_000).default(10),
  /**
   * Whether a second person has to approve what cannot be taken back; in production they have to unless it says `off`. What a
   * definition marks they have to approve in any case.
   */
  SUOKE_APPROVALS: envVar.oneOf(['required', 'off']).optional(),
  /** Batches that act on more sagas than this need a second person too. */
  SUOKE_APPROVAL_BATCH_ABOVE: envVar.integer(0, 100_000).default(100),
  /** Until then somebody has to decide. */
  SUOKE_APPROVAL_EXPIRY: envVar.durationMs(60_000, 30 * 86_400_000).default(86_400_000),

  /** `service=host:port`, between commas; replaces single entries of the default. */
  SUOKE_PARTICIPANTS: participantTargets().optional(),
  /** Calls in flight to one target at most; a quarter of the slots where unset. */
  SUOKE_PARTICIPANT_CALLS: envVar.integer(1, 100_000).optional(),
  /** Who signed the certificates of the participants; with it all of them are called by TLS. */
  SUOKE_PARTICIPANT_CA: envVar.text().optional(),
  /** The certificate that this process shows to the participants. */
  SUOKE_PARTICIPANT_CERT: envVar.text().optional(),
  SUOKE_PARTICIPANT_KEY: envVar.text().optional(),
});
type Settings = z.output<typeof SCHEMA>;

/** Files in PEM by which participants are called. */
export interface ParticipantTls {
  readonly caPath: string;
  readonly certPath?: string;
  readonly keyPath?: string;
}

/** What one process takes from one operator, and from one address that names nobody. */
export interface AdminRates {
  readonly readsPerSecond: number;
  readonly actionsPerSecond: number;
  readonly failuresPerSecond: number;
}

export interface OrchestratorConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly redisPrefix: string;
  readonly queueLanes: number;
  readonly production: boolean;
  /** `NODE_ENV=development`: logs may quote what errors say. */
  readonly development: boolean;
  readonly insecure: boolean;
  readonly acceptUnfitDefinitions: boolean;
  readonly grpcUrl: string;
  readonly httpUrl: string;
  readonly grpcReflection: boolean | undefined;
  readonly tls: TlsFiles | undefined;
  readonly logLevel: LogLevel;
  readonly roles: ReadonlySet<Role>;
  readonly slots: number;
  readonly postgresConnections: number;
  /** Paths of JSON files, each with one definition beside those that ship. */
  readonly definitionFiles: readonly string[];
  readonly graceMs: number;
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly blindIndexKey: Uint8Array;
  readonly adminTokens: readonly AdminToken[];
  /** Undefined: no JSON Web Token names anybody. */
  readonly jwt: JwtConfig | undefined;
  readonly adminRates: AdminRates;
  readonly approvals: {
    readonly required: boolean;
    readonly batchAbove: number;
    readonly expiresInMs: number;
  };
  /** Full name of the service → `host:port`. */
  readonly participants: ReadonlyMap<string, string>;
  readonly callsPerParticipant: number;
  readonly participantTls: ParticipantTls | undefined;
}

/**
 * Reads the configuration.
 * @throws ConfigError with every mistake
 */
export function readConfig(env?: Readonly<Record<string, string | undefined>>): OrchestratorConfig {
  const settings = parseEnv(SCHEMA, env);
  const participants = new Map([...DEFAULT_PARTICIPANTS, ...(settings.SUOKE_PARTICIPANTS ?? [])]);
  const mistakes = contradictions(settings, participants);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  const slots = settings.SUOKE_SLOTS;
  return {
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    redisPrefix: settings.SUOKE_REDIS_PREFIX,
    queueLanes: settings.SUOKE_QUEUE_LANES,
    production: settings.NODE_ENV === 'production',
    development: settings.NODE_ENV === 'development',
    insecure: settings.INSECURE,
    acceptUnfitDefinitions: settings.ACCEPT_UNFIT_DEFINITIONS,
    grpcUrl: settings.SUOKE_GRPC_URL,
    httpUrl: settings.SUOKE_HTTP_URL,
    grpcReflection: settings.SUOKE_GRPC_REFLECTION,
    tls: doorTls(settings),
    logLevel: settings.SUOKE_LOG_LEVEL,
    roles: new Set(settings.SUOKE_ROLES),
    slots,
    postgresConnections: settings.SUOKE_POSTGRES_CONNECTIONS,
    definitionFiles: settings.SUOKE_DEFINITIONS,
    graceMs: settings.SUOKE_GRACE,
    encryptionKeys: settings.SUOKE_ENCRYPTION_KEYS,
    blindIndexKey: settings.SUOKE_BLIND_INDEX_KEY,
    adminTokens: settings.SUOKE_ADMIN_TOKENS ?? [],
    jwt: jwtOf(settings),
    adminRates: {
      readsPerSecond: settings.SUOKE_ADMIN_READS_PER_SECOND,
      actionsPerSecond: settings.SUOKE_ADMIN_ACTIONS_PER_SECOND,
      failuresPerSecond: settings.SUOKE_ADMIN_FAILURES_PER_SECOND,
    },
    approvals: approvalsOf(settings),
    participants,
    callsPerParticipant: settings.SUOKE_PARTICIPANT_CALLS ?? Math.max(1, Math.floor(slots / 4)),
    participantTls: outgoingTls(settings),
  };
}

/** One person may do everything only outside production, or where somebody decided so. */
function approvalsOf(settings: Settings): OrchestratorConfig['approvals'] {
  const asked = settings.SUOKE_APPROVALS ?? (settings.NODE_ENV === 'production' ? 'required' : 'off');
  return {
    required: asked === 'required',
    batchAbove: settings.SUOKE_APPROVAL_BATCH_ABOVE,
    expiresInMs: settings.SUOKE_APPROVAL_EXPIRY,
  };
}

function rolesValue() {
  return envVar.list().transform((names, context): Role[] => {
    const roles = ROLES.filter((role) => names.includes(role));
    if (roles.length > 0 && names.every((name) => ROLES.some((role) => role === name))) return roles;
    context.addIssue({
      code: 'custom',
      message: `must be one or more of ${ROLES.join(', ')}, between commas`,
    });
    return z.NEVER;
  });
}

function prefixValue() {
  return z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, 'must be 1 to 32 lower case letters, digits, _ and -');
}

function doorTls(settings: Settings): TlsFiles | undefined {
  const { SUOKE_TLS_CERT: certPath, SUOKE_TLS_KEY: keyPath, SUOKE_TLS_CLIENT_CA: clientCaPath } = settings;
  return certPath === undefined || keyPath === undefined ? undefined : { certPath, keyPath, clientCaPath };
}

function outgoingTls(settings: Settings): ParticipantTls | undefined {
  const { SUOKE_PARTICIPANT_CA: caPath } = settings;
  const { SUOKE_PARTICIPANT_CERT: certPath, SUOKE_PARTICIPANT_KEY: keyPath } = settings;
  return caPath === undefined ? undefined : { caPath, certPath, keyPath };
}

function jwtOf(settings: Settings): JwtConfig | undefined {
  const { SUOKE_JWT_ISSUER: issuer, SUOKE_JWT_AUDIENCE: audience, SUOKE_JWT_KEYS: keys } = settings;
  if (issuer === undefined || audience === undefined || keys === undefined) return undefined;
  return {
    ...{ issuer, audience, keys },
    algorithms: settings.SUOKE_JWT_ALGORITHMS,
    type: settings.SUOKE_JWT_TYPE,
    rolesClaim: settings.SUOKE_JWT_ROLES_CLAIM,
    typesClaim: settings.SUOKE_JWT_TYPES_CLAIM,
    clockToleranceMs: settings.SUOKE_JWT_CLOCK_TOLERANCE,
    maxAgeMs: settings.SUOKE_JWT_MAX_AGE,
  };
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\]):/;

const JWT_SETTINGS = ['SUOKE_JWT_ISSUER', 'SUOKE_JWT_AUDIENCE', 'SUOKE_JWT_KEYS'] as const;

/** What would let somebody in who should not be, or lets in nobody against the intention. */
function openings(settings: Settings): string[] {
  const { NODE_ENV, INSECURE, SUOKE_ADMIN_TOKENS, SUOKE_JWT_KEYS } = settings;
  const mistakes: string[] = [];
  const inPlainText = SUOKE_ADMIN_TOKENS?.filter((token) => token.inPlainText) ?? [];
  if (NODE_ENV === 'production' && inPlainText.length > 0) {
    mistakes.push(
      `SUOKE_ADMIN_TOKENS: in production it holds hashes: put sha256:<hex> in place of ${inPlainText.length} token(s)`,
    );
  }
  if (SUOKE_JWT_KEYS !== undefined && isPlainText(SUOKE_JWT_KEYS) && !INSECURE) {
    mistakes.push('SUOKE_JWT_KEYS: must start with https://, or set INSECURE=1 if the network encrypts');
  }
  const set = JWT_SETTINGS.find((name) => settings[name] !== undefined);
  const missing = JWT_SETTINGS.filter((name) => set !== undefined && settings[name] === undefined);
  return [...mistakes, ...missing.map((name) => `${name}: is needed where ${set} is set`)];
}

/** Settings that are right each by itself and wrong together. */
function contradictions(settings: Settings, participants: ReadonlyMap<string, string>): string[] {
  const mistakes = openings(settings);
  const together = (a: keyof Settings, b: keyof Settings): void => {
    if ((settings[a] === undefined) === (settings[b] === undefined)) return;
    const [set, missing] = settings[a] === undefined ? [b, a] : [a, b];
    mistakes.push(`${missing}: is needed where ${set} is set`);
  };
  together('SUOKE_TLS_CERT', 'SUOKE_TLS_KEY');
  together('SUOKE_PARTICIPANT_CERT', 'SUOKE_PARTICIPANT_KEY');
  if (settings.SUOKE_TLS_CLIENT_CA !== undefined && settings.SUOKE_TLS_CERT === undefined) {
    mistakes.push('SUOKE_TLS_CERT: is needed where SUOKE_TLS_CLIENT_CA is set');
  }
  if (settings.SUOKE_PARTICIPANT_CERT !== undefined && settings.SUOKE_PARTICIPANT_CA === undefined) {
    mistakes.push('SUOKE_PARTICIPANT_CA: is needed where SUOKE_PARTICIPANT_CERT is set');
  }
  if (settings.SUOKE_PARTICIPANT_CA === undefined && !settings.INSECURE) {
    for (const [service, target] of participants) {
      if (LOOPBACK.test(target)) continue;
      mistakes.push(
        `SUOKE_PARTICIPANTS: ${service} would be called in plain text at ${target}: set SUOKE_PARTICIPANT_CA, or INSECURE=1 if the network encrypts`,
      );
    }
  }
  if (
    settings.SUOKE_ENCRYPTION_KEYS.some(
      ({ key }) => Buffer.compare(key, settings.SUOKE_BLIND_INDEX_KEY) === 0,
    )
  ) {
    mistakes.push('SUOKE_BLIND_INDEX_KEY: must not be one of SUOKE_ENCRYPTION_KEYS');
  }
  return mistakes;
}
