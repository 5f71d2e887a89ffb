/**
 * The filter of the audit: a small part of AIP-160, terms joined by AND. It is parsed into a query with bound values; what is
 * not on the list of fields is refused with the place where it stands.
 */
import { JsonMappingError, timestampOfText, timestampToMs } from '#libs/contracts';
import { EngineError, type AuditQuery } from '#libs/saga-engine';
import { methodsOfAction } from './audit-view.js';

type Filter = Omit<AuditQuery, 'limit' | 'beforeSeq'>;
type Mutable = { -readonly [K in keyof Filter]: Filter[K] };

interface Term {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

const MAX_LENGTH = 2_000;
const TERM = /\s*([a-z_]+)\s*(>=|<=|>|<|=)\s*("(?:[^"\\]|\\["\\])*"|[A-Za-z0-9_-]+)\s*/y;
const AND = /AND(?:\s|$)/y;
/** Neither Postgres nor a person can read them. */
const UNREADABLE = /[\p{Cc}\p{Surrogate}]/u;

function refuse(description: string): never {
  throw new EngineError('INVALID_ARGUMENT', `The filter cannot be served: it ${description}.`, {
    violations: [{ field: 'filter', description }],
  });
}

function parseTerms(filter: string): Term[] {
  const terms: Term[] = [];
  let at = 0;
  for (;;) {
    TERM.lastIndex = at;
    const match = TERM.exec(filter);
    if (match === null) refuse(`cannot be read at character ${at + 1}`);
    const [text, field = '', operator = '', raw = ''] = match;
    const value = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(["\\])/g, '$1') : raw;
    terms.push({ field, operator, value });
    at += text.length;
    if (at === filter.length) return terms;
    AND.lastIndex = at;
    if (AND.exec(filter) === null) refuse(`needs AND at character ${at + 1}`);
    at = AND.lastIndex;
  }
}

function timeOf(value: string): number {
  try {
    return timestampToMs(timestampOfText(value));
  } catch (error) {
    if (!(error instanceof JsonMappingError)) throw error;
    return refuse('needs an RFC 3339 time for time');
  }
}

/** Times are kept in milliseconds, so that after one means from the next one on. */
function applyTime(query: Mutable, { operator, value }: Term): void {
  const ms = timeOf(value);
  if (operator === '=') refuse('compares time by >, >=, < and <= only');
  if (operator.startsWith('>')) query.fromMs = operator === '>' ? ms + 1 : ms;
  else query.beforeMs = operator === '<' ? ms : ms + 1;
}

function applyTerm(query: Mutable, term: Term): void {
  const { field, operator, value } = term;
  if (field === 'time') return applyTime(query, term);
  if (operator !== '=') refuse(`compares ${field} by = only`);
  if (field === 'actor') query.actor = value;
  else if (field === 'target') query.target = value;
  else if (field === 'decision') {
    if (value !== 'ALLOWED' && value !== 'DENIED') refuse('needs ALLOWED or DENIED for decision');
    query.decision = value === 'ALLOWED' ? 'allowed' : 'denied';
  } else if (field === 'action') {
    query.actions = methodsOfAction(value) ?? refuse('names no action in action');
  } else refuse('names a field other than actor, action, target, decision, time');
}

/** @throws EngineError INVALID_ARGUMENT */
export function parseAuditFilter(filter: string): Filter {
  if (filter.length > MAX_LENGTH) refuse(`is longer than ${MAX_LENGTH} characters`);
  if (UNREADABLE.test(filter)) refuse('holds characters that cannot be read');
  const terms = filter.trim() === '' ? [] : parseTerms(filter);
  // Of two terms about the same, one would be dropped in silence.
  const compared = new Set(terms.map(({ field, operator }) => `${field} ${operator.slice(0, 1)}`));
  if (compared.size < terms.length) refuse('has two terms that compare the same field in the same way');
  const query: Mutable = {};
  for (const term of terms) applyTerm(query, term);
  return query;
}
