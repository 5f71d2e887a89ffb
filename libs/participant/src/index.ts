export {
  Barrier,
  type CallRecord,
  type Peek,
  type ReplyCodec,
  type Seal,
  type UndoCodecs,
} from './barrier.js';
export { createBarrierTable, dropBarrierTable } from './barrier-table.js';
export {
  actionKeyOf,
  CALL_KEY_METADATA,
  formatCallKey,
  parseCallKey,
  readCallKey,
  type CallDirection,
  type CallKey,
} from './call-key.js';
export { replyCodec } from './codec.js';
export {
  bootstrapParticipant,
  readSettings,
  startParticipant,
  type ParticipantDefinition,
  type RunningParticipant,
  type SettingsOf,
  type StartOptions,
} from './bootstrap.js';
export { participantSettings, type ParticipantSettings } from './config.js';
export { validInput } from './input.js';
export { pageFields, pageOf, pageWindow, type PageRequest, type PageWindow } from './page.js';
export { SagaCalls, type ActionMethod, type CallContext, type CompensationMethod } from './saga-calls.js';
export { notFound } from './not-found.js';
export { inTransaction } from './transaction.js';
export { CLOCK, LOGGER } from './tokens.js';
