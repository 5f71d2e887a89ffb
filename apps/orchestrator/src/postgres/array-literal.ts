/**
 * Arrays as the text of a parameter. The driver builds them too, element by element, into strings of thousands of pieces;
 * a flush has thirty of them.
 */

type Plain = number | boolean | null;

/** Of numbers and booleans. */
export function plainArray(values: readonly Plain[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

const SPECIAL = /["\\]/;
const EACH_SPECIAL = /["\\]/g;

function quoted(value: string | null): string {
  if (value === null) return 'NULL';
  return `"${SPECIAL.test(value) ? value.replaceAll(EACH_SPECIAL, '\\$&') : value}"`;
}

/** Of texts, ids and JSON texts. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map(quoted).join(',')}}`;
}
