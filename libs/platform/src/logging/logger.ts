/**
 * Logging: one JSON object a line, through pino.
 *
 * L1 Only fields whose names are allowed are written; a field that is not is dropped and its name listed under `dropped`.
 *    Payloads, replies and messages of users can therefore not end up in a log by accident.
 * L2 Of an error the type, the kind, the code and the places of the stack are written, not its text: the text of a database's or a
 *    participant's error quotes data. `errorTexts` turns the texts on, for development only.
 * L3 Messages are constant texts. Values interpolated into them are not written.
 */
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

/** What the rest of the code logs with: `logger.info({ durationMs }, 'what happened')`. */
export type Logger = PinoLogger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  /** Name of the process, such as `orchestrator`. */
  name: string;
  /** Default `info`. */
  level?: LogLevel;
  /** Names of fields that may be written, besides the general ones. */
  allow?: readonly string[];
  /** Write the texts of errors too; they may quote data. Default false. */
  errorTexts?: boolean;
  /** Where lines go; default standard output. */
  destination?: DestinationStream;
}

/** Fields that any process may write. */
const GENERAL_FIELDS = [
  'err',
  'context',
  'component',
  'instance',
  'signal',
  'code',
  'reason',
  'kind',
  'status',
  'method',
  'target',
  'schema',
  'host',
  'port',
  'count',
  'attempt',
  'bytes',
  'durationMs',
  'delayMs',
  'graceMs',
  'version',
  'migrations',
] as const;

/** The longest text that a field may have; what is longer is cut. */
const LONGEST_TEXT = 256;

/**
 * The logger of a process. Children (`logger.child({ component })`) keep the rules.
 */
export function createLogger(options: LoggerOptions): Logger {
  const allowed = new Set<string>([...GENERAL_FIELDS, ...(options.allow ?? [])]);
  const texts = options.errorTexts ?? false;
  const logger = pino(
    {
      base: { service: options.name, pid: process.pid },
      level: options.level ?? 'info',
      timestamp: pino.stdTimeFunctions.isoTime,
      // Pino would add the text of an error as `msg` when none is given; L2 forbids that.
      hooks: {
        logMethod(args, method) {
          const [fields, message] = readArguments(args);
          method.call(this, fields, message);
        },
      },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => allowedFields(fields, allowed, texts),
      },
      serializers: { err: (value: unknown) => value },
    },
    // Lines wait in memory when the sink is slow, 8 MiB at most; at a minLength of 0 `flush` would not wait for them.
    options.destination ?? pino.destination({ sync: false, minLength: 1, maxLength: 8 * 1024 * 1024 }),
  );
  // Pino's formatters do not see the bindings of children; children inherit this method.
  const { child } = logger;
  logger.child = function (this: Logger, bindings, childOptions) {
    return child.call(this, allowedFields(bindings, allowed, texts), childOptions) as never;
  };
  return logger;
}

/** A logger that writes nothing. */
export const silentLogger: Logger = pino({ level: 'silent' });

function readArguments(args: readonly unknown[]): [fields: object, message: string] {
  const [first, second] = args;
  if (typeof first === 'string') return [{}, first];
  const message = typeof second === 'string' ? second : '';
  if (first instanceof Error) return [{ err: first }, message === '' ? 'error' : message];
  return [typeof first === 'object' && first !== null ? first : {}, message];
}

function allowedFields(
  fields: Record<string, unknown>,
  allowed: ReadonlySet<string>,
  texts: boolean,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (key === 'err') kept[key] = describeError(value, texts);
    else if (allowed.has(key) && isPlain(value)) kept[key] = shortened(value);
    else dropped.push(key.slice(0, 64));
  }
  if (dropped.length > 0) kept['dropped'] = dropped;
  return kept;
}

type Plain = string | number | boolean | null | bigint;

function isPlain(value: unknown): value is Plain | Plain[] {
  if (Array.isArray(value)) return value.every((item) => !Array.isArray(item) && isPlain(item));
  return value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
}

function shortened(value: Plain | Plain[]): unknown {
  if (Array.isArray(value)) return value.slice(0, 32).map(shortened);
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' && value.length > LONGEST_TEXT
    ? `${value.slice(0, LONGEST_TEXT)}…`
    : value;
}

/** What a taxonomy of ours calls an error: `connection`, `unknown-outcome`. Never free text. */
const KIND = /^[a-z_-]{1,32}$/;

/** An error without its text: type, kind, code, the places of its stack, and the same of its cause. */
function describeError(error: unknown, texts: boolean, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error, ...(texts ? { text: String(error) } : {}) };
  const { code, kind } = error as { code?: unknown; kind?: unknown };
  return {
    type: error.name,
    ...(typeof kind === 'string' && KIND.test(kind) ? { kind } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(texts ? { text: error.message } : {}),
    at: stackPlaces(error),
    ...(error.cause !== undefined && depth < 4
      ? { cause: describeError(error.cause, texts, depth + 1) }
      : {}),
  };
}

/** The lines `at …` of a stack; the lines before them repeat the text. */
function stackPlaces(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines
    .filter((line) => /^at .*(:\d+:\d+\)?|\(native\)|<anonymous>\)?)$/.test(line))
    .slice(0, 12)
    .map((line) => line.slice(3));
}
