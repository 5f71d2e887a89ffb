import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { CLOCK, LOGGER } from '#libs/participant';
import type { Clock, Logger } from '#libs/platform';
import { DataSource } from 'typeorm';
import { CHANNELS, type NotificationChannel } from './channel.js';
import { DeliveryWorker, type DeliveryWorkerOptions } from './delivery-worker.js';
import { InboxChannel } from './inbox-channel.js';
import { NotificationController } from './notification.controller.js';
import { Notifications } from './notifications.js';

/** Composition: here the channels are listed. */
@Module({})
export class NotificationModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly worker: DeliveryWorker) {}

  static with(options: DeliveryWorkerOptions): DynamicModule {
    return {
      module: NotificationModule,
      controllers: [NotificationController],
      providers: [
        Notifications,
        InboxChannel,
        { provide: CHANNELS, inject: [InboxChannel], useFactory: (inbox: InboxChannel) => [inbox] },
        {
          provide: DeliveryWorker,
          inject: [DataSource, CHANNELS, CLOCK, LOGGER],
          useFactory: (
            dataSource: DataSource,
            channels: NotificationChannel[],
            clock: Clock,
            logger: Logger,
          ) => new DeliveryWorker(dataSource, channels, options, clock, logger),
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.worker.stop();
  }
}
