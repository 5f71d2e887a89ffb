import { Doors, openLoop } from './load.js';
import type { OpenResult } from './results.js';
import { latenciesOf } from './rounds.js';
import type { Site } from './site.js';
import { startRequest } from './workload.js';

const MOST_IN_FLIGHT = 1_024;

/** Starts at a fixed rate, every second one waits for its end. @throws Error where calls fail */
export async function openStarts(site: Site, perSecond: number, seconds: number): Promise<OpenResult> {
  await site.useOrchestrators(1);
  const doors = new Doors(
    site.orchestrators.map(({ client }) => client.target),
    MOST_IN_FLIGHT,
  );
  try {
    const requests = [startRequest('ok', false), startRequest('ok', true)];
    const ways = requests.map((request) => () => doors.start(request));
    await openLoop(ways, perSecond, 2);
    const answers = await openLoop(ways, perSecond, seconds);
    const failed = answers.flatMap(({ failures }) => [...failures.keys()]);
    if (failed.length > 0) throw new Error(`starts at ${perSecond}/s failed: ${failed.join(', ')}`);
    const [start, end] = answers.map(latenciesOf);
    if (start === undefined || end === undefined) throw new Error('there were two requests');
    return { perSecond, start, end };
  } finally {
    doors.close();
  }
}
