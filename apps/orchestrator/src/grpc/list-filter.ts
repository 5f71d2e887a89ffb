/**
 * The filter of lists: a small part of AIP-160, terms joined by AND. It is parsed into a query with bound values; what is
 * not on the list of fields is refused with the place where it stands.
 */
import { JsonMappingError, timestampOfText, timestampToMs } from '#libs/contracts';
import { STATUSES, STUCK_CLASSES, type SagaStatus, type StuckClass } from '#libs/saga-core';
import { EngineError, type ListQuery } from '#libs/saga-engine';

type Filter = Omit<ListQuery, 'limit' | 'beforeId'>;
type Mutable = { -readonly [K in keyof Filter]: Filter[K] };

const MAX_LENGTH = 2_000;
const MAX_TERMS = 16;
const TERM = /\s*([a-z_]+(?:\.[A-Za-z0-9_-]+)?)\s*(>=|<|=)\s*("(?:[^"\\]|\\["\\])*"|[A-Za-z0-9_-]+)\s*/y;
const AND = /AND(?:\s|$)/y;
/** Neither Postgres nor a person can read them. */
const UNREADABLE = /[\p{Cc}\p{Surrogate}]/u;

function refuse(description: string): never {
  throw new EngineError('INVALID_ARGUMENT', `The filter cannot be served: it ${description}.`, {
    violations: [{ field: 'filter', description }],
  });
}

interface Term {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

function parseTerms(filter: string): Term[] {
  const terms: Term[] = [];
  let at = 0;
  while (at < filter.length) {
    TERM.lastIndex = at;
    const match = TERM.exec(filter);
    if (match === null) refuse(`cannot be read at character ${at + 1}`);
    const [text, field = '', operator = '', raw = ''] = match;
    const value = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(["\\])/g, '$1') : raw;
    terms.push({ field, operator, value });
    if (terms.length > MAX_TERMS) refuse(`has more than ${MAX_TERMS} terms`);
    at += text.length;
    if (at === filter.length) break;
    AND.lastIndex = at;
    if (AND.exec(filter) === null) refuse(`needs AND at character ${at + 1}`);
    at = AND.lastIndex;
    if (at >= filter.length) refuse('ends with AND');
  }
  return terms;
}

function timeOf({ field, value }: Term): number {
  try {
    return timestampToMs(timestampOfText(value));
  } catch (error) {
    if (!(error instanceof JsonMappingError)) throw error;
    return refuse(`needs an RFC 3339 time for ${field}`);
  }
}

function applyTime(query: Mutable, term: Term): void {
  if (term.operator === '>=') query.createdAfterMs = timeOf(term);
  else if (term.operator === '<') query.createdBeforeMs = timeOf(term);
  else refuse(`compares ${term.field} by >= and < only`);
}

const statuses: readonly string[] = ['PENDING', ...STATUSES];
const classes: ReadonlyMap<string, StuckClass> = new Map(
  STUCK_CLASSES.map((name) => [name.toUpperCase(), name]),
);

function applyTerm(query: Mutable, term: Term, labelOf: (key: string, value: string) => string): void {
  const { field, operator, value } = term;
  if (field === 'create_time') return applyTime(query, term);
  if (operator !== '=') refuse(`compares ${field} by = only`);
  if (field === 'status') {
    if (!statuses.includes(value)) refuse(`names no status in ${field}`);
    query.status = value as SagaStatus | 'PENDING';
  } else if (field === 'type') {
    query.type = value;
  } else if (field === 'stuck_class') {
    const stuckClass = classes.get(value.toUpperCase());
    if (stuckClass === undefined) refuse(`names no stuck class in ${field}`);
    query.stuckClass = stuckClass;
  } else if (field.startsWith('labels.')) {
    const key = field.slice('labels.'.length);
    query.labels = { ...query.labels, [key]: labelOf(key, value) };
  } else {
    refuse('names a field other than status, type, stuck_class, create_time, labels.<key>');
  }
}

/**
 * @param labelOf the stored form of a label's value
 * @throws EngineError INVALID_ARGUMENT
 */
export function parseFilter(filter: string, labelOf: (key: string, value: string) => string): Filter {
  if (filter.length > MAX_LENGTH) refuse(`is longer than ${MAX_LENGTH} characters`);
  if (UNREADABLE.test(filter)) refuse('holds characters that cannot be read');
  const terms = filter.trim() === '' ? [] : parseTerms(filter);
  // Of two terms about the same, one would be dropped in silence.
  const compared = new Set(terms.map(({ field, operator }) => `${field} ${operator}`));
  if (compared.size < terms.length) refuse('has two terms that compare the same field in the same way');
  const query: Mutable = {};
  for (const term of terms) applyTerm(query, term, labelOf);
  return query;
}
