/**
 * The truth, in Postgres. What is written is written by one statement; a second one reads where it has to see what the
 * first committed, and looks for what is to be done go before, because most find nothing.
 *
 * P1 A write names in its `where` what it was decided on: owner, epoch and revision of a mover, the revision of an operator.
 * P2 A batch is sorted by id (starts by type and request id), so that two processes lock in the same order.
 * P3 What is read after a claim is the history up to the claim; what an operator appends meanwhile is met by the next write.
 * P4 Times are compared by the clock of the database; those of a batch come from the engine, which has them from here.
 * P5 Every error leaves as a `StoreError`; nothing is written then, except that a lost connection leaves it unknown.
 *
 * It must never retry a statement by itself: only the caller knows whether the same is still wanted.
 */
import type { SagaDefinition } from '#libs/saga-core';
import {
  SAGA_FORMAT,
  StoreError,
  type ClaimRequest,
  type EarlierStart,
  type EventRow,
  type Fitness,
  type Hold,
  type HoldDecision,
  type OperateDecision,
  type SagaStore,
  type Standing,
  type StartKey,
  type StartOutcome,
  type StartRecord,
  type StoredSaga,
  type SweepRequest,
  type TakeoverRequest,
  type Transition,
} from '#libs/saga-engine';
import type { Clock } from '#libs/platform';
import type pg from 'pg';
import {
  claimOverdue,
  claimSagas,
  selectDeadOwners,
  selectOverdue,
  selectOwned,
  selectOwnedBy,
  takeOverSagas,
} from './claim.sql.js';
import { selectEvents } from './events.sql.js';
import { flushTransitions, selectStandings, type StandingRecord } from './flush.sql.js';
import { selectHolds, toHold, type HoldRecord } from './holds.sql.js';
import { operate } from './operate.js';
import { operateHold, takeReleased } from './postgres-holds.js';
import { toEventRow, toStoredSaga, type ClaimedRecord, type EventRecord } from './saga-rows.js';
import {
  insertDefinition,
  loadSaga,
  selectDefinitions,
  selectOldestDueAge,
  selectOpenDefinitions,
  selectUnclaimable,
} from './schedule.sql.js';
import { selectRequests, startSagas, type RequestRecord } from './start.sql.js';
import type { Statement } from './statement.js';
import { onConnection, run } from './store-error.js';

/** How often a start looks again whom its request id belongs to, should the row vanish between two statements. */
const START_LOOKS = 3;

export class PostgresSagaStore implements SagaStore {
  /** @param pool made by `createStorePool` */
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Pick<Clock, 'sleep'>,
  ) {}

  async start(batch: readonly StartRecord[]): Promise<StartOutcome[]> {
    const outcomes = new Map<StartRecord, StartOutcome>();
    let open = batch.toSorted(byRequest);
    for (let look = 0; open.length > 0; look += 1) {
      if (look === START_LOOKS) throw new StoreError('retry', 'start-sagas: a request came and went');
      const rows = await run<{ saga_id: string }>(this.pool, startSagas(open));
      const taken = new Set(rows.map((row) => row.saga_id));
      for (const record of open) if (taken.has(record.sagaId)) outcomes.set(record, { kind: 'started' });
      const losers = open.filter((record) => !taken.has(record.sagaId));
      const earlier = await this.earlierStarts(losers);
      for (const [index, found] of earlier.entries())
        if (found !== null) outcomes.set(losers[index] as StartRecord, found);
      // What belongs to nobody after all may be started.
      open = losers.filter((_, index) => earlier[index] === null);
    }
    return batch.map((record) => outcomes.get(record) as StartOutcome);
  }

  async earlierStarts(keys: readonly StartKey[]): Promise<(EarlierStart | null)[]> {
    if (keys.length === 0) return [];
    const rows = await run<RequestRecord>(this.pool, selectRequests(keys));
    const byKey = new Map(rows.map((row) => [JSON.stringify([row.type, row.request_id]), row]));
    return keys.map(({ type, requestId, bodyHmac }) => {
      const row = byKey.get(JSON.stringify([type, requestId]));
      if (row === undefined) return null;
      return { kind: row.body_hmac.equals(bodyHmac) ? 'existing' : 'conflict', sagaId: row.saga_id };
    });
  }

  async flush(instanceId: string, batch: readonly Transition[]): Promise<ReadonlySet<string>> {
    if (batch.length === 0) return new Set();
    const sorted = batch.toSorted(bySaga);
    if (sorted.some(({ sagaId }, index) => sagaId === sorted[index - 1]?.sagaId))
      throw new StoreError('bug', 'flush-transitions: a saga has two transitions in one batch');
    const rows = await run<{ id: string }>(this.pool, flushTransitions(instanceId, sorted));
    return new Set(rows.map((row) => row.id));
  }

  async standing(places: readonly { sagaId: string; firstSeq: number }[]): Promise<Standing[]> {
    const rows = await run<StandingRecord>(this.pool, selectStandings(places.toSorted(bySaga)));
    return rows.map((row) => ({
      sagaId: row.id,
      epoch: row.epoch,
      revision: row.revision,
      owner: row.owner,
      epochAtFirstSeq: row.seq === null ? undefined : row.epoch_at_first_seq,
    }));
  }

  async claim(instanceId: string, batch: readonly ClaimRequest[], fitness: Fitness): Promise<StoredSaga[]> {
    if (batch.length === 0) return [];
    const known = new Map(batch.map(({ sagaId, knownRevision }) => [sagaId, knownRevision]));
    return this.claimWith(claimSagas(instanceId, batch.toSorted(bySaga), fitness), known);
  }

  /** In most sweeps nothing is overdue: that is learnt from a statement that is not planned anew. */
  async sweep(request: SweepRequest): Promise<StoredSaga[]> {
    if (!(await this.isOverdue(request.overdueMs))) return [];
    const candidates = await this.look(selectOverdue(request));
    if (candidates.length === 0) return [];
    const won = await this.claimWith(claimOverdue(request, candidates.toSorted(bySaga)));
    const place = new Map(candidates.map(({ sagaId }, index) => [sagaId, index]));
    return won.sort((left, right) => (place.get(left.row.id) ?? 0) - (place.get(right.row.id) ?? 0));
  }

  async takeover(request: TakeoverRequest): Promise<StoredSaga[]> {
    const isOwn = request.from !== 'dead';
    const candidates = isOwn ? request.from : await this.leftByTheDead(request);
    if (candidates.length === 0) return [];
    const statement = takeOverSagas(request, candidates.toSorted(bySaga), isOwn, SAGA_FORMAT);
    return (await this.claimWith(statement)).sort((left, right) => compare(left.row.id, right.row.id));
  }

  private async leftByTheDead(request: TakeoverRequest): Promise<ClaimRequest[]> {
    const dead = await run<{ id: string }>(this.pool, selectDeadOwners());
    if (dead.length === 0) return [];
    const owners = dead.map((row) => row.id);
    return this.look(selectOwnedBy(owners, request.limit, request));
  }

  private async isOverdue(overdueMs: number): Promise<boolean> {
    const rows = await run<{ age_ms: number }>(this.pool, selectOldestDueAge());
    return rows.some((row) => row.age_ms >= overdueMs);
  }

  private async look(statement: Statement): Promise<ClaimRequest[]> {
    const rows = await run<{ id: string; epoch: number }>(this.pool, statement);
    return rows.map((row) => ({ sagaId: row.id, epoch: row.epoch }));
  }

  /**
   * Claims, then reads the histories of what was won, on the same connection (P3).
   * @param known revisions up to which the claimer has the history
   */
  private claimWith(
    statement: Statement,
    known: ReadonlyMap<string, number | undefined> = new Map(),
  ): Promise<StoredSaga[]> {
    return onConnection(this.pool, async (client) => {
      const won = await run<ClaimedRecord>(client, statement);
      const unknown = won.filter(({ id, revision, kid }) => kid === null || known.get(id) !== revision);
      const histories = await historiesOf(client, unknown);
      return won.map((record) => toStoredSaga(record, histories.get(record.id) ?? []));
    });
  }

  async ownedBy(instanceId: string): Promise<ClaimRequest[]> {
    return this.look(selectOwned(instanceId));
  }

  async load(sagaId: string, afterSeq = 0): Promise<StoredSaga | null> {
    const rows = await run<ClaimedRecord & Nullable<EventRecord>>(this.pool, loadSaga(sagaId, afterSeq));
    const [first] = rows;
    if (first === undefined) return null;
    const events = rows.filter((row): row is ClaimedRecord & EventRecord => row.e_seq !== null);
    return toStoredSaga(first, events.map(toEventRow));
  }

  operate<T>(
    sagaId: string,
    decide: OperateDecision<T>,
    request?: { readonly actor: string; readonly requestId: string },
  ): Promise<T> {
    return operate(this.pool, this.clock, sagaId, decide, request);
  }

  operateHold<T>(
    participant: string,
    decide: HoldDecision<T>,
    request: { readonly actor: string; readonly requestId: string },
  ): Promise<T> {
    return operateHold(this.pool, this.clock, participant, decide, request);
  }

  takeReleased(limit: number, passOver: ReadonlySet<string>): Promise<string[]> {
    return takeReleased(this.pool, limit, passOver);
  }

  async unclaimable(fitness: Fitness, overdueMs: number, limit: number): Promise<string[]> {
    if (!(await this.isOverdue(overdueMs))) return [];
    const rows = await run<{ id: string }>(this.pool, selectUnclaimable(fitness, overdueMs, limit));
    return rows.map((row) => row.id);
  }

  async heldParticipants(): Promise<Hold[]> {
    return (await run<HoldRecord>(this.pool, selectHolds())).map(toHold);
  }

  async oldestDueAgeMs(): Promise<number> {
    const rows = await run<{ age_ms: number }>(this.pool, selectOldestDueAge());
    return rows[0]?.age_ms ?? 0;
  }

  async saveDefinition(hash: string, definition: SagaDefinition): Promise<void> {
    await run(this.pool, insertDefinition(hash, definition.type, JSON.stringify(definition)));
  }

  async loadDefinitions(hashes: readonly string[]): Promise<Map<string, SagaDefinition>> {
    const rows = await run<{ hash: string; document: SagaDefinition }>(this.pool, selectDefinitions(hashes));
    return new Map(rows.map((row) => [row.hash, row.document]));
  }

  async openDefinitions(): Promise<string[]> {
    return (await run<{ hash: string }>(this.pool, selectOpenDefinitions())).map((row) => row.hash);
  }
}

async function historiesOf(
  client: pg.PoolClient,
  records: readonly ClaimedRecord[],
): Promise<Map<string, EventRow[]>> {
  const histories = new Map<string, EventRow[]>(records.map(({ id }) => [id, []]));
  if (records.length === 0) return histories;
  const revisions = new Map(records.map(({ id, revision }) => [id, revision]));
  const statement = selectEvents([...revisions.keys()]);
  for (const row of await run<EventRecord & { saga_id: string }>(client, statement)) {
    if (row.e_seq <= (revisions.get(row.saga_id) ?? 0)) histories.get(row.saga_id)?.push(toEventRow(row));
  }
  return histories;
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function bySaga(left: { sagaId: string }, right: { sagaId: string }): number {
  return compare(left.sagaId, right.sagaId);
}

function byRequest(left: StartRecord, right: StartRecord): number {
  return compare(left.type, right.type) || compare(left.requestId, right.requestId);
}
