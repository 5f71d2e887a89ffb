import type { ValidConsultationData } from '#libs/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What is known of the person beside the observations of the day. */
export type Background = Pick<
  ValidConsultationData,
  'age_years' | 'sex' | 'medical_history' | 'medications' | 'allergies'
>;

/** One consultation; see migrations/consultation. */
@Entity('consultation_record')
export class ConsultationRecord {
  @PrimaryGeneratedColumn('uuid', { name: 'consultation_id' })
  consultationId!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: number;

  @Column({ name: 'call_key', type: 'text', update: false })
  callKey!: string;

  @Column({ name: 'saga_id', type: 'uuid', update: false })
  sagaId!: string;

  @Column({ name: 'user_id', type: 'text', update: false })
  userId!: string;

  @Column({ type: 'text', update: false })
  complaint!: string;

  @Column({ type: 'jsonb', update: false })
  symptoms!: ValidConsultationData['symptoms'];

  @Column({ type: 'jsonb', nullable: true, update: false })
  tongue!: ValidConsultationData['tongue'];

  @Column({ type: 'jsonb', nullable: true, update: false })
  pulse!: ValidConsultationData['pulse'];

  @Column({ type: 'jsonb', nullable: true, update: false })
  vitals!: ValidConsultationData['vitals'];

  @Column({ type: 'jsonb', update: false })
  background!: Background;

  @Column({ name: 'observed_at', type: 'timestamptz', default: () => 'now()', update: false })
  observedAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()', insert: false, update: false })
  createdAt!: Date;

  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  @Column({ name: 'delete_reason', type: 'text', nullable: true })
  deleteReason!: string | null;
}
