/** What the operators' door would answer: every field filled in, and what a test wants to see. */
import type { JsonObject } from '#libs/contracts';
import { sampleMessage } from '#libs/testkit/participants';

export const SAGA_ID = '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';

/** A message of the package with every field filled in; texts say where they stand. */
export const sampleOf = (message: string): JsonObject =>
  sampleMessage(`suoke.saga.admin.v1.${message}`, 'it', (place) => place) as JsonObject;

/** A stuck saga at a revision. */
export function sagaAt(revision: string, more: JsonObject = {}): JsonObject {
  const admin = sampleOf('AdminSaga') as { saga: JsonObject };
  const saga = { saga_id: SAGA_ID, etag: revision, revision, status: 'SAGA_STATUS_FAILED', ...more };
  return { ...admin, stuck_at: 'pay/main', saga: { ...admin.saga, ...saga } };
}

/** What a mutation of that saga answers. */
export const actionReply = (more: JsonObject = {}): JsonObject => ({
  result: { saga: sagaAt('8')['saga'] ?? {}, audit_seq: '12', approval_id: '', ...more },
});
