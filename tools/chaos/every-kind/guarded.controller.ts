import { status as GrpcStatus, type Metadata } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { isUuid, text, type testkit_v1 } from '#libs/contracts';
import { CLOCK, replyCodec, SagaCalls, type ActionMethod, type CallContext } from '#libs/participant';
import { grpcError, type Clock } from '#libs/platform';
import { z } from 'zod';
import { itemOfPreparation, itemOfReservation, makeEffect, undoEffect } from './effects.js';
import { THINK_MS } from './tokens.js';

/** What the participant refuses, by what is asked for. */
const SOLD_OUT = 'sold-out';
const UNPAYABLE = 'unpayable';

const STOCK = 'suoke.testkit.v1.StockService';
const LEFT = 'suoke.testkit.v1.LeftService';

const uuid = z.string().refine(isUuid, 'must be a uuid in lower case');

const RESERVE = {
  input: z.object({ item: text(1, 64) }),
  reply: replyCodec<testkit_v1.ReserveResponse>(STOCK, 'Reserve'),
};
const RELEASE = {
  input: z.object({}),
  reply: replyCodec<testkit_v1.ReleaseResponse>(STOCK, 'Release'),
  actionReply: RESERVE.reply,
  nothingToUndo: { released: false },
};
const LOOK = {
  input: z.object({ id: uuid }),
  reply: replyCodec<testkit_v1.LookResponse>(STOCK, 'Look'),
};
const PREPARE = {
  input: z.object({ reservation: uuid }),
  reply: replyCodec<testkit_v1.LeftServicePrepareResponse>(LEFT, 'Prepare'),
};
const UNDO = {
  input: z.object({}),
  reply: replyCodec<testkit_v1.LeftServiceUndoResponse>(LEFT, 'Undo'),
  actionReply: PREPARE.reply,
  nothingToUndo: { undone: false },
};
const PAY = {
  input: z.object({ left: uuid }),
  reply: replyCodec<testkit_v1.PayResponse>('suoke.testkit.v1.BankService', 'Pay'),
};
const TELL = {
  input: z.object({ receipt: text(1, 64) }),
  reply: replyCodec<testkit_v1.TellResponse>('suoke.testkit.v1.MailService', 'Tell'),
};

function refused(reason: string): Error {
  return grpcError({ code: GrpcStatus.FAILED_PRECONDITION, message: 'refused as it was asked for', reason });
}

/** All services of suoke.testkit.v1 that stand behind the barrier. Every action takes its time before it takes effect. */
@Controller()
export class GuardedController {
  constructor(
    private readonly calls: SagaCalls,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(THINK_MS) private readonly thinkMs: number,
  ) {}

  @GrpcMethod('StockService', 'Reserve')
  reserve(request: testkit_v1.ReserveRequest__Output, metadata: Metadata) {
    return this.action(RESERVE, metadata, request, async ({ item }, context) => {
      if (item === SOLD_OUT) throw refused('SOLD_OUT');
      return { id: await makeEffect(context, 'stock', item) };
    });
  }

  @GrpcMethod('StockService', 'Release')
  release(request: testkit_v1.ReleaseRequest__Output, metadata: Metadata) {
    return this.calls.compensation(RELEASE, metadata, request, async (_, __, context) => {
      await undoEffect(context);
      return { released: true };
    });
  }

  @GrpcMethod('StockService', 'Look')
  look(request: testkit_v1.LookRequest__Output, metadata: Metadata) {
    return this.action(LOOK, metadata, request, async ({ id }, context) => {
      const item = await itemOfReservation(context.manager, id);
      await makeEffect(context, 'look', id);
      return { item };
    });
  }

  @GrpcMethod('LeftService', 'Prepare')
  prepare(request: testkit_v1.LeftServicePrepareRequest__Output, metadata: Metadata) {
    return this.action(PREPARE, metadata, request, async ({ reservation }, context) => {
      await itemOfReservation(context.manager, reservation);
      return { id: await makeEffect(context, 'left', reservation) };
    });
  }

  @GrpcMethod('LeftService', 'Undo')
  undo(request: testkit_v1.LeftServiceUndoRequest__Output, metadata: Metadata) {
    return this.calls.compensation(UNDO, metadata, request, async (_, __, context) => {
      await undoEffect(context);
      return { undone: true };
    });
  }

  @GrpcMethod('BankService', 'Pay')
  pay(request: testkit_v1.PayRequest__Output, metadata: Metadata) {
    return this.action(PAY, metadata, request, async ({ left }, context) => {
      if ((await itemOfPreparation(context.manager, left)) === UNPAYABLE) throw refused('UNPAYABLE');
      return { id: await makeEffect(context, 'bank', left) };
    });
  }

  @GrpcMethod('MailService', 'Tell')
  tell(request: testkit_v1.TellRequest__Output, metadata: Metadata) {
    return this.action(TELL, metadata, request, async ({ receipt }, context) => ({
      id: await makeEffect(context, 'mail', receipt),
    }));
  }

  private action<Schema extends z.ZodType, Reply>(
    method: ActionMethod<Schema, Reply>,
    metadata: Metadata,
    request: unknown,
    effect: (input: z.output<Schema>, context: CallContext) => Promise<Reply>,
  ): Promise<Reply> {
    const think = (): Promise<void> => this.clock.sleep(this.thinkMs);
    return this.calls.preparedAction(method, metadata, request, think, (_, input, context) =>
      effect(input, context),
    );
  }
}
