/** Many seeds: what fired, how long it took, and what of a failing seed is needed to fail. */
import { FAULT_KINDS, type FaultKind } from './faults.js';
import { simulate, type Outcome, type SimulationOptions } from './simulation.js';

export class Tally {
  seeds = 0;
  events = 0;
  virtualMs = 0;
  fired = 0;
  readonly byKind = new Map<FaultKind, number>(FAULT_KINDS.map((kind) => [kind, 0]));
  /** Seeds by the number of faults that fired in them. */
  readonly byCount = new Map<number, number>();
  readonly ends = new Map<string, number>();

  add({ events, virtualMs, fired, ends }: Outcome): void {
    this.seeds += 1;
    this.events += events;
    this.virtualMs += virtualMs;
    this.fired += fired.length;
    count(this.byCount, fired.length);
    for (const { kind } of fired) count(this.byKind, kind);
    for (const end of ends) count(this.ends, end);
  }

  /** Kinds that never struck: nothing was shown about them. */
  silent(): FaultKind[] {
    return [...this.byKind].filter(([, fired]) => fired === 0).map(([kind]) => kind);
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * The faults without any of which a seed no longer breaks the same oracle, as far as leaving out one after the other finds
 * them.
 * @returns their indexes; the seed with only these is the smaller case
 */
export async function shrink(failed: Outcome, options: SimulationOptions = {}): Promise<number[]> {
  const breaks = async (only: readonly number[]) =>
    (await simulate(failed.seed, { ...options, only })).violation?.oracle === failed.violation?.oracle;
  const fired = failed.fired.map(({ index }) => index);
  let kept = (await breaks(fired)) ? fired : failed.armed.map(({ index }) => index);
  for (const index of [...kept]) {
    const without = kept.filter((other) => other !== index);
    if (await breaks(without)) kept = without;
  }
  return kept;
}
