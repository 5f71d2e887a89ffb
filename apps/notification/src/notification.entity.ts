import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ChannelName, LocalizedText } from './channel.js';
import type { DeliveryState } from './delivery.js';

/** One notification, and the worker's queue at the same time; see migrations/notification. */
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

  @Column({ type: 'jsonb', update: false })
  title!: LocalizedText;

  @Column({ type: 'jsonb', update: false })
  text!: LocalizedText;

  @Column({ type: 'text', update: false })
  urgency!: string;

  @Column({ type: 'text' })
  state!: DeliveryState;

  @Column({ type: 'integer' })
  attempts!: number;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true, default: () => 'now()' })
  dueAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  createdAt!: Date;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt!: Date | null;

  @Column({ name: 'cancelled_at', type: 'timestamptz', nullable: true })
  cancelledAt!: Date | null;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason!: string | null;
}
