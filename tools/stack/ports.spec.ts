import { createServer, type Server } from 'node:net';
import { findPorts, PortsTakenError } from './ports.js';

const open: Server[] = [];

/** Listens on a port of the loopback, as somebody else would. */
async function occupy(port = 0): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as { port: number }).port;
}

const failureOf = (finding: Promise<unknown>): Promise<Error> =>
  finding.then(
    () => new Error('nothing failed'),
    (error: Error) => error,
  );

describe('findPorts', () => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('gives everybody a free port of its own', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `process-${index}`);
    const ports = await findPorts(names.map((name) => ({ name })));
    expect([...ports.keys()]).toEqual(names);
    expect(new Set(ports.values()).size).toBe(20);
    await expect(Promise.all([...ports.values()].map(occupy))).resolves.toEqual([...ports.values()]);
  });

  it('gives back the port that was asked for, and leaves it free', async () => {
    const port = (await findPorts([{ name: 'probe' }])).get('probe') ?? 0;
    await expect(findPorts([{ name: 'report', port }])).resolves.toEqual(new Map([['report', port]]));
    await expect(occupy(port)).resolves.toBe(port);
  });

  it('names every port that is in use, and what wanted it', async () => {
    const taken = [await occupy(), await occupy()];
    const listeners = [
      { name: 'report', port: taken[0] },
      { name: 'free' },
      { name: 'notification', port: taken[1] },
    ];
    const failure = await failureOf(findPorts(listeners));
    expect(failure).toBeInstanceOf(PortsTakenError);
    expect(failure.message).toContain(`${taken[0]}, for report: it is in use (EADDRINUSE)`);
    expect(failure.message).toContain(`${taken[1]}, for notification: it is in use (EADDRINUSE)`);
    expect(failure.message).not.toContain('free');
  });

  it('sees a port that two were given', async () => {
    const port = (await findPorts([{ name: 'probe' }])).get('probe') ?? 0;
    const twice = findPorts(['one', 'other'].map((name) => ({ name, port })));
    await expect(twice).rejects.toThrow(`${port}, for other`);
  });
});
