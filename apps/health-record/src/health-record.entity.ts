import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person, and whether the record may be written; see migrations/health-record. */
@Entity('health_record')
export class HealthRecord {
  @PrimaryColumn({ name: 'user_id', type: 'text' })
  userId!: string;

  @Column({ name: 'locked_at', type: 'timestamptz', nullable: true })
  lockedAt!: Date | null;

  @Column({ name: 'lock_reason', type: 'text', nullable: true })
  lockReason!: string | null;
}
