import {
  credentials,
  makeGenericClientConstructor,
  Metadata,
  status as GrpcStatus,
  type Client,
  type ServiceError,
} from '@grpc/grpc-js';
import { serviceDefinition } from '#libs/contracts';
import { CALL_KEY_METADATA } from '#libs/participant';
import { readStatusDetails, systemClock, type StatusDetails } from '#libs/platform';

/** A call that ended in an error, as its caller sees it. */
export interface FailedCall {
  code: number;
  text: string;
  details: StatusDetails | null;
}

/** How a call was answered: the bytes of its reply, or how it failed. */
export type CallAnswer = { readonly code: GrpcStatus.OK; readonly reply: Buffer } | FailedCall;

const CALL_DEADLINE_MS = 20_000;

type Method = (request: unknown, metadata: Metadata, options: object, done: Done) => void;
type Done = (error: ServiceError | null, reply: unknown) => void;

/** Clients of one server, one per service, by full name. */
export class GrpcCaller {
  private readonly clients = new Map<string, Client>();

  constructor(readonly url: string) {}

  /**
   * Calls `suoke.x.v1.Service/Method` and returns the reply; the key goes into the metadata.
   * Throws grpc-js' ServiceError; the deadline is 20 s unless told otherwise.
   */
  call<Reply>(path: string, request: unknown, key?: string, deadlineMs = CALL_DEADLINE_MS): Promise<Reply> {
    const [service = '', method = ''] = path.split('/');
    const client = this.client(service) as unknown as Record<string, Method | undefined>;
    const metadata = metadataOf(key);
    return new Promise((resolve, reject) => {
      const send = client[method];
      if (send === undefined) throw new Error(`${service} has no ${method}`);
      send.call(client, request, metadata, { deadline: systemClock.now() + deadlineMs }, (error, reply) =>
        error === null ? resolve(reply as Reply) : reject(error),
      );
    });
  }

  /** Makes a call that has to fail, and returns how it failed. */
  async failure(path: string, request: unknown, key?: string): Promise<FailedCall> {
    const answer = await this.exchange(path, request, key);
    if ('reply' in answer) throw new Error(`${path} did not fail`);
    return answer;
  }

  /** Makes a call and returns how it was answered, whatever that is. */
  exchange(path: string, request: unknown, key?: string): Promise<CallAnswer> {
    const [service = '', name = ''] = path.split('/');
    const method = serviceDefinition(service)[name];
    if (method === undefined) throw new Error(`${service} has no ${name}`);
    const options = { deadline: systemClock.now() + CALL_DEADLINE_MS };
    return new Promise((resolve) => {
      this.client(service).makeUnaryRequest(
        method.path,
        method.requestSerialize,
        (bytes) => bytes,
        request,
        metadataOf(key),
        options,
        (error, reply) => {
          resolve(error === null ? { code: GrpcStatus.OK, reply: reply as Buffer } : failedCall(error));
        },
      );
    });
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private client(service: string): Client {
    const known = this.clients.get(service);
    if (known !== undefined) return known;
    const Constructor = makeGenericClientConstructor(serviceDefinition(service), service);
    const client = new Constructor(this.url, credentials.createInsecure(), { 'grpc.enable_retries': 0 });
    this.clients.set(service, client);
    return client;
  }
}

function metadataOf(key: string | undefined): Metadata {
  const metadata = new Metadata();
  if (key !== undefined) metadata.set(CALL_KEY_METADATA, key);
  return metadata;
}

function failedCall(error: ServiceError): FailedCall {
  return { code: error.code, text: error.details, details: readStatusDetails(error) };
}
