import 'reflect-metadata';
import { bootstrapParticipant } from '#libs/participant';
import { everyKindParticipant } from './participant.js';

await bootstrapParticipant(everyKindParticipant);
