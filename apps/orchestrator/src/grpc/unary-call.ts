/**
 * One unary call on a channel of grpc-js, told exactly as it ended.
 *
 * `Client.makeUnaryRequest` would do the same by way of interceptors, an event emitter and an error with a stack that is made
 * for each call in case that it fails: a fifth of what a call costs. It also answers at the first reply, so that a second one
 * would be found out by the deadline only; and it makes up a code for a call that ended OK without a reply.
 *
 * 1. `onEnd` is called exactly once, whatever happens.
 * 2. Bytes only: what they mean is not known here.
 */
import * as grpc from '@grpc/grpc-js';

export interface UnaryEnd {
  /** The status that closed the call. */
  readonly status: grpc.StatusObject;
  /** The only reply; null when there was none, or more than one. */
  readonly reply: Buffer | null;
  /** A reply arrived, whatever came after it. */
  readonly replied: boolean;
  /** The address of the connection that was picked; the channel's target while none was. */
  readonly peer: string;
}

export interface UnaryCall {
  cancel(): void;
}

export interface UnaryRequest {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly metadata: grpc.Metadata;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
}

const NO_CONTEXT = {};
const CANCELLED = 'Cancelled on client';
const SECOND_REPLY = 'a unary call was answered twice';

/** Makes a call. */
export function startUnaryCall(
  channel: grpc.ChannelInterface,
  { path, bytes, metadata, deadlineMs }: UnaryRequest,
  onEnd: (end: UnaryEnd) => void,
): UnaryCall {
  const call = channel.createCall(path, deadlineMs, null, null, null);
  let replies = 0;
  let reply: Buffer | null = null;
  let ended = false;
  call.start(metadata, {
    onReceiveMetadata: () => undefined,
    onReceiveMessage: (message: Buffer) => {
      replies += 1;
      reply = replies === 1 ? message : null;
      if (replies === 1) call.startRead();
      else call.cancelWithStatus(grpc.status.INTERNAL, SECOND_REPLY);
    },
    onReceiveStatus: (status: grpc.StatusObject) => {
      if (ended) return;
      ended = true;
      onEnd({ status, reply, replied: replies > 0, peer: call.getPeer() });
    },
  });
  call.sendMessageWithContext(NO_CONTEXT, bytes);
  call.startRead();
  call.halfClose();
  return { cancel: () => call.cancelWithStatus(grpc.status.CANCELLED, CANCELLED) };
}
