/** The first state of a scope: the saga is stored and due, its job is in the queue, two processes live. */
import { fold, type SagaEvent, type SagaState } from '#libs/saga-core';
import { SAGA_FORMAT, toRow, type SagaRow } from '#libs/saga-engine';
import {
  BEGIN_MS,
  ENDLESS_LEASE_MS,
  SAGA_ID,
  type Process,
  type Scope,
  type Setting,
  type World,
} from './world.js';

const NAMES = ['a', 'b'];

function history({ definition }: Setting, { interruptions = 0 }: Scope): SagaEvent[] {
  const { deadlineMs } = definition;
  const deadlineAtMs = deadlineMs === null ? null : BEGIN_MS + deadlineMs;
  const started: SagaEvent = {
    ...{ kind: 'started', seq: 1, epoch: null, atMs: BEGIN_MS },
    ...{ data: { deadlineAtMs }, secret: { input: {} } },
  };
  const interrupted = Array.from({ length: interruptions }, (_, index): SagaEvent => {
    return { kind: 'interrupted', seq: index + 2, epoch: index + 1, atMs: BEGIN_MS, data: {} };
  });
  return [started, ...interrupted];
}

function processOf(name: string): Process {
  return {
    name,
    instanceId: `${name}1`,
    isAlive: true,
    isLeaving: false,
    run: null,
    freeLocks: new Map(),
    missed: new Set(),
  };
}

/** Starts the saga by the store's own statement; interruptions of before are put behind it. */
function fill(setting: Setting, events: readonly SagaEvent[]): SagaState {
  const { protocol, database, cipher, key, clock, definition, scope } = setting;
  const state = fold(definition, events);
  const [event, ...earlier] = events.map((one) => toRow(cipher, key, SAGA_ID, one));
  if (state === null || event === undefined) throw new Error('a saga begins with an event');
  clock.nowMs = BEGIN_MS;
  const plain = {
    labels: {},
    origin: null,
    traceContext: null,
    requestId: 'start',
    bodyHmac: new Uint8Array(1),
  };
  protocol.start(database, [
    {
      ...plain,
      ...{ sagaId: SAGA_ID, type: definition.type, definitionHash: scope.name, format: SAGA_FORMAT, event },
      deadlineAtMs: state.deadlineAtMs,
      key: cipher.newDataKey(SAGA_ID).wrapped,
    },
  ]);
  if (earlier.length > 0) {
    const row = database.sagas.get(SAGA_ID) as SagaRow;
    const { revision, interruptions } = state;
    database.commit({
      sagas: [{ ...row, revision, interruptions, epoch: earlier.length }],
      events: earlier.map((one) => ({ sagaId: SAGA_ID, event: one })),
    });
  }
  return state;
}

export function beginningOf(setting: Setting): World {
  const { database, protocol, scope } = setting;
  database.clear();
  const committed = fill(setting, history(setting, scope));
  const processes = NAMES.map(processOf);
  for (const { instanceId } of processes) {
    protocol.register(database, instanceId, ENDLESS_LEASE_MS);
    database.locks.add(instanceId);
  }
  return {
    nowMs: BEGIN_MS,
    tables: database.image(),
    committed,
    processes,
    strays: [],
    ledger: new Map(),
    ghosts: [],
    jobs: [scope.interruptions ?? 0],
    left: scope.limits,
  };
}
