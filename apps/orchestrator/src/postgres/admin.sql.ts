/** The requests of operators, remembered so that each has one effect. */
import { NOW, type Statement } from './statement.js';
import { REQUEST_RETENTION } from './start.sql.js';

export interface AdminRequestRow {
  saga_id: string | null;
  body_hmac: Buffer;
  revision: number | null;
}

export function selectAdminRequest(actor: string, requestId: string): Statement {
  return {
    name: 'select-admin-request',
    text: `
      select saga_id, body_hmac, revision from admin_request
      where actor = $1::text and request_id = $2::text`,
    values: [actor, requestId],
  };
}

/** Returns no row when the actor has used the request id before. */
export function insertAdminRequest(
  sagaId: string | null,
  request: { actor: string; requestId: string; bodyHmac: Uint8Array; revision: number | null },
): Statement {
  return {
    name: 'insert-admin-request',
    text: `
      insert into admin_request (actor, request_id, body_hmac, saga_id, revision, expires_at)
      values ($1::text, $2::text, $3::bytea, $4::uuid, $5::integer, ${NOW} + $6::interval)
      on conflict (actor, request_id) do nothing
      returning revision`,
    values: [request.actor, request.requestId, request.bodyHmac, sagaId, request.revision, REQUEST_RETENTION],
  };
}
