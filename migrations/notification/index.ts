import { Notifications1795392000004 } from './0001-notifications.js';

/** Migrations of the schema `notification`, in order. */
export const notificationMigrations = [Notifications1795392000004];
