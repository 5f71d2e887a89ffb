/**
 * The table of effects, one row per key of an action, as it is reconciled afterwards.
 *
 * 1. Behind the barrier a second making of one key is counted in `made`, not refused: what a broken barrier lets through is
 *    to be seen, and not to be hidden by a unique key.
 * 2. Without the barrier the unique key is all there is: a repeat finds the row, and what has no row leaves no trace. So an
 *    undo that found nothing is forgotten, and an action that comes after it makes an effect that stays.
 */
import { status as GrpcStatus } from '@grpc/grpc-js';
import { formatCallKey, inTransaction, notFound, type CallContext, type CallKey } from '#libs/participant';
import { grpcError } from '#libs/platform';
import type { DataSource, EntityManager } from 'typeorm';

/** Behind the barrier. */
export type Guarded = 'stock' | 'look' | 'left' | 'bank' | 'mail';

/** Makes an effect in the transaction of its call; returns its id. */
export async function makeEffect(
  { manager, key, callKey }: CallContext,
  keeper: Guarded,
  about: string,
): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    `insert into effect as e (call_key, keeper, saga_id, about) values ($1, $2, $3, $4)
     on conflict (call_key) do update set made = e.made + 1 returning id`,
    [callKey, keeper, key.sagaId, about],
  );
  return row?.id ?? '';
}

/** Undoes the effect of a call, in the transaction of its compensation. */
export async function undoEffect({ manager, callKey }: CallContext): Promise<void> {
  await manager.query('update effect set undone_at = now() where call_key = $1', [callKey]);
}

/** The item of a reservation. @throws NOT_FOUND */
export async function itemOfReservation(manager: EntityManager, id: string): Promise<string> {
  const found = await manager.query<{ item: string }[]>(
    `select about as item from effect where id = $1 and keeper = 'stock'`,
    [id],
  );
  return itemIn(found, 'RESERVATION_NOT_FOUND', 'reservation');
}

/** The item for which the left one prepared. @throws NOT_FOUND */
export async function itemOfPreparation(manager: EntityManager, id: string): Promise<string> {
  const found = await manager.query<{ item: string }[]>(
    `select reservation.about as item from effect preparation
       join effect reservation on reservation.id = preparation.about::uuid
     where preparation.id = $1 and preparation.keeper = 'left'`,
    [id],
  );
  return itemIn(found, 'PREPARATION_NOT_FOUND', 'preparation');
}

function itemIn([found]: { item: string }[], reason: string, what: string): string {
  if (found === undefined) throw notFound(reason, what);
  return found.item;
}

/** Prepares without the barrier; a repeat returns the id that the first call made. @throws FAILED_PRECONDITION */
export async function prepareUnguarded(source: DataSource, key: CallKey, about: string): Promise<string> {
  const callKey = formatCallKey(key);
  return inTransaction(source, async (manager) => {
    const made = await manager.query<{ id: string }[]>(
      `insert into effect (call_key, keeper, saga_id, about) values ($1, 'right', $2, $3)
       on conflict (call_key) do nothing returning id`,
      [callKey, key.sagaId, about],
    );
    if (made[0] !== undefined) return made[0].id;
    const [known] = await manager.query<{ id: string; undone: boolean }[]>(
      'select id, undone_at is not null as undone from effect where call_key = $1',
      [callKey],
    );
    if (known === undefined || known.undone)
      throw grpcError({
        code: GrpcStatus.FAILED_PRECONDITION,
        message: 'what this key prepared was undone',
        reason: 'ALREADY_UNDONE',
      });
    return known.id;
  });
}

/** Undoes without the barrier, as often as it is asked. @throws NOT_FOUND where there is nothing, and remembers nothing */
export async function undoUnguarded(source: DataSource, actionKey: CallKey): Promise<void> {
  await inTransaction(source, async (manager) => {
    const [undone] = await manager.query<[{ id: string }[], number]>(
      'update effect set undone_at = coalesce(undone_at, now()) where call_key = $1 returning id',
      [formatCallKey(actionKey)],
    );
    if (undone.length === 0) throw notFound('NOTHING_PREPARED', 'preparation');
  });
}
