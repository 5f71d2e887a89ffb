/** A consultation waits for the report service while a deploy brings back an older version, which cannot run it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOlderVersion } from '../older-version.js';
import { endAs, type Scene } from '../scene.js';
import { SUPERVISED, waitsForReport } from '../site.js';

export const definitionMissing: Scene = {
  page: 'definition-missing',
  async begin(site) {
    const folder = mkdtempSync(join(tmpdir(), 'suoke-older-'));
    let isOlder = true;
    const comesBack = async (): Promise<void> => {
      if (isOlder) await site.replaceOrchestrator();
      isOlder = false;
    };
    const mend = async (): Promise<void> => {
      await comesBack();
      await site.startParticipant('report');
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      await site.killParticipant('report');
      const saga = await site.start(SUPERVISED, site.input('newer'), false);
      await site.until(saga, 'to wait for the report service', waitsForReport);
      await site.replaceOrchestrator({ script: makeOlderVersion(folder) });
      await site.startParticipant('report');
      // Nobody takes it up for a minute, by the clock of the database: to move its time back is to wait.
      const text = `update orchestrator.saga set due_at = now() - interval '61 s' where id = $1 and due_at is not null`;
      await site.pool.query(text, [saga]);
      await site.until(saga, 'to be given up', ({ stuck_class: stuck }) => stuck === 'definition_missing');
      return {
        names: { saga },
        happenings: { 'the newer version is deployed again': comesBack },
        endings: new Map(endAs('COMPLETED', saga)),
        mend,
      };
    } catch (error) {
      await mend();
      throw error;
    }
  },
};
