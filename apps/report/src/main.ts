import 'reflect-metadata';
import { bootstrapParticipant } from '#libs/participant';
import { report } from './report.definition.js';

await bootstrapParticipant(report);
