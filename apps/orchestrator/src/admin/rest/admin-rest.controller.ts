/** `/admin/v1`: every method of the admin service, by one handler for all of them. */
import type { ServerResponse } from 'node:http';
import { Metadata } from '@grpc/grpc-js';
import { All, Controller, Req, Res } from '@nestjs/common';
import { AdminGateway, type Caller } from './admin-gateway.js';
import { etagHeader } from './etag.js';
import { requestMessage } from './request-message.js';
import { RestError } from './rest-errors.js';
import { pathOf, type RestRequest } from './rest-request.js';

/** Headers that mean the same as metadata of a call. */
const PASSED_ON = ['authorization', 'traceparent', 'user-agent', 'accept-language'];
/** What metadata can hold; a header may hold more. */
const PRINTABLE = /^[ -~]*$/;

@Controller()
export class AdminRestController {
  constructor(private readonly gateway: AdminGateway) {}

  @All('*address')
  async handle(@Req() request: RestRequest, @Res() response: ServerResponse): Promise<void> {
    const { match, headers, originalUrl, body } = request;
    if (match === undefined) throw new RestError('ROUTE_NOT_FOUND', 'There is nothing at this address.');
    const message = requestMessage({
      ...match,
      headers,
      query: originalUrl.slice(pathOf(request).length + 1),
      body: request.method === 'POST' ? bytesOf(body) : null,
    });
    const { route } = match;
    const reply = await this.gateway.call(route, message, callerOf(request, response));
    const etag = etagHeader(route.shape.responseType, reply);
    if (etag !== null) response.setHeader('etag', etag);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(reply));
  }
}

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function callerOf({ headers, socket }: RestRequest, response: ServerResponse): Caller {
  const metadata = new Metadata();
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (typeof value === 'string' && PRINTABLE.test(value)) metadata.set(name, value);
  }
  return {
    metadata,
    peer: `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`,
    onGone: (gone) => {
      response.once('close', () => {
        if (!response.writableFinished) gone();
      });
    },
  };
}
