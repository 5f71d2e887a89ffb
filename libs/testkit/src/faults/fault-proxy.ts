/**
 * A TCP proxy in front of one gRPC server that fails on purpose. It reads the frames of HTTP/2 just far enough to know
 * where a request begins and where a reply does.
 *
 * P1 Unless told otherwise every byte passes, in order, in both directions.
 * P2 A fault hits what it says and counts it: `cutRequests(2)` ends two connections, each on the first request that comes
 *    over it, before the server sees it; `cutReplies(2)` after the server worked, before the answer gets out.
 * P3 While it is down nobody can connect, and what was connected is cut.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';

const PREFACE_BYTES = 24;
const FRAME_HEADER_BYTES = 9;
const HEADERS = 1;

/** Walks over the frames of one direction of a connection and tells when one of a type begins. */
class FrameReader {
  private toSkip: number;
  private header = Buffer.alloc(0);

  constructor(skipFirst: number) {
    this.toSkip = skipFirst;
  }

  /** Whether a frame of the type begins within the chunk. */
  sees(chunk: Buffer, type: number): boolean {
    let seen = false;
    let at = 0;
    while (at < chunk.length) {
      const skipped = Math.min(this.toSkip, chunk.length - at);
      this.toSkip -= skipped;
      at += skipped;
      if (this.toSkip > 0 || at >= chunk.length) break;
      const part = chunk.subarray(at, at + FRAME_HEADER_BYTES - this.header.length);
      this.header = Buffer.concat([this.header, part]);
      at += part.length;
      if (this.header.length < FRAME_HEADER_BYTES) break;
      seen ||= this.header[3] === type;
      this.toSkip = this.header.readUIntBE(0, 3);
      this.header = Buffer.alloc(0);
    }
    return seen;
  }
}

export interface FaultProxy {
  readonly port: number;
  /** How many faults have fired. */
  readonly fired: number;
  cutRequests(count: number): void;
  cutReplies(count: number): void;
  /** Nothing passes any more, in either direction, and nobody is told: a black hole. */
  freeze(frozen: boolean): void;
  /** Refuses connections and cuts those that are open; `up` ends it. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

interface Plan {
  requestsToCut: number;
  repliesToCut: number;
  frozen: boolean;
  fired: number;
}

function relay(plan: Plan, client: Socket, targetPort: number, open: Set<Socket>): void {
  const server = connect(targetPort, '127.0.0.1');
  const requests = new FrameReader(PREFACE_BYTES);
  const replies = new FrameReader(0);
  const cut = (): void => {
    client.destroy();
    server.destroy();
    open.delete(client);
    open.delete(server);
  };
  for (const socket of [client, server]) {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', cut);
    socket.on('close', cut);
  }
  client.on('data', (chunk: Buffer) => {
    const begins = requests.sees(chunk, HEADERS);
    if (plan.frozen) return;
    if (begins && plan.requestsToCut > 0) {
      plan.requestsToCut -= 1;
      plan.fired += 1;
      return cut();
    }
    server.write(chunk);
  });
  server.on('data', (chunk: Buffer) => {
    const begins = replies.sees(chunk, HEADERS);
    if (plan.frozen) return;
    if (begins && plan.repliesToCut > 0) {
      plan.repliesToCut -= 1;
      plan.fired += 1;
      return cut();
    }
    client.write(chunk);
  });
}

/** Listens on a free port (or on the one given) of the loopback and passes everything on to `targetPort`. */
export async function startFaultProxy(targetPort: number, port = 0): Promise<FaultProxy> {
  const plan: Plan = { requestsToCut: 0, repliesToCut: 0, frozen: false, fired: 0 };
  const open = new Set<Socket>();
  const server: Server = createServer((client) => relay(plan, client, targetPort, open));
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
  await listen(port);
  const address = server.address();
  const chosen = typeof address === 'object' && address !== null ? address.port : port;
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return {
    port: chosen,
    get fired() {
      return plan.fired;
    },
    cutRequests: (count) => void (plan.requestsToCut = count),
    cutReplies: (count) => void (plan.repliesToCut = count),
    freeze: (frozen) => void (plan.frozen = frozen),
    down,
    up: () => listen(chosen),
    close: () => (server.listening ? down() : Promise.resolve()),
  };
}
