/**
 * Five times in a row the process that runs a saga is gone while it calls the report service. For the others a process is
 * gone when its lease is: each time it is taken from the one that has the saga, which then comes in anew.
 */
import { eventually } from '#libs/testkit';
import { endAs, type Scene } from '../scene.js';
import { SUPERVISED, type Site } from '../site.js';

/**
 * Ends the lease of the process that has the saga, and the session that proves that a process lives: it learns at once that it
 * was taken for dead.
 */
async function loseProcess(site: Site, saga: string): Promise<void> {
  const { rowCount } = await site.pool.query(
    `update orchestrator.instance set retired_at = now()
     where retired_at is null and id = (select owner from orchestrator.saga where id = $1)`,
    [saga],
  );
  if (rowCount === 0) return;
  await site.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'orchestrator instance lock' and datname = current_database()`,
  );
}

export const poisonInput: Scene = {
  page: 'poison-input',
  async begin(site) {
    const report = site.stack.participant('report');
    report.kill('SIGSTOP');
    const answersAgain = () => Promise.resolve(report.kill('SIGCONT'));
    try {
      const saga = await site.start(SUPERVISED, site.input('poison'), false);
      await site.until(
        saga,
        'to call the report service',
        ({ owner, step_index: step }) => owner !== null && step === 2,
      );
      await eventually(
        async () => {
          const { interruptions, stuck_class: stuck } = await site.look(saga);
          if (stuck === 'poison') return;
          await loseProcess(site, saga);
          throw new Error(`${interruptions} interruptions, ${stuck}`);
        },
        // Four and sixteen seconds lie between the last interruptions, by the clock of the database.
        { timeoutMs: 60_000, intervalMs: 100, what: 'a poisoned saga' },
      );
      return { names: { saga }, endings: new Map(endAs('COMPENSATED', saga)) };
    } finally {
      await answersAgain();
    }
  },
};
