import type { Redis } from 'ioredis';

/**
 * KEYS: the snapshots; ARGV: a channel and what is published there, then for each key its revision, the new text, and its
 * time to live in ms. One that is as new or newer stays; whatever else stands under a key, of any type, is replaced.
 * Answers how many were written.
 *
 * One command for many: each command costs the client several times what its part of the script costs Redis.
 */
const STORE_IF_NEWER = `
local written = 0
for index, key in ipairs(KEYS) do
  local at = 3 * index
  local standing = redis.pcall('GET', key)
  local revision = type(standing) == 'string' and tonumber(string.match(standing, '^(%d+)|'))
  if not revision or revision < tonumber(ARGV[at]) then
    redis.call('SET', key, ARGV[at + 1], 'PX', ARGV[at + 2])
    written = written + 1
  end
end
redis.call('PUBLISH', ARGV[1], ARGV[2])
return written
`;

interface WithStoreIfNewer {
  storeIfNewer(...keysAndArguments: readonly (string | number)[]): Promise<number>;
}

/** Makes the script known to a connection; it travels by its hash once the server has seen it. */
function defineStoreIfNewer(redis: Redis): void {
  if (!('storeIfNewer' in redis)) redis.defineCommand('storeIfNewer', { lua: STORE_IF_NEWER });
}

export interface StoreIfNewer {
  readonly key: string;
  readonly revision: number;
  readonly text: string;
  readonly ttlMs: number;
}

export interface Publication {
  readonly channel: string;
  readonly message: string;
}

/** Stores what is newer, and publishes; no key comes twice. */
export async function storeAndPublish(
  redis: Redis,
  entries: readonly StoreIfNewer[],
  { channel, message }: Publication,
): Promise<void> {
  defineStoreIfNewer(redis);
  const keys = entries.map(({ key }) => key);
  const values = entries.flatMap(({ revision, text, ttlMs }) => [revision, text, ttlMs]);
  await (redis as unknown as WithStoreIfNewer).storeIfNewer(
    keys.length,
    ...keys,
    channel,
    message,
    ...values,
  );
}
