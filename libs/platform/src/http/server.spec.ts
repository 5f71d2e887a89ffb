import { EventEmitter, once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { BindingRefusedError } from '../grpc/binding.js';
import { ConfigError } from '../config/env.js';
import { httpServer, type HttpServerInput, type HttpServerSetup } from './server.js';

const base = { insecure: false, production: false };
const sockets: Socket[] = [];
const servers: HttpServerSetup[] = [];

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function serve(handler: RequestListener, more: Partial<HttpServerInput> = {}) {
  const port = await freePort();
  const server = httpServer({ ...base, url: `127.0.0.1:${port}`, ...more });
  servers.push(server);
  await server.listen(handler);
  return { server, port };
}

/** Sends bytes as they are; the answer is all that comes until the connection ends. */
function send(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(bytes);
  return new Promise((resolve) => socket.once('close', () => resolve(answer)));
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.shutdown(0)));
});

const ok: RequestListener = (_request, response) => void response.end('ok');

describe('an HTTP server', () => {
  it.each(['0.0.0.0:5180', '[::]:5180', 'admin.example:5180'])('W1: offers no plain text on %s', (url) => {
    expect(() => httpServer({ ...base, url })).toThrow(BindingRefusedError);
    expect(() => httpServer({ ...base, url, insecure: true })).not.toThrow();
  });

  it('W1: offers plain text nowhere in production, unless told to', () => {
    const url = '127.0.0.1:5180';
    expect(() => httpServer({ ...base, url, production: true })).toThrow(BindingRefusedError);
    expect(() => httpServer({ ...base, url, production: true, insecure: true })).not.toThrow();
  });

  it.each(['nonsense', 'localhost', '127.0.0.1:99999', '[::1]', ':5180'])('%s is no address', (url) => {
    expect(() => httpServer({ ...base, url, insecure: true })).toThrow(ConfigError);
  });

  it('answers on IPv4 and IPv6', async () => {
    const { port } = await serve(ok);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ok');
    const other = await freePort();
    await serve(ok, { url: `[::1]:${other}` });
    expect(await (await fetch(`http://[::1]:${other}/`)).text()).toBe('ok');
  });

  it('says at which address it cannot listen', async () => {
    const { port } = await serve(ok);
    const second = httpServer({ ...base, url: `127.0.0.1:${port}` });
    await expect(second.listen(ok)).rejects.toThrow(
      new RegExp(`cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`),
    );
    await second.shutdown(0);
  });

  it('W2: cuts off who sends headers or a body drop by drop', async () => {
    const { port } = await serve(
      (request, response) => void request.resume().on('end', () => response.end('ok')),
      {
        requestTimeoutMs: 200,
      },
    );
    expect(await send(port, 'GET / HTTP/1.1\r\nHost: x\r\nA')).toMatch(/^HTTP\/1\.1 408 /);
    expect(await send(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc')).toMatch(
      /^HTTP\/1\.1 408 /,
    );
  });

  it('refuses headers of more than 16 KiB, and two lengths of one body', async () => {
    const { port } = await serve(ok);
    const large = `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await send(port, large)).toMatch(/^HTTP\/1\.1 431 /);
    const twoLengths =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n';
    expect(await send(port, twoLengths)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('shows every header, also of a thousand', async () => {
    const { port } = await serve(
      (request, response) => void response.end(String(request.rawHeaders.length / 2)),
    );
    const lines = Array.from({ length: 1_000 }, (_, index) => `h${index}: x\r\n`).join('');
    const answer = await send(port, `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`);
    expect(answer).toMatch(/\r\n\r\n.*1002/s);
  });

  /** A server whose requests are answered by the test. */
  async function held() {
    const arrived = new EventEmitter();
    const { server, port } = await serve((_request, response) => void arrived.emit('request', response));
    const first = once(arrived, 'request') as Promise<[ServerResponse]>;
    return { server, port, first };
  }

  it('W3: takes no connection while it stops, and lets a request end that runs', async () => {
    const { server, port, first } = await held();
    const waiting = fetch(`http://127.0.0.1:${port}/`);
    const [response] = await first;
    const stopping = server.shutdown(60_000);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    response.end('late');
    expect(await (await waiting).text()).toBe('late');
    await stopping;
  });

  it('W3: cuts a request that does not end', async () => {
    const { server, port, first } = await held();
    const waiting = fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
    await first;
    await server.shutdown(10);
    expect(await waiting).toMatchObject({ message: 'fetch failed' });
  });

  it('that never listened has nothing to stop', async () => {
    await expect(httpServer({ ...base, url: '127.0.0.1:1' }).shutdown(1_000)).resolves.toBeUndefined();
  });
});
