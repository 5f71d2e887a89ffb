/**
 * Reading the environment: once, by one schema, at the start of a process.
 *
 * E1 Every mistake is listed in one error, so that an operator mends them in one go.
 * E2 A key with our prefix that no schema knows is a mistake: a typo must not silently become a default.
 * E3 No value is ever part of an error text: it may be a secret.
 * E4 A variable that is set to nothing counts as not set (compose files and charts write `KEY=` for "leave it").
 */
import { z } from 'zod';

/** All mistakes of an environment in one text; `mistakes` has them one by one. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';

  constructor(readonly mistakes: readonly string[]) {
    super(`The configuration is not usable:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
  }
}

export interface ParseEnvOptions {
  /** Keys with this prefix must be in the schema. Default `SUOKE_`. */
  prefix?: string;
  /** Keys with the prefix that belong to somebody else in the same environment. */
  alsoKnown?: readonly string[];
}

/**
 * Parses the environment by a zod object whose keys are the variables' names.
 * Returns what the schema makes of it; throws ConfigError with every mistake.
 */
export function parseEnv<S extends z.ZodObject>(
  schema: S,
  env: Readonly<Record<string, string | undefined>> = process.env,
  options: ParseEnvOptions = {},
): z.output<S> {
  const known = Object.keys(schema.shape);
  const given: Record<string, string> = {};
  for (const key of known) {
    const value = env[key]?.trim();
    if (value !== undefined && value !== '') given[key] = value;
  }
  const mistakes = unknownKeys(env, known, options);
  const result = schema.safeParse(given);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const key = issue.path.join('.');
      const missing = issue.code === 'invalid_type' && given[key] === undefined;
      mistakes.push(`${key || 'environment'}: ${missing ? 'is required and not set' : issue.message}`);
    }
  }
  if (mistakes.length > 0 || !result.success) throw new ConfigError(mistakes);
  return result.data;
}

function unknownKeys(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
  { prefix = 'SUOKE_', alsoKnown = [] }: ParseEnvOptions,
): string[] {
  const accepted = new Set([...known, ...alsoKnown]);
  const ours = known.filter((key) => key.startsWith(prefix));
  return Object.keys(env)
    .filter((key) => key.startsWith(prefix) && !accepted.has(key))
    .sort()
    .map((key) => {
      const nearest = nearestName(key, ours);
      return `${key}: no such setting${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
    });
}

/** The known name that takes the fewest edits, if any is near enough to be what was meant. */
function nearestName(key: string, names: readonly string[]): string | undefined {
  let nearest: { name: string; edits: number } | undefined;
  for (const name of names) {
    const edits = editDistance(key, name);
    if (nearest === undefined || edits < nearest.edits) nearest = { name, edits };
  }
  return nearest !== undefined && nearest.edits <= Math.max(3, key.length / 3) ? nearest.name : undefined;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

const DURATION_UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function parsed<T>(read: (text: string) => T | undefined, expected: string) {
  return z.string().transform((text, context): T => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `must be ${expected}` });
    return z.NEVER;
  });
}

function wholeNumber(text: string, min: number, max: number): number | undefined {
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/**
 * Readers of single variables, to be used as the values of a schema; each is a zod type, so `.optional()` and `.default(value)` apply.
 */
export const envVar = {
  /** Any non-empty text. */
  text: () => z.string(),
  /** A secret: like text, but at least `minLength` long. */
  secret: (minLength = 16) =>
    parsed((text) => (text.length >= minLength ? text : undefined), `at least ${minLength} characters`),
  /** A whole number within bounds, both included. */
  integer: (min = 0, max = Number.MAX_SAFE_INTEGER) =>
    parsed((text) => wholeNumber(text, min, max), `a whole number from ${min} to ${max}`),
  /** A number within bounds, both included. */
  number: (min: number, max: number) =>
    parsed((text) => {
      const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    }, `a number from ${min} to ${max}`),
  /** A TCP port; 0 lets the system choose. */
  port: () => parsed((text) => wholeNumber(text, 0, 65_535), 'a port from 0 to 65535'),
  /** A duration in milliseconds, written as `1500`, `250ms`, `10s`, `5m`, `2h` or `400d`. */
  durationMs: (minMs = 0, maxMs = Number.MAX_SAFE_INTEGER) =>
    parsed(
      (text) => {
        const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text);
        if (match === null) return undefined;
        const unit = (match[2] ?? 'ms') as keyof typeof DURATION_UNITS_MS;
        const ms = Math.round(Number(match[1]) * DURATION_UNITS_MS[unit]);
        return ms >= minMs && ms <= maxMs ? ms : undefined;
      },
      `a duration like 250ms, 10s, 5m, 2h or 1d${minMs > 0 ? `, at least ${minMs} ms` : ''}${maxMs < Number.MAX_SAFE_INTEGER ? `, at most ${maxMs} ms` : ''}`,
    ),
  /** `1` or `true`, `0` or `false`. */
  boolean: () =>
    parsed((text) => {
      const value = text.toLowerCase();
      if (value === '1' || value === 'true') return true;
      return value === '0' || value === 'false' ? false : undefined;
    }, '1, 0, true or false'),
  /** Parts between commas, trimmed, the empty ones left out. */
  list: () =>
    z.string().transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  /** One of the names given. */
  oneOf: <const T extends readonly [string, ...string[]]>(values: T) =>
    parsed(
      (text): T[number] | undefined => values.find((value) => value === text),
      `one of ${values.join(', ')}`,
    ),
  /** An address with one of the schemes given, such as `['postgres', 'postgresql']`. */
  url: (schemes: readonly string[]) =>
    parsed(
      (text) =>
        URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)) ? text : undefined,
      `an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    ),
};
