import type { Redis } from 'ioredis';

/**
 * KEYS[1] active list, KEYS[2] set of the stalled; ARGV[1] prefix of job keys. Removes the jobs whose data or options are
 * no JSON: a worker takes them, fails to read them, and would do so again every half minute for ever.
 */
const REMOVE_UNREADABLE = `
local removed = 0
for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, 4999)) do
  local key = ARGV[1] .. id
  local fields = redis.pcall('HMGET', key, 'data', 'opts')
  local readable = fields.err == nil
  for i = 1, 2 do
    if readable and fields[i] and fields[i] ~= '' and not pcall(cjson.decode, fields[i]) then readable = false end
  end
  if not readable then
    redis.call('LREM', KEYS[1], 1, id)
    redis.call('SREM', KEYS[2], id)
    redis.call('DEL', key, key .. ':lock')
    removed = removed + 1
  end
end
return removed
`;

/** Answers how many it removed. `keyOf` names the keys of a lane as BullMQ does. */
export async function removeUnreadableJobs(redis: Redis, keyOf: (type: string) => string): Promise<number> {
  return Number(await redis.eval(REMOVE_UNREADABLE, 2, keyOf('active'), keyOf('stalled'), keyOf('')));
}
