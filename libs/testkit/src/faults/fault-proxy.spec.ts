import { once } from 'node:events';
import * as http2 from 'node:http2';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { systemClock } from '#libs/platform/clock';
import { eventually } from '../databases/eventually.js';
import { startFaultProxy, type FaultProxy } from './fault-proxy.js';

/** Long enough for what must not arrive to have arrived. */
const QUIET_MS = 60;

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

async function listening<T extends Server | http2.Http2Server>(server: T): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('the fault proxy in front of any server', () => {
  let echo: Server;
  let proxy: FaultProxy;
  let heard: string;
  let client: Socket;
  const served = new Set<Socket>();

  async function connected(): Promise<Socket> {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (heard += chunk.toString()));
    await once(socket, 'connect');
    return socket;
  }
  const hears = (text: string) => eventually(() => heard === text, { what: `${text}, not ${heard}` });

  beforeEach(async () => {
    heard = '';
    const serve = (socket: Socket): void => {
      served.add(socket);
      socket.on('close', () => served.delete(socket)).on('error', () => undefined);
      socket.pipe(socket);
    };
    echo = await listening(createServer(serve));
    proxy = await startFaultProxy(portOf(echo));
    client = await connected();
    client.write('a');
    await hears('a');
  });

  afterEach(async () => {
    client.destroy();
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  it('P1 frozen holds back what is sent, and loses nothing of it', async () => {
    proxy.freeze(true);
    client.write('b');
    const another = await connected();
    another.write('c');
    await systemClock.sleep(QUIET_MS);
    expect(heard).toBe('a');
    proxy.freeze(false);
    await eventually(() => [...heard].sort().join('') === 'abc');
    another.destroy();
  });

  it('P1 slow delays what comes back, in order, also when it is no longer slow', async () => {
    proxy.slow(QUIET_MS);
    const startMs = systemClock.monotonicMs();
    client.write('b');
    await systemClock.sleep(QUIET_MS / 2);
    proxy.slow(0);
    client.write('c');
    await hears('abc');
    expect(systemClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(QUIET_MS);
  });

  it('P2 half-open: the server sees the end, the client hears nothing, the next connection is fine', async () => {
    let ended = false;
    client.on('close', () => (ended = true));
    proxy.halfOpen();
    await eventually(() => served.size === 0);
    client.write('b');
    const next = await connected();
    next.write('c');
    await hears('ac');
    expect([ended, client.destroyed, proxy.fired]).toEqual([false, false, 1]);
    next.destroy();
  });

  it('P2 cutAnswersTo: the server got it, the answer does not come back; what was not meant does', async () => {
    let got = '';
    for (const socket of served) socket.on('data', (chunk) => (got += chunk.toString()));
    proxy.cutAnswersTo('commit', 1);
    client.write('b');
    await hears('ab');
    const cut = once(client, 'close');
    client.write('and commit');
    await cut;
    expect([got, heard, proxy.fired]).toEqual(['band commit', 'ab', 1]);
    client = await connected();
    client.write('commit');
    await hears('abcommit');
  });

  it('P3 down cuts and refuses, up serves again', async () => {
    const cut = once(client, 'close');
    await proxy.down();
    await cut;
    await expect(connected()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.up();
    client = await connected();
    client.write('b');
    await hears('ab');
  });
});

describe('the fault proxy in front of an HTTP/2 server', () => {
  let server: http2.Http2Server;
  let proxy: FaultProxy;
  let session: http2.ClientHttp2Session;

  const get = async (): Promise<number | undefined> => {
    const request = session.request({ ':path': '/' });
    const [headers] = (await once(request, 'response')) as [http2.IncomingHttpHeaders];
    request.resume();
    return Number(headers[':status']);
  };

  beforeEach(async () => {
    server = http2.createServer((_, response) => {
      systemClock.setTimer(QUIET_MS, () => response.end('done'));
    });
    await listening(server);
    proxy = await startFaultProxy(portOf(server));
    session = http2.connect(`http://127.0.0.1:${proxy.port}`);
    session.on('error', () => undefined);
    await once(session, 'remoteSettings');
  });

  afterEach(async () => {
    session.destroy();
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('P2 goAway: the call in flight ends well, and the client knows that no other may follow', async () => {
    const call = get();
    const told = once(session, 'goaway');
    proxy.goAway();
    expect((await told)[0]).toBe(http2.constants.NGHTTP2_NO_ERROR);
    await expect(call).resolves.toBe(200);
    await eventually(() => session.closed);
    expect(proxy.fired).toBe(1);
  });

  it('P2 cutReplies: the request got there, the reply does not', async () => {
    let requests = 0;
    server.on('request', () => (requests += 1));
    proxy.cutReplies(1);
    let answered = false;
    const request = session.request({ ':path': '/' }).on('response', () => (answered = true));
    request.on('error', () => undefined);
    await once(request, 'close');
    expect([requests, answered, proxy.fired]).toEqual([1, false, 1]);
  });

  it('P4 holdRequests: the client hears of a cut connection, the server gets the request when it is delivered', async () => {
    let requests = 0;
    server.on('request', () => (requests += 1));
    proxy.holdRequests(1);
    const request = session.request({ ':path': '/', ':method': 'POST' });
    request.on('error', () => undefined).end('all of it');
    await once(request, 'close');
    expect([requests, proxy.fired]).toEqual([0, 1]);
    session = http2.connect(`http://127.0.0.1:${proxy.port}`);
    await expect(get()).resolves.toBe(200);
    expect(await proxy.deliverHeld()).toBe(1);
    expect([requests, await proxy.deliverHeld()]).toEqual([2, 0]);
  });
});
