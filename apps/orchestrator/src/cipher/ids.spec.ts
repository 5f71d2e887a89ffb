import { RandomPool } from './random-pool.js';
import { UuidSource } from './ids.js';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

describe('UuidSource', () => {
  const NOW = Date.UTC(2026, 10, 23, 10, 0, 0, 123);

  it('makes a UUID v7 of exactly the given time', () => {
    const ids = new UuidSource();
    for (const ms of [0, 1, NOW, 2 ** 48 - 1]) {
      const id = ids.sagaId(ms);
      expect(id).toMatch(V7);
      expect(timeOf(id)).toBe(ms);
    }
    expect(timeOf(ids.sagaId(NOW + 0.9))).toBe(NOW);
    expect(timeOf(ids.sagaId(NOW - 5_000))).toBe(NOW - 5_000);
  });

  it('ids of one millisecond grow', () => {
    const ids = new UuidSource();
    const made = Array.from({ length: 2_000 }, () => ids.sagaId(NOW));
    expect([...made].sort()).toEqual(made);
  });

  it('ids are unique whatever the number in a millisecond', () => {
    const ids = new UuidSource();
    const made = Array.from({ length: 20_000 }, () => ids.sagaId(NOW));
    expect(new Set(made).size).toBe(20_000);
    for (const id of made) expect(id).toMatch(V7);
  });

  it.each([-1, Number.NaN, 2 ** 48, Number.POSITIVE_INFINITY])('%d is no time', (ms) => {
    expect(() => new UuidSource().sagaId(ms)).toThrow(RangeError);
  });

  it('instances and requests get random ones', () => {
    const ids = new UuidSource();
    expect(ids.instanceId()).not.toBe(ids.instanceId());
    expect(ids.requestId()).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});

describe('RandomPool', () => {
  it('hands out no bytes twice', () => {
    const pool = new RandomPool(8);
    const drawn = Array.from({ length: 3_000 }, () => pool.draw().toString('hex'));
    expect(new Set(drawn).size).toBe(3_000);
  });
});
