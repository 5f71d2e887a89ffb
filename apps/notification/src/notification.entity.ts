import type { notification_v1, type_v1 } from '#libs/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ChannelName } from './channel.js';

/** One notification; see migrations/notification. */
@Entity('notification')
export class Notification {
  @PrimaryGeneratedColumn('uuid', { name: 'notification_id' })
  notificationId!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: number;

  @Column({ name: 'call_key', type: 'text', update: false })
  callKey!: string;

  @Column({ name: 'saga_id', type: 'uuid', update: false })
  sagaId!: string;

  @Column({ name: 'user_id', type: 'text', update: false })
  userId!: string;

  @Column({ name: 'report_id', type: 'text', update: false })
  reportId!: string;

  @Column({ type: 'text', update: false })
  channel!: ChannelName;

  @Column({ type: 'jsonb', nullable: true, update: false })
  title!: type_v1.LocalizedText | null;

  @Column({ type: 'jsonb', update: false })
  text!: type_v1.LocalizedText;

  @Column({ type: 'text', update: false })
  urgency!: NonNullable<notification_v1.Notification__Output['urgency']>;

  @Column({ type: 'text', default: 'NOTIFICATION_STATE_QUEUED' })
  state!: notification_v1.NotificationState__Output;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true, insert: false })
  dueAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  createdAt!: Date;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt!: Date | null;

  @Column({ name: 'cancelled_at', type: 'timestamptz', nullable: true })
  cancelledAt!: Date | null;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason!: string | null;
}
