/** Y5: what was asked for is approved, and done, only while who asked may still do it (docs/adr/0030). */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import type pg from 'pg';
import { ADMIN, Doors, TOKENS, type Place } from './door-fixtures.js';

const ISSUER = 'https://id.suoke.life';
const AUDIENCE = 'suoke-saga-admin';
const SUPERVISED = 'health-consultation-supervised';
const WHY = 'asked for by the ward';

const tokens = (...entries: readonly (readonly [keyof typeof TOKENS, string])[]) => ({
  SUOKE_ADMIN_TOKENS: entries.map(([role, grants]) => `${role}-1:${grants}:${TOKENS[role]}`).join(','),
});

let doors: Doors;
let sql: pg.Pool;
let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  folder = mkdtempSync(join(tmpdir(), 'suoke-jwks-'));
  const file = join(folder, 'keys.json');
  writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1' }] }));
  env = {
    ...{ SUOKE_APPROVALS: 'required', SUOKE_APPROVAL_BATCH_ABOVE: '0' },
    ...{ SUOKE_JWT_ISSUER: ISSUER, SUOKE_JWT_AUDIENCE: AUDIENCE, SUOKE_JWT_KEYS: file },
    ...{ SUOKE_JWT_TYPES_CLAIM: 'types' },
  };
  doors = await Doors.open({ ...env, ...tokens(['operator', 'operator'], ['admin', 'admin']) });
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => doors.participants.reset());

const bearing = (token: string) => ({ metadata: { authorization: `Bearer ${token}` } });
const call = (token: string, method: string, request: object, place = doors.first) =>
  place.client.call(`${ADMIN}/${method}`, request, bearing(token));
const failure = (token: string, method: string, request: object, place = doors.first) =>
  place.client.failure(`${ADMIN}/${method}`, request, bearing(token));

/** @param ageS how long ago it was issued */
function jwt(
  sub: string,
  roles: readonly string[],
  ageS: number,
  types: string | string[] = '*',
): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000) - ageS;
  return new SignJWT({ sub, iss: ISSUER, aud: AUDIENCE, iat, exp: iat + 900, roles, types })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt' })
    .sign(keys.privateKey);
}

async function stuck(): Promise<JsonObject> {
  doors.participants.script('GenerateReport', () =>
    Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' })),
  );
  const saga = await doors.start({ type: SUPERVISED, wait: '20s' });
  expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
  doors.participants.reset();
  return saga;
}

/** Asks for a close; the approval. */
async function asked(token: string, { saga_id, etag }: JsonObject): Promise<JsonObject> {
  const request = { saga_id, etag, request_id: randomUUID(), reason: WHY, statement: 'settled by hand' };
  const { result } = await call(token, 'CloseSaga', request);
  return approval((result as JsonObject)['approval_id']);
}

async function approval(id: unknown): Promise<JsonObject> {
  const { approvals } = await call(TOKENS.admin, 'ListApprovals', { page_size: 1_000 });
  const found = (approvals as JsonObject[]).find(({ approval_id }) => approval_id === id);
  if (found === undefined) throw new Error(`approval ${String(id)} is not listed`);
  return found;
}
const deciding = ({ approval_id, etag }: JsonObject) => ({
  ...{ approval_id, etag, request_id: randomUUID(), reason: 'looked at with the ward' },
});

/** It cannot be approved, stays as it is, and can be rejected. */
async function isLost(asks: JsonObject, place?: Place): Promise<void> {
  const lost = await failure(TOKENS.admin, 'ApproveRequest', deciding(asks), place);
  expect(lost).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'NOT_ALLOWED' });
  expect(lost.details?.metadata).toMatchObject({ refusal: 'REQUESTER_LOST_RIGHT' });
  expect(await approval(asks['approval_id'])).toMatchObject({ state: 'APPROVAL_STATE_PENDING' });
  const { rows } = await sql.query(
    'select actor, result from audit_entry where target = $1 order by seq desc limit 1',
    [`approvals/${String(asks['approval_id'])}`],
  );
  expect(rows).toEqual([{ actor: 'admin-1', result: 'REQUESTER_LOST_RIGHT' }]);
}

async function isDone(asks: JsonObject): Promise<void> {
  const { approval: done } = await call(TOKENS.admin, 'ApproveRequest', deciding(asks));
  expect(done).toMatchObject({ state: 'APPROVAL_STATE_APPROVED', result: 'ok' });
}

describe('a token of the configuration', () => {
  it.each([
    ['has another role by now', tokens(['operator', 'viewer'], ['admin', 'admin'])],
    ['is for other types by now', tokens(['operator', 'operator:types=other'], ['admin', 'admin'])],
    ['is gone', tokens(['admin', 'admin'])],
  ])(
    'that %s: a single action and a batch',
    async (_what, changed) => {
      const place = await doors.add({ ...env, ...changed });
      const saga = await stuck();
      const asks = await asked(TOKENS.operator, saga);
      await isLost(asks, place);
      const selection = { saga_ids: [saga['saga_id']] };
      const request = { selection, request_id: randomUUID(), reason: WHY };
      const { result } = await call(TOKENS.operator, 'BatchReplaySagas', request);
      const operation = (result as JsonObject)['operation'] as JsonObject;
      await isLost(await approval(operation['approval_id']), place);
      const { operation: seen } = await call(TOKENS.admin, 'GetOperation', {
        operation_id: operation['operation_id'],
      });
      expect(seen).toMatchObject({ state: 'OPERATION_STATE_WAITING_FOR_APPROVAL' });
      expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
      const rejected = await call(TOKENS.admin, 'RejectRequest', deciding(asks), place);
      expect(rejected['approval']).toMatchObject({ state: 'APPROVAL_STATE_REJECTED' });
      await place.stop();
    },
    60_000,
  );
});

describe('a token of the issuer', () => {
  it('that said less since: what the last one says counts, at whatever process it came in', async () => {
    const place = await doors.add({ ...env, ...tokens(['admin', 'admin']) });
    const asks = await asked(await jwt('li', ['operator'], 300), await stuck());
    await call(await jwt('li', ['viewer'], 200), 'ListSagas', {}, place);
    await isLost(asks);
    // A token of before gives nothing back, a newer one does.
    await call(await jwt('li', ['operator'], 250), 'ListSagas', {});
    await isLost(asks);
    await call(await jwt('li', ['operator'], 100), 'ListSagas', {}, place);
    await isDone(asks);
    await place.stop();
  }, 60_000);

  it('that gave no right at all since, and was refused therefore', async () => {
    const asks = await asked(await jwt('wang', ['operator'], 300), await stuck());
    expect(await failure(await jwt('wang', [], 200), 'ListSagas', {})).toMatchObject({ reason: 'NO_RIGHT' });
    await isLost(asks);
  });

  it('that is for other types since', async () => {
    const asks = await asked(await jwt('zhao', ['operator'], 300, [SUPERVISED]), await stuck());
    await call(await jwt('zhao', ['operator'], 200, ['health-consultation']), 'ListSagas', {});
    await isLost(asks);
  });

  it('after which none came: what it said counts', async () => {
    await isDone(await asked(await jwt('chen', ['operator'], 300), await stuck()));
  });
});

it('what a process approved and did not do before it died is not done either', async () => {
  const saga = await stuck();
  const asks = await asked(await jwt('sun', ['operator'], 300), saga);
  await call(await jwt('sun', ['viewer'], 200), 'ListSagas', {});
  await sql.query(
    `update approval set state = 'APPROVED', decided_by = 'admin-1', decided_at = now() - interval '1 minute' where id = $1`,
    [asks['approval_id']],
  );
  await eventually(async () => (await approval(asks['approval_id']))['result'] !== '', { timeoutMs: 20_000 });
  expect(await approval(asks['approval_id'])).toMatchObject({
    ...{ state: 'APPROVAL_STATE_STALE', result: 'REQUESTER_LOST_RIGHT' },
  });
  expect((await doors.get(saga['saga_id']))['revision']).toBe(saga['revision']);
  const { rows } = await sql.query(
    'select actor, action, decision, result from audit_entry where target = $1',
    [`sagas/${String(saga['saga_id'])}`],
  );
  expect(rows).toEqual([
    { actor: 'jwt:sun', action: 'CloseSaga', decision: 'denied', result: 'REQUESTER_LOST_RIGHT' },
  ]);
}, 60_000);
