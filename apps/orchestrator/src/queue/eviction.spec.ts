import { evictionPolicy, evictionWarning } from './eviction.js';

const info = (policy: string): string =>
  `# Memory\r\nmaxmemory:0\r\nmaxmemory_policy:${policy}\r\nmem_allocator:x\r\n`;

describe('the eviction policy of Redis', () => {
  it('is read from INFO', () => {
    expect(evictionPolicy(info('allkeys-lru'))).toBe('allkeys-lru');
    expect(evictionPolicy('# Memory\r\n')).toBeNull();
  });

  it('is warned of once when keys may be evicted, and not otherwise', () => {
    const told: unknown[] = [];
    const log = {
      info: () => undefined,
      error: () => undefined,
      warn: (event: string) => void told.push(event),
    };
    const wrong = evictionWarning(log);
    wrong(info('volatile-ttl'));
    wrong(info('volatile-ttl'));
    evictionWarning(log)(info('noeviction'));
    evictionWarning(log)('');
    expect(told).toEqual(['redis_may_evict_jobs']);
  });
});
