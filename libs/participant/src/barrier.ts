/**
 * The barrier: makes every call of a saga take effect at most once, and orders an action against its compensation.
 *
 * Owns the table `barrier`. A row of a key is proof that the call took effect; an action's row that was written by the
 * compensation is proof that the action never did and never will.
 *
 * B1 The row and the effect are one transaction: both or neither (G2).
 * B2 The row is inserted first. A second transaction of the same key waits at that insert until the first has ended, so
 *    the business of one key never runs twice at a time, and action and compensation see each other settled.
 * B3 What is met on insert is read by a new statement, which sees what was committed meanwhile (read committed). Under a
 *    stricter level the insert fails instead, which the caller hears as ABORTED.
 * B4 A compensation takes its own row and then the action's. Where the latter takes, there was no effect to undo, and a
 *    late action finds the row and is refused (G5). A seal takes only the action's row.
 * B5 A duplicate gets the stored reply, byte for byte what the first call was answered.
 * B6 Refusals and errors roll back and store nothing, so that the same key may succeed later.
 * B7 The reply is stored by the last statement before the commit: business code that swallowed an error of the database
 *    has left the transaction aborted, and this statement then fails instead of a commit that silently rolls back.
 *
 * It must never: look at the saga's epoch (fencing is the orchestrator's affair), call anybody while its transaction is
 * open, or hold a key in memory: another process of the same service is as good a place for the next call.
 */
import type { DataSource, EntityManager } from 'typeorm';
import {
  readBothRows,
  readRow,
  purgeRows,
  storeReply,
  takeRow,
  type BarrierRow,
  type Statement,
} from './barrier.sql.js';
import { actionKeyOf, type CallDirection, type CallKey } from './call-key.js';
import { actionAfterCompensation, failureOf, rowVanished } from './failures.js';
import { inTransaction } from './transaction.js';

/** How the reply of a method becomes bytes and comes back. */
export interface ReplyCodec<Reply> {
  encode(reply: Reply): Uint8Array;
  decode(bytes: Uint8Array): Reply;
}

/** What a compensation needs to know about its method and about the action that it undoes. */
export interface UndoCodecs<Reply, ActionReply> {
  reply: ReplyCodec<Reply>;
  actionReply: ReplyCodec<ActionReply>;
  /** The answer when the action never took effect. */
  nothingToUndo: Reply;
}

/** What stands recorded for an action before it is tried. */
export type Peek<Reply> = { state: 'none' } | { state: 'applied'; reply: Reply };

/** What stands recorded for any key. */
export type CallRecord =
  { status: 'none' } | { status: 'applied'; reply: Uint8Array } | { status: 'compensated' };

/** How a seal ended. */
export type Seal = { outcome: 'sealed' } | { outcome: 'applied'; reply: Uint8Array };

/** Rows deleted by one statement of the purge: short enough to leave the locks of nobody waiting. */
const PURGE_BATCH = 5_000;

export class Barrier {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Applies an action once. `effect` works on the transaction's manager and returns the reply.
   * A duplicate returns the stored reply without running `effect`.
   * Throws FAILED_PRECONDITION `ACTION_AFTER_COMPENSATION`, what `effect` threw, or what failures.ts makes of the database.
   */
  async action<Reply>(
    key: CallKey,
    codec: ReplyCodec<Reply>,
    effect: (manager: EntityManager) => Promise<Reply>,
  ): Promise<Reply> {
    assertDirection(key, 'action');
    return inTransaction(this.dataSource, async (manager) => {
      if (!(await take(manager, key, 'action'))) {
        return codec.decode(ownReply(await mustRead(manager, key)));
      }
      return this.applied(manager, key, codec, await effect(manager));
    });
  }

  /**
   * Undoes what the action of the same key did, once. `undo` gets the action's stored reply and returns the reply; it is
   * not called when the action never took effect: then `nothingToUndo` is the reply, and the action is closed (B4).
   * Errors as for `action`; a refusal of `undo` leaves everything as it was.
   */
  async compensation<Reply, ActionReply>(
    key: CallKey,
    codecs: UndoCodecs<Reply, ActionReply>,
    undo: (manager: EntityManager, done: { actionReply: ActionReply }) => Promise<Reply>,
  ): Promise<Reply> {
    assertDirection(key, 'compensation');
    const actionKey = actionKeyOf(key);
    return inTransaction(this.dataSource, async (manager) => {
      if (!(await take(manager, key, 'compensation'))) {
        return codecs.reply.decode(ownReply(await mustRead(manager, key)));
      }
      const closed = await take(manager, actionKey, 'compensation');
      const action = closed ? undefined : await mustRead(manager, actionKey);
      const undone =
        action?.reply == null
          ? codecs.nothingToUndo
          : await undo(manager, { actionReply: codecs.actionReply.decode(action.reply) });
      return this.applied(manager, key, codecs.reply, undone);
    });
  }

  /**
   * What stands recorded for an action, to be asked before long work: a reply that is already there, or a refusal
   * (ACTION_AFTER_COMPENSATION). `none` promises nothing: the transaction of `action` decides.
   */
  async peek<Reply>(key: CallKey, codec: ReplyCodec<Reply>): Promise<Peek<Reply>> {
    assertDirection(key, 'action');
    const row = await this.read(key);
    return row === undefined ? { state: 'none' } : { state: 'applied', reply: codec.decode(ownReply(row)) };
  }

  /** What stands recorded for a key, without changing or waiting for anything. */
  async status(key: CallKey): Promise<CallRecord> {
    const rows = await this.query(readBothRows(key));
    const own = rows.find((row) => row.direction === key.direction);
    if (own === undefined) return { status: 'none' };
    const undone = key.direction === 'action' && rows.some((row) => row.direction === 'compensation');
    return own.reply === null || undone ? { status: 'compensated' } : { status: 'applied', reply: own.reply };
  }

  /**
   * Settles an action: if it took effect its reply is returned, even when it was undone since; if not, its key is closed
   * for good. Waits for a transaction that is applying it.
   */
  async seal(key: CallKey): Promise<Seal> {
    assertDirection(key, 'action');
    return inTransaction(this.dataSource, async (manager): Promise<Seal> => {
      if (await take(manager, key, 'compensation')) return { outcome: 'sealed' };
      const { reply } = await mustRead(manager, key);
      return reply === null ? { outcome: 'sealed' } : { outcome: 'applied', reply };
    });
  }

  /**
   * Forgets calls older than this many days (400 by default) and returns how many rows went. After that, a call of such a key
   * would take effect again; no saga lives nearly as long.
   */
  async purge(olderThanDays = 400): Promise<number> {
    let gone = 0;
    for (;;) {
      const { text, values } = purgeRows(olderThanDays, PURGE_BATCH);
      const [row] = await this.dataSource.query<{ count: number }[]>(text, values);
      gone += row?.count ?? 0;
      if ((row?.count ?? 0) < PURGE_BATCH) return gone;
    }
  }

  /** B7: nothing may follow between this and the commit. */
  private async applied<Reply>(
    manager: EntityManager,
    key: CallKey,
    codec: ReplyCodec<Reply>,
    reply: Reply,
  ): Promise<Reply> {
    const { text, values } = storeReply(key, codec.encode(reply));
    await manager.query(text, values);
    return reply;
  }

  private async read(key: CallKey): Promise<BarrierRow | undefined> {
    const [row] = await this.query(readRow(key));
    return row;
  }

  private async query({ text, values }: Statement): Promise<BarrierRow[]> {
    try {
      return await this.dataSource.query<BarrierRow[]>(text, values);
    } catch (error) {
      throw failureOf(error, 'before-commit');
    }
  }
}

/** What a row of a call's own that its transaction took holds until the reply is known; never seen by others. */
const REPLY_TO_COME = new Uint8Array();

/** True when the transaction now has the row; false when somebody else's is there, committed. */
async function take(manager: EntityManager, key: CallKey, writtenBy: CallDirection): Promise<boolean> {
  const { text, values } = takeRow(key, writtenBy, writtenBy === key.direction ? REPLY_TO_COME : null);
  const rows = await manager.query<unknown[]>(text, values);
  return rows.length === 1;
}

async function mustRead(manager: EntityManager, key: CallKey): Promise<BarrierRow> {
  const { text, values } = readRow(key);
  const [row] = await manager.query<BarrierRow[]>(text, values);
  if (row === undefined) throw rowVanished();
  return row;
}

/** The reply of a row that its own call wrote; without one the action was closed before it came. */
function ownReply(row: BarrierRow): Buffer {
  if (row.reply === null) throw actionAfterCompensation();
  return row.reply;
}

function assertDirection(key: CallKey, direction: CallDirection): void {
  if (key.direction !== direction)
    throw new TypeError(`the barrier was given the key of the ${key.direction} as ${direction}`);
}
