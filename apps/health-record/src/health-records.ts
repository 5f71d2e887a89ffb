/**
 * Health data of persons: for every type a chain of versions, one of which is current.
 *
 * H1 A version is never changed, except that it is reverted once; its number is never given again.
 * H2 What is current changes only in a transaction that holds the row of the person and type for itself.
 * H3 A revert makes current what was current before, and only while nobody else has written since: otherwise it would take
 *    away somebody's data (G4).
 * H4 While a record is locked nothing is added. A lock waits for updates that run, and stops those that come; it does not
 *    stop a revert, which adds nothing.
 */
import { status as GrpcStatus } from '@grpc/grpc-js';
import { Injectable } from '@nestjs/common';
import type { CallContext } from '#libs/participant';
import { grpcError, type GrpcError } from '#libs/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { HealthRecord, HealthRecordVersion } from './health-record.entities.js';
import type { UpdateInput } from './health-record.input.js';

/** A version as it was written. */
export interface WrittenVersion {
  version: number;
  previousVersion: number;
  createdAt: Date;
}

interface Head {
  current_version: number;
  last_version: number;
  locked: boolean;
}

@Injectable()
export class HealthRecords {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes the next version and makes it current, in the transaction of the call.
   * Throws FAILED_PRECONDITION `HEALTH_RECORD_LOCKED` or `VERSION_MISMATCH`.
   */
  async update(input: UpdateInput, { manager, key, callKey }: CallContext): Promise<WrittenVersion> {
    const { user_id: userId, type, expected_version: expected } = input;
    const head = await takeHead(manager, userId, type);
    if (head.locked) throw refused('HEALTH_RECORD_LOCKED', 'the record of this person is locked');
    if (expected !== undefined && expected !== head.current_version) {
      throw refused('VERSION_MISMATCH', 'expected_version is not the current version');
    }
    const version = manager.create(HealthRecordVersion, {
      userId,
      type,
      version: head.last_version + 1,
      previousVersion: head.current_version,
      callKey,
      sagaId: key.sagaId,
      data: input.data,
      consultationId: input.consultation_id,
      reportId: input.report_id,
    });
    await manager.insert(HealthRecordVersion, version);
    const changed = { currentVersion: version.version, lastVersion: version.version };
    await manager.update(HealthRecord, { userId, type }, changed);
    return version;
  }

  /**
   * Makes current what was current before the version that the key wrote; returns the number of it, 0 for none.
   * Throws FAILED_PRECONDITION `WRITTEN_SINCE`.
   */
  async revert(reason: string, { manager, callKey }: CallContext): Promise<number> {
    const written = await manager.findOneByOrFail(HealthRecordVersion, { callKey });
    const { userId, type, version, previousVersion } = written;
    const head = await takeHead(manager, userId, type);
    if (head.current_version !== version) {
      throw refused(
        'WRITTEN_SINCE',
        'somebody else has written a later version, which a revert would take away',
      );
    }
    await manager.update(HealthRecord, { userId, type }, { currentVersion: previousVersion });
    const reverted = { revertedAt: () => 'now()', revertReason: reason };
    await manager.update(HealthRecordVersion, { userId, type, version }, reverted);
    return previousVersion;
  }

  /** Locks a record, of a person not seen before, too; a second lock keeps the first one's time and reason. */
  async lock(userId: string, reason: string): Promise<Date> {
    const [row] = await this.dataSource.query<{ locked_at: Date }[]>(
      `insert into person as p (user_id, locked_at, lock_reason) values ($1, now(), $2)
        on conflict (user_id) do update set
          locked_at = coalesce(p.locked_at, excluded.locked_at),
          lock_reason = coalesce(p.lock_reason, excluded.lock_reason)
        returning locked_at`,
      [userId, reason],
    );
    if (row === undefined) throw new Error('an upsert returned no row');
    return row.locked_at;
  }

  /** Lifts a lock; false when there was none. */
  async unlock(userId: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      'update person set locked_at = null, lock_reason = null where user_id = $1 and locked_at is not null',
      [userId],
    );
    return count > 0;
  }
}

/** Takes the row of a person and type for this transaction, and the person's shared with others (H2, H4). */
async function takeHead(manager: EntityManager, userId: string, type: string): Promise<Head> {
  await manager.query(
    `with someone as (insert into person (user_id) values ($1) on conflict do nothing)
      insert into health_record (user_id, type) values ($1, $2) on conflict do nothing`,
    [userId, type],
  );
  const [head] = await manager.query<Head[]>(
    `select h.current_version, h.last_version, p.locked_at is not null as locked
      from health_record h join person p on p.user_id = h.user_id
      where h.user_id = $1 and h.type = $2 for update of h for share of p`,
    [userId, type],
  );
  if (head === undefined) throw new Error('a row that was just inserted is not there');
  return head;
}

function refused(reason: string, message: string): GrpcError {
  return grpcError({ code: GrpcStatus.FAILED_PRECONDITION, message, reason });
}
