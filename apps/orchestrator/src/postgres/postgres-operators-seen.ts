import type { Json } from '#libs/saga-core';
import type { OperatorsSeen } from '#libs/saga-engine';
import type pg from 'pg';
import { keepOperator, selectOperator } from './operators-seen.sql.js';
import { run } from './store-error.js';

export class PostgresOperatorsSeen implements OperatorsSeen {
  /** @param pool made by `createReadPool` */
  constructor(private readonly pool: pg.Pool) {}

  async keep(name: string, identity: Json, saidAtMs: number): Promise<void> {
    await run(this.pool, keepOperator(name, identity, saidAtMs));
  }

  async last(name: string): Promise<Json | null> {
    const [row] = await run<{ identity: Json }>(this.pool, selectOperator(name));
    return row?.identity ?? null;
  }
}
