import 'reflect-metadata';
import { bootstrapParticipant } from '#libs/participant';
import { consultation } from './consultation.definition.js';

await bootstrapParticipant(consultation);
