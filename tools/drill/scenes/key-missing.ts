/** The key was changed, and the one before it was taken away while sagas still needed it. */
import { randomBytes } from 'node:crypto';
import { endAs, type Scene } from '../scene.js';
import { SUPERVISED, waitsForReport } from '../site.js';

export const keyMissing: Scene = {
  page: 'key-missing',
  async begin(site) {
    const newKey = `k2:${randomBytes(32).toString('base64')}`;
    const withKeys = (...keys: readonly string[]) =>
      site.replaceOrchestrator({ env: { SUOKE_ENCRYPTION_KEYS: keys.join(',') } });
    let isMissing = true;
    const comesBack = async (): Promise<void> => {
      if (isMissing) await withKeys(newKey, site.key);
      isMissing = false;
    };
    const mend = async (): Promise<void> => {
      await comesBack();
      await site.startParticipant('report');
    };
    try {
      await site.killParticipant('report');
      const saga = await site.start(SUPERVISED, site.input('old-key'), false);
      await site.until(saga, 'to wait for the report service', waitsForReport);
      await withKeys(newKey);
      await site.startParticipant('report');
      await site.until(saga, 'to be unreadable', ({ stuck_class: stuck }) => stuck === 'cannot_decrypt');
      return {
        names: { saga },
        env: { SUOKE_ENCRYPTION_KEYS: newKey },
        happenings: {
          'the key k1 is back in SUOKE_ENCRYPTION_KEYS, and the service was started anew': comesBack,
        },
        endings: new Map(endAs('COMPLETED', saga)),
        mend,
      };
    } catch (error) {
      await mend();
      throw error;
    }
  },
};
