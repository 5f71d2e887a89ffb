/** Seeds that once broke an oracle, each with what was wrong. They come first in every campaign. */
export const REGRESSIONS: readonly number[] = [
  // A clock that drifted made the rest of a wait vanish in rounding: the self-check asked again without end.
  3021,
];
