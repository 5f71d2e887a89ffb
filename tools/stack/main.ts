/** `npm start`: the whole system on known ports; it stays up until it is told to stop. */
import { INTERRUPTED, onceToldToEnd, readArguments, runCommand, UsageError } from './command.js';
import { keyWarning, readStackSettings } from './settings.js';
import { OPERATOR_ROLES, PARTICIPANT_NAMES, REST_OFFSET, Stack } from './stack.js';

const USUAL_PORT = 5_100;
/** The orchestrator, and the participants on the ports after its own. */
const PORTS = 1 + PARTICIPANT_NAMES.length;
const HIGHEST_PORT = 65_535 - REST_OFFSET;

const USAGE = `Usage: npm start [-- options]

Runs Suoke Saga on this machine until Ctrl-C: Postgres, Redis, the participants, one orchestrator.

  --port <port>  where the orchestrator listens, ${USUAL_PORT} unless given; the participants take the ${PORTS - 1} ports after it,
                 operators' REST the one ${REST_OFFSET} above it
  --help         this text

DATABASE_URL and REDIS_URL use servers of yours; SUOKE_ENCRYPTION_KEYS and SUOKE_BLIND_INDEX_KEY are the
orchestrator's keys, made for the run unless given.`;

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function portOf(text: string | undefined): number {
  if (text === undefined) return USUAL_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > HIGHEST_PORT) throw new UsageError(`--port must be from 1 to ${HIGHEST_PORT}`);
  return port;
}

function addresses(stack: Stack): string[] {
  const { first } = stack;
  const start = `grpcurl -plaintext -d "{\\"input\\": $(cat examples/common-cold.json), \\"wait\\": \\"20s\\"}" ${first.client.target} suoke.consultation.flow.v1.ConsultationFlowService/StartConsultation`;
  const list = `curl -s -H 'Authorization: Bearer ${stack.adminToken}' '${stack.restUrl}/admin/v1/sagas?pageSize=5'`;
  return [
    '',
    `orchestrator   ${first.client.target}`,
    `operators      ${stack.restUrl}/admin/v1 (REST); over gRPC at the orchestrator`,
    ...PARTICIPANT_NAMES.map((name) => `${name.padEnd(14)} ${stack.participant(name).client.target}`),
    `Postgres       ${stack.databaseUrl}`,
    stack.redis === null
      ? `Redis          none: ${stack.redisMissing} The sweep does its work.`
      : `Redis          ${stack.redis.url}`,
    `logs           ${stack.logFolder}`,
    '',
    'Tokens for operators, by role:',
    ...OPERATOR_ROLES.map((role) => `  ${role.padEnd(12)} ${stack.operatorTokens[role]}`),
    '',
    'Start a consultation:',
    `  ${start}`,
    'See what became of it, as an operator:',
    `  ${list}`,
    '',
    'Ctrl-C ends it all.',
  ];
}

async function main(): Promise<number> {
  const { port, help } = readArguments(process.argv.slice(2), {
    port: { type: 'string' },
    help: { type: 'boolean' },
  });
  if (help === true) {
    print([USAGE]);
    return 0;
  }
  const firstPort = portOf(port);
  const settings = readStackSettings();
  if (process.env['NODE_ENV'] === 'production' && settings.keys === undefined) {
    throw new Error(
      'npm start makes keys for development only: for production start the apps with SUOKE_ENCRYPTION_KEYS.',
    );
  }
  const warning = keyWarning(settings);
  if (warning !== null) print([warning]);
  return runUntilTold(() =>
    Stack.start({
      ...settings,
      orchestrators: 1,
      firstPort,
      restarts: true,
      say: (text) => print([`starting ${text}`]),
    }),
  );
}

function runUntilTold(start: () => Promise<Stack>): Promise<number> {
  return new Promise((resolve, reject) => {
    let stack: Stack | null = null;
    onceToldToEnd(() => {
      // Before the stack stands, the end of this process is enough: its watchdogs clear away what runs.
      if (stack === null) return resolve(INTERRUPTED);
      print(['stopping']);
      stack.stop().then(() => resolve(0), reject);
    });
    start().then((started) => {
      stack = started;
      print(addresses(started));
    }, reject);
  });
}

await runCommand('start', main);
