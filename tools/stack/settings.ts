/**
 * What `npm start` and the demo take from the environment. A variable that is set to nothing counts as not set.
 */
import { ConfigError, envVar, parseEnv } from '#libs/platform';
import { z } from 'zod';

/** The keys of the orchestrator, in the form in which it reads them. */
export interface StackKeys {
  readonly SUOKE_ENCRYPTION_KEYS: string;
  readonly SUOKE_BLIND_INDEX_KEY: string;
}

export interface StackSettings {
  /** A Postgres of the user; a private one where unset. */
  readonly databaseUrl?: string;
  /** A Redis of the user; a private one where unset. */
  readonly redisUrl?: string;
  /** Keys of the user; made for the run where unset. */
  readonly keys?: StackKeys;
}

const SCHEMA = z.object({
  DATABASE_URL: envVar.url(['postgres', 'postgresql']).optional(),
  REDIS_URL: envVar.url(['redis', 'rediss']).optional(),
  SUOKE_ENCRYPTION_KEYS: envVar.text().optional(),
  SUOKE_BLIND_INDEX_KEY: envVar.text().optional(),
});

/**
 * Reads the settings. Whatever else the environment holds is for the apps, and not passed on to them.
 * @throws ConfigError with every mistake
 */
export function readStackSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): StackSettings {
  const known = Object.fromEntries(Object.keys(SCHEMA.shape).map((key) => [key, env[key]]));
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, ...keys } = parseEnv(SCHEMA, known);
  return { databaseUrl, redisUrl, keys: bothOrNone(keys) };
}

function bothOrNone({ SUOKE_ENCRYPTION_KEYS, SUOKE_BLIND_INDEX_KEY }: Partial<StackKeys>) {
  if (SUOKE_ENCRYPTION_KEYS === undefined && SUOKE_BLIND_INDEX_KEY === undefined) return undefined;
  if (SUOKE_BLIND_INDEX_KEY === undefined)
    throw new ConfigError(['SUOKE_BLIND_INDEX_KEY: is needed where SUOKE_ENCRYPTION_KEYS is set']);
  if (SUOKE_ENCRYPTION_KEYS === undefined)
    throw new ConfigError(['SUOKE_ENCRYPTION_KEYS: is needed where SUOKE_BLIND_INDEX_KEY is set']);
  return { SUOKE_ENCRYPTION_KEYS, SUOKE_BLIND_INDEX_KEY };
}

/** What it means that keys are made for a database that stays, in one sentence; null where it stays readable. */
export function keyWarning({ databaseUrl, keys }: StackSettings): string | null {
  if (databaseUrl === undefined || keys !== undefined) return null;
  return (
    'DATABASE_URL is set, SUOKE_ENCRYPTION_KEYS and SUOKE_BLIND_INDEX_KEY are not: keys are made for this run only, so ' +
    'sagas that other runs left open in that database become FAILED (CANNOT_DECRYPT), and later those that this run leaves open.'
  );
}
