/**
 * What every saga call of a participant goes through, so that a handler is the business and nothing else:
 * key from the metadata → input checked → barrier → reply, or an error that says what is known about the effect.
 */
import { status as GrpcStatus, type Metadata } from '@grpc/grpc-js';
import { GrpcError, type Logger } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { Barrier, type ReplyCodec, type UndoCodecs } from './barrier.js';
import { formatCallKey, readCallKey, type CallKey } from './call-key.js';
import { validInput } from './input.js';

/** An action of a service: what it accepts, and how its reply is kept. */
export interface ActionMethod<Schema extends z.ZodType, Reply> {
  input: Schema;
  reply: ReplyCodec<Reply>;
}

/** A compensation: like an action, and with what it has to know about the action that it undoes. */
export interface CompensationMethod<Schema extends z.ZodType, Reply, ActionReply> extends UndoCodecs<
  Reply,
  ActionReply
> {
  input: Schema;
}

/** What the business of a call works with. */
export interface CallContext {
  /** Of the transaction that the barrier commits; nothing else may be written. */
  manager: EntityManager;
  key: CallKey;
  /** The key of the action as text, to be stored beside the effect: `call_key`, unique. */
  callKey: string;
}

export class SagaCalls {
  constructor(
    private readonly barrier: Barrier,
    private readonly logger: Logger,
  ) {}

  /** Serves an action whose effect is quick: `effect` runs inside the transaction. */
  action<Schema extends z.ZodType, Reply>(
    method: ActionMethod<Schema, Reply>,
    metadata: Metadata,
    request: unknown,
    effect: (input: z.output<Schema>, context: CallContext) => Promise<Reply>,
  ): Promise<Reply> {
    return this.told(async () => {
      const key = readCallKey(metadata, 'action');
      const input = validInput(method.input, request);
      return this.barrier.action(key, method.reply, (manager) => effect(input, contextOf(manager, key)));
    });
  }

  /**
   * Serves an action with long work: `prepare` runs before the transaction, and not at all when the key was settled
   * already; `effect` writes what it brought.
   */
  preparedAction<Schema extends z.ZodType, Prepared, Reply>(
    method: ActionMethod<Schema, Reply>,
    metadata: Metadata,
    request: unknown,
    prepare: (input: z.output<Schema>, key: CallKey) => Promise<Prepared>,
    effect: (prepared: Prepared, input: z.output<Schema>, context: CallContext) => Promise<Reply>,
  ): Promise<Reply> {
    return this.told(async () => {
      const key = readCallKey(metadata, 'action');
      const input = validInput(method.input, request);
      const found = await this.barrier.peek(key, method.reply);
      if (found.state === 'applied') return found.reply;
      const prepared = await prepare(input, key);
      return this.barrier.action(key, method.reply, (manager) =>
        effect(prepared, input, contextOf(manager, key)),
      );
    });
  }

  /** Serves a compensation; `undo` is called only when there is an effect, and gets the action's reply. */
  compensation<Schema extends z.ZodType, Reply, ActionReply>(
    method: CompensationMethod<Schema, Reply, ActionReply>,
    metadata: Metadata,
    request: unknown,
    undo: (input: z.output<Schema>, actionReply: ActionReply, context: CallContext) => Promise<Reply>,
  ): Promise<Reply> {
    return this.told(async () => {
      const key = readCallKey(metadata, 'compensation');
      const input = validInput(method.input, request);
      return this.barrier.compensation(key, method, (manager, { actionReply }) =>
        undo(input, actionReply, contextOf(manager, key)),
      );
    });
  }

  /** An error whose cause stays on this side is told to the log before it goes out. */
  private async told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof GrpcError && error.cause !== undefined) {
        const level = error.code === GrpcStatus.INTERNAL ? 'error' : 'warn';
        this.logger[level](
          { err: error.cause, code: error.code, reason: error.reason },
          'a saga call failed',
        );
      }
      throw error;
    }
  }
}

function contextOf(manager: EntityManager, key: CallKey): CallContext {
  return { manager, key, callKey: formatCallKey({ ...key, direction: 'action' }) };
}
