/**
 * A TCP proxy in front of one server that fails on purpose. It reads the frames of HTTP/2 just far enough to know where a
 * request begins and where a reply does; what needs that is for gRPC servers only, the rest for any server.
 *
 * P1 Unless told otherwise every byte passes, in order, in both directions; what passes is never altered, and nothing is
 *    lost from the middle of a connection.
 * P2 A fault hits what it says and counts it: `cutRequests(2)` ends two connections, each on the first request that comes
 *    over it, before the server sees it; `cutReplies(2)` after the server worked, before the answer gets out.
 * P3 While it is down nobody can connect, and what was connected is cut.
 * P4 What is held arrives later than its sender knows: its connection is cut, and what it asked reaches the server when the
 *    test says so. The answer to it reaches nobody.
 */
import { createServer, type Server } from 'node:net';
import { Link, type LinkFaults } from './link.js';

export interface FaultProxy {
  readonly port: number;
  /** How many faults have fired. */
  readonly fired: number;
  cutRequests(count: number): void;
  cutReplies(count: number): void;
  /** Ends so many connections when the server answers what held this text, and before that answer gets out; any server. */
  cutAnswersTo(text: string, count: number): void;
  /** Holds the next requests, each of a connection of its own (P4). */
  holdRequests(count: number): void;
  /** Lets the server have what is held. @returns how many of them it answered */
  deliverHeld(): Promise<number>;
  /** Nothing passes any more, in either direction, and nobody is told: a black hole. What was sent meanwhile passes after it. */
  freeze(frozen: boolean): void;
  /** Replies pass this much later; 0 ends it. */
  slow(delayMs: number): void;
  /** What is connected now is lost without a word: the server sees the end, the client never hears of it. */
  halfOpen(): void;
  /** Every connection is told, as by a server that is going to stop, to make no further request over it. */
  goAway(): void;
  /** Refuses connections and cuts those that are open; `up` ends it. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port (or on the one given) of the loopback and passes everything on to `targetPort`. */
export async function startFaultProxy(targetPort: number, port = 0): Promise<FaultProxy> {
  const faults: LinkFaults = {
    ...{ requestsToCut: 0, repliesToCut: 0, requestsToHold: 0, answersToCut: { text: '', count: 0 } },
    ...{ frozen: false, replyDelayMs: 0, fired: 0 },
  };
  const links = new Set<Link>();
  const server: Server = createServer((client) => {
    const link = new Link(client, targetPort, faults, () => links.delete(link));
    links.add(link);
  });
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
      for (const link of [...links]) link.cut();
    });
  return {
    port: chosen,
    get fired() {
      return faults.fired;
    },
    cutRequests: (count) => void (faults.requestsToCut = count),
    cutReplies: (count) => void (faults.repliesToCut = count),
    cutAnswersTo: (text, count) => void (faults.answersToCut = { text, count }),
    holdRequests: (count) => void (faults.requestsToHold = count),
    deliverHeld: async () => {
      const answered = await Promise.all([...links].map((link) => link.deliverHeld()));
      return answered.filter(Boolean).length;
    },
    freeze: (frozen) => {
      faults.frozen = frozen;
      for (const link of links) link.obey();
    },
    slow: (delayMs) => void (faults.replyDelayMs = delayMs),
    halfOpen: () => {
      for (const link of links) link.loseServer();
    },
    goAway: () => {
      for (const link of links) link.goAway();
    },
    down,
    up: () => listen(chosen),
    close: () => (server.listening ? down() : Promise.resolve()),
  };
}
