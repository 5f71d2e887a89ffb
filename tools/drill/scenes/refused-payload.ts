/**
 * Two consultations under supervision are refused: one has a temperature that nobody can have, the other is written to the
 * record of a person that was merged with another one, and locked for it.
 */
import { endAs, type Scene } from '../scene.js';
import { SUPERVISED, type Site } from '../site.js';

const OLD_PERSON = 'merged-person';
const PERSON = 'merged-into';

async function keptOf(site: Site, table: string, column: string, sagaId: string): Promise<string> {
  const text = `select ${column} as id from ${table} where saga_id = $1`;
  return (await site.pool.query<{ id: string }>(text, [sagaId])).rows[0]?.id ?? '';
}

export const refusedPayload: Scene = {
  page: 'refused-payload',
  async begin(site) {
    const vitals = { temperature_celsius: 378 };
    await site.lock(OLD_PERSON);
    const [saga, second] = await Promise.all([
      site.start(SUPERVISED, site.input('typing-error', { vitals })),
      site.start(SUPERVISED, site.input(OLD_PERSON)),
    ]);
    const [consultation, report] = await Promise.all([
      keptOf(site, 'consultation.consultation_record', 'consultation_id', second),
      keptOf(site, 'report.report', 'report_id', second),
    ]);
    return {
      names: { saga, second, consultation, report, person: PERSON },
      endings: new Map([...endAs('COMPENSATED', saga), ...endAs('COMPLETED', second)]),
      further: async () => {
        const text = 'select user_id from health_record.health_record_version where saga_id = $1';
        const { rows } = await site.pool.query<{ user_id: string }>(text, [second]);
        const users = rows.map((row) => row.user_id).join(', ');
        return users === PERSON ? [] : [`the record was written for ${users} instead of ${PERSON}`];
      },
    };
  },
};
