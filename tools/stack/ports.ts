/** Where the processes of the stack listen: found before any of them is started, so that nobody waits for a port in vain. */
import { createServer, type Server } from 'node:net';

/** Somebody who is going to listen on the loopback. */
export interface Listener {
  readonly name: string;
  /** The port that it must have; a free one where unset. */
  readonly port?: number;
}

/** Ports that are needed and cannot be had; the text names each, what wanted it, why it cannot be had, and what to do. */
export class PortsTakenError extends Error {
  override readonly name = 'PortsTakenError';

  constructor(taken: readonly string[]) {
    super(
      [
        'Ports that are needed cannot be had:',
        ...taken.map((one) => `  - ${one}`),
        'End what listens there, another npm start perhaps, or choose other ports: npm start -- --port 6100',
      ].join('\n'),
    );
  }
}

/**
 * A port for each listener, by name. All of them are bound at the same moment and then let go of, so no two are the same.
 * @throws PortsTakenError with every port that cannot be bound
 */
export async function findPorts(listeners: readonly Listener[]): Promise<Map<string, number>> {
  const attempts = await Promise.allSettled(listeners.map(({ port = 0 }) => bind(port)));
  const bound = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  const ports = bound.map(portOf);
  await Promise.all(bound.map(close));
  const taken = listeners.flatMap(({ name, port }, index) => {
    const attempt = attempts[index];
    return attempt?.status === 'rejected' ? [`${port}, for ${name}: ${reasonOf(attempt.reason)}`] : [];
  });
  if (taken.length > 0) throw new PortsTakenError(taken);
  return new Map(listeners.map(({ name }, index) => [name, ports[index] ?? 0]));
}

function bind(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'it is in use (EADDRINUSE)';
  if (error.code === 'EACCES') return 'this user may not listen on it (EACCES)';
  return error.message;
}
