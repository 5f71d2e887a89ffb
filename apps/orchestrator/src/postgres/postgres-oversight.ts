import type { Direction } from '#libs/saga-core';
import { EngineError, type Hold, type SagaRow, type WrappedKey } from '#libs/saga-engine';
import { sqlStateOf } from '#libs/platform';
import type pg from 'pg';
import type {
  BlockedSagas,
  CauseGroupQuery,
  CauseGroupRow,
  EventLine,
  ListQuery,
  OversightReads,
  StoredDefinition,
  StuckPlace,
  StuckSagas,
} from '../lists/read-model.js';
import { shownKindOf } from './event-kinds.js';
import { toHold, type HoldRecord } from './holds.sql.js';
import { countSagas, listSagas, selectStuckPlaces, type StuckPlaceRecord } from './lists.sql.js';
import {
  selectBlockedSagas,
  selectCauseGroups,
  selectDefinitionUse,
  selectEventLines,
  selectEveryHold,
  selectKeys,
  selectPayloads,
  selectStuckSagas,
  type BlockedRecord,
  type CauseGroupRecord,
  type DefinitionRecord,
  type EventLineRecord,
  type KeyRecord,
  type SealedPayloadRecord,
  type StuckRecord,
} from './oversight.sql.js';
import { toSagaRow, type SagaRecord } from './saga-rows.js';
import type { Statement } from './statement.js';
import { run } from './store-error.js';

/** Of a statement that its time limit ended. */
const QUERY_CANCELED = '57014';

/** The lists, on connections of their own: a list that takes long holds up other lists only. */
export class PostgresOversight implements OversightReads {
  /** @param pool made by `createListPool` */
  constructor(private readonly pool: pg.Pool) {}

  async list(query: ListQuery): Promise<SagaRow[]> {
    return (await this.filtered<SagaRecord>(listSagas(query))).map(toSagaRow);
  }

  async count(query: Pick<ListQuery, 'condition' | 'order'>, upTo: number): Promise<number> {
    const [row] = await this.filtered<{ sagas: number }>(countSagas(query, upTo));
    return row?.sagas ?? 0;
  }

  async stuckPlaces(sagaIds: readonly string[]): Promise<StuckPlace[]> {
    if (sagaIds.length === 0) return [];
    const rows = await run<StuckPlaceRecord>(this.pool, selectStuckPlaces(sagaIds));
    return rows.map(({ id: sagaId, step, branch }) => ({ sagaId, step, branch }));
  }

  async causeGroups(query: CauseGroupQuery): Promise<CauseGroupRow[]> {
    return (await this.filtered<CauseGroupRecord>(selectCauseGroups(query))).map(toGroup);
  }

  async definitions(): Promise<StoredDefinition[]> {
    const rows = await run<DefinitionRecord>(this.pool, selectDefinitionUse());
    return rows.map(({ hash, type, saved_at_ms: savedAtMs, open_sagas: openSagas }) => ({
      ...{ hash, type, savedAtMs, openSagas },
    }));
  }

  async blockedSagas(types: readonly string[] | null): Promise<BlockedSagas[]> {
    const rows = await run<BlockedRecord>(this.pool, selectBlockedSagas(types));
    return rows.map(({ participant, sagas, oldest_at_ms: oldestAtMs }) => ({
      participant,
      sagas,
      oldestAtMs,
    }));
  }

  async stuckSagas(types: readonly string[] | null): Promise<StuckSagas[]> {
    const rows = await run<StuckRecord>(this.pool, selectStuckSagas(types));
    return rows.map(({ definition_hash: definitionHash, direction, ...rest }) => ({
      ...rest,
      definitionHash,
      direction: directionOf(direction),
    }));
  }

  async holds(): Promise<Hold[]> {
    return (await run<HoldRecord>(this.pool, selectEveryHold())).map(toHold);
  }

  async events(sagaId: string, afterSeq: number, limit: number): Promise<EventLine[]> {
    const rows = await run<EventLineRecord>(this.pool, selectEventLines(sagaId, afterSeq, limit));
    return rows.map(({ kind, at_ms: atMs, payload_bytes: payloadBytes, ...rest }) => ({
      ...rest,
      kind: shownKindOf(kind),
      atMs,
      payloadBytes,
    }));
  }

  async payloads(sagaId: string, fromSeq: number, toSeq: number): Promise<ReadonlyMap<number, Uint8Array>> {
    const rows = await run<SealedPayloadRecord>(this.pool, selectPayloads(sagaId, fromSeq, toSeq));
    return new Map(rows.map(({ seq, payload }) => [seq, payload]));
  }

  async keys(sagaIds: readonly string[]): Promise<ReadonlyMap<string, WrappedKey>> {
    if (sagaIds.length === 0) return new Map();
    const rows = await run<KeyRecord>(this.pool, selectKeys(sagaIds));
    return new Map(rows.map(({ saga_id: sagaId, kid, wrapped }) => [sagaId, { kid, wrapped }]));
  }

  /** What is asked for by a filter may be more than can be answered in time; that is for who asks to mend. */
  private async filtered<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]> {
    try {
      return await run<Row>(this.pool, statement);
    } catch (error) {
      if (sqlStateOf(error) !== QUERY_CANCELED) throw error;
      const description = 'finds too much to answer in time; narrow it by `create_time >= "…"`';
      throw new EngineError('INVALID_ARGUMENT', `The filter cannot be served: it ${description}.`, {
        violations: [{ field: 'filter', description }],
        cause: error,
      });
    }
  }
}

function directionOf(text: string | null): Direction | null {
  return text === 'forward' || text === 'backward' ? text : null;
}

function toGroup(record: CauseGroupRecord): CauseGroupRow {
  const { cause, type, step, branch, sagas } = record;
  const names = record.field_lists.flat().filter((name) => typeof name === 'string');
  return {
    ...{ cause, type, step, branch, sagas },
    key: record.group_key,
    stuckClass: record.stuck_class,
    errorCode: record.error_code,
    errorReason: record.error_reason,
    firstAtMs: record.first_at_ms,
    lastAtMs: record.last_at_ms,
    sampleSagaIds: record.sample_ids,
    definitionHash: record.definition_hash,
    direction: directionOf(record.direction),
    fields: [...new Set(names)],
  };
}
