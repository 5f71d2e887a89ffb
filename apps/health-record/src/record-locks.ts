import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { HealthRecord } from './health-record.entity.js';

/**
 * The row of each person: the lock that operators set, and the order of all writing about one person.
 *
 * L1 Whoever writes versions holds the person's row until the commit (`hold`), so that versions of one person are written
 *    one after the other, and no update commits after a lock was confirmed.
 */
@Injectable()
export class RecordLocks {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the person's row for this transaction, waiting for whoever has it, and makes it where there is none. */
  async hold(manager: EntityManager, userId: string): Promise<HealthRecord> {
    await manager.createQueryBuilder().insert().into(HealthRecord).values({ userId }).orIgnore().execute();
    return manager.findOneOrFail(HealthRecord, { where: { userId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Locks a person's record; a lock that is there stays as it is. Returns since when it is locked. */
  async lock(userId: string, reason: string): Promise<Date> {
    return this.dataSource.transaction(async (manager) => {
      const { lockedAt } = await this.hold(manager, userId);
      if (lockedAt !== null) return lockedAt;
      await manager.update(HealthRecord, { userId }, { lockedAt: () => 'now()', lockReason: reason });
      const locked = await manager.findOneByOrFail(HealthRecord, { userId });
      return locked.lockedAt as Date;
    });
  }

  /** Lifts the lock; false when there was none. */
  async unlock(userId: string): Promise<boolean> {
    const { affected } = await this.dataSource.manager.update(
      HealthRecord,
      { userId, lockedAt: Not(IsNull()) },
      { lockedAt: null, lockReason: null },
    );
    return affected === 1;
  }

  /** True while the record of this person is locked. */
  isLocked(userId: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(HealthRecord, { userId, lockedAt: Not(IsNull()) });
  }
}
