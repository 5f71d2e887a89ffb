import { Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, LOGGER } from '#libs/participant';
import type { Clock, Logger } from '#libs/platform';
import { DataSource } from 'typeorm';
import { Channels } from './channel.js';
import { Deliveries } from './deliveries.js';
import { DeliveryWorker, type WorkerPace } from './delivery-worker.js';
import { Inbox } from './inbox.js';
import { NotificationController } from './notification.controller.js';
import { Notifications } from './notifications.js';

/** Composition: here the channels are chosen. */
@Module({})
export class NotificationModule {
  static with(pace: WorkerPace, maxAttempts: number): DynamicModule {
    return {
      module: NotificationModule,
      controllers: [NotificationController],
      providers: [
        Inbox,
        Notifications,
        { provide: Channels, inject: [Inbox], useFactory: (inbox: Inbox) => new Channels([inbox]) },
        {
          provide: Deliveries,
          inject: [DataSource, Channels, LOGGER],
          useFactory: (dataSource: DataSource, channels: Channels, logger: Logger) =>
            new Deliveries(dataSource, channels, maxAttempts, logger),
        },
        {
          provide: DeliveryWorker,
          inject: [Deliveries, CLOCK, LOGGER],
          useFactory: (deliveries: Deliveries, clock: Clock, logger: Logger) =>
            new DeliveryWorker(deliveries, pace, clock, logger),
        },
      ],
    };
  }
}
