import type { ai_agent_v1 } from '#libs/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What an agent returned, without the id that the row itself has. */
export type StoredResult = Omit<ai_agent_v1.AnalysisResult, 'analysis_id'>;

/** One analysis; see migrations/ai-agent. */
@Entity('analysis')
export class Analysis {
  @PrimaryGeneratedColumn('uuid', { name: 'analysis_id' })
  analysisId!: string;

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

  @Column({ type: 'text', update: false })
  agent!: string;

  @Column({ type: 'text', update: false })
  kind!: string;

  @Column({ name: 'engine_version', type: 'text', update: false })
  engineVersion!: string;

  @Column({ type: 'jsonb', update: false })
  result!: StoredResult;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  createdAt!: Date;

  @Column({ name: 'cancelled_at', type: 'timestamptz', nullable: true })
  cancelledAt!: Date | null;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason!: string | null;
}
