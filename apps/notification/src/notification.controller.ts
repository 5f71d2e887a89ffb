import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { isUuid, timestampOfMs, type notification_v1 } from '#libs/contracts';
import { notFound, replyCodec, SagaCalls, validInput } from '#libs/participant';
import { PUBLIC_STATES } from './delivery.js';
import { DeliveryWorker } from './delivery-worker.js';
import {
  cancelNotificationInput,
  getNotificationInput,
  listInboxInput,
  listNotificationsInput,
  sendNotificationInput,
} from './notification.input.js';
import { Notifications } from './notifications.js';

const SERVICE = 'suoke.notification.v1.NotificationService';

const SEND = {
  input: sendNotificationInput,
  reply: replyCodec<notification_v1.SendNotificationResponse>(SERVICE, 'SendNotification'),
};

const NOTHING: notification_v1.CancelNotificationResponse = { state: 'NOTIFICATION_STATE_UNSPECIFIED' };

const CANCEL = {
  input: cancelNotificationInput,
  reply: replyCodec<notification_v1.CancelNotificationResponse>(SERVICE, 'CancelNotification'),
  actionReply: SEND.reply,
  nothingToUndo: NOTHING,
};

/** suoke.notification.v1.NotificationService */
@Controller()
export class NotificationController {
  constructor(
    private readonly calls: SagaCalls,
    private readonly notifications: Notifications,
    private readonly worker: DeliveryWorker,
  ) {}

  @GrpcMethod('NotificationService', 'SendNotification')
  async sendNotification(request: notification_v1.SendNotificationRequest__Output, metadata: Metadata) {
    const reply = await this.calls.action(SEND, metadata, request, async (input, context) => {
      const { notificationId, createdAt } = await this.notifications.queue(input, context);
      return { notification_id: notificationId, create_time: timestampOfMs(createdAt.getTime()) };
    });
    this.worker.nudge();
    return reply;
  }

  @GrpcMethod('NotificationService', 'CancelNotification')
  async cancelNotification(request: notification_v1.CancelNotificationRequest__Output, metadata: Metadata) {
    const reply = await this.calls.compensation(
      CANCEL,
      metadata,
      request,
      async ({ reason }, sent, { manager }) => {
        const state = await this.notifications.cancel(manager, sent.notification_id ?? '', reason);
        return state === undefined ? NOTHING : { state: PUBLIC_STATES[state] };
      },
    );
    this.worker.nudge();
    return reply;
  }

  @GrpcMethod('NotificationService', 'GetNotification')
  async getNotification(
    request: notification_v1.GetNotificationRequest__Output,
  ): Promise<notification_v1.GetNotificationResponse> {
    const { notification_id: id } = validInput(getNotificationInput, request);
    const notification = isUuid(id) ? await this.notifications.find(id) : null;
    if (notification === null) throw notFound('NOTIFICATION_NOT_FOUND', 'notification');
    return { notification };
  }

  @GrpcMethod('NotificationService', 'ListInbox')
  listInbox(request: notification_v1.ListInboxRequest__Output): Promise<notification_v1.ListInboxResponse> {
    return this.notifications.inbox(validInput(listInboxInput, request));
  }

  @GrpcMethod('NotificationService', 'ListNotifications')
  listNotifications(
    request: notification_v1.ListNotificationsRequest__Output,
  ): Promise<notification_v1.ListNotificationsResponse> {
    return this.notifications.list(validInput(listNotificationsInput, request));
  }
}
