/**
 * What tests stand on: sagas as stories, stores and participants in memory, the engine in a world that a test moves, databases and
 * faults. Participants that are called over gRPC, and what is made of the protos, are in participants.ts, an entry of its own:
 * to load Nest takes longer than to run most tests.
 */
export { eventually, type EventuallyOptions } from './databases/eventually.js';
export {
  startPostgres,
  type PostgresServer,
  type StartPostgresOptions,
} from './databases/postgres-server.js';
export {
  startRedis,
  type RedisServer,
  type RedisUnavailable,
  type StartRedisOptions,
} from './databases/redis-server.js';
export { freePort } from './databases/server-process.js';
export { createTestDatabase, type TemplateSchema, type TestDatabase } from './databases/test-database.js';
export { redisPrefix, testServers, type TestServers } from './databases/test-servers.js';
export { startWatchdog, type Watchdog, type WatchdogOrders } from './databases/watchdog.js';
export { actionKeyOf, placeOfKey } from './call-keys.js';
export { startFaultProxy, type FaultProxy } from './faults/fault-proxy.js';
export { stuckAtMail, stuckGoingBack, supervised, threeSteps } from './story/beginnings.js';
export { ModelError, ModelledSaga, type Answer } from './story/modelled-saga.js';
export {
  compensatable,
  participantOfStep,
  pivot,
  plan,
  retriable,
  within,
  type StepOptions,
} from './story/plans.js';
export { HAPPENINGS, RandomWalk, type Stride } from './story/random-walk.js';
export { given, SagaStory, StoryError } from './story/story.js';
export { sagaStoreConformance } from './conformance/saga-store.js';
export {
  StoreWorld,
  FIT,
  LEASE_MS,
  expectStoreError,
  type SagaStoreHarness,
} from './conformance/saga-store-world.js';
export { MemoryAudit } from './memory/memory-audit.js';
export * as memoryClaims from './memory/memory-claims.js';
export { MemoryDatabase, type MemoryCommit, type MemoryImage } from './memory/memory-database.js';
export { changeHold } from './memory/memory-holds.js';
export { MemoryInstances } from './memory/memory-instances.js';
export * as memoryLeases from './memory/memory-leases.js';
export { MemorySagaReads } from './memory/memory-reads.js';
export { MemorySagaStore } from './memory/memory-saga-store.js';
export * as memoryWrites from './memory/memory-writes.js';
export {
  EngineHarness,
  type EngineProcess,
  type LogLine,
  type SpawnOptions,
} from './engine/engine-harness.js';
export { everyKind } from './engine/every-kind.js';
export { FakeClock, MortalClock, settled } from './engine/fake-clock.js';
export { Faults, type FaultMoment } from './engine/faulty.js';
export { LoopbackProgress, LoopbackQueue } from './engine/loopback.js';
export { PlainCipher } from './engine/plain-cipher.js';
export {
  aborted,
  applied,
  hanging,
  lostReply,
  nameOf,
  refused,
  ScriptedCaller,
  unavailable,
  type Effect,
  type Encounter,
  type MadeCall,
} from './engine/scripted-caller.js';
export {
  ArmedFault,
  BOUNDARIES,
  BOUNDARY_NAMES,
  FAULT_KINDS,
  FAULT_MOMENTS,
  NO_POINTS,
  type BoundaryName,
  type FaultKind,
  type Moment,
} from './engine/fault-points.js';
export { DIRECTIONS, FaultTrial, type Direction } from './engine/fault-trial.js';
export { wrongsOfEnd, type SagaEnd } from './conformance/saga-end.js';
