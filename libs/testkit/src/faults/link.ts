/** One connection through the fault proxy: the client's socket, the server's, and what happens between them. */
import { connect, type Socket } from 'node:net';
import { systemClock } from '#libs/platform';
import { FRAME_TYPES, FrameReader, goAwayFrame, PREFACE_BYTES } from './frame-reader.js';

/** What all connections of one proxy are subject to. */
export interface LinkFaults {
  requestsToCut: number;
  repliesToCut: number;
  frozen: boolean;
  replyDelayMs: number;
  fired: number;
}

export class Link {
  private readonly server: Socket;
  private readonly requests = new FrameReader(PREFACE_BYTES);
  private readonly replies = new FrameReader(0);
  private serverLost = false;
  private goAwayDue = false;
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
    client.on('error', () => this.cut());
    client.on('close', () => this.cut());
    this.server.on('data', (chunk: Buffer) => this.onReply(chunk));
    this.server.on('error', () => this.onServerGone());
    this.server.on('close', () => this.onServerGone());
    this.obey();
  }

  /** Ends both sides. */
  cut(): void {
    this.client.destroy();
    this.server.destroy();
    this.onEnd();
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

  private onRequest(chunk: Buffer): void {
    if (this.serverLost) return;
    const begins = this.requests.sees(chunk, FRAME_TYPES.headers);
    if (!begins || this.faults.requestsToCut === 0) return void this.server.write(chunk);
    this.faults.requestsToCut -= 1;
    this.faults.fired += 1;
    this.cut();
  }

  private onReply(chunk: Buffer): void {
    const begins = this.replies.sees(chunk, FRAME_TYPES.headers);
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
