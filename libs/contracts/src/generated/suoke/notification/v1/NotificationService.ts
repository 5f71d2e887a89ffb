// Generated from proto/suoke/notification/v1/notification.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelNotificationRequest as _suoke_notification_v1_CancelNotificationRequest, CancelNotificationRequest__Output as _suoke_notification_v1_CancelNotificationRequest__Output } from '../../../suoke/notification/v1/CancelNotificationRequest.js';
import type { CancelNotificationResponse as _suoke_notification_v1_CancelNotificationResponse, CancelNotificationResponse__Output as _suoke_notification_v1_CancelNotificationResponse__Output } from '../../../suoke/notification/v1/CancelNotificationResponse.js';
import type { GetNotificationRequest as _suoke_notification_v1_GetNotificationRequest, GetNotificationRequest__Output as _suoke_notification_v1_GetNotificationRequest__Output } from '../../../suoke/notification/v1/GetNotificationRequest.js';
import type { GetNotificationResponse as _suoke_notification_v1_GetNotificationResponse, GetNotificationResponse__Output as _suoke_notification_v1_GetNotificationResponse__Output } from '../../../suoke/notification/v1/GetNotificationResponse.js';
import type { ListInboxRequest as _suoke_notification_v1_ListInboxRequest, ListInboxRequest__Output as _suoke_notification_v1_ListInboxRequest__Output } from '../../../suoke/notification/v1/ListInboxRequest.js';
import type { ListInboxResponse as _suoke_notification_v1_ListInboxResponse, ListInboxResponse__Output as _suoke_notification_v1_ListInboxResponse__Output } from '../../../suoke/notification/v1/ListInboxResponse.js';
import type { ListNotificationsRequest as _suoke_notification_v1_ListNotificationsRequest, ListNotificationsRequest__Output as _suoke_notification_v1_ListNotificationsRequest__Output } from '../../../suoke/notification/v1/ListNotificationsRequest.js';
import type { ListNotificationsResponse as _suoke_notification_v1_ListNotificationsResponse, ListNotificationsResponse__Output as _suoke_notification_v1_ListNotificationsResponse__Output } from '../../../suoke/notification/v1/ListNotificationsResponse.js';
import type { SendNotificationRequest as _suoke_notification_v1_SendNotificationRequest, SendNotificationRequest__Output as _suoke_notification_v1_SendNotificationRequest__Output } from '../../../suoke/notification/v1/SendNotificationRequest.js';
import type { SendNotificationResponse as _suoke_notification_v1_SendNotificationResponse, SendNotificationResponse__Output as _suoke_notification_v1_SendNotificationResponse__Output } from '../../../suoke/notification/v1/SendNotificationResponse.js';

/**
 * Tells people what happened. Saga calls (SendNotification, CancelNotification) carry the metadata `idempotency-key`: one
 * key takes effect at most once, and a repeat gets the stored reply.
 */
export interface NotificationServiceClient extends grpc.Client {
  /**
   * Compensation of SendNotification: drops what is not out yet and retracts what is. Finds it by the idempotency key;
   * succeeds when there is nothing to cancel.
   */
  CancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  CancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  CancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  CancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compensation of SendNotification: drops what is not out yet and retracts what is. Finds it by the idempotency key;
   * succeeds when there is nothing to cancel.
   */
  cancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  cancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  cancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  cancelNotification(argument: _suoke_notification_v1_CancelNotificationRequest, callback: grpc.requestCallback<_suoke_notification_v1_CancelNotificationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads one notification, cancelled ones too.
   * Errors: NOT_FOUND, reason `NOTIFICATION_NOT_FOUND`.
   */
  GetNotification(argument: _suoke_notification_v1_GetNotificationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  GetNotification(argument: _suoke_notification_v1_GetNotificationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  GetNotification(argument: _suoke_notification_v1_GetNotificationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  GetNotification(argument: _suoke_notification_v1_GetNotificationRequest, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads one notification, cancelled ones too.
   * Errors: NOT_FOUND, reason `NOTIFICATION_NOT_FOUND`.
   */
  getNotification(argument: _suoke_notification_v1_GetNotificationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  getNotification(argument: _suoke_notification_v1_GetNotificationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  getNotification(argument: _suoke_notification_v1_GetNotificationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  getNotification(argument: _suoke_notification_v1_GetNotificationRequest, callback: grpc.requestCallback<_suoke_notification_v1_GetNotificationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a person finds in the inbox, newest first: delivered and not retracted.
   * Errors: INVALID_ARGUMENT for a missing user, a negative page size or a foreign page token.
   */
  ListInbox(argument: _suoke_notification_v1_ListInboxRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  ListInbox(argument: _suoke_notification_v1_ListInboxRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  ListInbox(argument: _suoke_notification_v1_ListInboxRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  ListInbox(argument: _suoke_notification_v1_ListInboxRequest, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a person finds in the inbox, newest first: delivered and not retracted.
   * Errors: INVALID_ARGUMENT for a missing user, a negative page size or a foreign page token.
   */
  listInbox(argument: _suoke_notification_v1_ListInboxRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  listInbox(argument: _suoke_notification_v1_ListInboxRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  listInbox(argument: _suoke_notification_v1_ListInboxRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  listInbox(argument: _suoke_notification_v1_ListInboxRequest, callback: grpc.requestCallback<_suoke_notification_v1_ListInboxResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists notifications in every state, newest first; for operators.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  ListNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  ListNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  ListNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists notifications in every state, newest first; for operators.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  listNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  listNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  listNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  listNotifications(argument: _suoke_notification_v1_ListNotificationsRequest, callback: grpc.requestCallback<_suoke_notification_v1_ListNotificationsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Action: takes a notification over for delivery. It is stored before this returns and delivered by a worker soon after,
   * so OK means accepted and not read.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * notification of this key was already cancelled.
   */
  SendNotification(argument: _suoke_notification_v1_SendNotificationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  SendNotification(argument: _suoke_notification_v1_SendNotificationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  SendNotification(argument: _suoke_notification_v1_SendNotificationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  SendNotification(argument: _suoke_notification_v1_SendNotificationRequest, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Action: takes a notification over for delivery. It is stored before this returns and delivered by a worker soon after,
   * so OK means accepted and not read.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * notification of this key was already cancelled.
   */
  sendNotification(argument: _suoke_notification_v1_SendNotificationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  sendNotification(argument: _suoke_notification_v1_SendNotificationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  sendNotification(argument: _suoke_notification_v1_SendNotificationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  sendNotification(argument: _suoke_notification_v1_SendNotificationRequest, callback: grpc.requestCallback<_suoke_notification_v1_SendNotificationResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Tells people what happened. Saga calls (SendNotification, CancelNotification) carry the metadata `idempotency-key`: one
 * key takes effect at most once, and a repeat gets the stored reply.
 */
export interface NotificationServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Compensation of SendNotification: drops what is not out yet and retracts what is. Finds it by the idempotency key;
   * succeeds when there is nothing to cancel.
   */
  CancelNotification: grpc.handleUnaryCall<_suoke_notification_v1_CancelNotificationRequest__Output, _suoke_notification_v1_CancelNotificationResponse>;
  
  /**
   * Reads one notification, cancelled ones too.
   * Errors: NOT_FOUND, reason `NOTIFICATION_NOT_FOUND`.
   */
  GetNotification: grpc.handleUnaryCall<_suoke_notification_v1_GetNotificationRequest__Output, _suoke_notification_v1_GetNotificationResponse>;
  
  /**
   * What a person finds in the inbox, newest first: delivered and not retracted.
   * Errors: INVALID_ARGUMENT for a missing user, a negative page size or a foreign page token.
   */
  ListInbox: grpc.handleUnaryCall<_suoke_notification_v1_ListInboxRequest__Output, _suoke_notification_v1_ListInboxResponse>;
  
  /**
   * Lists notifications in every state, newest first; for operators.
   * Errors: INVALID_ARGUMENT for a negative page size or a foreign page token.
   */
  ListNotifications: grpc.handleUnaryCall<_suoke_notification_v1_ListNotificationsRequest__Output, _suoke_notification_v1_ListNotificationsResponse>;
  
  /**
   * Action: takes a notification over for delivery. It is stored before this returns and delivered by a worker soon after,
   * so OK means accepted and not read.
   * Errors: INVALID_ARGUMENT with a field violation per mistake; FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION` when the
   * notification of this key was already cancelled.
   */
  SendNotification: grpc.handleUnaryCall<_suoke_notification_v1_SendNotificationRequest__Output, _suoke_notification_v1_SendNotificationResponse>;
  
}

export interface NotificationServiceDefinition extends grpc.ServiceDefinition {
  CancelNotification: MethodDefinition<_suoke_notification_v1_CancelNotificationRequest, _suoke_notification_v1_CancelNotificationResponse, _suoke_notification_v1_CancelNotificationRequest__Output, _suoke_notification_v1_CancelNotificationResponse__Output>
  GetNotification: MethodDefinition<_suoke_notification_v1_GetNotificationRequest, _suoke_notification_v1_GetNotificationResponse, _suoke_notification_v1_GetNotificationRequest__Output, _suoke_notification_v1_GetNotificationResponse__Output>
  ListInbox: MethodDefinition<_suoke_notification_v1_ListInboxRequest, _suoke_notification_v1_ListInboxResponse, _suoke_notification_v1_ListInboxRequest__Output, _suoke_notification_v1_ListInboxResponse__Output>
  ListNotifications: MethodDefinition<_suoke_notification_v1_ListNotificationsRequest, _suoke_notification_v1_ListNotificationsResponse, _suoke_notification_v1_ListNotificationsRequest__Output, _suoke_notification_v1_ListNotificationsResponse__Output>
  SendNotification: MethodDefinition<_suoke_notification_v1_SendNotificationRequest, _suoke_notification_v1_SendNotificationResponse, _suoke_notification_v1_SendNotificationRequest__Output, _suoke_notification_v1_SendNotificationResponse__Output>
}
