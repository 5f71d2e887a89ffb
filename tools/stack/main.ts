/** `npm start`: the whole system on known ports; it stays up until it is told to stop. */
import { PARTICIPANTS, Stack } from './stack.js';

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function addresses(stack: Stack): string[] {
  const { first } = stack;
  const start = `grpcurl -plaintext -d "{\\"input\\": $(cat examples/common-cold.json), \\"wait\\": \\"20s\\"}" ${first.client.target} suoke.consultation.flow.v1.ConsultationFlowService/StartConsultation`;
  return [
    '',
    `orchestrator   ${first.client.target}`,
    ...Object.keys(PARTICIPANTS).map((name) => {
      const process = stack.participants.get(name as keyof typeof PARTICIPANTS);
      return `${name.padEnd(14)} ${process?.client.target}`;
    }),
    `Postgres       ${stack.databaseUrl}`,
    stack.redis === null
      ? `Redis          none: ${stack.redisMissing} The sweep does its work.`
      : `Redis          ${stack.redis.url}`,
    `logs           ${stack.logFolder}`,
    `admin token    ${stack.adminToken}`,
    '',
    'Start a consultation:',
    `  ${start}`,
    '',
    'Ctrl-C ends it all.',
  ];
}

async function main(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production' && process.env['SUOKE_ENCRYPTION_KEYS'] === undefined) {
    throw new Error(
      'npm start makes keys for development only: for production start the apps with SUOKE_ENCRYPTION_KEYS.',
    );
  }
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  const say = (text: string): void => print([`starting ${text}`]);
  const stack = await Stack.start({
    orchestrators: 1,
    fixedPorts: true,
    restarts: true,
    databaseUrl,
    redisUrl,
    say,
  });
  print(addresses(stack));
  const stop = (): void => {
    print(['stopping']);
    stack.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
