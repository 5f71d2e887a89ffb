import type { ChainableCommander, Redis } from 'ioredis';

/**
 * KEYS[1] the snapshot; ARGV: revision, the new text, time to live in ms. Answers 1 if it was written, 0 if what stands
 * there is as new or newer. Whatever else stands under the key, of any type, is replaced.
 */
const STORE_IF_NEWER = `
local standing = redis.pcall('GET', KEYS[1])
if type(standing) == 'string' then
  local revision = tonumber(string.match(standing, '^(%d+)|'))
  if revision and revision >= tonumber(ARGV[1]) then return 0 end
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
`;

interface WithStoreIfNewer {
  storeIfNewer(key: string, revision: number, text: string, ttlMs: number): unknown;
}

/** Makes the script known to a connection; it travels by its hash once the server has seen it. */
export function defineStoreIfNewer(redis: Redis): void {
  if (!('storeIfNewer' in redis))
    redis.defineCommand('storeIfNewer', { numberOfKeys: 1, lua: STORE_IF_NEWER });
}

export interface StoreIfNewer {
  readonly key: string;
  readonly revision: number;
  readonly text: string;
  readonly ttlMs: number;
}

/** Queues one compare-and-store in a pipeline of a connection that knows the script. */
export function storeIfNewer(pipeline: ChainableCommander, entry: StoreIfNewer): void {
  const { key, revision, text, ttlMs } = entry;
  (pipeline as unknown as WithStoreIfNewer).storeIfNewer(key, revision, text, ttlMs);
}
