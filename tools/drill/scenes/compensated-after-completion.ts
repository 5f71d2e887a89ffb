/** A consultation was completed, for the wrong person. */
import { endAs, type Scene } from '../scene.js';
import { PLAIN } from '../site.js';

export const compensatedAfterCompletion: Scene = {
  page: 'compensated-after-completion',
  async begin(site) {
    const saga = await site.start(PLAIN, site.input('wrong-person'));
    return { names: { saga }, endings: new Map(endAs('COMPENSATED', saga)) };
  },
};
