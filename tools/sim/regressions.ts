/** Seeds that once broke an oracle, each with what was wrong. They come first in every campaign. */
export const REGRESSIONS: readonly number[] = [];
