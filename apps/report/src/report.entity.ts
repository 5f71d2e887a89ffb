import type { report_v1 } from '#libs/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One report; see migrations/report. */
@Entity('report')
export class Report {
  @PrimaryGeneratedColumn('uuid', { name: 'report_id' })
  reportId!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: number;

  @Column({ name: 'call_key', type: 'text', update: false })
  callKey!: string;

  @Column({ name: 'saga_id', type: 'uuid', update: false })
  sagaId!: string;

  @Column({ name: 'user_id', type: 'text', update: false })
  userId!: string;

  @Column({ name: 'consultation_id', type: 'text', update: false })
  consultationId!: string;

  @Column({ type: 'integer', update: false })
  version!: number;

  @Column({ type: 'jsonb', update: false })
  content!: report_v1.ReportContent;

  @Column({ name: 'analysis_ids', type: 'text', array: true, update: false })
  analysisIds!: string[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  createdAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  @Column({ name: 'withdraw_reason', type: 'text', nullable: true })
  withdrawReason!: string | null;
}
