/**
 * The composition root: the only file that binds the engine's ports to Postgres, BullMQ, Redis, gRPC and the clock.
 *
 * 1. What is built here is closed here, in the reverse order.
 * 2. Nothing is chosen anywhere else: without REDIS_URL there is no queue and no snapshot, and the sweep does it all (G9).
 */
import { Module, type DynamicModule } from '@nestjs/common';
import { createLogger, systemClock, type Logger } from '#libs/platform';
import { migrate } from '#libs/platform/typeorm';
import type { SagaDefinition } from '#libs/saga-core';
import {
  Approvals,
  Engine,
  OperationDriver,
  Operations,
  within,
  type EngineLog,
  type EnginePorts,
  type Progress,
  type Waker,
} from '#libs/saga-engine';
import { orchestratorMigrations } from '../../../migrations/orchestrator/index.js';
import { accessOf, type AccessWorld } from './admin/access.js';
import { ActionPreviews } from './admin/action-previews.js';
import { ExplainController } from './admin/explain.controller.js';
import { ApprovalsController } from './admin/approvals.controller.js';
import { ApprovalsDoor } from './admin/approvals-door.js';
import { OperationsController } from './admin/operations.controller.js';
import { OperationsDoor } from './admin/operations-door.js';
import { AnchorLog } from './admin/anchor-log.js';
import { AuditController } from './admin/audit.controller.js';
import { AuditDoor } from './admin/audit-door.js';
import { ParticipantActionsController } from './admin/participant-actions.controller.js';
import { ParticipantDoor } from './admin/participant-door.js';
import type { Requesters } from './admin/requesters.js';
import { RevealDoor } from './admin/reveal-door.js';
import { SagaActionsController } from './admin/saga-actions.controller.js';
import { SagaReadsController } from './admin/saga-reads.controller.js';
import { AdminDoor } from './admin/admin-door.js';
import { Oversight } from './admin/oversight.js';
import { OversightReadsController } from './admin/oversight-reads.controller.js';
import type { AdminGate } from './admin/admin-gate.js';
import { JwtKeys, readerOf } from './admin/jwt-keys.js';
import { OperatorIdentities } from './admin/operator-identity.js';
import type { Dependencies } from './admin/rest/readiness.js';
import { selectIds } from './admin/saga-selection.js';
import { UuidSource } from './cipher/ids.js';
import { AesGcmPayloadCipher } from './cipher/payload-cipher.js';
import type { OrchestratorConfig } from './config.js';
import { CallStatuses } from './grpc/call-status.js';
import { FlowController } from './grpc/flow.controller.js';
import { createParticipantCaller, type GrpcParticipantCaller } from './grpc/participant-caller.js';
import { SagaController } from './grpc/saga.controller.js';
import { SagaDoor } from './grpc/saga-door.js';
import { SagaLists } from './lists/saga-lists.js';
import { PostgresApprovals } from './postgres/postgres-approvals.js';
import { PostgresAudit } from './postgres/postgres-audit.js';
import { PostgresInstances } from './postgres/postgres-instances.js';
import { PostgresOperations } from './postgres/postgres-operations.js';
import { PostgresOperatorsSeen } from './postgres/postgres-operators-seen.js';
import { PostgresOversight } from './postgres/postgres-oversight.js';
import { ensurePartitions } from './postgres/postgres-partitions.js';
import { PostgresSagaReads } from './postgres/postgres-reads.js';
import { PostgresSagaStore } from './postgres/postgres-saga-store.js';
import {
  createListPool,
  createReadPool,
  createStorePool,
  ORCHESTRATOR_SCHEMA,
} from './postgres/store-pool.js';
import { createBullWaker } from './queue/bull-waker.js';
import { noQueue } from './queue/no-queue.js';
import { localProgress } from './redis/local-progress.js';
import { createRedisProgress } from './redis/redis-progress.js';
import { definitionHash } from './sagas/definition-types.js';
import { checkDefinitions } from './sagas/registry.js';

/** Connections for single sagas and operators, so that they never take those of the movers. */
const READ_CONNECTIONS = 4;
/** Connections for lists, so that they never take those of single sagas. */
const LIST_CONNECTIONS = 3;
const PARTITION_INTERVAL_MS = 86_400_000;
/** The last head of the audit is noted in this time, or not any more. */
const LAST_ANCHOR_MS = 1_000;

export interface Orchestrator {
  readonly engine: Engine;
  /** Lets calls of the operators' door through, whatever face they come in by. */
  readonly gate: AdminGate;
  /** Asked before an action on one saga: whether a second person has to approve it. */
  readonly oversight: { readonly gate: Approvals };
  readonly module: DynamicModule;
  readonly dependencies: Pick<Dependencies, 'postgres' | 'redis'>;
  /** Definitions of open sagas that do not fit the contracts, with their mistakes; not empty: not ready (G10). */
  start(): Promise<ReadonlyMap<string, readonly string[]>>;
  stop(graceMs: number): Promise<void>;
}

/** Fields that the engine and its adapters may log: ids, types, codes and counts (G12). */
const LOGGED_FIELDS = [
  ...['saga', 'epoch', 'instance', 'sagas', 'tries', 'type', 'definition', 'mistakes'],
  ...['name', 'expected', 'waiting', 'lane', 'operation', 'approval', 'why', 'seq', 'hash'],
];

/** @param destination where lines go; standard output unless a test reads them */
export function orchestratorLogger(
  config: OrchestratorConfig,
  destination?: { write(line: string): void },
): Logger {
  return createLogger({
    name: 'orchestrator',
    level: config.logLevel,
    allow: LOGGED_FIELDS,
    errorTexts: config.development,
    destination,
  });
}

function engineLog(logger: Logger): EngineLog {
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
}

type Closable = { close(): Promise<void> };

function hintsOf(config: OrchestratorConfig, log: EngineLog, onDead: () => void) {
  const { redisUrl: url, redisPrefix: prefix, queueLanes: lanes, slots } = config;
  const clock = systemClock;
  if (url === undefined)
    return { waker: noQueue as Waker, progress: localProgress(log) as Progress & Closable };
  const waker: Waker = createBullWaker({ url, prefix, lanes, slots, clock, log, onDead });
  const instanceId = new UuidSource().instanceId();
  const progress: Progress & Closable = createRedisProgress({ url, prefix, instanceId, clock, log });
  return { waker, progress };
}

function postgresOf(config: OrchestratorConfig, logger: Logger) {
  const settings = { url: config.databaseUrl, logger };
  const storePool = createStorePool({ ...settings, max: config.postgresConnections });
  const readPool = createReadPool({ ...settings, max: READ_CONNECTIONS });
  const listPool = createListPool({ ...settings, max: LIST_CONNECTIONS });
  const session = {
    url: config.databaseUrl,
    schema: ORCHESTRATOR_SCHEMA,
    applicationName: 'orchestrator lock',
  };
  return {
    store: new PostgresSagaStore(storePool, systemClock),
    reads: new PostgresSagaReads(readPool),
    overview: new PostgresOversight(listPool),
    audit: new PostgresAudit(readPool),
    operations: new PostgresOperations(storePool, readPool, systemClock),
    approvals: new PostgresApprovals(storePool, readPool, systemClock),
    seen: new PostgresOperatorsSeen(readPool),
    instances: new PostgresInstances(storePool, session, [...config.roles]),
    keepPartitions: () => ensurePartitions(readPool),
    close: async () => void (await Promise.all([storePool, readPool, listPool].map((pool) => pool.end()))),
  };
}

/** @throws ConfigError, or an error of the file system */
function jwtKeysOf({ jwt }: OrchestratorConfig, log: EngineLog): JwtKeys | null {
  return jwt === undefined ? null : new JwtKeys(readerOf(jwt.keys), systemClock, log);
}

@Module({})
class OrchestratorModule {}

/**
 * Batches and approvals: what operators ask of them, and what goes on by itself. Both run in the processes of the door: what
 * operators ask for must not wait for a worker.
 */
function oversightOf(
  config: OrchestratorConfig,
  engine: Engine,
  { store, reads, cipher, clock, ids, log }: EnginePorts,
  { operations, approvals, audit }: Pick<ReturnType<typeof postgresOf>, 'operations' | 'approvals' | 'audit'>,
  lists: SagaLists,
  requesters: Requesters,
) {
  const { operators, catalog } = engine;
  const policy = config.approvals;
  const nowMs = () => engine.nowMs();
  const driver = new OperationDriver({
    ...{ store: operations, operators, reads, cipher, clock, log },
    instanceId: () => engine.membership.instanceId,
  });
  const onMoved = () => driver.poke();
  const gate = new Approvals({
    ...{ store: approvals, sagas: store, operators, audit, cipher, ids, nowMs, policy, clock, log, onMoved },
    mayStill: (approval) => requesters.mayStill(approval),
  });
  const batches = new Operations({
    ...{ store: operations, reads, catalog, cipher, ids, nowMs, policy, onMoved },
    selectIds: (filter, limit, types) => selectIds(lists, filter, limit, types),
  });
  const isOffered = config.roles.has('api');
  return {
    operations: new OperationsDoor({ operations: batches, store: operations, audit, cipher }),
    approvals: new ApprovalsDoor({ approvals: gate, store: approvals, audit, cipher }),
    gate,
    start: () => {
      if (!isOffered) return;
      driver.start();
      gate.start();
    },
    stop: async () => void (await Promise.all([driver.stop(), gate.stop()])),
  };
}

const CONTROLLERS = [
  ...[SagaController, FlowController, SagaReadsController, SagaActionsController, ExplainController],
  ...[OversightReadsController, ParticipantActionsController, OperationsController, ApprovalsController],
  AuditController,
];

interface DoorSet {
  readonly door: SagaDoor;
  readonly lists: SagaLists;
  readonly overview: Oversight;
  readonly admin: AdminDoor;
  readonly previews: ActionPreviews;
  readonly participants: ParticipantDoor;
  readonly operations: OperationsDoor;
  readonly approvals: ApprovalsDoor;
  readonly audit: AuditDoor;
  readonly reveal: RevealDoor;
  readonly identities: OperatorIdentities;
}

/** Of which saga types something is: what the gate asks of whoever has rights for some only. */
function typesOfIn(
  { reader }: Engine,
  { operations, approvals }: Pick<ReturnType<typeof postgresOf>, 'operations' | 'approvals'>,
): AccessWorld['typesOf'] {
  return {
    'one saga': async (id) => {
      const row = await reader.row(id);
      return row === null ? null : [row.type];
    },
    'one operation': async (id) => (await operations.get(id))?.types ?? null,
    'one approval': async (id) => (await approvals.get(id))?.types ?? null,
  };
}

/** The operators' side: who gets in, what is behind the door, and what goes on by itself. */
function operatorsOf(
  config: OrchestratorConfig,
  engine: Engine,
  ports: EnginePorts,
  postgres: ReturnType<typeof postgresOf>,
  caller: GrpcParticipantCaller,
  jwtKeys: JwtKeys | null,
) {
  const { store, reads, instances, audit, seen, overview: overseen } = postgres;
  const { cipher, log } = ports;
  const { catalog } = engine;
  const door = new SagaDoor(engine, cipher);
  const lists = new SagaLists({ reads: overseen, cipher, catalog, nowMs: () => engine.nowMs() });
  const overview = new Oversight({
    ...{ reads: overseen, lists, cipher, catalog, addresses: config.participants },
    rowOf: (sagaId) => engine.reader.row(sagaId),
    targets: () => caller.views(),
  });
  const typesOf = typesOfIn(engine, postgres);
  const { gate, identities, requesters } = accessOf(config, jwtKeys, { audit, seen, typesOf, log });
  const oversight = oversightOf(config, engine, ports, postgres, lists, requesters);
  const { operations, approvals } = oversight;
  const previews = new ActionPreviews({ engine, statuses: new CallStatuses(caller), holds: store });
  const anchors = new AnchorLog(audit, systemClock, log);
  const admin = new AdminDoor({ engine, audit, reads, instances, previews, approvals: oversight.gate });
  const entries = new AuditDoor(audit, cipher);
  const doors: DoorSet = {
    ...{ door, lists, overview, identities, previews, operations, approvals, admin },
    participants: new ParticipantDoor({ engine, audit, oversight: overview }),
    audit: entries,
    reveal: new RevealDoor({
      ...{ audit, cipher, reads: overseen, oversight: overview, entries },
      detailOf: (sagaId) => admin.detail(sagaId),
    }),
  };
  return {
    ...{ doors, gate, oversight },
    start: () => {
      anchors.start();
      oversight.start();
    },
    stop: () => oversight.stop(),
    /** After the last entry of this process. */
    anchor: () => within(systemClock, LAST_ANCHOR_MS, anchors.stop()),
  };
}

/** A process that only works the queue serves nobody but who asks for its health. */
function moduleOf(config: OrchestratorConfig, doors: DoorSet): DynamicModule {
  return {
    module: OrchestratorModule,
    controllers: config.roles.has('api') ? CONTROLLERS : [],
    providers: [
      { provide: SagaDoor, useValue: doors.door },
      { provide: SagaLists, useValue: doors.lists },
      { provide: Oversight, useValue: doors.overview },
      { provide: AdminDoor, useValue: doors.admin },
      { provide: ActionPreviews, useValue: doors.previews },
      { provide: ParticipantDoor, useValue: doors.participants },
      { provide: OperationsDoor, useValue: doors.operations },
      { provide: ApprovalsDoor, useValue: doors.approvals },
      { provide: AuditDoor, useValue: doors.audit },
      { provide: RevealDoor, useValue: doors.reveal },
      { provide: OperatorIdentities, useValue: doors.identities },
    ],
  };
}

/** Repeats the making of partitions daily; a failure is logged and tried again the next time. */
function keepDaily(task: () => Promise<unknown>, log: EngineLog): () => void {
  let timer = systemClock.setTimer(PARTITION_INTERVAL_MS, tick);
  function tick(): void {
    task().catch((error: unknown) => log.error('partitions_failed', { err: error }));
    timer = systemClock.setTimer(PARTITION_INTERVAL_MS, tick);
  }
  return () => timer.cancel();
}

/**
 * Builds an orchestrator; nothing is connected before `start`.
 * @param definitions those that it starts new sagas of, found to be without mistakes
 * @param onDead the process is beyond repair and should end
 * @throws ConfigError, or an error of the file system, for the keys of an issuer of tokens
 */
export function buildOrchestrator(
  config: OrchestratorConfig,
  definitions: readonly SagaDefinition[],
  logger: Logger,
  onDead: () => void,
): Orchestrator {
  const log = engineLog(logger);
  // First, because it may throw: what is made after it would keep the process alive.
  const jwtKeys = jwtKeysOf(config, log);
  const postgres = postgresOf(config, logger);
  const { waker, progress } = hintsOf(config, log, onDead);
  const cipher = new AesGcmPayloadCipher(config);
  const caller = createParticipantCaller({
    targets: config.participants,
    callsPerTarget: config.callsPerParticipant,
    tls: config.participantTls,
    clock: systemClock,
    log,
  });
  const { store, reads, instances } = postgres;
  const ids = new UuidSource();
  const ports = { store, reads, instances, caller, waker, progress, cipher, clock: systemClock, ids, log };
  const engine = new Engine(ports, {
    slots: config.slots,
    isWorker: config.roles.has('worker'),
    definitions: definitions.map((definition) => ({ hash: definitionHash(definition), definition })),
    checkDefinition: (definition) => checkDefinitions(config.participants, [definition]),
  });
  const operators = operatorsOf(config, engine, ports, postgres, caller, jwtKeys);
  let stopDaily = (): void => {};
  return {
    engine,
    gate: operators.gate,
    module: moduleOf(config, operators.doors),
    dependencies: {
      postgres: () => reads.rows([]),
      redis: config.redisUrl === undefined ? null : () => waker.healthy() && progress.healthy(),
    },
    oversight: operators.oversight,
    start: async () => {
      await jwtKeys?.refresh();
      const { databaseUrl: url } = config;
      await migrate({ url, schema: ORCHESTRATOR_SCHEMA, migrations: orchestratorMigrations, logger });
      await postgres.keepPartitions();
      stopDaily = keepDaily(postgres.keepPartitions, log);
      const unfit = await engine.start();
      operators.start();
      return unfit;
    },
    stop: async (graceMs) => {
      stopDaily();
      try {
        // What hangs is left behind: another process goes on with it.
        const overseen = within(systemClock, graceMs, operators.stop());
        await Promise.all([overseen, engine.stop(graceMs)]);
      } finally {
        await operators.anchor();
        caller.close();
        await Promise.allSettled([progress.close(), postgres.close()]);
      }
    },
  };
}
