import type { ParticipantDefinition } from '#libs/participant';
import { reportMigrations } from '../../../migrations/report/index.js';
import { Report } from './report.entity.js';
import { ReportModule } from './report.module.js';

/** The service that composes the reports. */
export const report = {
  name: 'report',
  schema: 'report',
  port: 5103,
  protoPackage: 'suoke.report.v1',
  settings: {},
  entities: [Report],
  migrations: reportMigrations,
  module: () => ReportModule,
} satisfies ParticipantDefinition<{}>;
