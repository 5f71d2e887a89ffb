import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of one type of data; see migrations/health-record. */
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

  @Column({ name: 'consultation_id', type: 'text', update: false })
  consultationId!: string;

  @Column({ name: 'report_id', type: 'text', update: false })
  reportId!: string;

  /** A JSON object; TypeORM's types follow a recursive type without end. */
  @Column({ type: 'jsonb', update: false })
  data!: object;

  @Column({
    name: 'created_at',
    type: 'timestamptz',
    default: () => 'clock_timestamp()',
    insert: false,
    update: false,
  })
  createdAt!: Date;

  @Column({ name: 'reverted_at', type: 'timestamptz', nullable: true })
  revertedAt!: Date | null;

  @Column({ name: 'revert_reason', type: 'text', nullable: true })
  revertReason!: string | null;
}
