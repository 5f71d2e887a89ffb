/**
 * Lists of sagas, for the clients' door and the operators': one filter language, one kind of page. What differs is which
 * fields a door offers, and in which orders.
 */
import type { ResolvedDefinition } from '#libs/saga-core';
import type { DefinitionCatalog, PayloadCipher, SagaRow } from '#libs/saga-engine';
import type { Condition } from '../filter/condition.js';
import type { FieldSet } from '../filter/fields.js';
import type { ListOrder } from '../filter/narrowing.js';
import { readFilter } from '../filter/saga-filter.js';
import { storedLabel } from '../grpc/labels.js';
import { pageOf, pageSizeOf, pageToken, readPageToken } from '../grpc/paging.js';
import type { ListPosition, ListReads } from './read-model.js';

export interface SagaListRequest {
  /** Whose list it is: a token of one is none of another. */
  readonly list: string;
  readonly fields: FieldSet;
  readonly filter: string;
  readonly order: ListOrder;
  readonly pageSize: number;
  readonly pageToken: string;
  readonly withTotal: boolean;
  /** The saga types that the caller may see; null for all. */
  readonly types: ReadonlySet<string> | null;
}

export interface ListedSaga {
  readonly row: SagaRow;
  /** Undefined where its snapshot cannot be read. */
  readonly definition: ResolvedDefinition | undefined;
}

export interface SagaPage {
  readonly sagas: readonly ListedSaga[];
  readonly nextPageToken: string;
  /** How many there are on all pages; null when nobody asked. */
  readonly total: { readonly size: number; readonly isMinimum: boolean } | null;
}

export interface SagaListsWorld {
  readonly reads: ListReads;
  readonly cipher: PayloadCipher;
  readonly catalog: DefinitionCatalog;
  /** The time of the database. */
  readonly nowMs: () => number;
}

/** What somebody sees who may see no type. */
const NOTHING: SagaPage = { sagas: [], nextPageToken: '', total: null };

/** Nobody reads more than that one by one, and counting on would take as long as reading. */
const COUNTED_AT_MOST = 10_000;

export class SagaLists {
  constructor(private readonly world: SagaListsWorld) {}

  /** @throws EngineError INVALID_ARGUMENT for the filter, the size or the token */
  async page(request: SagaListRequest): Promise<SagaPage> {
    const { list, filter, order, fields } = request;
    const { reads, cipher, catalog } = this.world;
    const condition = narrowed(this.condition(filter, fields, order), request.types);
    const limit = pageSizeOf(request.pageSize);
    if (request.types?.size === 0) return NOTHING;
    const scope = JSON.stringify([order, filter]);
    const key = readPageToken(cipher, list, scope, request.pageToken);
    const after = key === undefined ? null : positionOf(key);
    const rows = await reads.list({ condition, order, after, limit: limit + 1 });
    const { page, nextPageToken } = pageOf(rows, limit, (last) =>
      pageToken(cipher, list, scope, keyOf(last, order)),
    );
    await catalog.ensure(page.map((row) => row.definitionHash));
    return {
      sagas: page.map((row) => ({ row, definition: catalog.getForReading(row.definitionHash)?.resolved })),
      nextPageToken,
      total: request.withTotal ? await this.total(condition, order) : null,
    };
  }

  /** What a filter means now (`readFilter`); null for every saga. @throws EngineError INVALID_ARGUMENT */
  condition(filter: string, fields: FieldSet, order: ListOrder | null): Condition | null {
    const labelOf = (key: string, value: string) => this.searchedLabel(key, value);
    return readFilter(filter, fields, { nowMs: this.world.nowMs(), labelOf }, order);
  }

  private async total(condition: Condition | null, order: ListOrder) {
    const counted = await this.world.reads.count({ condition, order }, COUNTED_AT_MOST + 1);
    return { size: Math.min(counted, COUNTED_AT_MOST), isMinimum: counted > COUNTED_AT_MOST };
  }

  private searchedLabel(key: string, value: string): string {
    const { catalog, cipher } = this.world;
    const isBlind = catalog.types().some((type) => catalog.current(type)?.resolved.labels[key] === 'blind');
    return isBlind ? storedLabel(cipher, key, value) : value;
  }
}

/** What of it is of these types. Of no type there is nothing: that is not asked of the store. */
export function narrowed(condition: Condition | null, types: ReadonlySet<string> | null): Condition | null {
  if (types === null) return condition;
  const of = [...types].map((value): Condition => {
    return { kind: 'term', term: { kind: 'text', field: 'type', value }, negated: false, at: 0 };
  });
  const permitted: Condition = { kind: 'any', of, at: 0 };
  return condition === null ? permitted : { kind: 'all', of: [condition, permitted], at: 0 };
}

function keyOf({ id, finishedAtMs }: SagaRow, order: ListOrder): string {
  return order === 'last_finished' ? `${id}/${finishedAtMs}` : id;
}

function positionOf(key: string): ListPosition {
  const [sagaId = '', finishedAtMs] = key.split('/');
  return { sagaId, finishedAtMs: finishedAtMs === undefined ? null : Number(finishedAtMs) };
}
