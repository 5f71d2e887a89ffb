/**
 * The filter of ListOperations: `state = RUNNING`, `action = REPLAY`, `actor = "…"`, `create_time > "…"` and `<`, joined by
 * AND. What is not on this list is refused with the place where it stands.
 */
import { JsonMappingError, timestampOfText, timestampToMs } from '#libs/contracts';
import { BATCH_ACTIONS, OPERATION_STATES } from '#libs/saga-core';
import { EngineError, type OperationQuery } from '#libs/saga-engine';

type Filter = Omit<OperationQuery, 'limit' | 'beforeId'>;

const MAX_LENGTH = 2_000;
const TERM = /\s*([a-z_]+)\s*([=<>])\s*(?:"((?:[^"\\]|\\["\\])*)"|([A-Za-z0-9_-]+))\s*(AND(?=\s)|$)/y;
const ACTOR = /^[\x21-\x7e]{1,256}$/;

function refuse(description: string): never {
  throw new EngineError('INVALID_ARGUMENT', `The filter cannot be served: it ${description}.`, {
    violations: [{ field: 'filter', description }],
  });
}

function timeOf(value: string): number {
  try {
    return timestampToMs(timestampOfText(value));
  } catch (error) {
    if (!(error instanceof JsonMappingError)) throw error;
    return refuse('needs an RFC 3339 time for create_time');
  }
}

function oneOf<T extends string>(known: readonly T[], field: string, value: string): T {
  const found = known.find((name) => name.toUpperCase() === value.toUpperCase());
  return found ?? refuse(`names no ${field}; there are ${known.join(', ').toUpperCase()}`);
}

function readTerm(field: string, operator: string, value: string): Filter {
  const term = `${field} ${operator}`;
  switch (term) {
    case 'state =':
      return { state: oneOf(OPERATION_STATES, 'state', value) };
    case 'action =':
      return { action: oneOf(BATCH_ACTIONS, 'action', value) };
    case 'actor =':
      return ACTOR.test(value) ? { actor: value } : refuse('names no actor');
    case 'create_time >':
      return { createdAfterMs: timeOf(value) };
    case 'create_time <':
      return { createdBeforeMs: timeOf(value) };
    default:
      return refuse('knows `=` for state, action and actor, and `<` and `>` for create_time');
  }
}

/** @throws EngineError INVALID_ARGUMENT */
export function parseOperationFilter(filter: string): Filter {
  if (filter.length > MAX_LENGTH) refuse(`is longer than ${MAX_LENGTH} characters`);
  let query: Filter = {};
  let isOpen = filter.trim() !== '';
  TERM.lastIndex = 0;
  while (isOpen) {
    const at = TERM.lastIndex;
    const match = TERM.exec(filter);
    if (match === null) return refuse(`cannot be read at character ${at + 1}`);
    const [, field = '', operator = '', quoted, plain = '', and = ''] = match;
    const term = readTerm(field, operator, quoted?.replace(/\\(["\\])/g, '$1') ?? plain);
    if (Object.keys(term).some((name) => Object.hasOwn(query, name)))
      refuse('has two terms that compare the same field in the same way');
    query = { ...query, ...term };
    isOpen = and !== '';
  }
  return query;
}
