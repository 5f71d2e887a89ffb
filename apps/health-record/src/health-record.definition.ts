import type { ParticipantDefinition } from '#libs/participant';
import { healthRecordMigrations } from '../../../migrations/health-record/index.js';
import { HealthRecord, HealthRecordVersion, Person } from './health-record.entities.js';
import { HealthRecordModule } from './health-record.module.js';

/** The service that keeps the health records. */
export const healthRecord = {
  name: 'health-record',
  schema: 'health_record',
  port: 5105,
  protoPackage: 'suoke.health_record.v1',
  settings: {},
  entities: [Person, HealthRecord, HealthRecordVersion],
  migrations: healthRecordMigrations,
  module: () => HealthRecordModule,
} satisfies ParticipantDefinition<{}>;
