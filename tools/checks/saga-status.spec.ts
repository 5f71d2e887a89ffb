import { messagesOf } from './fixture.js';
import { sagaStatus } from './saga-status.js';

const ENGINE = 'libs/saga-engine/src/mover.ts';
const STORE = 'apps/orchestrator/src/postgres/flush.sql.ts';
const found = (path: string, text: string): number => messagesOf(sagaStatus, path, text).length;

describe('saga status', () => {
  it.each([
    "saga.status = 'FAILED';",
    'saga.status = next;',
    "state.phase ??= 'RUNNING';",
    "const row = { ...saga, status: 'COMPLETED' };",
    "const row = { status: done ? 'COMPLETED' : saga.status };",
    "const row = { phase: ('FAILED_FORWARD' as const) };",
    "const text = `update saga set due_at = null, status = 'FAILED' where id = $1`;",
  ])('refuses %s', (text) => {
    expect(found(ENGINE, text)).toBe(1);
    expect(found(STORE, text)).toBe(1);
  });

  it.each([
    "if (saga.status === 'FAILED') stop();",
    'const row = { status: statusOf(state.phase) };',
    "interface Row { status: 'RUNNING' | 'FAILED' }",
    "const filter = { statuses: ['FAILED'] };",
    "const answer = { status: 'ok' };",
    "const text = `update saga set due_at = now() where status = 'FAILED'`;",
    'const text = `update saga set status = i.status from input i`;',
  ])('lets pass %s', (text) => {
    expect(found(ENGINE, text)).toBe(0);
  });

  it('leaves it to the status machine and the fold, and to tests', () => {
    const text = "const state = { phase: 'RUNNING' };";
    expect(found('libs/saga-core/src/fold.ts', text)).toBe(0);
    expect(found('libs/saga-core/src/status.ts', text)).toBe(0);
    expect(found('libs/saga-core/src/decide.ts', text)).toBe(1);
    expect(found('libs/saga-engine/src/mover.spec.ts', text)).toBe(0);
    expect(found('apps/report/src/report.ts', text)).toBe(0);
  });
});
