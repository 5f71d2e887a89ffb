import type { SagaEventJson } from '../client/suoke-client.js';
import { Timeline, type Output } from './timeline.js';

const START_MS = Date.parse('2026-11-23T08:00:00.000Z');

const event = (kind: string, afterMs: number, more = {}): SagaEventJson => ({
  seq: '1',
  kind: `EVENT_KIND_${kind}`,
  time: new Date(START_MS + afterMs).toISOString(),
  ...more,
});

/** What a timeline prints of a saga whose process is killed, noted before the events after it are known. */
function told(output: Output): string[] {
  const lines: string[] = [];
  const timeline = new Timeline(output, (line) => lines.push(line));
  timeline.begin('survives', '(d) killed');
  timeline.event('s1', event('STARTED', 0));
  timeline.event('s1', event('BRANCH_DONE', 20, { step: 'book' }));
  timeline.incident(START_MS + 60, { saga: 's1', killed: 'orchestrator-1' }, 'killed: orchestrator-1');
  timeline.event('s1', event('RELEASED', 40));
  timeline.event('s1', event('INTERRUPTED', 560, { epoch: '2' }));
  timeline.result({ saga: 's1', takeoverSeconds: 0.5 }, 'taken over after 0.50 s');
  return lines;
}

describe('the timeline of the demo', () => {
  it('puts what no event tells where its time belongs', () => {
    expect(told('plain')).toEqual([
      '\n(d) killed',
      '    0.000 s  ▶ accepted and durable',
      '    0.020 s  ✓ book',
      '    0.040 s  ↷ handed over by a process that stops',
      '    0.060 s  † killed: orchestrator-1',
      '    0.560 s  ! its process died; another one took over, epoch 2',
      '  taken over after 0.50 s',
    ]);
  });

  it('names the scenario in every line of JSON', () => {
    const lines = told('json').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ scenario }) => scenario)).toEqual(Array.from({ length: 6 }, () => 'survives'));
    expect(lines[3]).toEqual({
      scenario: 'survives',
      saga: 's1',
      killed: 'orchestrator-1',
      time: '2026-11-23T08:00:00.060Z',
    });
    expect(lines[5]).toEqual({ scenario: 'survives', saga: 's1', takeoverSeconds: 0.5 });
  });

  it('tells in the end what no event came after', () => {
    const lines: string[] = [];
    const timeline = new Timeline('plain', (line) => lines.push(line));
    timeline.event('s1', event('STARTED', 0));
    timeline.incident(START_MS + 5, {}, 'killed: orchestrator-1');
    timeline.result({}, 'over');
    expect(lines.slice(1)).toEqual(['    0.005 s  † killed: orchestrator-1', '  over']);
  });
});
