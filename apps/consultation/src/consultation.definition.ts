import type { ParticipantDefinition } from '#libs/participant';
import { consultationMigrations } from '../../../migrations/consultation/index.js';
import { ConsultationModule } from './consultation.module.js';
import { ConsultationRecord } from './consultation-record.entity.js';

/** The service that keeps the records of consultations. */
export const consultation = {
  name: 'consultation',
  schema: 'consultation',
  port: 5101,
  protoPackage: 'suoke.consultation.v1',
  settings: {},
  entities: [ConsultationRecord],
  migrations: consultationMigrations,
  module: () => ConsultationModule,
} satisfies ParticipantDefinition<{}>;
