/** Whatever a saga is stuck for, and wherever an operator sees it, there is a page about it. */
import { existsSync, readFileSync } from 'node:fs';
import type { JsonObject } from '#libs/contracts';
import { STUCK_CLASSES } from '#libs/saga-core';
import { sampleMessage } from '#libs/testkit/participants';
import { translator } from './language/translate.js';
import { layout, type Block } from './output/layout.js';
import { runbookOf } from './runbooks.js';
import { batchResultBlocks, operationBlocks } from './views/operations.js';
import { approvalBlocks, groupTable } from './views/oversight.js';
import { callTable, explanationBlocks } from './views/preview.js';

const reader = { t: translator('en'), language: 'en', nowMs: 3_000 } as const;

/** A message of the admin service with every field filled in. */
const sample = (name: string, more: JsonObject = {}) =>
  ({
    ...(sampleMessage(`suoke.saga.admin.v1.${name}`, 'it', (place) => place) as JsonObject),
    ...more,
  }) as never;

const shown = (blocks: readonly Block[]): string =>
  layout(blocks, { columns: null, colours: false }).join('\n');

describe('the page of a stuck class', () => {
  it.each(STUCK_CLASSES)('%s is there, is in the index, and explain names it', (name) => {
    const page = runbookOf(name.toUpperCase()) ?? '';
    expect(existsSync(page)).toBe(true);
    const file = page.replace('docs/runbooks/', '');
    const row = readFileSync('docs/runbooks/README.md', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('|') && line.includes(`\`${name.toUpperCase()}\``));
    expect(row).toContain(`(${file})`);
    const saga = { saga: { stuck_class: `STUCK_CLASS_${name.toUpperCase()}` }, allowed_actions: [] };
    const text = shown(explanationBlocks(sample('ExplainSagaResponse', { saga: fullSaga(saga) }), reader));
    expect(text).toContain(`What to do: ${page}`);
  });

  it('follows what happens next, which is a sentence of the service and needs no time behind it', () => {
    const saga = fullSaga({ saga: { stuck_class: 'STUCK_CLASS_POISON' }, allowed_actions: [] });
    const next = { en: 'It is sent again at 10:00.', zh_cn: '将于 10:00 再次发送。' };
    const told = sample('ExplainSagaResponse', { saga, next, next_time: '2026-11-28T10:00:00Z' });
    expect(shown(explanationBlocks(told, reader))).toContain(
      'Next: It is sent again at 10:00.\nWhat to do: docs/runbooks/poison-input.md',
    );
  });

  it('is not named where nothing is stuck, or where the class is of a later version', () => {
    for (const stuck_class of ['STUCK_CLASS_UNSPECIFIED', 'STUCK_CLASS_BEWITCHED', 99]) {
      const saga = { saga: { stuck_class }, allowed_actions: [] };
      const text = shown(explanationBlocks(sample('ExplainSagaResponse', { saga: fullSaga(saga) }), reader));
      expect(text).not.toContain('What to do');
    }
  });
});

function fullSaga(more: { saga: JsonObject; allowed_actions: never[] }): JsonObject {
  const admin = sample('AdminSaga') as { saga: JsonObject };
  return { ...admin, ...more, saga: { ...admin.saga, ...more.saga } };
}

describe('a table on a narrow screen', () => {
  const narrow = (blocks: readonly Block[]): string =>
    layout(blocks, { columns: 120, colours: false }).join('\n');
  const error = { code: 'FAILED_PRECONDITION', reason: 'HEALTH_RECORD_LOCKED', fields: [] };
  const step = 'create_consultation_record';
  const type = 'health-consultation-supervised';

  it('of causes still tells their reasons apart, and since when', () => {
    const group = {
      error,
      step,
      type,
      sagas: '400',
      first_time: '1970-01-01T00:00:00Z',
      cause: 'c'.repeat(22),
    };
    const text = narrow(
      groupTable([sample('CauseGroup', { ...group, stuck_class: 'STUCK_CLASS_REFUSED' })], reader),
    );
    expect(text).toMatch(/400 +REFUSED +create_consultation_\S+ +HEALTH_RECORD_LOCKED +3 sec\. ago/);
  });

  it('of calls still names what is called', () => {
    const method = 'suoke.notification.v1.NotificationService/CancelNotification';
    const call = { method, step, idempotency_key: `${'0'.repeat(36)}/${step}/main/1/compensation` };
    const text = narrow(
      callTable([sample('PlannedCall', { ...call, direction: 'CALL_DIRECTION_COMPENSATION' })], reader),
    );
    expect(text).toContain(' NotificationService/CancelNotification ');
  });

  it('is no place for what a second person decides on: target and reason are there in full', () => {
    const target = `sagas/${'0'.repeat(36)}`;
    const reason =
      'a reason that is much longer than a column of a table could ever be, if it has neighbours';
    const text = narrow(approvalBlocks(sample('Approval', { target, reason }), reader));
    expect(text).toContain(target);
    expect(text).toContain(reason);
  });
});

describe('what is to be typed next', () => {
  it('stands below the causes: why, by a sample, and what a replay of them all would do', () => {
    const text = shown(
      groupTable([sample('CauseGroup', { cause: 'abc', sample_saga_ids: ['s-1', 's-2'] })], reader),
    );
    expect(text).toContain('sagactl explain s-1');
    expect(text).toContain(`sagactl batch replay --filter 'cause = "abc"' --dry-run`);
    expect(shown(groupTable([], reader))).not.toContain('sagactl');
  });

  it('stands below a batch that waits for a second person', () => {
    const batch = (state: string) =>
      shown(
        batchResultBlocks(
          sample('BatchResult', {
            operation: sample('Operation', { state, approval_id: 'a-1', pause_code: '' }),
          }),
          reader,
        ),
      );
    expect(batch('OPERATION_STATE_WAITING_FOR_APPROVAL')).toContain('sagactl approvals approve a-1');
    expect(batch('OPERATION_STATE_RUNNING')).not.toContain('approve');
  });

  it('follows from why a batch is paused', () => {
    const operation = sample('Operation', { state: 'OPERATION_STATE_PAUSED', pause_code: 'TOO_MANY_FAILED' });
    expect(shown(operationBlocks(operation, reader))).toMatch(/PAUSED FOR +TOO_MANY_FAILED/);
  });
});
