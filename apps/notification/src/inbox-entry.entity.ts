import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Notification } from './notification.entity.js';

/** A notification that was put into an inbox; see migrations/notification. */
@Entity('inbox_entry')
export class InboxEntry {
  @PrimaryColumn({ name: 'notification_id', type: 'uuid' })
  notificationId!: string;

  @OneToOne(() => Notification)
  @JoinColumn({ name: 'notification_id' })
  notification!: Relation<Notification>;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: number;

  @Column({ name: 'user_id', type: 'text', update: false })
  userId!: string;

  @Column({ name: 'retracted_at', type: 'timestamptz', nullable: true })
  retractedAt!: Date | null;
}
