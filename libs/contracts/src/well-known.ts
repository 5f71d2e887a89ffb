/**
 * Times and durations in their three forms: on the wire (seconds and nanos), as text (RFC 3339, `1.5s`), and as
 * milliseconds. Wire objects come from proto-loader (`seconds` as text) or from protobufjs (a Long): both are read.
 */
import { JsonMappingError } from './json.js';

/** A Timestamp or Duration as it is read; either member may be missing, which means 0. */
export interface SecondsAndNanos {
  readonly seconds?: unknown;
  readonly nanos?: unknown;
}
/** A Timestamp or Duration as it is written. Seconds fit a number: both types are limited to 12 digits. */
export interface WireSeconds {
  readonly seconds: number;
  readonly nanos: number;
}

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, the range of a Timestamp. */
const MIN_TIMESTAMP_S = -62_135_596_800;
const MAX_TIMESTAMP_S = 253_402_300_799;
/** About 10,000 years, the range of a Duration. */
const MAX_DURATION_S = 315_576_000_000;
const NANOS_PER_SECOND = 1_000_000_000;
const NANOS_PER_MS = 1_000_000;

const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

function secondsOf(value: SecondsAndNanos): number {
  const { seconds } = value;
  if (typeof seconds === 'number') return seconds;
  return seconds === undefined || seconds === null ? 0 : Number(String(seconds));
}

function nanosOf(value: SecondsAndNanos): number {
  return typeof value.nanos === 'number' ? value.nanos : 0;
}

/** With 0, 3, 6 or 9 digits, as few as say it all. */
function fraction(nanos: number): string {
  if (nanos === 0) return '';
  const digits = String(nanos).padStart(9, '0');
  if (digits.endsWith('000000')) return `.${digits.slice(0, 3)}`;
  return digits.endsWith('000') ? `.${digits.slice(0, 6)}` : `.${digits}`;
}

function nanosOfDigits(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.padEnd(9, '0'));
}

function isTimestamp(seconds: number, nanos: number): boolean {
  return (
    Number.isInteger(seconds) &&
    seconds >= MIN_TIMESTAMP_S &&
    seconds <= MAX_TIMESTAMP_S &&
    Number.isInteger(nanos) &&
    nanos >= 0 &&
    nanos < NANOS_PER_SECOND
  );
}

/**
 * A Timestamp as RFC 3339 in UTC with 0, 3, 6 or 9 digits of a second.
 * @throws JsonMappingError outside of the years 1 to 9999, or when nanos are out of range
 */
export function timestampToText(wire: SecondsAndNanos): string {
  const seconds = secondsOf(wire);
  const nanos = nanosOf(wire);
  if (!isTimestamp(seconds, nanos)) throw new JsonMappingError('is no time between the years 1 and 9999');
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}${fraction(nanos)}Z`;
}

/** Seconds since 1970 of a date and time in UTC, or NaN where the calendar has no such moment. */
function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() / 1_000 + hour * 3_600 + minute * 60 + second;
}

/**
 * Reads RFC 3339 with up to 9 digits of a second and any offset.
 * @throws JsonMappingError for anything else
 */
export function timestampOfText(text: string): WireSeconds {
  const match = TIMESTAMP.exec(text);
  if (match === null) throw new JsonMappingError('must be a time as in RFC 3339: 2026-11-23T10:00:00Z');
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [digits, sign, offsetHours = '0', offsetMinutes = '0'] = match.slice(7);
  const hours = Number(offsetHours);
  const minutes = Number(offsetMinutes);
  const offset = (hours * 3_600 + minutes * 60) * (sign === '-' ? -1 : 1);
  const seconds = utcSeconds(year, month, day, hour, minute, second) - offset;
  const nanos = nanosOfDigits(digits);
  if (hours > 23 || minutes > 59 || !isTimestamp(seconds, nanos)) {
    throw new JsonMappingError('is no time of the calendar between the years 1 and 9999');
  }
  return { seconds, nanos };
}

/** A Timestamp as epoch milliseconds, cut off. @throws JsonMappingError as timestampToText */
export function timestampToMs(wire: SecondsAndNanos): number {
  const seconds = secondsOf(wire);
  const nanos = nanosOf(wire);
  if (!isTimestamp(seconds, nanos)) throw new JsonMappingError('is no time between the years 1 and 9999');
  return seconds * 1_000 + Math.floor(nanos / NANOS_PER_MS);
}

/** A Timestamp for the wire from epoch milliseconds, which may have a fraction. */
export function timestampOfMs(epochMs: number): WireSeconds {
  const whole = Math.floor(epochMs);
  const seconds = Math.floor(whole / 1_000);
  const nanos = (whole - seconds * 1_000) * NANOS_PER_MS + Math.floor((epochMs - whole) * NANOS_PER_MS);
  if (!isTimestamp(seconds, nanos)) throw new JsonMappingError('is no time between the years 1 and 9999');
  return { seconds, nanos };
}

function checkedDuration(seconds: number, nanos: number): WireSeconds {
  const inRange =
    Number.isInteger(seconds) &&
    Math.abs(seconds) <= MAX_DURATION_S &&
    Number.isInteger(nanos) &&
    Math.abs(nanos) < NANOS_PER_SECOND;
  if (!inRange || seconds * nanos < 0) {
    throw new JsonMappingError('is no duration of at most 315,576,000,000 seconds');
  }
  return { seconds, nanos };
}

/** A Duration as text: `1.500s`. @throws JsonMappingError out of range */
export function durationToText(wire: SecondsAndNanos): string {
  const { seconds, nanos } = checkedDuration(secondsOf(wire), nanosOf(wire));
  const sign = seconds < 0 || nanos < 0 ? '-' : '';
  return `${sign}${Math.abs(seconds)}${fraction(Math.abs(nanos))}s`;
}

/** Reads `1.5s`, `-3s`. @throws JsonMappingError for anything else */
export function durationOfText(text: string): WireSeconds {
  const match = DURATION.exec(text);
  if (match === null) throw new JsonMappingError('must be a duration in seconds: 1.5s');
  const sign = match[1] === '-' ? -1 : 1;
  // `+ 0`: no negative zero
  return checkedDuration(Number(match[2]) * sign + 0, nanosOfDigits(match[3]) * sign + 0);
}

/** A Duration in milliseconds, with a fraction where it has one. @throws JsonMappingError out of range */
export function durationToMs(wire: SecondsAndNanos): number {
  const { seconds, nanos } = checkedDuration(secondsOf(wire), nanosOf(wire));
  return seconds * 1_000 + nanos / NANOS_PER_MS;
}

/** A Duration for the wire. @throws JsonMappingError out of range */
export function durationOfMs(durationMs: number): WireSeconds {
  const seconds = Math.trunc(durationMs / 1_000);
  const nanos = Math.trunc((durationMs - seconds * 1_000) * NANOS_PER_MS);
  return checkedDuration(seconds + 0, nanos + 0);
}
