import { EVENT_KINDS } from './events.js';
import {
  directionOf,
  isEnded,
  isMoving,
  isStuck,
  nextPhase,
  PHASES,
  statusOf,
  triggerOf,
  type Trigger,
} from './status.js';

/**
 * The table of docs/STATE_MACHINE.md, written out a second time as a reader would: for each event the phases that it may
 * meet, and what they become. What is not listed is forbidden.
 */
const ALLOWED: Record<Trigger, Record<string, string>> = {
  branch_done: { RUNNING: 'RUNNING' },
  branch_refused: { RUNNING: 'RUNNING' },
  attempt_failed: { RUNNING: 'RUNNING', COMPENSATING: 'COMPENSATING' },
  interrupted: { RUNNING: 'RUNNING', COMPENSATING: 'COMPENSATING' },
  released: { RUNNING: 'RUNNING', COMPENSATING: 'COMPENSATING' },
  turned: { RUNNING: 'COMPENSATING', FAILED_FORWARD: 'COMPENSATING' },
  cancel_requested: { RUNNING: 'RUNNING' },
  branch_undone: { COMPENSATING: 'COMPENSATING' },
  undo_failed: { COMPENSATING: 'COMPENSATING' },
  failed: { RUNNING: 'FAILED_FORWARD', COMPENSATING: 'FAILED_BACKWARD' },
  completed: { RUNNING: 'COMPLETED' },
  compensated: { COMPENSATING: 'COMPENSATED' },
  replayed: {
    RUNNING: 'RUNNING',
    COMPENSATING: 'COMPENSATING',
    FAILED_FORWARD: 'RUNNING',
    FAILED_BACKWARD: 'COMPENSATING',
  },
  rewound: { COMPENSATING: 'RUNNING' },
  input_edited: { RUNNING: 'RUNNING', FAILED_FORWARD: 'FAILED_FORWARD' },
  skipped: { FAILED_FORWARD: 'RUNNING' },
  undo_waived: { FAILED_BACKWARD: 'COMPENSATING' },
  undo_recorded: { FAILED_BACKWARD: 'COMPENSATING' },
  outcome_done: { FAILED_FORWARD: 'RUNNING' },
  outcome_not_done: { RUNNING: 'RUNNING', FAILED_FORWARD: 'COMPENSATING' },
  paused: { RUNNING: 'RUNNING', COMPENSATING: 'COMPENSATING' },
  resumed: {
    RUNNING: 'RUNNING',
    COMPENSATING: 'COMPENSATING',
    FAILED_FORWARD: 'FAILED_FORWARD',
    FAILED_BACKWARD: 'FAILED_BACKWARD',
  },
  blocked: { RUNNING: 'RUNNING', COMPENSATING: 'COMPENSATING' },
  unblocked: { RUNNING: 'RUNNING', COMPENSATING: 'COMPENSATING' },
  closed: { FAILED_FORWARD: 'CLOSED', FAILED_BACKWARD: 'CLOSED' },
  reopened: { COMPLETED: 'COMPENSATING' },
};
const TRIGGERS = Object.keys(ALLOWED) as Trigger[];

describe('the status machine', () => {
  it.each(PHASES.flatMap((phase) => TRIGGERS.map((trigger) => ({ phase, trigger }))))(
    '$phase × $trigger',
    ({ phase, trigger }) => {
      expect(nextPhase(phase, trigger)).toBe(ALLOWED[trigger][phase] ?? null);
    },
  );

  it('knows every event but the first, and one event by its two outcomes', () => {
    const kinds = EVENT_KINDS.filter((kind) => kind !== 'started' && kind !== 'outcome_recorded');
    expect([...TRIGGERS].sort()).toEqual([...kinds, 'outcome_done', 'outcome_not_done'].sort());
    expect(triggerOf({ kind: 'started', data: { deadlineAtMs: null }, secret: { input: null } })).toBeNull();
    expect(triggerOf({ kind: 'paused', data: {} })).toBe('paused');
    for (const outcome of ['done', 'not_done'] as const) {
      const data = { outcome, by: 'operator', deadlineAtMs: null } as const;
      const event = { kind: 'outcome_recorded', step: 's', branch: 'b', data } as const;
      expect(triggerOf(event)).toBe(`outcome_${outcome}`);
    }
  });

  it('says of each phase what it is', () => {
    expect(
      PHASES.map((phase) => [
        phase,
        statusOf(phase),
        directionOf(phase),
        [isMoving(phase) && 'moving', isStuck(phase) && 'stuck', isEnded(phase) && 'ended']
          .filter(Boolean)
          .join(),
      ]),
    ).toEqual([
      ['RUNNING', 'RUNNING', 'forward', 'moving'],
      ['COMPENSATING', 'COMPENSATING', 'backward', 'moving'],
      ['FAILED_FORWARD', 'FAILED', 'forward', 'stuck'],
      ['FAILED_BACKWARD', 'FAILED', 'backward', 'stuck'],
      ['COMPLETED', 'COMPLETED', null, 'ended'],
      ['COMPENSATED', 'COMPENSATED', null, 'ended'],
      ['CLOSED', 'CLOSED', null, 'ended'],
    ]);
  });
});
