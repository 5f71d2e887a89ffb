import { Analyses1795392000002 } from './0001-analyses.js';

/** Migrations of the schema `ai_agent`, in order. */
export const aiAgentMigrations = [Analyses1795392000002];
