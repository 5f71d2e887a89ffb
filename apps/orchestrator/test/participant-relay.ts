/** What may stand between a caller and a participant. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  cut(): void;
  freeze(frozen: boolean): void;
  connections(): number;
  close(): void;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

/** Passes bytes on until it cuts or freezes. */
export async function cuttingRelay(to: number): Promise<Relay> {
  const open = new Set<Socket>();
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    const ends = [client, upstream] as const;
    for (const [index, socket] of ends.entries()) {
      const other = ends[1 - index] as Socket;
      open.add(socket);
      socket.on('data', (bytes) => void (frozen || other.write(bytes)));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  const cut = (): void => open.forEach((socket) => socket.destroy());
  return {
    port: await listening(server),
    cut,
    freeze: (value) => void (frozen = value),
    connections: () => open.size / 2,
    close: () => {
      cut();
      server.close();
    },
  };
}

/** Takes connections and says nothing. */
export async function blackHole(): Promise<{ port: number; close(): void }> {
  const open = new Set<Socket>();
  const server = createServer((socket) => open.add(socket.on('error', () => undefined)));
  const port = await listening(server);
  return {
    port,
    close: () => {
      open.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
