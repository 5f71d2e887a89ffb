/** Two operators look at one stuck consultation and decide differently. */
import { randomUUID } from 'node:crypto';
import { CallFailed } from '../../client/call-failed.js';
import { endAs, type Scene } from '../scene.js';
import { SUPERVISED, type Site } from '../site.js';

/** Both ask at the same moment, on the same state. @returns what is wrong with what they hear */
async function race(site: Site, saga_id: string): Promise<string[]> {
  const { revision } = (
    await site.pool.query<{ revision: number }>('select revision from orchestrator.saga where id = $1', [
      saga_id,
    ])
  ).rows[0] ?? { revision: 0 };
  const ask = async (who: 'operator' | 'admin'): Promise<string> => {
    const request = {
      saga_id,
      etag: String(revision),
      request_id: randomUUID(),
      reason: 'the ward asks for it',
    };
    try {
      await site.admin(who, 'CompensateSaga', request);
      return 'done';
    } catch (error) {
      if (error instanceof CallFailed) return error.status;
      throw error;
    }
  };
  const answers = (await Promise.all([ask('operator'), ask('admin')])).toSorted().join(', ');
  return answers === 'ABORTED, done' ? [] : [`two operators at once hear ${answers}`];
}

export const twoOperators: Scene = {
  page: 'two-operators',
  async begin(site) {
    const user = 'two-operators';
    await site.lock(user);
    const start = () => site.start(SUPERVISED, site.input(user));
    const [saga, raced] = await Promise.all([start(), start()]);
    const wrong: string[] = await race(site, raced);
    return {
      names: { saga },
      endings: new Map(endAs('COMPENSATED', saga, raced)),
      further: () => Promise.resolve(wrong),
      mend: () => site.unlock(user),
    };
  },
};
