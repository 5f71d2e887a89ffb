/**
 * Holds of participants: the operators' write, and what a release lets wake.
 *
 * H1 An action on a hold is one transaction, as in operate.ts: decided under the lock of its row, or, where nobody ever held
 *    the participant, guarded by the row's primary key; the audit entry comes last.
 * H2 The rate of a release is kept in its row, so that restarts and other processes keep to it.
 */
import { StoreError, type HoldDecision, type HoldWrite } from '#libs/saga-engine';
import type { Clock } from '#libs/platform';
import type pg from 'pg';
import { appendAudit } from './audit-chain.js';
import {
  beginHold,
  endHold,
  lockHold,
  paceReleases,
  selectReleased,
  toHold,
  type HoldRecord,
  type PacedRecord,
  type ReleasedRecord,
} from './holds.sql.js';
import { findRequest, rememberRequest, untilDecided, type OperatorRequestKey } from './operate.js';
import { run } from './store-error.js';

export function operateHold<T>(
  pool: pg.Pool,
  clock: Pick<Clock, 'sleep'>,
  participant: string,
  decide: HoldDecision<T>,
  request: OperatorRequestKey,
): Promise<T> {
  return untilDecided(pool, clock, request, async (client) => {
    const [record] = await run<HoldRecord>(client, lockHold(participant));
    const earlier = await findRequest(client, request);
    const write = decide(record === undefined ? null : toHold(record), earlier);
    if (write.request !== null) await rememberRequest(client, null, { ...write.request, revision: null });
    if (write.change !== null) await change(client, participant, write.change);
    if (write.audit !== null) await appendAudit(client, write.audit);
    return write.result;
  });
}

async function change(
  client: pg.PoolClient,
  participant: string,
  how: NonNullable<HoldWrite<unknown>['change']>,
): Promise<void> {
  if (how.kind === 'release') {
    const ended = await run(client, endHold(participant, how.rate));
    if (ended.length === 0) throw new StoreError('bug', 'end-hold: there is no hold to release');
    return;
  }
  const begun = await run(client, beginHold(participant, how.actor, how.reason));
  // Another process was the first to hold it since we looked; the next try sees its row.
  if (begun.length === 0) throw new StoreError('retry', 'begin-hold: the participant was just held');
}

/** See `SagaStore.takeReleased`. Most sweeps find nothing, by a statement that is planned once. */
export async function takeReleased(
  pool: pg.Pool,
  limit: number,
  passOver: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await run<ReleasedRecord>(pool, selectReleased());
  const groups = new Map<string, ReleasedRecord[]>();
  for (const row of rows) {
    const group = groups.get(row.participant) ?? [];
    groups.set(row.participant, group);
    if (group.length < limit && !passOver.has(row.id)) group.push(row);
  }
  const wanted = [...groups]
    .filter(([, group]) => group[0]?.is_paced)
    .map(([participant, group]) => ({ participant, count: group.length }));
  const paced = wanted.length === 0 ? [] : await run<PacedRecord>(pool, paceReleases(wanted));
  const taken = new Map(paced.map((record) => [record.participant, record.taken]));
  return [...groups].flatMap(([participant, group]) => {
    const allowed = group[0]?.is_paced ? (taken.get(participant) ?? 0) : group.length;
    return group.slice(0, allowed).map(({ id }) => id);
  });
}
