import { HealthRecords1795392000005 } from './0001-health-records.js';

/** Migrations of the schema `health_record`, in order. */
export const healthRecordMigrations = [HealthRecords1795392000005];
