import { status as GrpcStatus, type Metadata } from '@grpc/grpc-js';
import { grpcError, type FieldViolation, type GrpcError } from '#libs/platform';

/** An action makes the effect of a branch, its compensation undoes it. */
export type CallDirection = 'action' | 'compensation';

/** What a call is about; the same for every attempt, replay and takeover (docs/ARCHITECTURE.md, G2). */
export interface CallKey {
  /** The saga, a uuid in lower case. */
  readonly sagaId: string;
  readonly step: string;
  readonly branch: string;
  /** Counts from 1; raised only by a rewind and by an edited input. */
  readonly generation: number;
  readonly direction: CallDirection;
}

/** The metadata in which a call carries its key. */
export const CALL_KEY_METADATA = 'idempotency-key';

const NAME = '[a-z][a-z0-9_]{0,63}';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Nine digits stay within Postgres' integer. */
const CALL_KEY = new RegExp(`^(${UUID})/(${NAME})/(${NAME})/([1-9][0-9]{0,8})/(action|compensation)$`);

const FORM = '<saga>/<step>/<branch>/<generation>/<action|compensation>';

/** The key that a text spells, or undefined when it spells none. */
export function parseCallKey(text: string): CallKey | undefined {
  const [, sagaId, step, branch, generation, direction] = CALL_KEY.exec(text) ?? [];
  if (sagaId === undefined || step === undefined || branch === undefined) return undefined;
  return { sagaId, step, branch, generation: Number(generation), direction: direction as CallDirection };
}

/** The text of a key; `parseCallKey` reads it back. */
export function formatCallKey(key: CallKey): string {
  return `${key.sagaId}/${key.step}/${key.branch}/${key.generation}/${key.direction}`;
}

/** The key of the action that a key belongs to: itself, or what a compensation undoes. */
export function actionKeyOf(key: CallKey): CallKey {
  return key.direction === 'action' ? key : { ...key, direction: 'action' };
}

/**
 * The key of a call, whose direction must be the one that the method serves.
 * Throws INVALID_ARGUMENT with a field violation when it is missing, sent twice, malformed or of the other direction.
 */
export function readCallKey(metadata: Metadata, direction: CallDirection): CallKey {
  const values = metadata.get(CALL_KEY_METADATA);
  const [value] = values;
  if (values.length !== 1 || typeof value !== 'string') {
    throw invalidKey(CALL_KEY_METADATA, `the metadata must be sent exactly once, in the form ${FORM}`);
  }
  const key = parseCallKey(value);
  if (key === undefined) throw invalidKey(CALL_KEY_METADATA, `must have the form ${FORM}`);
  if (key.direction !== direction) {
    throw invalidKey(CALL_KEY_METADATA, `this method is called with the key of the ${direction}`);
  }
  return key;
}

/** INVALID_ARGUMENT for a key in the field that is named. */
export function invalidKey(field: string, description: string): GrpcError {
  const violation: FieldViolation = { field, description, reason: 'CALL_KEY_INVALID' };
  return grpcError({
    code: GrpcStatus.INVALID_ARGUMENT,
    message: `${field}: ${description}`,
    reason: 'CALL_KEY_INVALID',
    fieldViolations: [violation],
  });
}
