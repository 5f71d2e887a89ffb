/** Participants that are called over gRPC, the suite that each of them has to stand, and what is made of the protos. */
export { GrpcCaller, type CallAnswer, type FailedCall } from './participant/grpc-caller.js';
export { startTestParticipant, testCallKeys, type TestParticipant } from './participant/test-participant.js';
export { fullConsultation } from './participant/consultations.js';
export { PARTICIPANT_CASES, runParticipantCase } from './conformance/participant/cases.js';
export type { ParticipantCase } from './conformance/participant/case.js';
export { ModelParticipant, type Wrong } from './conformance/participant/model-participant.js';
export { Scene, describeAnswer } from './conformance/participant/scene.js';
export {
  ConformanceFailure,
  type CallPair,
  type ParticipantSubject,
} from './conformance/participant/subject.js';
export { participantConformance } from './conformance/participant/suite.js';
export { sampleMessage } from './definition/sample-message.js';
export { definitionSuite } from './definition/definition-suite.js';
