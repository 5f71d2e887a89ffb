/**
 * `google.rpc.Status` and the standard details, as bytes of the trailer `grpc-status-details-bin`.
 *
 * D1 Field numbers are those of google/rpc/status.proto and error_details.proto; they are a public contract. The same types
 *    stand in libs/platform/proto, from where reflection has them.
 * D2 Reading never throws: whatever a peer sends becomes details or null.
 * D3 Writing stays below MAX_ENCODED_BYTES: clients and proxies refuse larger trailers, and the status with them.
 */
import protobuf, { type IField } from 'protobufjs/light.js';

/** The trailer that carries the encoded status. */
export const STATUS_DETAILS_KEY = 'grpc-status-details-bin';

/** One mistake of a request: the path of the field, and a sentence. */
export interface FieldViolation {
  field: string;
  description: string;
  /** A constant name of the mistake, `[A-Z0-9_]{1,63}`. */
  reason?: string;
}

/** What had to hold and did not: a constant type, what it is about, and a sentence. */
export interface PreconditionViolation {
  type: string;
  subject: string;
  description: string;
}

/** The resource that a call was about. */
export interface ResourceInfo {
  resourceType: string;
  resourceName: string;
  owner?: string;
  description?: string;
}

export interface QuotaViolation {
  subject: string;
  description: string;
}

/** A text for users in their language (BCP 47). */
export interface LocalizedMessage {
  locale: string;
  message: string;
}

/** The details of a status. What was not sent is absent, null, or empty. */
export interface StatusDetails {
  /** The status' own text; may quote data of the sender. */
  message: string;
  /** A constant of the sender, `[A-Z0-9_]{1,63}`; anything else that a peer sends is null. */
  reason: string | null;
  domain: string | null;
  metadata: Record<string, string>;
  fieldViolations: FieldViolation[];
  preconditions: PreconditionViolation[];
  quotaViolations: QuotaViolation[];
  resource: ResourceInfo | null;
  localizedMessage: LocalizedMessage | null;
  /** When to try again at the earliest, in milliseconds from now; null when nothing was said. */
  retryDelayMs: number | null;
}

/** What a writer may say; everything but code and message is optional. */
export interface StatusContent extends Partial<Omit<StatusDetails, 'message'>> {
  code: number;
  message: string;
}

const MAX_ENCODED_BYTES = 4_096;
const MAX_TEXT = 500;
const REASON = /^[A-Z0-9_]{1,63}$/;
const FIELD_PATH = /^[A-Za-z0-9_.[\]"'-]{1,200}$/;
const TYPE_PREFIX = 'type.googleapis.com/';

const string = (id: number) => ({ type: 'string', id });
const violations = (type: string) => ({ type, id: 1, rule: 'repeated' });

// The library's own type of a field leaves out the key of a map.
const textMap = (id: number): IField => ({ keyType: 'string', type: 'string', id }) as IField;

const root = protobuf.Root.fromJSON({
  nested: {
    google: {
      nested: {
        protobuf: {
          nested: {
            Any: { fields: { typeUrl: string(1), value: { type: 'bytes', id: 2 } } },
            Duration: { fields: { seconds: { type: 'int64', id: 1 }, nanos: { type: 'int32', id: 2 } } },
          },
        },
        rpc: {
          nested: {
            Status: {
              fields: {
                code: { type: 'int32', id: 1 },
                message: string(2),
                details: { type: 'google.protobuf.Any', id: 3, rule: 'repeated' },
              },
            },
            RetryInfo: { fields: { retryDelay: { type: 'google.protobuf.Duration', id: 1 } } },
            ErrorInfo: {
              fields: {
                reason: string(1),
                domain: string(2),
                metadata: textMap(3),
              },
            },
            QuotaFailure: {
              fields: { violations: violations('Violation') },
              nested: { Violation: { fields: { subject: string(1), description: string(2) } } },
            },
            PreconditionFailure: {
              fields: { violations: violations('Violation') },
              nested: {
                Violation: { fields: { type: string(1), subject: string(2), description: string(3) } },
              },
            },
            BadRequest: {
              fields: { fieldViolations: violations('FieldViolation') },
              nested: {
                FieldViolation: { fields: { field: string(1), description: string(2), reason: string(3) } },
              },
            },
            ResourceInfo: {
              fields: {
                resourceType: string(1),
                resourceName: string(2),
                owner: string(3),
                description: string(4),
              },
            },
            LocalizedMessage: { fields: { locale: string(1), message: string(2) } },
          },
        },
      },
    },
  },
});

const TYPES = {
  Status: root.lookupType('google.rpc.Status'),
  ErrorInfo: root.lookupType('google.rpc.ErrorInfo'),
  RetryInfo: root.lookupType('google.rpc.RetryInfo'),
  BadRequest: root.lookupType('google.rpc.BadRequest'),
  PreconditionFailure: root.lookupType('google.rpc.PreconditionFailure'),
  QuotaFailure: root.lookupType('google.rpc.QuotaFailure'),
  ResourceInfo: root.lookupType('google.rpc.ResourceInfo'),
  LocalizedMessage: root.lookupType('google.rpc.LocalizedMessage'),
};
type DetailName = Exclude<keyof typeof TYPES, 'Status'>;

/**
 * The bytes of a status. Long texts are cut, and of long lists the last entries are left out, so that it fits (D3).
 */
export function encodeStatus(content: StatusContent): Buffer {
  let fieldViolations = content.fieldViolations ?? [];
  let metadata = Object.entries(content.metadata ?? {});
  for (;;) {
    const bytes = encodeOnce({ ...content, fieldViolations, metadata: Object.fromEntries(metadata) });
    if (bytes.length <= MAX_ENCODED_BYTES) return bytes;
    if (fieldViolations.length > 1)
      fieldViolations = fieldViolations.slice(0, Math.ceil(fieldViolations.length / 2));
    else if (metadata.length > 0) metadata = metadata.slice(0, Math.floor(metadata.length / 2));
    else
      return encodeOnce({
        code: content.code,
        message: content.message,
        reason: content.reason,
        domain: content.domain,
        retryDelayMs: content.retryDelayMs,
      });
  }
}

function encodeOnce(content: StatusContent): Buffer {
  const details: object[] = [];
  const add = (name: DetailName, value: object): void => {
    const type = TYPES[name];
    details.push({
      typeUrl: `${TYPE_PREFIX}google.rpc.${name}`,
      value: type.encode(type.fromObject(value)).finish(),
    });
  };
  if (content.reason)
    add('ErrorInfo', {
      reason: content.reason,
      domain: content.domain ?? '',
      metadata: cutAll(content.metadata ?? {}),
    });
  if (content.fieldViolations?.length)
    add('BadRequest', { fieldViolations: content.fieldViolations.map(cutAll) });
  if (content.preconditions?.length)
    add('PreconditionFailure', { violations: content.preconditions.slice(0, 8).map(cutAll) });
  if (content.quotaViolations?.length)
    add('QuotaFailure', { violations: content.quotaViolations.slice(0, 8).map(cutAll) });
  if (content.resource) add('ResourceInfo', cutAll(content.resource));
  if (content.localizedMessage) add('LocalizedMessage', cutAll(content.localizedMessage));
  if (content.retryDelayMs !== undefined && content.retryDelayMs !== null)
    add('RetryInfo', { retryDelay: toDuration(content.retryDelayMs) });
  const status = { code: content.code, message: cut(content.message), details };
  return Buffer.from(TYPES.Status.encode(TYPES.Status.fromObject(status)).finish());
}

function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}

function cutAll(value: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, cut(text)]] : [])),
  );
}

function toDuration(ms: number): { seconds: number; nanos: number } {
  const whole = Math.max(0, Math.ceil(ms));
  return { seconds: Math.floor(whole / 1_000), nanos: (whole % 1_000) * 1_000_000 };
}

/**
 * Reads a status from its bytes. Null when they are no status, or when it has no detail of google.rpc: then nobody
 * but the transport is known to have spoken.
 */
export function decodeStatus(bytes: Uint8Array): StatusDetails | null {
  const status = decodeAs<{ message: string; details: { typeUrl: string; value: Uint8Array }[] }>(
    'Status',
    bytes,
  );
  if (status === null) return null;
  const found: StatusDetails = {
    message: status.message,
    reason: null,
    domain: null,
    metadata: {},
    fieldViolations: [],
    preconditions: [],
    quotaViolations: [],
    resource: null,
    localizedMessage: null,
    retryDelayMs: null,
  };
  let spoken = false;
  for (const { typeUrl, value } of status.details.slice(0, 32)) {
    const name = typeUrl.slice(typeUrl.lastIndexOf('/') + 1);
    if (!name.startsWith('google.rpc.')) continue;
    if (readDetail(found, name.slice('google.rpc.'.length), value)) spoken = true;
  }
  return spoken ? found : null;
}

/** The first of the trailers that can be read; null when none can. @param metadata of an error that came from the wire */
export function statusDetailsIn(metadata: { get(key: string): (string | Buffer)[] }): StatusDetails | null {
  for (const value of metadata.get(STATUS_DETAILS_KEY)) {
    const details = typeof value === 'string' ? null : decodeStatus(value);
    if (details !== null) return details;
  }
  return null;
}

/** Adds one detail to what was found; false when its bytes are no such detail. Details that are not listed here still count. */
function readDetail(found: StatusDetails, name: string, value: Uint8Array): boolean {
  switch (name) {
    case 'ErrorInfo': {
      const info = decodeAs<{ reason: string; domain: string; metadata: Record<string, string> }>(
        name,
        value,
      );
      if (info === null) return false;
      Object.assign(found, {
        reason: REASON.test(info.reason) ? info.reason : null,
        domain: info.domain || null,
        metadata: info.metadata,
      });
      return true;
    }
    case 'BadRequest': {
      const request = decodeAs<{ fieldViolations: FieldViolation[] }>(name, value);
      if (request === null) return false;
      found.fieldViolations = request.fieldViolations.map(readFieldViolation);
      return true;
    }
    case 'PreconditionFailure': {
      const failure = decodeAs<{ violations: PreconditionViolation[] }>(name, value);
      if (failure !== null) found.preconditions = failure.violations;
      return failure !== null;
    }
    case 'QuotaFailure': {
      const failure = decodeAs<{ violations: QuotaViolation[] }>(name, value);
      if (failure !== null) found.quotaViolations = failure.violations;
      return failure !== null;
    }
    case 'ResourceInfo':
      found.resource = decodeAs<ResourceInfo>(name, value);
      return found.resource !== null;
    case 'LocalizedMessage':
      found.localizedMessage = decodeAs<LocalizedMessage>(name, value);
      return found.localizedMessage !== null;
    case 'RetryInfo': {
      const info = decodeAs<{ retryDelay?: { seconds: number; nanos: number } }>(name, value);
      if (info?.retryDelay) found.retryDelayMs = fromDuration(info.retryDelay);
      return info !== null;
    }
    default:
      return true;
  }
}

/** The names of violated fields are kept in the clear by receivers, so that nothing but a path passes as one. */
function readFieldViolation({ field, description, reason }: FieldViolation): FieldViolation {
  return {
    field: FIELD_PATH.test(field) ? field : '?',
    description,
    ...(reason !== undefined && REASON.test(reason) ? { reason } : {}),
  };
}

function fromDuration({ seconds, nanos }: { seconds: number; nanos: number }): number {
  const ms = Math.ceil(seconds * 1_000 + nanos / 1_000_000);
  return Math.min(Math.max(0, ms), Number.MAX_SAFE_INTEGER);
}

function decodeAs<T>(name: keyof typeof TYPES, bytes: Uint8Array): T | null {
  const type = TYPES[name];
  try {
    return type.toObject(type.decode(bytes), {
      longs: Number,
      arrays: true,
      objects: true,
      defaults: name !== 'RetryInfo',
    }) as T;
  } catch {
    return null;
  }
}
