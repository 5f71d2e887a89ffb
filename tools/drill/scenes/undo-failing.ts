/**
 * Two completed consultations are taken back, but the record of the person has a later version, which the undo of the
 * earlier one would take away. In the one case the later version is right, in the other it has to go as well.
 */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#libs/contracts';
import { endAs, type Scene } from '../scene.js';
import { PLAIN, type Site } from '../site.js';

/** Two persons decide to take a completed saga back, as they have to. */
async function takeBack(site: Site, saga_id: string): Promise<void> {
  const reason = 'booked for the wrong person';
  const asked = await site.admin('operator', 'CompensateSaga', { saga_id, request_id: randomUUID(), reason });
  const { approval_id } = asked['result'] as JsonObject;
  const { approvals } = await site.admin('approver', 'ListApprovals', { state: 'APPROVAL_STATE_PENDING' });
  const approval = (approvals as JsonObject[]).find((one) => one['approval_id'] === approval_id);
  const request = { approval_id, etag: approval?.['etag'] ?? '', request_id: randomUUID(), reason };
  await site.admin('approver', 'ApproveRequest', request as JsonObject);
}

/** @returns the saga whose undo fails, and the later one of the same person */
async function overwritten(site: Site, user: string): Promise<[saga: string, later: string]> {
  const saga = await site.start(PLAIN, site.input(user));
  const later = await site.start(PLAIN, site.input(user));
  await takeBack(site, saga);
  await site.until(saga, 'to be stuck', ({ stuck_class: stuck }) => stuck === 'compensation_refused');
  return [saga, later];
}

export const undoFailing: Scene = {
  page: 'undo-failing',
  async begin(site) {
    const [[saga, right], [second, later]] = await Promise.all([
      overwritten(site, 'later-is-right'),
      overwritten(site, 'later-is-wrong'),
    ]);
    const stays = ['COMPENSATED, and health-record keeps 1, undid 0'];
    return {
      names: { saga, second, later },
      endings: new Map([
        [saga, { status: 'COMPENSATED', stays }],
        ...endAs('COMPLETED', right),
        ...endAs('COMPENSATED', second, later),
      ]),
    };
  },
};
