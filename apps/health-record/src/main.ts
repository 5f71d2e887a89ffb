import 'reflect-metadata';
import { bootstrapParticipant } from '#libs/participant';
import { healthRecord } from './health-record.definition.js';

await bootstrapParticipant(healthRecord);
