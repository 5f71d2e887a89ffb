/** The contracts of all services: the loaded protos, what they say, and their plain JSON. */
export { LOADER_OPTIONS, loadProtos, serviceDefinition } from './package-definition.js';
export { fileDescriptors, protoFolder } from './protos.js';
export {
  ANY_JSON,
  describeShape,
  fieldAt,
  messageOf,
  methodOf,
  misfit,
  shapeOfMessage,
  type FieldShape,
  type MessageShape,
  type MethodShape,
  type ScalarName,
  type Shape,
  type ValueType,
} from './descriptors.js';
export { protoWords, type ProtoWords } from './proto-words.js';
export { JsonMappingError, MAX_JSON_DEPTH, type FieldViolation, type Json, type JsonObject } from './json.js';
export { jsonCodec, messageCodec, type JsonCodec, type MessageCodec } from './json-codec.js';
export { MAX_VIOLATIONS, validateMessage, validateValue } from './validate.js';
export {
  listValueFromWire,
  listValueToWire,
  structFromWire,
  structToWire,
  valueFromWire,
  valueToWire,
  type WireListValue,
  type WireStruct,
} from './struct.js';
export {
  durationOfMs,
  durationOfText,
  durationToMs,
  durationToText,
  timestampOfMs,
  timestampOfText,
  timestampToMs,
  timestampToText,
  type SecondsAndNanos,
  type WireSeconds,
} from './well-known.js';

// Rules of fields and of shared messages, as the comments in proto/ state them, for whoever receives them.
export {
  decimalNumber,
  distinctList,
  enumName,
  identifier,
  isUuid,
  jsonStruct,
  list,
  localizedText,
  optionalIdentifier,
  optionalUuid,
  required,
  text,
  timestamp,
  wholeNumber,
} from './validation/fields.js';
export { consultationDataSchema, type ValidConsultationData } from './validation/consultation-data.js';
export { analysisResultSchema, type ValidAnalysisResult } from './validation/analysis-result.js';
export * as enums from './validation/enums.js';

// Types of the messages and of the services' handlers; `X` is what is written, `X__Output` what is read.
export type * as ai_agent_v1 from './generated/ai_agent_v1.js';
export type * as consultation_flow_v1 from './generated/consultation_flow_v1.js';
export type * as consultation_v1 from './generated/consultation_v1.js';
export type * as health_record_v1 from './generated/health_record_v1.js';
export type * as notification_v1 from './generated/notification_v1.js';
export type * as participant_v1 from './generated/participant_v1.js';
export type * as report_v1 from './generated/report_v1.js';
export type * as saga_admin_v1 from './generated/saga_admin_v1.js';
export type * as saga_v1 from './generated/saga_v1.js';
export type * as testkit_v1 from './generated/testkit_v1.js';
export type * as type_v1 from './generated/type_v1.js';
