import pg from 'pg';

/** How every connection of this code base is set up. Times in milliseconds; 0 means no limit. */
export interface ConnectionSettings {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** The schema that unqualified names mean; default: the server's own search_path. */
  schema?: string;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Default 30 s. */
  statementTimeoutMs?: number;
  /**
   * How long the driver waits for an answer, for connections that are lost without a word; longer than what the server itself
   * may take. Whoever borrows a client from a pool has to destroy it after such an error. Default: no limit.
   */
  answerTimeoutMs?: number;
  /** Default 5 s. */
  lockTimeoutMs?: number;
  /** Default 30 s. */
  idleInTransactionTimeoutMs?: number;
  /** Further settings of each session, such as `{ jit: 'off' }`; names and values without spaces. */
  parameters?: Readonly<Record<string, string>>;
  /** How long a connect may take; also how long a caller waits for a free connection of a pool. Default 5 s. */
  connectTimeoutMs?: number;
}

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * The name as it may stand in SQL. Names are lower-case words, so that they need no quotes; anything else throws.
 */
export function schemaName(name: string): string {
  if (!SCHEMA_NAME.test(name))
    throw new Error(`"${name}" is no name for a schema: use a lower-case word of at most 63 characters`);
  return name;
}

/**
 * The driver's configuration. The limits and the search_path go with the start of each session (and so hold after
 * `discard all`, and cost no statement), which a pooler in transaction mode would not pass on: connect directly.
 */
export function driverConfig(settings: ConnectionSettings): pg.ClientConfig {
  const { connectionString, options } = splitOptions(settings.url);
  const sessionOptions = [
    options,
    settings.schema === undefined ? '' : `-c search_path=${schemaName(settings.schema)}`,
    ...Object.entries(settings.parameters ?? {}).map(([name, value]) => `-c ${name}=${value}`),
  ]
    .filter((part) => part !== '')
    .join(' ');
  return {
    connectionString,
    ...(sessionOptions === '' ? {} : { options: sessionOptions }),
    application_name: settings.applicationName ?? 'suoke',
    statement_timeout: settings.statementTimeoutMs ?? 30_000,
    ...(settings.answerTimeoutMs === undefined ? {} : { query_timeout: settings.answerTimeoutMs }),
    lock_timeout: settings.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs ?? 30_000,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: valueTypes,
  };
}

/** The driver lets `options` of an address overrule the configuration's; ours have to be joined with them. */
function splitOptions(url: string): { connectionString: string; options: string } {
  if (!URL.canParse(url)) return { connectionString: url, options: '' };
  const address = new URL(url);
  const options = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  return { connectionString: address.toString(), options };
}

/**
 * How values come back: like the driver does it (bytea as Buffer, timestamptz as Date, numeric as text), except that
 * int8 is a number, in arrays too. A value beyond ±2^53 would lose digits, so it is an error of the statement: cast it to text in the SQL.
 */
const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const standard = pg.types.getTypeParser(oid, format as 'text');
    if (format === 'binary') return standard;
    if (oid === pg.types.builtins.INT8) return readInt8;
    return oid === INT8_ARRAY_OID ? (text: string) => readInt8Array(standard(text)) : standard;
  }) as typeof pg.types.getTypeParser,
};

/** The type `int8[]` in pg_type. */
const INT8_ARRAY_OID = 1016;

function readInt8Array(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readInt8Array);
  return typeof value === 'string' ? readInt8(value) : value;
}

function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('an int8 beyond the safe integers was read; cast it to text in the statement');
  return value;
}
