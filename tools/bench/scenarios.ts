/** The closed loops, in the order in which they run. */
import type { ClosedLoad, Pace } from './rounds.js';

export interface Scenario extends ClosedLoad {
  readonly name: string;
  readonly title: string;
  /** Part of `--quick`. */
  readonly quick?: boolean;
  /** Where the usual one would be over before a saga is. */
  readonly pace?: Pace;
}

export const USUAL_PACE: Pace = { rounds: 3, seconds: 10, warmUpSeconds: 3 };
export const QUICK_PACE: Pace = { rounds: 2, seconds: 2.5, warmUpSeconds: 1 };

const inFlight = (count: number, quick = false): Scenario => ({
  name: `in-flight-${count}`,
  title: `${count} in flight`,
  inFlight: count,
  subject: 'ok',
  quick,
});

export const SCENARIOS: readonly Scenario[] = [
  inFlight(1, true),
  inFlight(16),
  inFlight(64, true),
  inFlight(256),
  inFlight(1_024),
  {
    name: 'undo',
    title: 'the last step refused, 64 in flight',
    inFlight: 64,
    subject: 'refused',
    quick: true,
  },
  { name: 'flaky', title: '10 % of calls failing once, 256 in flight', inFlight: 256, subject: 'flaky' },
  {
    name: 'slow-20ms',
    title: 'participants that take 20 ms, 512 in flight',
    inFlight: 512,
    subject: 'slow-20',
  },
  {
    ...{ name: 'slow-2s', title: 'participants that take 2 s, 2,000 in flight' },
    ...{ inFlight: 2_000, subject: 'slow-2000' },
    pace: { rounds: 3, seconds: 11, warmUpSeconds: 1 },
  },
  {
    ...{ name: 'two-processes', title: 'two orchestrators, 128 in flight' },
    ...{ inFlight: 128, subject: 'ok', orchestrators: 2 },
  },
  {
    ...{ name: 'three-processes', title: 'three orchestrators, 192 in flight' },
    ...{ inFlight: 192, subject: 'ok', orchestrators: 3 },
  },
];
