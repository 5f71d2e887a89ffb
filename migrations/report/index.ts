import { Reports1795392000003 } from './0001-reports.js';

/** Migrations of the schema `report`, in order. */
export const reportMigrations = [Reports1795392000003];
