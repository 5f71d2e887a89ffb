import 'reflect-metadata';
import { bootstrapParticipant } from '#libs/participant';
import { notification } from './notification.definition.js';

await bootstrapParticipant(notification);
