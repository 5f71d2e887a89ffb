/** The records of twenty persons are locked, and four hundred consultations of theirs are stuck at the last step. */
import { systemClock } from '#libs/platform';
import { CallFailed } from '../../client/call-failed.js';
import { endAs, type Scene } from '../scene.js';
import { SUPERVISED, type Site } from '../site.js';

const SAGAS = 400;
const AT_A_TIME = 24;
const BUSY_MS = 500;
const PERSONS = Array.from({ length: 20 }, (_, index) => `locked-${index}`);

/** Who is told that the service has enough to do comes again in a moment. */
async function startPatiently(site: Site, person: string): Promise<string> {
  for (;;) {
    try {
      return await site.start(SUPERVISED, site.input(person));
    } catch (error) {
      if (!(error instanceof CallFailed) || error.status !== 'RESOURCE_EXHAUSTED') throw error;
      await systemClock.sleep(BUSY_MS);
    }
  }
}

/** Starts all of them, some at a time, each until it rests. */
async function startAll(site: Site): Promise<string[]> {
  const sagas: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < SAGAS) {
      const person = PERSONS[next % PERSONS.length] ?? '';
      next += 1;
      sagas.push(await startPatiently(site, person));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return sagas;
}

export const batchOf400: Scene = {
  page: 'batch-of-400',
  async begin(site) {
    await Promise.all(PERSONS.map((person) => site.lock(person)));
    const unlock = async (): Promise<void> => {
      await Promise.all(PERSONS.map((person) => site.unlock(person)));
    };
    const sagas = await startAll(site);
    return {
      names: {},
      happenings: { 'the health record team has lifted the locks': unlock },
      endings: new Map(endAs('COMPLETED', ...sagas)),
      mend: unlock,
    };
  },
};
