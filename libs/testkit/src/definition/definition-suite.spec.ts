import type { SagaDefinition } from '#libs/saga-core';
import { everyKind } from '../engine/every-kind.js';
import { compensatable, pivot, plan, retriable } from '../story/plans.js';
import { definitionSuite } from './definition-suite.js';

const STOP = { onRefused: 'stop', onExhausted: 'stop' } as const;

const named = (type: string, definition: SagaDefinition): SagaDefinition => ({ ...definition, type });

definitionSuite(everyKind);

definitionSuite(
  named(
    'stops-everywhere',
    plan(
      compensatable('one', { branches: ['left', 'right'], barrier: false, ...STOP }),
      pivot('two', { barrier: false, ...STOP }),
    ),
  ),
);

definitionSuite(
  named(
    'one-attempt-each',
    plan(
      compensatable('one', { retry: { maxAttempts: 1 }, undoRetry: { maxAttempts: 1 } }),
      compensatable('two', {
        retry: { nonRetryableCodes: ['UNAVAILABLE'] },
        doneCodes: ['FAILED_PRECONDITION'],
      }),
      retriable('three', { branches: ['left', 'right'], retry: { maxAttempts: 4 } }),
    ),
  ),
);

definitionSuite(named('nothing-to-undo', plan(compensatable('one', { notUndone: true }))));
