/**
 * A statement as the driver takes it; the name makes each connection prepare it once. Every value is bound. The text of what
 * runs all the time is made once too: the driver compares it with what it prepared.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * Names rows by ids that a parameter holds, in their order. The array makes every plan use the primary key; the bounds, which
 * are known when a plan starts and not only when it is made, cut the partitions of other months away.
 */
export function isAmong(column: string, parameter: string): string {
  const ids = `${parameter}::uuid[]`;
  return `${column} = any(${ids}) and ${column} >= (${ids})[1] and ${column} <= (${ids})[cardinality(${ids})]`;
}

/** The time of the transaction, cut to the milliseconds in which times are stored. */
export const NOW = `date_trunc('milliseconds', now())`;

/** Epoch milliseconds of a timestamp, exactly: `extract` computes in numeric. */
export function msOf(timestamp: string): string {
  return `(extract(epoch from ${timestamp}) * 1000)::bigint`;
}

/** Reads the clock, not the start of the transaction. */
export const CLOCK_MS = `floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * The timestamp of epoch milliseconds. As a double, seconds with three decimals are off by less than a microsecond for the
 * next hundreds of years, which the rounding to the column's milliseconds takes away.
 */
export function timeOf(ms: string): string {
  return `to_timestamp(${ms}::double precision / 1000)`;
}
