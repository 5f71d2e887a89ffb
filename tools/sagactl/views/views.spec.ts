/** Renderers show whatever a server may send: every status, nothing, huge values, values of a later version (T4). */
import { messageOf, type JsonObject } from '#libs/contracts';
import { sampleMessage } from '#libs/testkit/participants';
import { CallFailed } from '../../client/call-failed.js';
import { translator, type Language } from '../language/translate.js';
import { layout, type Block } from '../output/layout.js';
import type { Reader } from '../screen.js';
import { eventTable, watchLines } from './events.js';
import { callFailureBlocks, callFailureDocument } from './failure.js';
import {
  batchResultBlocks,
  isPartial,
  itemTable,
  operationBlocks,
  operationTable,
  progressLine,
} from './operations.js';
import {
  approvalBlocks,
  approvalTable,
  auditTable,
  auditVerdictBlocks,
  definitionTable,
  groupTable,
  participantTable,
} from './oversight.js';
import { explanationBlocks, previewBlocks, resultBlocks } from './preview.js';
import { sagaDetail, sagaFacts, sagaTable } from './saga.js';
import { enumName } from './words.js';

const NOW = Date.parse('2026-01-01T00:01:00Z');
const reader = (language: Language): Reader => ({ t: translator(language), language, nowMs: NOW });
const READERS = [reader('en'), reader('zh-CN')];

/** A renderer takes what plain JSON of its message is; what a test makes of it has no better type. */
type Render = (message: never, reader: Reader) => readonly Block[];

const RENDERERS: readonly (readonly [message: string, name: string, render: Render])[] = [
  ['AdminSaga', 'sagaTable', (saga, to) => sagaTable([saga], to)],
  ['AdminSaga', 'sagaDetail', (saga, to) => sagaDetail(saga, to)],
  ['AdminSagaEvent', 'eventTable', (event, to) => eventTable([event], to)],
  ['ExplainSagaResponse', 'explanationBlocks', (explanation, to) => explanationBlocks(explanation, to)],
  ['Preview', 'previewBlocks', (preview, to) => previewBlocks(preview, to)],
  ['ActionResult', 'resultBlocks', (result, to) => resultBlocks(result, to)],
  ['Operation', 'operationTable', (operation, to) => operationTable([operation], to)],
  ['Operation', 'operationBlocks', (operation, to) => operationBlocks(operation, to)],
  ['OperationItem', 'itemTable', (item, to) => itemTable([item], to)],
  ['BatchResult', 'batchResultBlocks', (result, to) => batchResultBlocks(result, to)],
  ['Participant', 'participantTable', (participant, to) => participantTable([participant], to)],
  ['CauseGroup', 'groupTable', (group, to) => groupTable([group], to)],
  ['Definition', 'definitionTable', (definition, to) => definitionTable([definition], to)],
  ['Approval', 'approvalTable', (approval, to) => approvalTable([approval], to)],
  ['Approval', 'approvalBlocks', (approval, to) => approvalBlocks(approval, to)],
  ['AuditEntry', 'auditTable', (entry, to) => auditTable([entry], to)],
  ['VerifyAuditResponse', 'auditVerdictBlocks', (verdict, to) => auditVerdictBlocks(verdict, 'none', to)],
];

const full = (message: string, text: string) =>
  sampleMessage(
    message.includes('.') ? message : `suoke.saga.admin.v1.${message}`,
    'it',
    () => text,
  ) as JsonObject;

/** What a message is when everything that may be missing is missing. */
function bare(name: string): JsonObject {
  const shape = messageOf(`suoke.saga.admin.v1.${name}`);
  const fields = [...(shape?.fields.values() ?? [])].filter(({ presence }) => !presence);
  return Object.fromEntries(
    fields.map(({ name: field, cardinality, type }) => {
      if (cardinality !== 'one') return [field, cardinality === 'list' ? [] : {}];
      if (type.kind === 'enum') return [field, [...type.values.keys()][0] ?? 0];
      if (type.kind === 'message') return [field, {}];
      return [
        field,
        type.scalar === 'string' ? '' : type.scalar === 'bool' ? false : type.scalar === 'int64' ? '0' : 0,
      ];
    }),
  ) as JsonObject;
}

/** The same message with every enum beyond what this version knows. */
function ofLaterVersion(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofLaterVersion);
  if (typeof value === 'string') return /^[A-Z]+(_[A-Z]+)+$/.test(value) ? 999 : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ofLaterVersion(inner)]));
}

function shown(blocks: readonly Block[], columns: number | null = null): string {
  return layout(blocks, { columns, colours: false }).join('\n');
}

describe.each(RENDERERS)('%s by %s', (message, _name, render) => {
  it.each([
    ['in full', full(message, 'some text')],
    ['with nothing in it', bare(message)],
    ['with huge values', full(message, '长'.repeat(500))],
    ['with hostile values', full(message, '\u001b[2J\u202e\r\n')],
    ['of a later version', ofLaterVersion(full(message, 'some text')) as JsonObject],
  ])('%s is shown in both languages and any width', (_what, value) => {
    for (const to of READERS) {
      for (const columns of [null, 40]) {
        const text = shown(render(value as never, to), columns);
        expect(text).not.toMatch(/undefined|NaN|\[object|[^\n\P{Cc}]/u);
      }
    }
  });

  it('shows values that this version does not know as they came', () => {
    const value = ofLaterVersion(full(message, 'some text'));
    const hasEnum = JSON.stringify(value).includes('999');
    const text = shown(render(value as never, reader('en')));
    if (hasEnum) expect(text).toContain('#999');
  });
});

const valuesOf = (name: string) => {
  const field = messageOf('suoke.saga.v1.Saga')?.fields.get(name)?.type;
  return field?.kind === 'enum' ? [...field.values.keys()] : [];
};

describe('a saga', () => {
  const saga = full('AdminSaga', 'text') as { saga: JsonObject };

  it.each(valuesOf('status'))('of %s is shown by its name', (status) => {
    const admin = { ...saga, saga: { ...saga.saga, status } } as never;
    const name = status.replace('SAGA_STATUS_', '');
    for (const text of [shown(sagaTable([admin], reader('en'))), shown(sagaFacts(admin, reader('en')))])
      expect(text).toContain(name === 'UNSPECIFIED' ? '-' : name);
  });

  it.each(valuesOf('stuck_class'))('with %s says so, or says nothing', (stuck) => {
    const admin = { ...saga, saga: { ...saga.saga, stuck_class: stuck } } as never;
    const text = shown(sagaFacts(admin, reader('en')));
    const name = stuck.replace('STUCK_CLASS_', '');
    if (name === 'UNSPECIFIED') expect(text).not.toMatch(/^STUCK {2}/m);
    else expect(text).toMatch(new RegExp(`^STUCK +${name}$`, 'm'));
  });

  it('keeps its id whole, however narrow the terminal is', () => {
    const id = '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
    const admin = { ...saga, saga: { ...saga.saga, saga_id: id } } as never;
    expect(shown(sagaTable([admin], reader('en')), 20)).toContain(id);
  });

  it('hides the values of blind labels', () => {
    const admin = { ...saga, saga: { ...saga.saga, labels: { clinic: 'east', patient: '' } } } as never;
    expect(shown(sagaFacts(admin, reader('en')))).toContain('clinic=east, patient=***');
  });
});

describe('a stream', () => {
  it('tells each event, and how it ended', () => {
    const message = full('suoke.saga.v1.WatchSagaResponse', 'text');
    const text = shown(watchLines(message as never, reader('en')));
    expect(text).toContain('STARTED');
    expect(text).toContain('ended:');
  });
});

describe('a preview', () => {
  const call = { ...full('PlannedCall', 'text'), barrier: false };

  it.each([
    ['EFFECT_KNOWLEDGE_NOT_APPLIED', ' no '],
    ['EFFECT_KNOWLEDGE_APPLIED', ' yes '],
    ['EFFECT_KNOWLEDGE_UNKNOWN', ' unknown '],
    ['EFFECT_KNOWLEDGE_UNSPECIFIED', ' unknown '],
    [77, ' #77 '],
  ])('says of %s "%s", and warns of a participant without a barrier', (effect, said) => {
    const preview = { ...full('Preview', 'text'), calls: [{ ...call, effect }] };
    const text = shown(previewBlocks(preview as never, reader('en')));
    expect(text).toContain(said);
    expect(text).toContain('no barrier');
  });

  it('says what cannot be undone', () => {
    const preview = { ...full('Preview', 'text'), irreversible: ['pay/main'] };
    expect(shown(previewBlocks(preview as never, reader('en')))).toContain('! pay/main cannot be undone');
  });
});

describe('a batch', () => {
  const done = { ...full('Operation', '1'), state: 'OPERATION_STATE_DONE', refused: '0', stuck_again: '0' };

  it.each([
    [{}, false],
    [{ refused: '1' }, true],
    [{ stuck_again: '2' }, true],
    [{ state: 'OPERATION_STATE_CANCELLED' }, true],
    [{ state: 'OPERATION_STATE_REJECTED' }, true],
    [{ state: 99 }, true],
  ])('with %j is partial: %s', (more, partial) => {
    expect(isPartial({ ...done, ...more } as never)).toBe(partial);
  });

  it('tells its progress', () => {
    const operation = { ...done, total: '10', pending: '4', effective: '5', skipped: '1', accepted: '0' };
    expect(shown([progressLine(operation as never, reader('en'))])).toBe(
      'DONE  6/10  5 effective, 0 accepted, 0 refused, 0 stuck again, 1 skipped',
    );
  });
});

describe('a call that failed', () => {
  const details = {
    ...{ message: '', domain: null, preconditions: [], quotaViolations: [], resource: null },
    ...{
      localizedMessage: null,
      retryDelayMs: null,
      reason: 'NOT_ALLOWED',
      metadata: { refusal: 'COMMITTED' },
    },
    fieldViolations: [{ field: 'etag', description: 'is needed' }],
  };
  const error = new CallFailed('S/M', 'FAILED_PRECONDITION', 'NOT_ALLOWED', 'too late', details);

  it('is a sentence with its stable code for people', () => {
    const text = shown(callFailureBlocks(error, reader('en')));
    expect(text).toBe('FAILED_PRECONDITION COMMITTED  too late\n  etag: is needed');
  });

  it('is a document for programs, with the exit code that goes with it', () => {
    expect(callFailureDocument(error)).toEqual({
      exit: 4,
      document: {
        error: {
          ...{ method: 'S/M', status: 'FAILED_PRECONDITION', reason: 'NOT_ALLOWED', message: 'too late' },
          metadata: { refusal: 'COMMITTED' },
          field_violations: [{ field: 'etag', description: 'is needed' }],
          exit_code: 4,
        },
      },
    });
  });

  it('of what the service does not offer yet says so in a sentence', () => {
    const unimplemented = new CallFailed('S/M', 'UNIMPLEMENTED', null, 'no such method');
    expect(shown(callFailureBlocks(unimplemented, reader('en')))).toContain('does not offer this yet');
    expect(shown(callFailureBlocks(unimplemented, reader('zh-CN')))).toContain('尚不提供');
  });
});

describe('the name of an enum', () => {
  it.each([
    ['SAGA_STATUS_FAILED', 'FAILED'],
    ['SAGA_STATUS_UNSPECIFIED', '-'],
    ['OF_ANOTHER_KIND', 'OF_ANOTHER_KIND'],
    ['', '-'],
    [undefined, '-'],
    [12, '#12'],
  ])('of %j is %s', (value, name) => {
    expect(enumName(value, 'SAGA_STATUS_')).toBe(name);
  });
});
