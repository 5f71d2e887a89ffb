/**
 * What an error of Postgres, of its driver or of the socket means for the statement that met it. Pure and total.
 *
 * - `poison`: the data of the statement is at fault (classes 22, 23); sent again it fails again.
 * - `retry`: the server gave up this transaction for another's sake (class 40); the same statement again.
 * - `busy`: the server cannot at the moment (class 53, lock or statement timeout, read-only); back off, then send all of it again.
 * - `connection`: the answer is lost or the server is away; what was sent may have been committed.
 * - `bug`: everything else, such as a syntax error; nobody can retry that away.
 */
export type SqlErrorKind = 'poison' | 'retry' | 'busy' | 'connection' | 'bug';

const BUSY_STATES: ReadonlySet<string> = new Set([
  '55P03', // lock_not_available
  '57014', // query_canceled: statement_timeout
  '25006', // read_only_sql_transaction: a standby, or a server out of space
]);

const CONNECTION_STATES: ReadonlySet<string> = new Set([
  '57P01', // admin_shutdown, pg_terminate_backend
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up
  '57P04', // database_dropped
  '57P05', // idle_session_timeout
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
]);

const SOCKET_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** node-postgres gives these errors no code, so that their texts are the only name they have; an integration test meets them. */
const DRIVER_TEXTS: ReadonlySet<string> = new Set([
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Query read timeout',
  'Cannot use a pool after calling end on the pool',
]);

/** The kind of anything that was thrown by a statement; wrappers (TypeORM's, `cause`) are looked through. */
export function classifySqlState(error: unknown): SqlErrorKind {
  for (const layer of layersOf(error)) {
    const kind = kindOfLayer(layer);
    if (kind !== undefined) return kind;
  }
  return 'bug';
}

/** The SQLSTATE of an error, or undefined where it did not come from the server. */
export function sqlStateOf(error: unknown): string | undefined {
  return layersOf(error)
    .map((layer) => layer.code)
    .find((code): code is string => typeof code === 'string' && isSqlState(code));
}

interface Layer {
  code?: unknown;
  message?: unknown;
}

function layersOf(error: unknown): Layer[] {
  const layers: Layer[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && layers.length < 16) {
    const next = waiting.shift();
    if (typeof next !== 'object' || next === null) continue;
    layers.push(next);
    const { driverError, cause, errors } = next as {
      driverError?: unknown;
      cause?: unknown;
      errors?: unknown;
    };
    waiting.push(driverError, cause, ...(Array.isArray(errors) ? errors : []));
  }
  return layers;
}

function kindOfLayer({ code, message }: Layer): SqlErrorKind | undefined {
  if (typeof code === 'string') {
    if (SOCKET_CODES.has(code)) return 'connection';
    if (isSqlState(code)) return kindOfState(code);
  }
  return typeof message === 'string' && DRIVER_TEXTS.has(message) ? 'connection' : undefined;
}

/** Five characters; socket codes such as EPIPE have no digit. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}

function kindOfState(state: string): SqlErrorKind {
  if (CONNECTION_STATES.has(state)) return 'connection';
  if (BUSY_STATES.has(state)) return 'busy';
  switch (state.slice(0, 2)) {
    case '08':
      return 'connection';
    case '22':
    case '23':
      return 'poison';
    case '40':
      return 'retry';
    case '53':
      return 'busy';
    default:
      return 'bug';
  }
}
