/**
 * Drives operations: starts their items at their pace and looks what became of them. It runs where the operators' door is,
 * so that a batch needs no worker: its actions are transactions in the store, and the sagas move when a worker is there.
 *
 * W1 One process drives an operation, as long as its instance lives by the database's clock; every write names it and the
 *    epoch under which it took over. Whoever takes over goes on where the items say.
 * W2 No saga is acted on twice: an item's action has the request id `<operation>-<position>`, so that a driver that does not
 *    know whether the one before it acted asks again, and is answered.
 * W3 What is done next is the core's to say (`planMove`), anew after every few items.
 * W4 An item that cannot be helped never keeps the others from their turn; while the store does not answer, all wait.
 * W5 No item starts once the operation was paused, cancelled or taken over, but for those whose action is on its way.
 */
import {
  allowanceOf,
  effectOf,
  freshPace,
  paidUpTo,
  planMove,
  refusedItem,
  statusOf,
  type BatchAction,
  type ItemCounts,
  type ItemState,
  type ItemVerdict,
  type Move,
  type OperatorCommand,
  type SagaLook,
} from '#libs/saga-core';
import { EngineError } from './errors.js';
import type {
  DriverFence,
  DrivenOperation,
  ItemChange,
  OperationItem,
  OperationStore,
} from './operation-ports.js';
import { openStatement } from './operations.js';
import type { OperatorAnswer, Operators } from './operators.js';
import {
  DecryptError,
  StoreError,
  type Clock,
  type EngineLog,
  type PayloadCipher,
  type SagaReads,
  type SagaRow,
} from './ports.js';
import { Pulse } from './time.js';

/** Actions on their way at a time: each takes a connection of the store that the movers want too. */
const ACTIONS_AT_ONCE = 4;
const LOOK_INTERVAL_MS = 250;
const IDLE_INTERVAL_MS = 1_000;
/** Items whose effect is looked at in one round. */
const WATCHED_AT_ONCE = 500;

/** Names of the actions as the audit knows them. */
const METHODS: Record<BatchAction, string> = {
  replay: 'ReplaySaga',
  compensate: 'CompensateSaga',
  pause: 'PauseSaga',
  resume: 'ResumeSaga',
  close: 'CloseSaga',
};

export interface OperationDriverWorld {
  readonly store: OperationStore;
  readonly operators: Pick<Operators, 'act'>;
  readonly reads: Pick<SagaReads, 'rows' | 'adminRequest'>;
  readonly cipher: PayloadCipher;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly instanceId: () => string;
}

/** What a process remembers of an operation that it drives; all of it may be lost. */
interface Course {
  pacedToMs: number;
  /** Position of the item that was watched last. */
  watchedTo: number;
}

export class OperationDriver {
  private readonly courses = new Map<string, Course>();
  private readonly pulse: Pulse;
  private isBusy = false;
  private isStopping = false;

  constructor(private readonly world: OperationDriverWorld) {
    this.pulse = new Pulse(
      world.clock,
      () => (this.isBusy ? LOOK_INTERVAL_MS : IDLE_INTERVAL_MS),
      () => this.look(),
      (error) => world.log.warn('operations_failed', { err: error }),
    );
  }

  start(): void {
    this.pulse.start();
  }

  /** Look now: an operation began or goes on. */
  poke(): void {
    this.pulse.poke();
  }

  /** Starts no further item; resolves when those on their way are written. Another process goes on. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.pulse.stop();
  }

  private async look(): Promise<void> {
    const driver = this.world.instanceId();
    const driven = await this.world.store.drive(driver);
    this.isBusy = driven.length > 0;
    const ids = new Set(driven.map(({ id }) => id));
    for (const id of this.courses.keys()) if (!ids.has(id)) this.courses.delete(id);
    await Promise.all(
      driven.map((operation) =>
        this.drive(operation, driver).catch((error: unknown) =>
          this.world.log.warn('operation_failed', { operation: operation.id, err: error }),
        ),
      ),
    );
  }

  private async drive(operation: DrivenOperation, driver: string): Promise<void> {
    const { id: operationId, driverEpoch, pace } = operation;
    const fence = { operationId, driver, driverEpoch };
    const nowMs = this.world.clock.monotonicMs();
    const course = this.courses.get(operationId) ?? {
      pacedToMs: freshPace(nowMs, pace.itemsPerSecond),
      watchedTo: 0,
    };
    this.courses.set(operationId, course);
    const counts = afterChanges(operation.counts, await this.watch(operation, fence, course));
    await this.move({ ...operation, counts }, fence, course);
  }

  /** Starts what may start, a few items at a time; then pauses, finishes or waits, as the core says (W3). */
  private async move(operation: DrivenOperation, fence: DriverFence, course: Course): Promise<void> {
    const { itemsPerSecond } = operation.pace;
    let { counts } = operation;
    while (!this.isStopping) {
      const nowMs = this.world.clock.monotonicMs();
      const allowance = allowanceOf(course.pacedToMs, nowMs, itemsPerSecond);
      const move = planMove({ ...operation, counts }, allowance);
      if (move.kind !== 'start') return this.rest(operation, fence, move);
      if (!(await this.world.store.mayStart(fence))) return;
      const limit = Math.min(move.limit, ACTIONS_AT_ONCE);
      const items = await this.world.store.next(operation.id, 'PENDING', 0, limit);
      if (items.length === 0) return;
      course.pacedToMs = paidUpTo(course.pacedToMs, nowMs, itemsPerSecond, items.length);
      const command = this.commandOf(operation);
      if (command === null) return this.pause(operation, fence, 'CANNOT_DECRYPT');
      counts = afterChanges(counts, await this.startAll(operation, fence, items, command));
    }
  }

  private async rest(operation: DrivenOperation, fence: DriverFence, move: Move): Promise<void> {
    const { store, log } = this.world;
    const { revision, id } = operation;
    if (move.kind === 'stop') return this.pause(operation, fence, 'TOO_MANY_FAILED');
    if (move.kind === 'finish' && (await store.advance(fence, revision, { state: 'DONE', pauseCode: null })))
      log.info('operation_done', { operation: id });
    if (move.kind === 'settle') await store.advance(fence, revision, { state: 'CANCELLED', pauseCode: null });
  }

  private async pause(
    { id, revision }: DrivenOperation,
    fence: DriverFence,
    pauseCode: 'TOO_MANY_FAILED' | 'CANNOT_DECRYPT',
  ): Promise<void> {
    const { store, log } = this.world;
    if (await store.advance(fence, revision, { state: 'PAUSED', pauseCode }))
      log.warn('operation_paused', { operation: id, why: pauseCode });
  }

  /** Null when the statement of a close cannot be opened. */
  private commandOf({ id, action, reason, statement }: DrivenOperation): OperatorCommand | null {
    if (action === 'compensate') return { kind: 'compensate', by: 'operator', message: reason };
    if (action !== 'close') return { kind: action };
    if (statement === null) return null;
    try {
      return { kind: 'close', statement: openStatement(this.world.cipher, id, statement) };
    } catch (error) {
      if (error instanceof DecryptError) return null;
      throw error;
    }
  }

  /** Writes what became of each, also where one of them met a store that does not answer. */
  private async startAll(
    operation: DrivenOperation,
    fence: DriverFence,
    items: readonly OperationItem[],
    command: OperatorCommand,
  ): Promise<ItemChange[]> {
    const started = await Promise.allSettled(items.map((item) => this.startItem(operation, item, command)));
    const changes = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const written = await this.settle(fence, changes);
    const failed = started.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return written;
  }

  /** The changes that were written: all of them, unless another process drives the operation by now. */
  private async settle(fence: DriverFence, changes: readonly ItemChange[]): Promise<ItemChange[]> {
    if (changes.length === 0) return [];
    const written = new Set(await this.world.store.settle(fence, changes));
    return changes.filter(({ position }) => written.has(position));
  }

  private async startItem(
    operation: DrivenOperation,
    item: OperationItem,
    command: OperatorCommand,
  ): Promise<ItemChange> {
    const { id, actor, reason, action } = operation;
    const requestId = `${id}-${item.position}`;
    try {
      const answer = await this.world.operators.act({
        ...{ sagaId: item.sagaId, command, action: METHODS[action], actor, requestId, reason },
        ...{ origin: null, etag: null, validateOnly: false },
      });
      const revision = answer.repeated
        ? ((await this.world.reads.adminRequest(actor, requestId))?.revision ?? answer.state.revision)
        : answer.state.revision;
      return acceptedChange(action, item, answer, revision);
    } catch (error) {
      if (isWorthAnotherTry(error)) throw error;
      return this.refusedChange(item, error);
    }
  }

  private async refusedChange(item: OperationItem, error: unknown): Promise<ItemChange> {
    const nothing = { accepted: null, fromStep: null, sagaStatus: null };
    if (!(error instanceof EngineError) || error.kind === 'bug') {
      this.world.log.error('item_failed', { saga: item.sagaId, err: error });
      return changeOf(item, { state: 'REFUSED', code: 'INTERNAL' }, nothing);
    }
    const code = error.details.refusal ?? error.code;
    const [row] = await this.world.reads.rows([item.sagaId]);
    const depends = error.code === 'ACTION_REFUSED' || error.code === 'SAGA_NOT_FOUND';
    const verdict = depends
      ? refusedItem(code, item.frozenRevision, row === undefined ? null : lookOf(row))
      : ({ state: 'REFUSED', code } as const);
    return changeOf(item, verdict, { ...nothing, sagaStatus: row?.status ?? null });
  }

  /** Looks what became of accepted items, some in every round, in turn (B4). */
  private async watch(operation: DrivenOperation, fence: DriverFence, course: Course): Promise<ItemChange[]> {
    const { store, reads } = this.world;
    if (operation.counts.ACCEPTED === 0) return [];
    const items = await store.next(operation.id, 'ACCEPTED', course.watchedTo, WATCHED_AT_ONCE);
    course.watchedTo = items.length < WATCHED_AT_ONCE ? 0 : (items.at(-1)?.position ?? 0);
    if (items.length === 0) return [];
    const rows = await reads.rows(items.map(({ sagaId }) => sagaId));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const changes = items.flatMap((item) => watchedChange(operation.action, item, byId.get(item.sagaId)));
    return this.settle(fence, changes);
  }
}

/** The store did not answer, or was busy: the item stays as it is, and the next round asks again with the same request id. */
function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof StoreError && error.kind !== 'bug' && error.kind !== 'poison';
}

function lookOf({ status, stepIndex, revision, owner }: SagaRow): SagaLook {
  return { status, stepIndex, revision, owned: owner !== null };
}

function acceptedChange(
  action: BatchAction,
  item: OperationItem,
  { opened, state, repeated }: OperatorAnswer,
  revision: number,
): ItemChange {
  const status = statusOf(state.phase);
  // What a repeat is shown may be later than the action: the step from which it began is the one that was frozen then.
  const fromStep = repeated ? (item.fromStep ?? 0) : opened.state.stepIndex;
  const seen = {
    status,
    stepIndex: state.stepIndex,
    revision: state.revision,
    owned: opened.row.owner !== null,
  };
  const verdict = effectOf({ action, revision, status, fromStep }, seen);
  return changeOf(item, verdict, { accepted: { revision, status }, fromStep, sagaStatus: status });
}

function watchedChange(action: BatchAction, item: OperationItem, row: SagaRow | undefined): ItemChange[] {
  const { accepted, fromStep, sagaStatus } = item;
  if (accepted === null) return [];
  const seen = row === undefined ? null : lookOf(row);
  const verdict = effectOf({ action, ...accepted, fromStep: fromStep ?? 0 }, seen);
  if (verdict.state === 'ACCEPTED' && seen?.status === sagaStatus) return [];
  const rest = { accepted: null, fromStep: null, sagaStatus: seen?.status ?? null };
  return [changeOf(item, verdict, rest)];
}

function changeOf(
  { position, state: from }: OperationItem,
  { state: to, code }: ItemVerdict,
  rest: Pick<ItemChange, 'accepted' | 'fromStep' | 'sagaStatus'>,
): ItemChange {
  return { position, from, to, code, ...rest };
}

function afterChanges(counts: ItemCounts, changes: readonly ItemChange[]): ItemCounts {
  const after: Record<ItemState, number> = { ...counts };
  for (const { from, to } of changes) {
    after[from] -= 1;
    after[to] += 1;
  }
  return after;
}
