/** The scenario of all faults: the nemesis does what the seed says while consultations are started. */
import { systemClock } from '#libs/platform';
import { Load } from './load.js';
import { Nemesis } from './nemesis.js';
import { planFaults } from './plan.js';
import { percentile } from '../statistics.js';
import { recoveriesOf } from './recovery.js';
import { atMost, within, type Field, type Happened } from './scenario.js';

const TAKEOVER_LIMIT_MS = 2_000;

export async function storm(field: Field, load: Load): Promise<Happened> {
  const { site, seed, seconds, told, tell } = field;
  const nemesis = new Nemesis(site, planFaults(seed, seconds), tell);
  const { signal, end } = within(seconds * 1_000, told, systemClock.setTimer);
  await Promise.all([load.run(signal), nemesis.run(signal)]);
  end();
  const { deeds, failed } = nemesis;
  return {
    deeds,
    failed,
    bounds: (histories) => {
      const kills = recoveriesOf(deeds, histories).filter(
        ({ kind, since, circumstance }) =>
          kind === 'kill-orchestrator' && since === 'act' && circumstance === 'alone',
      );
      const samples = kills.flatMap(({ samplesMs }) => samplesMs);
      if (samples.length === 0) return [];
      const what = `SIGKILL of an orchestrator to the next event of its sagas, p99 of ${samples.length}`;
      return [atMost(what, percentile(samples, 0.99), TAKEOVER_LIMIT_MS)];
    },
  };
}
