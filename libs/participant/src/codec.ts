import { serviceDefinition } from '#libs/contracts';
import type { ReplyCodec } from './barrier.js';

/**
 * How the replies of a method are serialized on the wire; what the barrier keeps is exactly that.
 * @param service full name: `suoke.report.v1.ReportService`
 * @throws RangeError for a service or a method that is not in proto/
 */
export function replyCodec<Reply>(service: string, method: string): ReplyCodec<Reply> {
  const found = serviceDefinition(service)[method];
  if (found === undefined) throw new RangeError(`${service} has no method ${method}`);
  return {
    encode: (reply) => found.responseSerialize(reply),
    decode: (bytes) => found.responseDeserialize(Buffer.from(bytes)) as Reply,
  };
}
