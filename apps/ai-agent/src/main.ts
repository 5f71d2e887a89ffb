import 'reflect-metadata';
import { bootstrapParticipant } from '#libs/participant';
import { aiAgent } from './ai-agent.definition.js';

await bootstrapParticipant(aiAgent);
