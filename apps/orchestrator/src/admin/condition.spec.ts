import { STATUSES } from '#libs/saga-core';
import type { SagaRow } from '#libs/saga-engine';
import { situationOf } from './condition.js';

const NOW = 1_795_000_000_000;
const live = { id: 'live', leaseUntilMs: NOW + 5_000, retired: false, lockFree: false };
const late = { id: 'late', leaseUntilMs: NOW, retired: false, lockFree: true };
const gone = { id: 'gone', leaseUntilMs: NOW + 5_000, retired: true, lockFree: true };
const view = { databaseNowMs: NOW, serverStartedAtMs: 0, instances: [live, late, gone] };

const moving = {
  status: 'RUNNING',
  finishedAtMs: null,
  pausedAtMs: null,
  blockedOn: null,
  owner: null,
  dueAtMs: NOW,
} as unknown as SagaRow;

describe('what a saga is doing', () => {
  it.each<[string, Partial<SagaRow>, string, number | null]>([
    ['due now', {}, 'DUE', null],
    ['due for a while', { dueAtMs: NOW - 30_000 }, 'DUE', null],
    ['due for too long', { dueAtMs: NOW - 30_001 }, 'OVERDUE', null],
    ['due later', { dueAtMs: NOW + 1 }, 'BACKING_OFF', null],
    ['owned by a live process', { owner: 'live', dueAtMs: null }, 'MOVING', NOW + 5_000],
    ['owned past the lease', { owner: 'late', dueAtMs: null }, 'ORPHANED', NOW],
    ['owned by a retired process', { owner: 'gone', dueAtMs: null }, 'ORPHANED', NOW + 5_000],
    ['owned by a forgotten process', { owner: 'unknown', dueAtMs: null }, 'ORPHANED', null],
    ['paused', { pausedAtMs: 1, dueAtMs: null }, 'PAUSED', null],
    ['paused with a call in flight', { pausedAtMs: 1, owner: 'live', dueAtMs: null }, 'PAUSED', NOW + 5_000],
    ['blocked', { blockedOn: 'a.B', dueAtMs: null }, 'BLOCKED', null],
    ['stuck', { status: 'FAILED', dueAtMs: null }, 'STUCK', null],
    ['stuck and paused', { status: 'FAILED', pausedAtMs: 1, dueAtMs: null }, 'STUCK', null],
    ['completed', { status: 'COMPLETED', finishedAtMs: 1, dueAtMs: null }, 'ENDED', null],
    ['neither owned nor due', { dueAtMs: null }, 'DUE', null],
  ])('%s', (_what, change, condition, ownerLeaseMs) => {
    expect(situationOf({ ...moving, ...change }, view)).toEqual({
      condition: `CONDITION_${condition}`,
      ownerLeaseMs,
    });
  });

  it.each(STATUSES)('is never unspecified: %s', (status) => {
    expect(situationOf({ ...moving, status }, view).condition).toMatch(/^CONDITION_[A-Z_]+$/);
  });
});
