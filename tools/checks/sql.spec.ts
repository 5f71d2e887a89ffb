import { messagesOf } from './fixture.js';
import { sql } from './sql.js';

const found = (text: string, path = 'apps/orchestrator/src/postgres/store.ts'): number =>
  messagesOf(sql, path, text).length;

describe('sql', () => {
  it.each([
    "query('select id from saga');",
    "query('SELECT pg_try_advisory_lock($1)');",
    "query('select 1');",
    'query(`\n  select s.id\n  from saga s`);',
    'query(`-- why\n  insert into saga (id) values ($1)`);',
    "query('update saga set due_at = now()');",
    'query(`update ${table} set due_at = now()`);',
    "query('update saga as s set due_at = now()');",
    "query('delete from saga');",
    'query(`with due as materialized (select 1) select * from due`);',
    "query('create table saga (id uuid)');",
    "query('listen progress');",
    "query('set local lock_timeout = 1');",
  ])('refuses %s', (text) => {
    expect(found(text)).toBe(1);
  });

  it.each([
    "throw new Error('select one of the definitions');",
    "throw new Error('update the definition first');",
    "throw new Error('with a key that nobody has');",
    "log('set the key');",
    "log('delete what is left');",
    "log('listen to the channel');",
    "query('commit');",
  ])('lets pass %s', (text) => {
    expect(found(text)).toBe(0);
  });

  it('is written in lower case where it belongs', () => {
    const path = 'apps/orchestrator/src/postgres/claim.sql.ts';
    expect(found('const text = `select id from saga where id = $1`;', path)).toBe(0);
    expect(found('const text = `SELECT id FROM saga`;', path)).toBe(1);
    expect(found("const status = 'FAILED';", path)).toBe(0);
  });

  it('speaks about the orchestrator and its engine only', () => {
    const text = "query('select id from saga');";
    expect(found(text, 'libs/saga-engine/src/runner.ts')).toBe(1);
    expect(found(text, 'apps/orchestrator/src/postgres/claim.int.spec.ts')).toBe(0);
    expect(found(text, 'libs/participant/src/barrier.sql.ts')).toBe(0);
    expect(found(text, 'migrations/orchestrator/0001-sagas.ts')).toBe(0);
  });
});
