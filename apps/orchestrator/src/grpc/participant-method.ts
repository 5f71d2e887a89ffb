/** What is known of a method before the first call of it: path, encoder and decoder, made once per process. */
import { JsonMappingError, messageCodec, methodOf, serviceDefinition } from '#libs/contracts';
import { participantOf, type Json } from '#libs/saga-core';
import type { CallOutcome } from '#libs/saga-engine';

/** A unary method in the two ways in which it is called. */
export interface CalledMethod {
  /** Full name of the service. */
  readonly participant: string;
  readonly call: OutgoingCall;
  readonly seal: OutgoingCall;
}

export interface OutgoingCall {
  /** `/package.Service/Method`. */
  readonly path: string;
  /** Bytes of the request. @throws JsonMappingError */
  encode(request: Json, key: string): Buffer;
  /** What a reply means. Throws for bytes that are no reply. */
  decode(reply: Buffer): CallOutcome;
}

const CALL_STATUS = 'suoke.participant.v1.CallStatusService';

interface SealReply {
  readonly outcome: string;
  readonly reply: Buffer;
}

/**
 * Prepares a method by `package.Service/Method`; null when the protos have no such unary method.
 * @throws RangeError when its messages have no plain JSON
 */
export function prepareMethod(name: string): CalledMethod | null {
  const method = methodOf(name);
  if (method === null || method.requestStream || method.responseStream) return null;
  const request = messageCodec(method.requestType);
  const response = messageCodec(method.responseType);
  const call: OutgoingCall = {
    path: method.path,
    encode: (json) => request.encode(json),
    decode: (bytes) => ({ kind: 'done', reply: response.decode(bytes) }),
  };
  return { participant: participantOf(name), call, seal: sealOf(call) };
}

/** Seals the key of a call; where the call had taken effect, its reply comes back. */
function sealOf(sealed: OutgoingCall): OutgoingCall {
  const seal = serviceDefinition(CALL_STATUS).SealCall;
  if (seal === undefined) throw new RangeError(`${CALL_STATUS} has no SealCall`);
  return {
    path: seal.path,
    encode: (_request, key) => seal.requestSerialize({ key }),
    decode: (bytes) => {
      const { outcome, reply } = seal.responseDeserialize(bytes) as SealReply;
      if (outcome === 'SEAL_OUTCOME_SEALED') return { kind: 'sealed' };
      if (outcome === 'SEAL_OUTCOME_APPLIED') return sealed.decode(reply);
      throw new RangeError('the seal has no outcome');
    },
  };
}

/** A request that cannot be encoded left nothing behind, and never will: a definite refusal, by ourselves. */
export function unencodable(error: JsonMappingError): CallOutcome {
  const field = error.path.replaceAll(/\[".*?"\]/g, '[?]');
  return {
    kind: 'refused',
    code: 'INVALID_ARGUMENT',
    reason: 'REQUEST_INVALID',
    ...(field === '' ? {} : { fields: [field] }),
    message: error.description,
  };
}
