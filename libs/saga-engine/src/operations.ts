/**
 * Batches of operators' actions as long-running operations (AIP-151): what one would do, its beginning, and what operators
 * do to it later. What it does by itself is the driver's (operation-driver.ts).
 *
 * U1 The set is frozen when the operation begins: its items are what was selected then, and nothing joins them (T10).
 * U2 Everything that was selected is an item, also what the action is not for: that one is skipped from the start, with why.
 * U3 A request id of an actor begins one operation; the same request again finds it, whatever a filter would select by now.
 * U4 The operation, its items, the approval that it waits for and the audit entry are written together, or not at all (G11).
 */
import {
  BATCH_DEFAULTS,
  canonicalJson,
  hasDrifted,
  isMarked,
  needsApproval,
  nextOperationState,
  previewCommand,
  settledOf,
  type ApprovalPolicy,
  type BatchAction,
  type BatchPace,
  type BatchRefusalCode,
  type Json,
  type OperationEvent,
  type OperatorCommand,
} from '#libs/saga-core';
import { isSameRequest, requestConflict } from './admin-request.js';
import type { DefinitionCatalog } from './catalog.js';
import { openStored } from './claimed.js';
import { EngineError } from './errors.js';
import { auditOf } from './operator-audit.js';
import type {
  BatchCounts,
  NewApproval,
  NewItem,
  OperationRecord,
  OperationStore,
  OperationWrite,
} from './operation-ports.js';
import type { AdminRequestRecord, CallOrigin, Ids, PayloadCipher, SagaReads, StoredSaga } from './ports.js';

export interface BatchSelection {
  readonly filter: string;
  /** Empty where a filter selects. */
  readonly sagaIds: readonly string[];
  /** Null where the operator named none. */
  readonly maxItems: number | null;
}

export interface BatchRequest {
  readonly action: BatchAction;
  readonly selection: BatchSelection;
  /** The saga types that the actor has rights for; null for all. A saga of another is to it as one that is not there. */
  readonly permittedTypes: ReadonlySet<string> | null;
  readonly pace: BatchPace;
  /** Eligible sagas that a preview found; null where the operator did not say. */
  readonly previewed: number | null;
  readonly actor: string;
  /** How the actor came in. */
  readonly origin: CallOrigin;
  /** Who asks, as authenticated: nothing that is a secret. */
  readonly identity: Json;
  readonly requestId: string;
  /** Kept in the clear. */
  readonly reason: string;
  /** Of a close; null for every other action. */
  readonly statement: string | null;
  readonly validateOnly: boolean;
}

export interface BatchAnswer {
  /** Null with validateOnly. */
  readonly operation: OperationRecord | null;
  readonly preview: BatchCounts;
}

/** Pause, let go on, or cancel. */
export interface OperationRequest {
  readonly operationId: string;
  readonly event: Extract<OperationEvent, 'pause' | 'resume' | 'cancel'>;
  /** The revision that the operator looked at; null for whatever state it is in. */
  readonly etag: number | null;
  readonly actor: string;
  /** How the actor came in. */
  readonly origin: CallOrigin;
  readonly requestId: string;
  readonly reason: string;
  readonly validateOnly: boolean;
}

export interface OperationsWorld {
  readonly store: OperationStore;
  readonly reads: Pick<SagaReads, 'adminRequest'>;
  readonly catalog: Pick<DefinitionCatalog, 'ensure' | 'getForReading'>;
  readonly cipher: PayloadCipher;
  readonly ids: Pick<Ids, 'sagaId'>;
  readonly nowMs: () => number;
  readonly policy: ApprovalPolicy & { readonly expiresInMs: number };
  /** At most `limit` ids of sagas that a filter finds among those of the types; null: of all. */
  readonly selectIds: (filter: string, limit: number, types: ReadonlySet<string> | null) => Promise<string[]>;
  /** An operation began or goes on. */
  readonly onMoved: () => void;
}

/** Names of the methods as the audit knows them. */
export const BATCH_METHODS: Record<BatchAction, string> = {
  replay: 'BatchReplaySagas',
  compensate: 'BatchCompensateSagas',
  pause: 'BatchPauseSagas',
  resume: 'BatchResumeSagas',
  close: 'BatchCloseSagas',
};

/** What an action comes down to; the words of the operator make no difference. */
const COMMANDS: Record<BatchAction, OperatorCommand> = {
  replay: { kind: 'replay' },
  compensate: { kind: 'compensate', by: 'operator' },
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  close: { kind: 'close', statement: null },
};

/** Histories that are read and folded at a time. */
const PLAN_CHUNK = 200;

/** In a batch nothing that completed is undone: such a saga is looked at one by one, by two persons. */
const FACTS = {
  reopenRefusal: 'A completed saga is undone one by one, with the approval of a second person.',
};

export function batchRefused(code: BatchRefusalCode, message: string): EngineError {
  return new EngineError('ACTION_REFUSED', message, { refusal: code });
}

interface Plan {
  readonly preview: BatchCounts;
  readonly items: readonly NewItem[];
  /** The definition of one that the action is for asks for a second person. */
  readonly isMarked: boolean;
  /** Of the sagas that there are. */
  readonly types: readonly string[];
}

interface Tally {
  isMarked: boolean;
  eligible: number;
  calls: number;
  readonly ineligible: Record<string, number>;
  readonly callsByParticipant: Record<string, number>;
}

export class Operations {
  constructor(private readonly world: OperationsWorld) {}

  /**
   * Begins a batch, or says what it would do.
   * @throws EngineError ACTION_REFUSED (TOO_MANY, NOTHING_SELECTED, DRIFTED), REQUEST_CONFLICT, INVALID_ARGUMENT for a filter
   *   that cannot be served; StoreError: ask again with the same request id
   */
  async begin(request: BatchRequest): Promise<BatchAnswer> {
    const { actor, requestId, validateOnly } = request;
    const bodyHmac = this.world.cipher.hmac('admin-body', bodyText(request));
    const earlier = await this.world.reads.adminRequest(actor, requestId);
    if (earlier !== null) return this.answerAgain(request, earlier, bodyHmac);
    const plan = await this.plan(request);
    const { preview } = plan;
    if (validateOnly) return { operation: null, preview };
    const begun = this.compose(request, plan, bodyHmac);
    const body = { actor, requestId, bodyHmac };
    const raced = await this.world.store.begin(begun.operation, body, begun.approval, begun.audit);
    if (raced !== null) return this.answerAgain(request, raced, bodyHmac);
    this.world.onMoved();
    const operation = await this.world.store.get(begun.operation.id);
    if (operation === null) throw new EngineError('INTERNAL', 'The operation was begun and is not there.');
    return { operation, preview };
  }

  /** @throws EngineError ACTION_REFUSED (OPERATION_STATE_FORBIDS), ETAG_MISMATCH, REQUEST_CONFLICT; null: there is none */
  async change(request: OperationRequest): Promise<OperationRecord | null> {
    const { operationId, actor, requestId, reason, event, etag, validateOnly } = request;
    const body = canonicalJson([operationId, event, reason, etag]);
    const bodyHmac = this.world.cipher.hmac('admin-body', body);
    const verdict = await this.world.store.operate(
      operationId,
      (operation, earlier) => judge(operation, earlier, request, bodyHmac),
      { actor, requestId },
    );
    if (verdict instanceof EngineError) throw verdict;
    if (verdict === 'none') return null;
    if (event === 'resume' && !validateOnly) this.world.onMoved();
    return this.world.store.get(operationId);
  }

  private async answerAgain(
    { actor, requestId }: BatchRequest,
    earlier: AdminRequestRecord,
    bodyHmac: Uint8Array,
  ): Promise<BatchAnswer> {
    const operation = await this.world.store.begunBy({ actor, requestId });
    if (operation === null || !isSameRequest(earlier, bodyHmac)) throw requestConflict(requestId, earlier);
    return { operation, preview: operation.preview };
  }

  private async plan(request: BatchRequest): Promise<Plan> {
    const { selection, previewed, permittedTypes } = request;
    const limit = selection.maxItems ?? BATCH_DEFAULTS.maxItems;
    const named = [...new Set(selection.sagaIds)];
    const found =
      named.length > 0 ? named : await this.world.selectIds(selection.filter, limit + 1, permittedTypes);
    if (found.length > limit)
      throw batchRefused('TOO_MANY', `More than ${limit} sagas are selected: narrow it, or set max_items.`);
    if (found.length === 0) throw batchRefused('NOTHING_SELECTED', 'No saga is selected.');
    const duplicates = selection.sagaIds.length - named.length;
    const plan = await this.look(request, found.toSorted(), duplicates);
    const { eligible } = plan.preview;
    if (hasDrifted(previewed ?? 0, eligible)) {
      const text = `${previewed} sagas were previewed, ${eligible} are found now: preview again.`;
      throw batchRefused('DRIFTED', text);
    }
    return plan;
  }

  /** Looks at every saga as the action itself will. */
  private async look(
    { action, permittedTypes }: BatchRequest,
    sagaIds: readonly string[],
    duplicates: number,
  ): Promise<Plan> {
    const tally: Tally = { isMarked: false, eligible: 0, calls: 0, ineligible: {}, callsByParticipant: {} };
    const items: NewItem[] = [];
    const types = new Set<string>();
    for (let at = 0; at < sagaIds.length; at += PLAN_CHUNK) {
      const chunk = sagaIds.slice(at, at + PLAN_CHUNK);
      const there = await this.world.store.candidates(chunk);
      const stored = there.filter(({ row }) => permittedTypes === null || permittedTypes.has(row.type));
      await this.world.catalog.ensure([...new Set(stored.map(({ row }) => row.definitionHash))]);
      const byId = new Map(stored.map((saga) => [saga.row.id, saga]));
      for (const { row } of stored) types.add(row.type);
      for (const sagaId of chunk) items.push(this.itemOf(action, sagaId, byId.get(sagaId), tally));
    }
    const { isMarked: marked, ...counts } = tally;
    const preview = { selected: sagaIds.length, duplicates, ...counts };
    return { preview, items, isMarked: marked, types: [...types].toSorted() };
  }

  private itemOf(action: BatchAction, sagaId: string, stored: StoredSaga | undefined, tally: Tally): NewItem {
    const code = stored === undefined ? 'SAGA_NOT_FOUND' : this.whyNot(action, stored, tally);
    if (code === null) tally.eligible += 1;
    else tally.ineligible[code] = (tally.ineligible[code] ?? 0) + 1;
    const frozen = stored === undefined ? null : stored.row;
    return { sagaId, state: code === null ? 'PENDING' : 'SKIPPED', code, frozen };
  }

  /** Code of why the action is not for this saga; null: it is, and its calls are counted. */
  private whyNot(action: BatchAction, stored: StoredSaga, tally: Tally): string | null {
    const { row, databaseNowMs } = stored;
    const snapshot = this.world.catalog.getForReading(row.definitionHash);
    if (snapshot === undefined) return 'INTERNAL';
    const opened = openStored(this.world.cipher, snapshot.resolved, stored);
    if (opened.kind !== 'opened') return opened.kind === 'broken' ? 'INTERNAL' : 'CANNOT_DECRYPT';
    const { definition, state } = opened.opened;
    const facts = { ...FACTS, owned: row.owner !== null };
    const from = { sagaId: row.id, nowMs: databaseNowMs };
    const judged = previewCommand(definition, state, COMMANDS[action], facts, from);
    if (judged.kind === 'refused') return judged.refusal.code;
    tally.isMarked ||= isMarked(definition.approvals, action, state.phase);
    for (const { participant } of judged.plan.calls) {
      tally.calls += 1;
      tally.callsByParticipant[participant] = (tally.callsByParticipant[participant] ?? 0) + 1;
    }
    return null;
  }

  private compose(
    request: BatchRequest,
    { preview, items, types, isMarked: marked }: Plan,
    bodyHmac: Uint8Array,
  ) {
    const { cipher, ids, nowMs, policy } = this.world;
    const { action, pace, previewed, actor, origin, identity, requestId, reason, statement } = request;
    const id = ids.sagaId(nowMs());
    const method = BATCH_METHODS[action];
    const target = `operations/${id}`;
    const subject = { kind: 'batch', action, items: preview.eligible, isMarked: marked } as const;
    const needs = needsApproval(policy, subject);
    const approval: NewApproval | null = needs
      ? {
          ...{ id: ids.sagaId(nowMs()), action, method, target, types },
          ...{ requestedBy: actor, identity, requestId },
          ...{ bodyHmac, sealed: null, key: null, preview: null, expiresInMs: policy.expiresInMs },
        }
      : null;
    const operation = {
      ...{ id, action, types, actor, identity, requestId, reason, pace, preview, previewed, items },
      state: needs ? ('WAITING_FOR_APPROVAL' as const) : ('RUNNING' as const),
      approvalId: approval?.id ?? null,
      statement: statement === null ? null : sealStatement(cipher, id, statement),
    };
    return {
      operation,
      approval,
      audit: auditOf({ actor, origin, requestId, reason }, method, target, 'ok'),
    };
  }
}

const STATEMENT_FIELD = 'statement';

/** An operation has no saga whose key could keep its words, so it gets one. */
function sealStatement(cipher: PayloadCipher, operationId: string, statement: string) {
  const { dataKey, wrapped } = cipher.newDataKey(operationId);
  return { key: wrapped, sealed: cipher.seal(dataKey, operationId, 0, STATEMENT_FIELD, statement) };
}

/** @throws DecryptError when its key is missing, or it was altered */
export function openStatement(
  cipher: PayloadCipher,
  operationId: string,
  { key, sealed }: NonNullable<Parameters<OperationStore['begin']>[0]['statement']>,
): string {
  const dataKey = cipher.unwrap(operationId, key);
  return String(cipher.open(dataKey, operationId, 0, STATEMENT_FIELD, sealed));
}

type Verdict = EngineError | 'done' | 'none';

const EVENT_METHODS = {
  pause: 'PauseOperation',
  resume: 'PauseOperation',
  cancel: 'CancelOperation',
} as const;

function judge(
  operation: OperationRecord | null,
  earlier: AdminRequestRecord | null,
  request: OperationRequest,
  bodyHmac: Uint8Array,
): OperationWrite<Verdict> {
  const { actor, requestId, event, etag, operationId, validateOnly } = request;
  const nothing = (result: Verdict) => ({ change: null, request: null, audit: null, result });
  if (operation === null) return nothing('none');
  if (earlier !== null) {
    return nothing(isSameRequest(earlier, bodyHmac) ? 'done' : requestConflict(requestId, earlier));
  }
  if (etag !== null && etag !== operation.revision) {
    const text = `The operation is at etag ${operation.revision}, you looked at ${etag}: look again.`;
    return nothing(new EngineError('ETAG_MISMATCH', text));
  }
  const state = nextOperationState(operation.state, event);
  if (state === null) {
    const text = `The operation is ${operation.state}; it cannot be asked to ${event}.`;
    return nothing(batchRefused('OPERATION_STATE_FORBIDS', text));
  }
  if (validateOnly) return nothing('done');
  return {
    change: {
      state,
      pauseCode: state === 'PAUSED' ? 'BY_OPERATOR' : null,
      forgiven: event === 'resume' ? settledOf(operation.counts) : null,
    },
    request: { actor, requestId, bodyHmac },
    audit: auditOf(request, EVENT_METHODS[event], `operations/${operationId}`, 'ok'),
    result: 'done',
  };
}

function bodyText({ action, selection, pace, previewed, reason, statement }: BatchRequest): string {
  const { filter, sagaIds, maxItems } = selection;
  return canonicalJson([
    ...[BATCH_METHODS[action], filter, [...sagaIds], maxItems],
    ...[{ ...pace }, previewed, reason, statement],
  ]);
}
