import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { isUuid, timestampOfMs, type notification_v1 } from '#libs/contracts';
import { notFound, replyCodec, SagaCalls, validInput } from '#libs/participant';
import { Channels } from './channel.js';
import { DeliveryWorker } from './delivery-worker.js';
import { Inbox } from './inbox.js';
import {
  cancelInput,
  getNotificationInput,
  listInboxInput,
  listNotificationsInput,
  sendInput,
} from './notification.input.js';
import { Notifications } from './notifications.js';

const SERVICE = 'suoke.notification.v1.NotificationService';

const SEND_REPLY = replyCodec<notification_v1.SendNotificationResponse>(SERVICE, 'SendNotification');

const CANCEL = {
  input: cancelInput,
  reply: replyCodec<notification_v1.CancelNotificationResponse>(SERVICE, 'CancelNotification'),
  actionReply: SEND_REPLY,
  nothingToUndo: { state: 'NOTIFICATION_STATE_UNSPECIFIED' as const },
};

/** suoke.notification.v1.NotificationService */
@Controller()
export class NotificationController {
  private readonly send;

  constructor(
    private readonly calls: SagaCalls,
    private readonly notifications: Notifications,
    private readonly inbox: Inbox,
    private readonly worker: DeliveryWorker,
    channels: Channels,
  ) {
    this.send = { input: sendInput(channels), reply: SEND_REPLY };
  }

  @GrpcMethod('NotificationService', 'SendNotification')
  async sendNotification(
    request: notification_v1.SendNotificationRequest__Output,
    metadata: Metadata,
  ): Promise<notification_v1.SendNotificationResponse> {
    const reply = await this.calls.action(this.send, metadata, request, async (input, context) => {
      const { notificationId, createdAt } = await this.notifications.accept(input, context);
      return { notification_id: notificationId, create_time: timestampOfMs(createdAt.getTime()) };
    });
    this.worker.nudge();
    return reply;
  }

  @GrpcMethod('NotificationService', 'CancelNotification')
  cancelNotification(request: notification_v1.CancelNotificationRequest__Output, metadata: Metadata) {
    return this.calls.compensation(CANCEL, metadata, request, async ({ reason }, sent, { manager }) => ({
      state: await this.notifications.cancel(manager, sent.notification_id ?? '', reason),
    }));
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
    return this.inbox.list(validInput(listInboxInput, request));
  }

  @GrpcMethod('NotificationService', 'ListNotifications')
  listNotifications(
    request: notification_v1.ListNotificationsRequest__Output,
  ): Promise<notification_v1.ListNotificationsResponse> {
    return this.notifications.list(validInput(listNotificationsInput, request));
  }
}
