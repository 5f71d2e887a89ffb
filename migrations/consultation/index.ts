import { Records1795392000001 } from './0001-records.js';

/** Migrations of the schema `consultation`, in order. */
export const consultationMigrations = [Records1795392000001];
