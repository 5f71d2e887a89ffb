/** Replies of participants that cannot be reached, made from the descriptors, for the steps after theirs. */
import type { JsonObject } from '#libs/contracts';
import { sampleMessage } from '#libs/testkit/participants';

/**
 * A reply with every field filled in; its texts are `mark`, which is an identifier, so that replies with different marks have
 * different ids.
 * @param message full name of the message
 */
export function likelyReply(message: string, mark: string): JsonObject {
  return (sampleMessage(message, '', () => mark) ?? {}) as JsonObject;
}
