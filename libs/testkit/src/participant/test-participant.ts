import { randomUUID } from 'node:crypto';
import {
  readSettings,
  startParticipant,
  type ParticipantDefinition,
  type RunningParticipant,
} from '#libs/participant';
import { createLogger } from '#libs/platform';
import type { z } from 'zod';
import { freePort } from '../databases/server-process.js';
import { createTestDatabase, type TestDatabase } from '../databases/test-database.js';
import { GrpcCaller } from './grpc-caller.js';

/** A participant that runs in the test's process, on a database of its own. */
export interface TestParticipant {
  readonly grpc: GrpcCaller;
  readonly running: RunningParticipant;
  readonly database: TestDatabase;
  /** Every line that was logged. */
  readonly log: readonly string[];
  /** Another process' worth of the same service on the same database. */
  startAnother(env?: Record<string, string>): Promise<{ grpc: GrpcCaller; stop(): Promise<void> }>;
  stop(): Promise<void>;
}

/** Starts a participant on a fresh database and a free port; `env` adds settings. */
export async function startTestParticipant<Extra extends z.ZodRawShape>(
  definition: ParticipantDefinition<Extra>,
  env: Record<string, string> = {},
): Promise<TestParticipant> {
  const { schema, migrations } = definition;
  const database = await createTestDatabase(definition.name, [{ schema, migrations }]);
  const log: string[] = [];
  const logger = createLogger({
    name: definition.name,
    destination: { write: (line) => void log.push(line) },
  });
  const startOne = async (more: Record<string, string>) => {
    const url = `127.0.0.1:${await freePort()}`;
    const settings = readSettings(definition, {
      DATABASE_URL: database.url,
      SUOKE_GRPC_URL: url,
      ...env,
      ...more,
    });
    const running = await startParticipant(definition, settings, { logger });
    const grpc = new GrpcCaller(url);
    return {
      running,
      grpc,
      stop: async () => {
        grpc.close();
        await running.stop(1_000);
      },
    };
  };
  const first = await startOne({});
  return {
    grpc: first.grpc,
    running: first.running,
    database,
    log,
    startAnother: startOne,
    stop: async () => {
      await first.stop();
      await database.drop();
    },
  };
}

/** The two keys of a call of a saga of its own. */
export function testCallKeys(step = 'step', branch = 'main'): { saga: string; action: string; undo: string } {
  const saga = randomUUID();
  const call = `${saga}/${step}/${branch}/1`;
  return { saga, action: `${call}/action`, undo: `${call}/compensation` };
}
