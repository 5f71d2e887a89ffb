import { createServer } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ConfigError } from '../config/env.js';
import { listen } from './listen.js';

/** Listens as the gRPC transport of Nest does. */
function appAt(url: string) {
  const server = new Server();
  const bind = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, port: number): void =>
        error === null ? resolve(port) : reject(error);
      server.bindAsync(url, ServerCredentials.createInsecure(), done);
    });
  return { app: { listen: bind }, close: () => server.forceShutdown() };
}

describe('listen', () => {
  it('listens', async () => {
    const { app, close } = appAt('127.0.0.1:0');
    await listen(app, '127.0.0.1:0');
    close();
  });

  it('says at which address it could not, and that the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const url = `127.0.0.1:${(other.address() as { port: number }).port}`;
    const { app, close } = appAt(url);
    const failure: unknown = await listen(app, url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as ConfigError).mistakes).toEqual([
      expect.stringMatching(new RegExp(`^cannot listen on ${url}: .*EADDRINUSE`)),
    ]);
    close();
    await new Promise((resolve) => other.close(resolve));
  });
});
