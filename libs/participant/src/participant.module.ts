import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Clock, Logger } from '#libs/platform';
import { DataSource } from 'typeorm';
import { Barrier } from './barrier.js';
import { CallStatusController } from './call-status.controller.js';
import { SagaCalls } from './saga-calls.js';
import { CLOCK, LOGGER } from './tokens.js';

export interface ParticipantParts {
  dataSource: DataSource;
  clock: Clock;
  logger: Logger;
}

/** What every participant has: data source, barrier, the way of a saga call, call status, clock and logger. */
@Module({})
export class ParticipantModule {
  static with({ dataSource, clock, logger }: ParticipantParts): DynamicModule {
    const barrier = new Barrier(dataSource);
    const providers = [
      { provide: DataSource, useValue: dataSource },
      { provide: Barrier, useValue: barrier },
      { provide: SagaCalls, useValue: new SagaCalls(barrier, logger) },
      { provide: CLOCK, useValue: clock },
      { provide: LOGGER, useValue: logger },
    ];
    return {
      module: ParticipantModule,
      global: true,
      controllers: [CallStatusController],
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

/** An app's module beside the participant's own. */
export function rootModule(parts: ParticipantParts, app: Type | DynamicModule): DynamicModule {
  return { module: class Root {}, imports: [ParticipantModule.with(parts), app] };
}
