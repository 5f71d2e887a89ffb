/** One connection through the fault proxy: the client's socket, the server's, and what happens between them. */
import { connect, type Socket } from 'node:net';
import { systemClock } from '#libs/platform/clock';
import { FRAME_TYPES, FrameReader, goAwayFrame, PREFACE_BYTES } from './frame-reader.js';

/** What all connections of one proxy are subject to. */
export interface LinkFaults {
  requestsToCut: number;
  repliesToCut: number;
  requestsToHold: number;
  answersToCut: { readonly text: string; count: number };
  frozen: boolean;
  replyDelayMs: number;
  fired: number;
}

/** A request may come in several pieces; after so long it is all there. */
const GATHER_MS = 50;

export class Link {
  private readonly server: Socket;
  private readonly requests = new FrameReader(PREFACE_BYTES);
  private readonly replies = new FrameReader(0);
  private serverLost = false;
  private goAwayDue = false;
  private cutDue = false;
  /** What the client sent and the server has not got, while a request is held. */
  private held: Buffer[] | null = null;
  private onAnswered: (answered: boolean) => void = () => undefined;
  /** Replies that wait, in order, with the time on the monotonic clock from which each may pass. */
  private readonly delayed: { readonly chunk: Buffer; readonly passesMs: number }[] = [];

  /** @param onEnd hears once that the connection is gone */
  constructor(
    private readonly client: Socket,
    targetPort: number,
    private readonly faults: LinkFaults,
    private readonly onEnd: () => void,
  ) {
    this.server = connect(targetPort, '127.0.0.1');
    for (const socket of [client, this.server]) socket.setNoDelay(true);
    client.on('data', (chunk: Buffer) => this.onRequest(chunk));
    client.on('error', () => this.onClientGone());
    client.on('close', () => this.onClientGone());
    this.server.on('data', (chunk: Buffer) => this.onReply(chunk));
    this.server.on('error', () => this.onServerGone());
    this.server.on('close', () => this.onServerGone());
    this.obey();
  }

  /** Ends both sides. */
  cut(): void {
    this.client.destroy();
    this.server.destroy();
    this.onAnswered(false);
    this.onEnd();
  }

  /** Lets the server have what is held, and ends. @returns whether there was something and it was answered */
  async deliverHeld(): Promise<boolean> {
    const { held } = this;
    if (held === null) return false;
    const answered = new Promise<boolean>((resolve) => (this.onAnswered = resolve));
    this.server.write(Buffer.concat(held));
    const wasAnswered = await answered;
    this.cut();
    return wasAnswered;
  }

  /** Does what `faults.frozen` says. Sockets that are not read keep what they were sent. */
  obey(): void {
    for (const socket of [this.client, this.server]) {
      if (this.faults.frozen) socket.pause();
      else socket.resume();
    }
  }

  loseServer(): void {
    this.serverLost = true;
    this.faults.fired += 1;
    this.server.destroy();
  }

  goAway(): void {
    this.goAwayDue = true;
    this.passGoAway();
  }

  private onServerGone(): void {
    if (!this.serverLost) this.cut();
  }

  private onClientGone(): void {
    if (this.held === null) this.cut();
  }

  private hold(chunk: Buffer): void {
    this.faults.requestsToHold -= 1;
    this.faults.fired += 1;
    this.held = [chunk];
    systemClock.setTimer(GATHER_MS, () => this.client.destroy());
  }

  private onRequest(chunk: Buffer): void {
    if (this.serverLost) return;
    if (this.held !== null) return void this.held.push(chunk);
    const begins = this.requests.sees(chunk, FRAME_TYPES.headers);
    if (begins && this.faults.requestsToHold > 0) return this.hold(chunk);
    const { text, count } = this.faults.answersToCut;
    this.cutDue ||= count > 0 && chunk.includes(text);
    if (!begins || this.faults.requestsToCut === 0) return void this.server.write(chunk);
    this.faults.requestsToCut -= 1;
    this.faults.fired += 1;
    this.cut();
  }

  private onReply(chunk: Buffer): void {
    const begins = this.replies.sees(chunk, FRAME_TYPES.headers);
    if (this.held !== null) {
      if (begins) this.onAnswered(true);
      return;
    }
    if (this.cutDue && this.faults.answersToCut.count > 0) {
      this.faults.answersToCut.count -= 1;
      this.faults.fired += 1;
      return this.cut();
    }
    if (!begins || this.faults.repliesToCut === 0) {
      this.pass(chunk);
      return this.passGoAway();
    }
    this.faults.repliesToCut -= 1;
    this.faults.fired += 1;
    this.cut();
  }

  private passGoAway(): void {
    if (!this.goAwayDue || !this.replies.isBetweenFrames || this.serverLost) return;
    this.goAwayDue = false;
    this.faults.fired += 1;
    this.pass(goAwayFrame());
  }

  private pass(chunk: Buffer): void {
    const { replyDelayMs } = this.faults;
    if (replyDelayMs === 0 && this.delayed.length === 0) return void this.client.write(chunk);
    this.delayed.push({ chunk, passesMs: systemClock.monotonicMs() + replyDelayMs });
    if (this.delayed.length === 1) this.passDelayed();
  }

  private passDelayed(): void {
    for (let next = this.delayed[0]; next !== undefined; next = this.delayed[0]) {
      const waitMs = next.passesMs - systemClock.monotonicMs();
      if (waitMs > 0) {
        systemClock.setTimer(waitMs, () => this.passDelayed());
        return;
      }
      this.delayed.shift();
      if (!this.client.destroyed) this.client.write(next.chunk);
    }
  }
}
