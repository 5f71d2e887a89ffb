/** A client of the REST face: JSON in and out as it comes, or bytes as they are. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { JsonObject } from '#libs/contracts';
import { TOKENS, type Role } from './door-fixtures.js';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: JsonObject;
}

export interface RestSettings {
  /** Null for nobody. */
  readonly role?: Role | null;
  readonly headers?: { readonly [name: string]: string };
  /** An object is sent as JSON, a text or bytes as they are. */
  readonly body?: object | string | Uint8Array;
}

function bytesOf(body: RestSettings['body']): Buffer | null {
  if (body === undefined) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string);
  return Buffer.from(JSON.stringify(body));
}

export class RestClient {
  /** @param url `http://127.0.0.1:<port>` */
  constructor(readonly url: string) {}

  /** Each on a connection of its own: one that is kept may be closed by the server just when the next request leaves. */
  async send(method: string, path: string, settings: RestSettings = {}): Promise<RestAnswer> {
    const { role = 'operator', headers = {}, body } = settings;
    const bytes = bytesOf(body);
    const sent = request(this.url + path, {
      method,
      agent: false,
      headers: {
        ...(role === null ? {} : { authorization: `Bearer ${TOKENS[role]}` }),
        ...(bytes === null ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
        ...headers,
      },
    });
    sent.end(bytes ?? undefined);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const text = await response.setEncoding('utf8').reduce((all: string, part: string) => all + part, '');
    return {
      status: response.statusCode ?? 0,
      headers: new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      json: text === '' ? {} : (JSON.parse(text) as JsonObject),
    };
  }

  get(path: string, settings: RestSettings = {}): Promise<RestAnswer> {
    return this.send('GET', `/admin/v1${path}`, settings);
  }

  post(
    path: string,
    body: NonNullable<RestSettings['body']>,
    settings: RestSettings = {},
  ): Promise<RestAnswer> {
    return this.send('POST', `/admin/v1${path}`, { ...settings, body });
  }

  /** Bytes that no client would send; what came back until the connection ended or the answer was there in whole. */
  raw(bytes: string): Promise<string> {
    const { hostname, port } = new URL(this.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    return new Promise((resolve) => {
      const end = (): void => {
        socket.destroy();
        resolve(answer);
      };
      socket.on('data', (chunk) => {
        answer += chunk.toString();
        const length = /^content-length: (\d+)$/im.exec(answer)?.[1];
        const [head, body] = answer.split('\r\n\r\n', 2);
        if (length !== undefined && head !== undefined && Buffer.byteLength(body ?? '') >= Number(length))
          end();
      });
      socket.once('error', end).once('close', end);
      socket.write(bytes);
    });
  }
}

/** A problem document, and that it is one. */
export function problemIn({ status, headers, json }: RestAnswer): JsonObject {
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(json).toMatchObject({ status, type: `urn:suoke:error:${String(json['code'])}` });
  return json;
}
