/** What the last token of an operator said. */
import type { Json } from '#libs/saga-core';
import { timeOf, type Statement } from './statement.js';

/** A token that was issued before the one that is known says nothing new. */
export function keepOperator(name: string, identity: Json, saidAtMs: number): Statement {
  return {
    name: 'keep-operator',
    text: `
      insert into operator_seen as o (name, identity, said_at)
      values ($1::text, $2::jsonb, ${timeOf('$3')})
      on conflict (name) do update set identity = excluded.identity, said_at = excluded.said_at
      where o.said_at <= excluded.said_at`,
    values: [name, JSON.stringify(identity), saidAtMs],
  };
}

export function selectOperator(name: string): Statement {
  return {
    name: 'select-operator',
    text: `select identity from operator_seen where name = $1::text`,
    values: [name],
  };
}
