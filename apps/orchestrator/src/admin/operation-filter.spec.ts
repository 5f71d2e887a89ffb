import { EngineError } from '#libs/saga-engine';
import { parseOperationFilter } from './operation-filter.js';

describe('the filter of operations', () => {
  it.each([
    ['', {}],
    ['   ', {}],
    ['state = RUNNING', { state: 'RUNNING' }],
    ['state=waiting_for_approval', { state: 'WAITING_FOR_APPROVAL' }],
    ['action = REPLAY AND actor = "li.wei@suoke"', { action: 'replay', actor: 'li.wei@suoke' }],
    [
      'create_time > "2026-11-28T00:00:00Z" AND create_time < "2026-11-28T00:00:01Z"',
      { createdAfterMs: 1_795_824_000_000, createdBeforeMs: 1_795_824_001_000 },
    ],
  ])('%j', (filter, query) => {
    expect(parseOperationFilter(filter)).toEqual(query);
  });

  it.each([
    'state == DONE',
    'state = LOST',
    'action = SKIP_STEP',
    'actor > "a"',
    'create_time = "2026-11-28T00:00:00Z"',
    'create_time > "soon"',
    'total = 3',
    'state = DONE AND',
    'state = DONE OR state = RUNNING',
    'state = DONE AND state = RUNNING',
    'actor = "a\u0000b"',
    'actor = "a b"',
    `actor = 'x' OR 1=1--`,
    `actor = "${'x'.repeat(2_000)}"`,
    '((((((',
  ])('%j is refused, with where', (filter) => {
    expect(() => parseOperationFilter(filter)).toThrow(EngineError);
  });
});
