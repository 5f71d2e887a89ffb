/** Redis is killed, and consultations begin and end without it. */
import { endAs, type Scene } from '../scene.js';
import { PLAIN } from '../site.js';

export const redisLost: Scene = {
  page: 'redis-lost',
  asProcess: true,
  async begin(site) {
    const { redis } = site;
    await redis.kill();
    let isUp = false;
    const comesBack = async (): Promise<void> => {
      if (!isUp) await redis.start();
      isUp = true;
    };
    const saga = await site.start(PLAIN, site.input('without-redis'), false);
    return {
      names: { saga },
      env: { REDIS_URL: redis.url },
      happenings: { 'Redis is up again, and empty': comesBack },
      endings: new Map(endAs('COMPLETED', saga)),
      mend: comesBack,
    };
  },
};
