/** How the work of all sagas together went on, from the times of their events and ends: pure. */

/** The longest time within the span in which nothing happened. @param times in any order */
export function longestGapMs(times: readonly number[], fromMs: number, toMs: number): number {
  const within = times.filter((time) => time > fromMs && time < toMs).sort((a, b) => a - b);
  const marks = [fromMs, ...within, toMs];
  return Math.max(...marks.slice(1).map((mark, index) => mark - (marks[index] ?? mark)));
}

/** How often it happened in a second of the span. */
export function perSecond(times: readonly number[], fromMs: number, toMs: number): number {
  return times.filter((time) => time >= fromMs && time < toMs).length / ((toMs - fromMs) / 1_000);
}

/** The first time after the moment; NaN where there is none. */
export function firstAfter(times: readonly number[], momentMs: number): number {
  return times.reduce((first, time) => (time >= momentMs && !(first <= time) ? time : first), Number.NaN);
}
