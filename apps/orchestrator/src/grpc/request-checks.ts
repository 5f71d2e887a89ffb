/** Checks of what callers send, all mistakes of a request at once. Values never appear in a message. */
import { JsonMappingError } from '#libs/contracts';
import { EngineError, LIMITS, type FieldViolation } from '#libs/saga-engine';
import type { DeclaredLabels } from './labels.js';

const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/;
const SAGA_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ETAG = /^[1-9][0-9]{0,8}$/;
const CLEAR_LABEL = /^[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,127}$/;
const LARGEST_SEQ = 2 ** 31 - 1;
const REASON_LENGTH = { min: 5, max: 500 } as const;
/** Of what an operator found out or states. */
const STATEMENT_LENGTH = { min: 5, max: 2_000 } as const;
const PLAIN_KEY = /^[A-Za-z0-9_-]{1,64}$/;
/** Fields that the text of an error names; the details name more of them. */
const NAMED_FIELDS = 5;
const LONGEST_NAME = 80;

/** `a` and `b.c` → `a.b.c`; `a` and `["b c"]` → `a["b c"]`. */
function pathWithin(prefix: string, path: string): string {
  return path === '' || path.startsWith('[') ? prefix + path : `${prefix}.${path}`;
}

const isOfLength = (text: string, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  text.trim().length >= min && text.length <= max;

export const isSagaId = (text: string): boolean => SAGA_ID.test(text);
export const isRequestId = (text: string): boolean => REQUEST_ID.test(text);

/** Collects what is wrong with a request and throws it all together. */
export class RequestChecks {
  private readonly violations: FieldViolation[] = [];

  add(field: string, description: string): void {
    this.violations.push({ field, description });
  }

  addAll(prefix: string, violations: readonly { path: string; description: string }[]): void {
    for (const { path, description } of violations) this.add(pathWithin(prefix, path), description);
  }

  /** Reads a part of the request from the wire; null when it cannot be read, which is a mistake of that part. */
  read<T>(field: string, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof JsonMappingError)) throw error;
      this.add(pathWithin(field, error.path), error.description);
      return null;
    }
  }

  sagaId(value: string, field = 'saga_id'): void {
    if (!isSagaId(value)) this.add(field, 'must be a UUID in lower case');
  }

  requestId(value: string, isRequired: boolean): void {
    if (value === '' && !isRequired) return;
    if (!isRequestId(value)) this.add('request_id', 'must match [A-Za-z0-9_-]{1,64}');
  }

  reason(value: string): void {
    if (!isOfLength(value, REASON_LENGTH)) {
      this.add('reason', `must say why, in ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters`);
    }
  }

  /** Evidence, or what becomes of what stays open. */
  statement(field: string, value: string): void {
    if (!isOfLength(value, STATEMENT_LENGTH)) {
      const { min, max } = STATEMENT_LENGTH;
      this.add(field, `must say it in ${min} to ${max.toLocaleString('en')} characters`);
    }
  }

  /** The revision that an etag names; null for none. */
  etag(value: string, isRequired: boolean): number | null {
    if (value === '' && !isRequired) return null;
    if (ETAG.test(value)) return Number(value);
    this.add(
      'etag',
      value === '' ? 'is required: the etag of the saga that you looked at' : 'is no etag of a saga',
    );
    return null;
  }

  /** The number of an event after which something begins; 0 for none. */
  seq(value: string | number, field: string): number {
    const seq = Number(value);
    if (Number.isInteger(seq) && seq >= 0 && seq <= LARGEST_SEQ) return seq;
    this.add(field, 'must be the number of an event of the saga, or 0');
    return 0;
  }

  labels(labels: { readonly [key: string]: string }, declared: DeclaredLabels): void {
    const entries = Object.entries(labels);
    if (entries.length > LIMITS.labels) this.add('labels', `has more than ${LIMITS.labels} entries`);
    for (const [key, value] of entries.slice(0, LIMITS.labels)) {
      const kind = Object.hasOwn(declared, key) ? declared[key] : undefined;
      const field = PLAIN_KEY.test(key) ? `labels.${key}` : `labels[${JSON.stringify(key.slice(0, 64))}]`;
      if (kind === undefined) this.add(field, 'is no label of this saga type');
      else if (value === '' || value.length > LIMITS.labelLength) {
        this.add(field, `must have 1 to ${LIMITS.labelLength} characters`);
      } else if (kind === 'clear' && !CLEAR_LABEL.test(value)) {
        this.add(field, 'must be a plain name: letters, digits and _.:/@-');
      }
    }
  }

  /** Labels of a stored saga, in their stored form: the definition of today must keep them as that of then did. */
  storedLabels(
    labels: { readonly [key: string]: string },
    then: DeclaredLabels,
    today: DeclaredLabels,
  ): void {
    for (const key of Object.keys(labels)) {
      const isKept = Object.hasOwn(today, key) && today[key] === then[key];
      if (!isKept) this.add(`labels.${key}`, 'is not kept in this way any more by this saga type');
    }
  }

  /** @throws EngineError INVALID_ARGUMENT when anything was wrong */
  done(): void {
    if (this.violations.length === 0) return;
    const names = this.violations.slice(0, NAMED_FIELDS).map(({ field }) => field.slice(0, LONGEST_NAME));
    const more = this.violations.length > NAMED_FIELDS ? ', …' : '';
    const text = `The request has ${this.violations.length} mistake(s), in: ${names.join(', ')}${more}`;
    throw new EngineError('INVALID_ARGUMENT', text, { violations: this.violations });
  }
}
