/** The report service is killed; three consultations wait for it. */
import { endAs, type Scene } from '../scene.js';
import { PLAIN, SUPERVISED, waitsForReport, type SagaType } from '../site.js';

export const participantDown: Scene = {
  page: 'participant-down',
  async begin(site) {
    await site.killParticipant('report');
    const start = (type: SagaType, number: number) => site.start(type, site.input(`waits-${number}`), false);
    const [saga, second, third] = [await start(SUPERVISED, 1), await start(PLAIN, 2), await start(PLAIN, 3)];
    const sagas = [saga, second, third];
    for (const each of sagas) await site.until(each, 'to wait for the report service', waitsForReport);
    const comesBack = () => site.startParticipant('report');
    return {
      names: { saga, second, third },
      happenings: { 'the report service is up again': comesBack },
      endings: new Map(endAs('COMPLETED', ...sagas)),
      mend: comesBack,
    };
  },
};
