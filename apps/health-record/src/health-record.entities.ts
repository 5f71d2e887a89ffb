import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person, and whether the record is locked; see migrations/health-record. */
@Entity('person')
export class Person {
  @PrimaryColumn({ name: 'user_id', type: 'text' })
  userId!: string;

  @Column({ name: 'locked_at', type: 'timestamptz', nullable: true })
  lockedAt!: Date | null;

  @Column({ name: 'lock_reason', type: 'text', nullable: true })
  lockReason!: string | null;
}

/** What is current of one type of data about a person. */
@Entity('health_record')
export class HealthRecord {
  @PrimaryColumn({ name: 'user_id', type: 'text' })
  userId!: string;

  @PrimaryColumn({ type: 'text' })
  type!: string;

  @Column({ name: 'current_version', type: 'bigint' })
  currentVersion!: number;

  @Column({ name: 'last_version', type: 'bigint' })
  lastVersion!: number;
}

/** One version of one type of data about a person. */
@Entity('health_record_version')
export class HealthRecordVersion {
  @PrimaryColumn({ name: 'user_id', type: 'text' })
  userId!: string;

  @PrimaryColumn({ type: 'text' })
  type!: string;

  @PrimaryColumn({ type: 'bigint' })
  version!: number;

  @Column({ name: 'previous_version', type: 'bigint', update: false })
  previousVersion!: number;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: number;

  @Column({ name: 'call_key', type: 'text', update: false })
  callKey!: string;

  @Column({ name: 'saga_id', type: 'uuid', update: false })
  sagaId!: string;

  @Column({ type: 'jsonb', update: false })
  data!: object;

  @Column({ name: 'consultation_id', type: 'text', update: false })
  consultationId!: string;

  @Column({ name: 'report_id', type: 'text', update: false })
  reportId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  createdAt!: Date;

  @Column({ name: 'reverted_at', type: 'timestamptz', nullable: true })
  revertedAt!: Date | null;

  @Column({ name: 'revert_reason', type: 'text', nullable: true })
  revertReason!: string | null;
}
