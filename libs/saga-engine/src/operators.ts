/**
 * Operator commands: one transaction each, with workers dead and Redis down (G11).
 *
 * O1 What is decided is decided on the row that is locked, and written with its audit entry, or not at all.
 * O2 A request id of an actor has one effect; the same request again finds its answer.
 * O3 A refused attempt of a known actor leaves an audit entry too.
 * O4 What the system does by itself needs no secrets, so a saga whose secrets cannot be opened is helped like any other.
 * O5 To close a stuck saga needs no secrets either: what cannot be opened any more must not stay open for ever. Without a key
 *    the words of the operator are not kept, and the audit says so.
 */
import {
  canonicalJson,
  isEnded,
  operate,
  statusOf,
  type ClearError,
  type Json,
  type OperatorCommand,
  type OperatorDecision,
  type SagaState,
} from '#libs/saga-core';
import { isSameRequest, requestConflict } from './admin-request.js';
import type { DefinitionCatalog } from './catalog.js';
import { giveUpUnfolded, openStored, type Opened, type OpenResult } from './claimed.js';
import { columnsOf, storedBytes, toRow } from './codec.js';
import { EngineError } from './errors.js';
import { LIMITS } from './limits.js';
import { allowedRecord, deniedRecord, keyedOf, type Keyed, type OperatorCall } from './operator-audit.js';
import {
  ParticipantHolds,
  type HoldAnswer,
  type HoldRequest,
  type ParticipantHoldsWorld,
  type ReleaseRequest,
} from './participant-holds.js';
import type {
  AdminRequestRecord,
  OperatorWrite,
  PayloadCipher,
  SagaRow,
  SagaStore,
  StatusSnapshot,
  StoredSaga,
} from './ports.js';

export interface OperatorRequest extends OperatorCall {
  readonly command: OperatorCommand;
  /** The revision that the operator looked at; null where the action does not need one. */
  readonly etag: number | null;
  /** Says what would happen and writes nothing. */
  readonly validateOnly: boolean;
  /** A second person has approved it; a completed saga is reopened only then. */
  readonly approved?: boolean;
}

export interface OperatorAnswer {
  /** The saga as it was before. */
  readonly opened: Seen;
  readonly state: SagaState;
  /** The request id was known: nothing was done again. */
  readonly repeated: boolean;
}

export interface OperatorsWorld extends Pick<ParticipantHoldsWorld, 'onHoldsChanged'> {
  readonly store: Pick<SagaStore, 'operate' | 'operateHold'>;
  readonly cipher: PayloadCipher;
  readonly catalog: DefinitionCatalog;
  readonly onChanged: (snapshot: StatusSnapshot, wake: { epoch: number } | null) => void;
}

/** Participants keep their barrier rows this long; later a compensation could not be told from a null one. */
const BARRIER_RETENTION_MS = 400 * 86_400_000;

/** Of a definition that cannot be run so many mistakes are named in the history of a saga; the log has them all. */
const NAMED_MISTAKES = 16;

type Verdict =
  | { readonly kind: 'done'; readonly answer: OperatorAnswer; readonly wake: { epoch: number } | null }
  | { readonly kind: 'denied'; readonly error: EngineError };

/** Commands that store what may be large; the others must be possible to a saga that is full, too. */
const BRINGS_PAYLOAD: ReadonlySet<string> = new Set(['rewind', 'edit_input', 'skip', 'record_outcome']);

const NOTHING = { change: null, request: null, audit: null } as const;

export class Operators {
  private readonly holds: ParticipantHolds;

  constructor(private readonly world: OperatorsWorld) {
    this.holds = new ParticipantHolds(world);
  }

  /**
   * Does what an operator asks.
   * @throws EngineError SAGA_NOT_FOUND, ETAG_MISMATCH (with the revision that stands), ACTION_REFUSED (with its refusal code),
   *   REQUEST_CONFLICT, LIMIT_EXCEEDED, CANNOT_DECRYPT; StoreError when the store does not answer: ask again with the same
   *   request id
   */
  async act(request: OperatorRequest): Promise<OperatorAnswer> {
    const bodyHmac = this.world.cipher.hmac('admin-body', bodyText(request));
    const verdict = await this.world.store.operate(
      request.sagaId,
      (stored, earlier) => this.judge(stored, earlier, request, bodyHmac),
      request,
    );
    if (verdict.kind === 'denied') throw verdict.error;
    const { answer, wake } = verdict;
    const isNew = !request.validateOnly && !answer.repeated;
    if (isNew) this.world.onChanged(snapshotOf(answer.opened, answer.state), wake);
    return answer;
  }

  /** Audits a request that changes nothing of the saga itself, for what is done beside it. Repeats are harmless. */
  async note(request: Omit<OperatorRequest, 'command'>): Promise<void> {
    const bodyHmac = this.world.cipher.hmac('admin-body', bodyText({ ...request, command: null }));
    const { sagaId, actor, requestId } = request;
    const noted = async (stored: StoredSaga | null, earlier: AdminRequestRecord | null) => {
      if (stored === null) throw new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`);
      if (earlier !== null) {
        if (!isSameRequest(earlier, bodyHmac)) throw requestConflict(requestId, earlier);
        return { ...NOTHING, result: undefined };
      }
      const opened = openedOf(await this.tryToOpen(stored), stored);
      const { revision } = stored.row;
      return {
        change: null,
        request: { actor, requestId, bodyHmac, revision },
        audit: allowedRecord(this.world.cipher, request, opened, revision),
        result: undefined,
      };
    };
    await this.world.store.operate(sagaId, noted, request);
  }

  /**
   * No call goes to the participant from now on; what is in flight ends, and sagas that need it rest.
   * @throws EngineError ACTION_REFUSED (ALREADY_HELD), REQUEST_CONFLICT; StoreError: ask again with the same request id
   */
  holdParticipant(request: HoldRequest): Promise<HoldAnswer> {
    return this.holds.act(request, { kind: 'hold' });
  }

  /**
   * Ends a hold: what rests on it wakes at the given rate. Of a participant that is released already, it changes the rate.
   * @throws EngineError ACTION_REFUSED (NOT_HELD), REQUEST_CONFLICT; StoreError: ask again with the same request id
   */
  releaseParticipant(request: ReleaseRequest): Promise<HoldAnswer> {
    return this.holds.act(request, { kind: 'release', rate: request.rate });
  }

  /** The participant that a saga waits for is not held any more. Whether it waits no longer by this. */
  async unblock(sagaId: string): Promise<boolean> {
    return this.actAsSystem(sagaId, { kind: 'unblock' });
  }

  /**
   * Nobody can run the saga: its history names the methods, or whatever else is missing here (G10).
   * @param overdueMs so long it must have been due, seen once more with its row locked: somebody may have run it meanwhile
   */
  async giveUpMissing(sagaId: string, overdueMs: number): Promise<void> {
    const isOverdue = ({ row, databaseNowMs }: StoredSaga) =>
      row.dueAtMs !== null && row.dueAtMs <= databaseNowMs - overdueMs;
    await this.actAsSystem(sagaId, { kind: 'give_up', class: 'definition_missing' }, isOverdue);
  }

  /** What an action needs to see of a saga (O5). @throws EngineError CANNOT_DECRYPT, INTERNAL */
  private async see(stored: StoredSaga, command: OperatorCommand): Promise<Seen> {
    const result = await this.tryToOpen(stored);
    return result?.kind === 'cannot_decrypt' && command.kind === 'close'
      ? this.unopened(result, stored)
      : openedOf(result, stored);
  }

  private unopened({ definition, state }: Unopened, stored: StoredSaga): Seen {
    return { definition, state, ...keyedOf(this.world.cipher, stored) };
  }

  /** Null when its definition is not known. */
  private async tryToOpen(stored: StoredSaga): Promise<OpenResult | null> {
    const { catalog, cipher } = this.world;
    const { definitionHash } = stored.row;
    await catalog.ensure([definitionHash]);
    const snapshot = catalog.getForReading(definitionHash);
    return snapshot === undefined ? null : openStored(cipher, snapshot.resolved, stored);
  }

  private decide(
    { row, databaseNowMs, key }: StoredSaga,
    seen: Seen,
    command: OperatorCommand,
    approved = false,
  ) {
    const facts = {
      owned: row.owner !== null,
      reopenRefusal: reopenRefusal(row, key !== null, databaseNowMs, approved),
    };
    const moment = { sagaId: row.id, nowMs: databaseNowMs };
    const kept = command.kind === 'close' && seen.key === null ? { ...command, statement: null } : command;
    return operate(seen.definition, seen.state, kept, facts, moment);
  }

  private async judge(
    stored: StoredSaga | null,
    earlier: AdminRequestRecord | null,
    request: OperatorRequest,
    bodyHmac: Uint8Array,
  ): Promise<OperatorWrite<Verdict>> {
    const { sagaId, etag, command, actor, requestId } = request;
    if (earlier !== null && !isSameRequest(earlier, bodyHmac))
      return this.deny(request, stored, requestConflict(requestId, earlier));
    if (stored === null) {
      return this.deny(request, null, new EngineError('SAGA_NOT_FOUND', `There is no saga ${sagaId}.`));
    }
    let opened: Seen;
    try {
      opened = await this.see(stored, command);
    } catch (error) {
      if (error instanceof EngineError) return this.deny(request, stored, error);
      throw error;
    }
    if (earlier !== null) return { ...NOTHING, result: done(opened, opened.state, true, null) };
    const { revision, owner, epoch } = stored.row;
    if (etag !== null && etag !== revision) {
      const text = `Saga ${sagaId} is at revision ${revision}, you looked at ${etag}: look again.`;
      return this.deny(request, stored, new EngineError('ETAG_MISMATCH', text, { sagaId, revision }));
    }
    const decision = this.decide(stored, opened, command, request.approved);
    if (decision.kind === 'refused') {
      const { code, message } = decision.refusal;
      return this.deny(
        request,
        stored,
        new EngineError('ACTION_REFUSED', message, { sagaId, refusal: code }),
      );
    }
    const change = this.changeOf(opened, decision);
    if (
      BRINGS_PAYLOAD.has(command.kind) &&
      storedBytes([...stored.events, ...change.events]) > LIMITS.storedBytes
    ) {
      const text = `Saga ${sagaId} would keep more than ${LIMITS.storedBytes} bytes.`;
      return this.deny(request, stored, new EngineError('LIMIT_EXCEEDED', text, { sagaId }));
    }
    const wake = decision.due === 'now' && owner === null ? { epoch } : null;
    const result = done(opened, decision.state, false, wake);
    if (request.validateOnly) return { ...NOTHING, result };
    return {
      change,
      request: { actor, requestId, bodyHmac, revision: decision.state.revision },
      audit: allowedRecord(this.world.cipher, request, opened, decision.state.revision),
      result,
    };
  }

  private changeOf({ definition, row, key }: Seen, decision: Accepted) {
    const { cipher } = this.world;
    return {
      columns: columnsOf(cipher, definition, decision.state),
      events: decision.events.map((event) => toRow(cipher, key, row.id, event)),
      due: decision.due,
    };
  }

  private deny(
    request: OperatorRequest,
    stored: StoredSaga | null,
    error: EngineError,
  ): OperatorWrite<Verdict> {
    const result = { kind: 'denied', error } as const;
    // A client of the clients' door is nobody in particular: it must not be able to fill the audit (G11).
    const isAnonymous = request.command.kind === 'compensate' && request.command.by === 'client';
    if (request.validateOnly || isAnonymous) return { ...NOTHING, result };
    const audit = deniedRecord(this.world.cipher, request, stored, error.details.refusal ?? error.code);
    return { ...NOTHING, audit, result };
  }

  private async actAsSystem(
    sagaId: string,
    command: SystemCommand,
    holds: (stored: StoredSaga) => boolean = () => true,
  ): Promise<boolean> {
    const changed = await this.world.store.operate(sagaId, async (stored) => {
      const nothing = { ...NOTHING, result: null };
      if (stored === null || !holds(stored)) return nothing;
      const change = await this.changeBySystem(stored, command);
      if (change === null) return nothing;
      const { row } = stored;
      const { status, stepIndex, revision } = change.columns;
      const snapshot = { sagaId, type: row.type, status, stepIndex, revision, ended: false };
      const wake = change.due === 'now' && row.owner === null ? { epoch: row.epoch } : null;
      return { ...nothing, change, result: { snapshot, wake } };
    });
    if (changed !== null) this.world.onChanged(changed.snapshot, changed.wake);
    return changed !== null;
  }

  /** Null when there is nothing to do (any more). A saga that cannot be folded here can still be given up. */
  private async changeBySystem(stored: StoredSaga, command: SystemCommand) {
    const { row, databaseNowMs } = stored;
    const result = await this.tryToOpen(stored);
    const told = command.kind === 'give_up' ? { ...command, error: this.whyUnfit(row) } : command;
    if (result === null || result.kind === 'broken') {
      const { cipher } = this.world;
      const at = { epoch: null, atMs: databaseNowMs };
      const given =
        told.kind === 'give_up' && row.owner === null ? giveUpUnfolded(cipher, row, told, at) : null;
      return given === null ? null : { ...given, due: 'rest' as const };
    }
    const seen = result.kind === 'opened' ? result.opened : this.unopened(result, stored);
    const decision = this.decide(stored, seen, told);
    return decision.kind === 'refused' ? null : this.changeOf(seen, decision);
  }

  private whyUnfit(row: SagaRow): ClearError | undefined {
    const fields = this.world.catalog.whyUnfit(row).slice(0, NAMED_MISTAKES);
    return fields.length === 0 ? undefined : { code: 'UNIMPLEMENTED', reason: 'DEFINITION_UNFIT', fields };
  }
}

/** A saga as an action sees it: where its data do not open, folded without secrets, which is enough for what needs none. */
export interface Seen extends Keyed, Pick<Opened, 'definition' | 'state'> {}

type Unopened = Extract<OpenResult, { kind: 'cannot_decrypt' }>;
type Accepted = Extract<OperatorDecision, { kind: 'accepted' }>;
type SystemCommand = Extract<OperatorCommand, { kind: 'unblock' | 'give_up' }>;

function openedOf(result: OpenResult | null, { row }: StoredSaga): Opened {
  if (result?.kind === 'opened') return result.opened;
  const at = { sagaId: row.id };
  if (result === null)
    throw new EngineError('INTERNAL', `The definition of saga ${row.id} is not in the store.`, at);
  if (result.kind === 'broken') {
    const text = `The history of saga ${row.id} cannot be folded.`;
    throw new EngineError('INTERNAL', text, { ...at, cause: result.error });
  }
  const text = `The data of saga ${row.id} cannot be decrypted: its key is missing, or the data was altered.`;
  throw new EngineError('CANNOT_DECRYPT', text, at);
}

function done(opened: Seen, state: SagaState, repeated: boolean, wake: { epoch: number } | null): Verdict {
  return { kind: 'done', answer: { opened, state, repeated }, wake };
}

/** Why a completed saga cannot be undone; null when it can. The guards ask for it (`OperatorFacts`). */
export function reopenRefusal(
  row: Pick<SagaRow, 'finishedAtMs'>,
  hasKey: boolean,
  databaseNowMs: number,
  approved: boolean,
): string | null {
  if (!hasKey) return 'The data key of the saga was shredded, so its compensations cannot be rendered.';
  if (row.finishedAtMs !== null && databaseNowMs - row.finishedAtMs > BARRIER_RETENTION_MS) {
    return 'The saga is older than what its participants remember.';
  }
  return approved ? null : 'Undoing a completed saga needs the approval of a second person.';
}

type RequestBody = Omit<OperatorRequest, 'command'> & { readonly command: OperatorCommand | null };

function bodyText({ sagaId, command, action, reason, etag }: RequestBody): string {
  return canonicalJson([sagaId, action, command as unknown as Json, reason, etag]);
}

export function snapshotOf({ row }: Pick<Opened, 'row'>, state: SagaState): StatusSnapshot {
  const { stepIndex, revision } = state;
  const status = statusOf(state.phase);
  return { sagaId: row.id, type: row.type, status, stepIndex, revision, ended: isEnded(state.phase) };
}
