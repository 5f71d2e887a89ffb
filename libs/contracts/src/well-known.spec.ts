import fc from 'fast-check';
import {
  durationOfMs,
  durationOfText,
  durationToMs,
  durationToText,
  timestampOfMs,
  timestampOfText,
  timestampToMs,
  timestampToText,
} from './index.js';

const MIN_MS = -62_135_596_800_000;
const MAX_MS = 253_402_300_799_999;

describe('Timestamp', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0, 0],
    ['2026-11-23T10:00:00.5+08:00', 1_795_399_200, 500_000_000],
    ['1969-12-31T23:59:59.999999999Z', -1, 999_999_999],
    ['0001-01-01T00:00:00Z', -62_135_596_800, 0],
    ['9999-12-31T23:59:59.999999999Z', 253_402_300_799, 999_999_999],
    ['2024-02-29T23:59:59-23:59', 1_709_337_539, 0],
  ])('reads %s', (text, seconds, nanos) => {
    expect(timestampOfText(text)).toEqual({ seconds, nanos });
    expect(Date.parse(text.replace(/(\.\d{3})\d+/, '$1'))).toBe(seconds * 1_000 + Math.floor(nanos / 1e6));
  });

  it.each([
    '',
    '2026-11-23',
    '2026-11-23T10:00:00',
    '2026-11-23 10:00:00Z',
    '2026-11-23t10:00:00z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T10:60:00Z',
    '2026-11-23T10:00:60Z',
    '2026-11-23T10:00:00.1234567890Z',
    '2026-11-23T10:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '+02026-11-23T10:00:00Z',
    '2026-11-23T10:00:00Z\n',
  ])('refuses %j', (text) => {
    expect(() => timestampOfText(text)).toThrow('time');
  });

  it('writes as few digits of a second as say it all', () => {
    expect(timestampToText({ seconds: '0', nanos: 0 })).toBe('1970-01-01T00:00:00Z');
    expect(timestampToText({ seconds: 0, nanos: 1_000_000 })).toBe('1970-01-01T00:00:00.001Z');
    expect(timestampToText({ seconds: 0, nanos: 1_000 })).toBe('1970-01-01T00:00:00.000001Z');
    expect(timestampToText({ nanos: 1 })).toBe('1970-01-01T00:00:00.000000001Z');
    expect(timestampToText({})).toBe('1970-01-01T00:00:00Z');
  });

  it('refuses what is out of range on the wire', () => {
    expect(() => timestampToText({ seconds: '253402300800' })).toThrow();
    expect(() => timestampToText({ seconds: 0, nanos: -1 })).toThrow();
    expect(() => timestampToText({ seconds: 0, nanos: 1_000_000_000 })).toThrow();
    expect(() => timestampToMs({ seconds: '-62135596801' })).toThrow();
    expect(() => timestampOfMs(Number.NaN)).toThrow();
  });

  it('is the same after text and back, and agrees with Date', () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_MS, max: MAX_MS }), (ms) => {
        const wire = timestampOfMs(ms);
        expect(timestampToMs(wire)).toBe(ms);
        expect(timestampOfText(timestampToText(wire))).toEqual(wire);
        expect(Date.parse(timestampToText(wire))).toBe(ms);
      }),
    );
  });
});

describe('Duration', () => {
  it.each([
    ['0s', 0, 0],
    ['1.500s', 1, 500_000_000],
    ['-1.500s', -1, -500_000_000],
    ['-0.000000001s', 0, -1],
    ['315576000000s', 315_576_000_000, 0],
  ])('reads and writes %s', (text, seconds, nanos) => {
    expect(durationOfText(text)).toEqual({ seconds, nanos });
    expect(durationToText({ seconds, nanos })).toBe(text);
  });

  it.each(['', '1', '1 s', 's', '.5s', '1.s', '+1s', '1e3s', '1.0000000001s', '315576000001s', '1m'])(
    'refuses %j',
    (text) => {
      expect(() => durationOfText(text)).toThrow('duration');
    },
  );

  it('refuses signs that differ', () => {
    expect(() => durationToText({ seconds: 1, nanos: -1 })).toThrow();
  });

  it('is the same after milliseconds and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
        expect(durationToMs(durationOfMs(ms))).toBe(ms);
        expect(durationOfText(durationToText(durationOfMs(ms)))).toEqual(durationOfMs(ms));
      }),
    );
  });
});
