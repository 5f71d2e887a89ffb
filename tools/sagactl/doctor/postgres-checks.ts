/** What the facts of Postgres mean. Pure. */
import { checkAgainstContracts } from '../../../apps/orchestrator/src/sagas/definition-types.js';
import { saying } from '../language/translate.js';
import { plainFinding, trouble, type Finding } from './finding.js';
import type { DefinitionFacts, OrchestratorFacts, PostgresFacts } from './postgres-facts.js';

/** What this checkout and this environment expect. */
export interface Expectations {
  /** Names of the migrations of this version, oldest first; null where its sources are not there. */
  readonly migrations: readonly string[] | null;
  /** Ids of the keys of `SUOKE_ENCRYPTION_KEYS`; null where it is not set. */
  readonly keyIds: readonly string[] | null;
  /** `SUOKE_POSTGRES_CONNECTIONS` of each process. */
  readonly connections: number;
}

const OLDEST_POSTGRES = 150_000;
const CLOCK_WARN_MS = 1_000;
const CLOCK_FAIL_MS = 10_000;
/** Connections of a process beside those of its store: reads, its lock, migrations at boot. */
const FURTHER_CONNECTIONS = 6;

export function judgePostgres(facts: PostgresFacts, expected: Expectations): Finding[] {
  const { orchestrator } = facts;
  const server = [version(facts), ...durability(facts), clockOffset(facts)];
  if (orchestrator === null) {
    const missing = saying('doctor.noSchema');
    return [...server, trouble('fail', 'migrations', missing, saying('doctor.noSchemaAdvice'))];
  }
  return [
    ...server,
    connections(facts, orchestrator, expected),
    migrations(orchestrator, expected),
    ...instances(orchestrator),
    limbo(orchestrator),
    keys(orchestrator, expected),
    ...definitions(orchestrator.definitions),
  ];
}

function version({ versionNumber }: PostgresFacts): Finding {
  const shown = `${Math.floor(versionNumber / 10_000)}.${versionNumber % 10_000}`;
  if (versionNumber >= OLDEST_POSTGRES)
    return plainFinding('ok', 'postgres.version', 'doctor.postgres', { version: shown });
  const what = saying('doctor.postgresOld', { version: shown });
  return trouble('fail', 'postgres.version', what, saying('doctor.postgresOldAdvice'));
}

/** G1 stands on these: what was acknowledged must be on disk. */
function durability({ settings }: PostgresFacts): Finding[] {
  return ['fsync', 'full_page_writes', 'synchronous_commit'].map((name) => {
    const value = settings[name] ?? '?';
    const check = `postgres.${name}`;
    if (value !== 'off') return plainFinding('ok', check, 'doctor.setting', { name, value });
    const what = saying('doctor.settingOff', { name });
    return trouble('fail', check, what, saying('doctor.settingOffAdvice', { name }));
  });
}

function clockOffset({ clockOffsetMs, roundTripMs }: PostgresFacts): Finding {
  // The half of the way that was measured is the best that can be known.
  const uncertain = Math.round(roundTripMs / 2);
  const ms = Math.round(clockOffsetMs);
  const values = { ms, uncertain };
  const off = Math.abs(ms) - uncertain;
  if (off <= CLOCK_WARN_MS) return plainFinding('ok', 'clock', 'doctor.clock', values);
  const verdict = off > CLOCK_FAIL_MS ? 'fail' : 'warn';
  return trouble(verdict, 'clock', saying('doctor.clock', values), saying('doctor.clockAdvice'));
}

function connections(
  { settings }: PostgresFacts,
  { instances: live }: OrchestratorFacts,
  expected: Expectations,
): Finding {
  const max = Number(settings['max_connections'] ?? 0);
  const usable = max - Number(settings['superuser_reserved_connections'] ?? 0);
  const processes = Math.max(1, live.length);
  const needed = processes * (expected.connections + FURTHER_CONNECTIONS);
  const values = { usable, needed, processes };
  if (needed <= usable) return plainFinding('ok', 'postgres.connections', 'doctor.connections', values);
  const what = saying('doctor.connectionsShort', values);
  return trouble('warn', 'postgres.connections', what, saying('doctor.connectionsAdvice'));
}

function migrations({ migrations: applied }: OrchestratorFacts, expected: Expectations): Finding {
  if (expected.migrations === null)
    return plainFinding('skipped', 'migrations', 'doctor.migrationsUnknown', { n: applied.length });
  const missing = expected.migrations.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !expected.migrations?.includes(name));
  if (missing.length > 0) {
    const what = saying('doctor.migrationsMissing', { names: missing.join(', ') });
    return trouble('fail', 'migrations', what, saying('doctor.migrationsMissingAdvice'));
  }
  if (unknown.length > 0) {
    const what = saying('doctor.migrationsNewer', { names: unknown.join(', ') });
    return trouble('warn', 'migrations', what, saying('doctor.migrationsNewerAdvice'));
  }
  return plainFinding('ok', 'migrations', 'doctor.migrations', { n: applied.length });
}

function instances({ instances: all }: OrchestratorFacts): Finding[] {
  const live = all.filter(({ leaseLeftMs }) => leaseLeftMs > 0);
  const late = all.filter(({ leaseLeftMs }) => leaseLeftMs <= 0);
  const found =
    live.length > 0
      ? plainFinding('ok', 'instances', 'doctor.instances', { n: live.length })
      : trouble('fail', 'instances', saying('doctor.noInstance'), saying('doctor.noInstanceAdvice'));
  if (late.length === 0) return [found];
  const ids = late.map(({ id }) => id).join(', ');
  const what = saying('doctor.leaseOut', { ids });
  return [found, trouble('warn', 'instances.lease', what, saying('doctor.leaseOutAdvice'))];
}

function limbo({ limbo: sagas }: OrchestratorFacts): Finding {
  if (sagas === 0) return plainFinding('ok', 'limbo', 'doctor.limbo');
  return trouble('fail', 'limbo', saying('doctor.limboFull', { n: sagas }), saying('doctor.limboAdvice'));
}

function keys({ keys: used }: OrchestratorFacts, { keyIds }: Expectations): Finding {
  const all = used.map(({ kid, sagas }) => `${kid} (${sagas})`).join(', ') || '-';
  if (keyIds === null) return plainFinding('skipped', 'keys', 'doctor.keysUnknown', { kids: all });
  const missing = used.filter(({ kid }) => !keyIds.includes(kid));
  if (missing.length === 0) return plainFinding('ok', 'keys', 'doctor.keys', { kids: all });
  const kids = missing.map(({ kid, sagas }) => `${kid} (${sagas})`).join(', ');
  return trouble('fail', 'keys', saying('doctor.keysMissing', { kids }), saying('doctor.keysAdvice'));
}

function definitions(open: readonly DefinitionFacts[]): Finding[] {
  const unfit = open.flatMap(({ hash, type, document, openSagas }) => {
    const mistakes = mistakesOf(document);
    if (mistakes.length === 0) return [];
    const values = { type, hash: hash.slice(0, 12), n: openSagas, mistakes: mistakes.join('; ') };
    const what = saying('doctor.definitionUnfit', values);
    return [trouble('fail', 'definitions', what, saying('doctor.definitionAdvice'))];
  });
  return unfit.length > 0
    ? unfit
    : [plainFinding('ok', 'definitions', 'doctor.definitions', { n: open.length })];
}

/** A document of another version may be of another shape altogether: that is a mistake like any other. */
function mistakesOf(document: DefinitionFacts['document']): readonly string[] {
  try {
    return checkAgainstContracts(document);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
