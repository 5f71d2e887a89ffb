/** How the processes of the benchmark learn where the participants listen. */

/** Environment variable: one port for each of `BENCH_SERVICES`, between commas. */
export const PORTS = 'BENCH_PORTS';

export function portsIn(text = ''): number[] {
  return text.split(',').map(Number);
}
