/** Walks over the frames of one direction of an HTTP/2 connection; it looks at their headers only. */

/** What a client sends before its first frame. */
export const PREFACE_BYTES = 24;
export const FRAME_TYPES = { headers: 1, goAway: 7 } as const;

const FRAME_HEADER_BYTES = 9;
/** A stream that no client gets to. */
const LAST_STREAM = 0x7fff_ffff;

export class FrameReader {
  private toSkip: number;
  private header = Buffer.alloc(0);
  private begun = false;

  constructor(skipFirst: number) {
    this.toSkip = skipFirst;
  }

  /** Whether a frame may be put in here: one ended, the next has not begun. */
  get isBetweenFrames(): boolean {
    return this.begun && this.toSkip === 0 && this.header.length === 0;
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
      this.begun = true;
      seen ||= this.header[3] === type;
      this.toSkip = this.header.readUIntBE(0, 3);
      this.header = Buffer.alloc(0);
    }
    return seen;
  }
}

/** A GOAWAY without an error: what runs may end, nothing new may begin. */
export function goAwayFrame(): Buffer {
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + 8);
  frame.writeUIntBE(8, 0, 3);
  frame[3] = FRAME_TYPES.goAway;
  frame.writeUInt32BE(LAST_STREAM, FRAME_HEADER_BYTES);
  return frame;
}
