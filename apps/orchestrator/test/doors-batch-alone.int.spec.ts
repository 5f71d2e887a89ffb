/** A batch without anybody who would move a saga (T15). */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { JsonObject } from '#libs/contracts';
import { grpcError } from '#libs/platform';
import { eventually } from '#libs/testkit';
import { Doors } from './door-fixtures.js';

const noPaper = () =>
  Promise.reject(grpcError({ code: status.FAILED_PRECONDITION, message: 'no paper', reason: 'NO_PAPER' }));
const operationOf = (answer: JsonObject) => (answer['operation'] ?? {}) as JsonObject;

it('T15: with every worker dead and Redis down its actions are done all the same', async () => {
  const far = await Doors.open({ SUOKE_ROLES: 'api' });
  try {
    const worker = await far.add();
    far.participants.script('GenerateReport', noPaper);
    const type = 'health-consultation-supervised';
    const saga = await far.start({ type, wait: '20s' }, { deadlineMs: 30_000 });
    expect(saga).toMatchObject({ status: 'SAGA_STATUS_FAILED' });
    await worker.stop();
    await far.redis.down();
    const request = {
      selection: { saga_ids: [saga['saga_id']] },
      ...{ request_id: randomUUID(), reason: 'asked for by the ward' },
    };
    const id = operationOf((await far.admin('BatchReplaySagas', request))['result'] as JsonObject)[
      'operation_id'
    ];
    const accepted = await eventually(async () => {
      const seen = operationOf(await far.admin('GetOperation', { operation_id: id }));
      return seen['accepted'] === '1' && seen;
    });
    expect(accepted).toMatchObject({ state: 'OPERATION_STATE_RUNNING', effective: '0' });
    expect((await far.get(saga['saga_id']))['status']).toBe('SAGA_STATUS_RUNNING');
  } finally {
    await far.close();
  }
}, 60_000);
