/** The orchestrator's process: configuration, checks, engine, doors, and a stop that hands every saga over. */
import 'reflect-metadata';
import type { INestMicroservice } from '@nestjs/common';
import { BindingRefusedError, ConfigError, runUntilSignal } from '#libs/platform';
import { readConfig } from './config.js';
import { loadDefinitions } from './definition-files.js';
import { doorsOf, openDoors } from './doors.js';
import { buildOrchestrator, orchestratorLogger } from './orchestrator.module.js';

/** What closing doors and connections may take after the sagas were handed over. */
const STOP_SLACK_MS = 2_000;

/** What is wrong with how the process was started, in words; undefined for what is no mistake of an operator. */
function mistakeOf(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof BindingRefusedError) return new ConfigError([error.message]).message;
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof code !== 'string' || typeof path !== 'string') return undefined;
  return new ConfigError([`the file ${path} cannot be read (${code})`]).message;
}

function prepare() {
  const config = readConfig();
  const definitions = loadDefinitions(config.definitionFiles, config.participants);
  const doors = doorsOf(config);
  const logger = orchestratorLogger(config);
  const orchestrator = buildOrchestrator(config, definitions, logger, () => process.exit(1));
  return { config, doors, logger, orchestrator };
}

/** Null when the process was started in a wrong way; every mistake was told. */
function preparedOrNull(): ReturnType<typeof prepare> | null {
  try {
    return prepare();
  } catch (error) {
    const mistake = mistakeOf(error);
    if (mistake === undefined) throw error;
    process.stderr.write(`${mistake}\n`);
    return null;
  }
}

async function run({ config, doors, logger, orchestrator }: ReturnType<typeof prepare>): Promise<void> {
  let app: INestMicroservice | undefined;
  await runUntilSignal({
    logger,
    graceMs: config.graceMs + STOP_SLACK_MS,
    start: async () => {
      app = await openDoors(config, logger, orchestrator, doors);
    },
    stop: async () => {
      doors.health.drain();
      await orchestrator.stop(config.graceMs);
      await doors.shutdown(STOP_SLACK_MS / 4);
      await app?.close();
    },
  });
}

const prepared = preparedOrNull();
if (prepared === null) process.exitCode = 1;
else await run(prepared);
