/** Checks of what callers send, all mistakes of a request at once. Values never appear in a message. */
import { EngineError, LIMITS, type FieldViolation } from '#libs/saga-engine';

const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/;
const SAGA_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ETAG = /^[1-9][0-9]{0,8}$/;
const CLEAR_LABEL = /^[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,127}$/;
const REASON_LENGTH = { min: 5, max: 500 } as const;

/** Collects what is wrong with a request and throws it all together. */
export class RequestChecks {
  private readonly violations: FieldViolation[] = [];

  add(field: string, description: string): void {
    this.violations.push({ field, description });
  }

  addAll(prefix: string, violations: readonly { path: string; description: string }[]): void {
    for (const { path, description } of violations) {
      this.add(path === '' ? prefix : `${prefix}.${path}`, description);
    }
  }

  sagaId(value: string, field = 'saga_id'): void {
    if (!SAGA_ID.test(value)) this.add(field, 'must be a UUID in lower case');
  }

  requestId(value: string, isRequired: boolean): void {
    if (value === '' && !isRequired) return;
    if (!REQUEST_ID.test(value)) this.add('request_id', 'must match [A-Za-z0-9_-]{1,64}');
  }

  reason(value: string): void {
    const length = value.trim().length;
    if (length < REASON_LENGTH.min || value.length > REASON_LENGTH.max) {
      this.add('reason', `must say why, in ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters`);
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

  labels(
    labels: { readonly [key: string]: string },
    declared: Readonly<Record<string, 'clear' | 'blind'>>,
  ): void {
    const entries = Object.entries(labels);
    if (entries.length > LIMITS.labels) this.add('labels', `has more than ${LIMITS.labels} entries`);
    for (const [key, value] of entries.slice(0, LIMITS.labels)) {
      const kind = Object.hasOwn(declared, key) ? declared[key] : undefined;
      const field = `labels.${key.slice(0, 64)}`;
      if (kind === undefined) this.add(field, 'is no label of this saga type');
      else if (value === '' || value.length > LIMITS.labelLength) {
        this.add(field, `must have 1 to ${LIMITS.labelLength} characters`);
      } else if (kind === 'clear' && !CLEAR_LABEL.test(value)) {
        this.add(field, 'must be a plain name: letters, digits and _.:/@-');
      }
    }
  }

  /** @throws EngineError INVALID_ARGUMENT when anything was wrong */
  done(): void {
    if (this.violations.length === 0) return;
    const fields = this.violations.map(({ field }) => field).join(', ');
    const text = `The request has ${this.violations.length} mistake(s), in: ${fields}.`;
    throw new EngineError('INVALID_ARGUMENT', text, { violations: this.violations });
  }
}
