import type { Metadata } from '@grpc/grpc-js';
import { Controller, Inject } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { text, type testkit_v1 } from '#libs/contracts';
import { actionKeyOf, CLOCK, readCallKey, validInput } from '#libs/participant';
import type { Clock } from '#libs/platform';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { prepareUnguarded, undoUnguarded } from './effects.js';
import { THINK_MS } from './tokens.js';

const PREPARE = z.object({ reservation: text(1, 64) });

/** suoke.testkit.v1.RightService: the one without the barrier. */
@Controller()
export class UnguardedController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(THINK_MS) private readonly thinkMs: number,
  ) {}

  @GrpcMethod('RightService', 'Prepare')
  async prepare(
    request: testkit_v1.RightServicePrepareRequest__Output,
    metadata: Metadata,
  ): Promise<testkit_v1.RightServicePrepareResponse> {
    const key = readCallKey(metadata, 'action');
    const { reservation } = validInput(PREPARE, request);
    await this.clock.sleep(this.thinkMs);
    return { id: await prepareUnguarded(this.dataSource, key, reservation) };
  }

  @GrpcMethod('RightService', 'Undo')
  async undo(
    _: testkit_v1.RightServiceUndoRequest__Output,
    metadata: Metadata,
  ): Promise<testkit_v1.RightServiceUndoResponse> {
    await undoUnguarded(this.dataSource, actionKeyOf(readCallKey(metadata, 'compensation')));
    return { undone: true };
  }
}
