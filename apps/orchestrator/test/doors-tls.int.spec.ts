/** The operators' door behind TLS: which certificates let somebody through to it, and that none of them names anybody. */
import { readFileSync } from 'node:fs';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { fileURLToPath } from 'node:url';
import { credentials, status } from '@grpc/grpc-js';
import type pg from 'pg';
import { ADMIN, asRole, DoorClient, Doors, TOKENS } from './door-fixtures.js';

const path = (name: string): string => fileURLToPath(new URL(`./certificates/${name}`, import.meta.url));
const read = (name: string): Buffer => readFileSync(path(name));

let doors: Doors;
let sql: pg.Pool;
beforeAll(async () => {
  doors = await Doors.open({
    SUOKE_TLS_CERT: path('server.pem'),
    SUOKE_TLS_KEY: path('server.key'),
    SUOKE_TLS_CLIENT_CA: path('authority.pem'),
  });
  sql = doors.database.pool({ schema: 'orchestrator' });
});
afterAll(async () => {
  await sql.end();
  await doors.close();
});

/** What a client shows: the name of a certificate; null for none. */
type Shown = string | null;

/** The status of a call over gRPC: OK, or the code. */
async function overGrpc(shown: Shown, withToken: boolean): Promise<status> {
  const files = shown === null ? [] : ([read('client.key'), read(`${shown}.pem`)] as const);
  // The certificate of the server is for a name; TLS knows no names that are addresses.
  const url = doors.client.url.replace('127.0.0.1', 'localhost');
  const client = new DoorClient(url, credentials.createSsl(read('authority.pem'), ...files));
  try {
    await client.call(`${ADMIN}/ListSagas`, {}, withToken ? asRole('viewer') : {});
    return status.OK;
  } catch (error) {
    return (error as { code: status }).code;
  } finally {
    client.close();
  }
}

/** The status of a request over REST; null where the connection was not let in. */
function overRest(shown: Shown, withToken: boolean): Promise<number | null> {
  const { hostname: host, port } = new URL(doors.first.restUrl);
  return new Promise((resolve) => {
    const sent = tlsRequest({
      ...{ host, servername: 'localhost', port, path: '/admin/v1/sagas' },
      ...{ agent: false, ca: read('authority.pem') },
      ...(shown === null ? {} : { key: read('client.key'), cert: read(`${shown}.pem`) }),
      headers: withToken ? { authorization: `Bearer ${TOKENS.viewer}` } : {},
    });
    sent.once('response', (answer: IncomingMessage) => resolve(answer.resume().statusCode ?? 0));
    sent.once('error', () => resolve(null));
    sent.end();
  });
}

const seen = async () => {
  const { rows } = await sql.query<{ entries: number }>(
    'select count(*)::integer as entries from audit_entry',
  );
  return { ...doors.first.orchestrator.gate.counts, entries: rows[0]?.entries };
};

it('30: a certificate of our authority lets the bearer of a token through', async () => {
  expect(await overGrpc('client', true)).toBe(status.OK);
  expect(await overRest('client', true)).toBe(200);
});

it.each<[string, Shown]>([
  ['no certificate', null],
  ['one that has expired', 'expired'],
  ['one of another authority', 'foreign'],
])('30: %s lets nobody in, whatever token comes with it, and nobody is counted', async (_what, shown) => {
  const before = await seen();
  expect(await overGrpc(shown, true)).toBe(status.UNAVAILABLE);
  expect(await overRest(shown, true)).toBeNull();
  expect(await seen()).toEqual(before);
});

it('30: a certificate names nobody, be it for every name there is: without a token its bearer is nobody', async () => {
  const { unauthenticated } = await seen();
  for (const shown of ['client', 'wildcard']) {
    expect(await overGrpc(shown, false)).toBe(status.UNAUTHENTICATED);
    expect(await overRest(shown, false)).toBe(401);
  }
  expect(await seen()).toMatchObject({ unauthenticated: unauthenticated + 4, entries: 0 });
});

it('plain text is no way in', async () => {
  const { code } = await doors.client.failure(`${ADMIN}/ListSagas`, {}, asRole('viewer'));
  expect(code).toBe(status.UNAVAILABLE);
  const { hostname: host, port } = new URL(doors.first.restUrl);
  const answer = await new Promise((resolve) => {
    const sent = plainRequest({ host, port, path: '/livez', agent: false });
    sent.once('response', () => resolve('answered')).once('error', () => resolve('refused'));
    sent.end();
  });
  expect(answer).toBe('refused');
});
