/** The fields by which sagas are found: what each compares, and in which words a row answers it. */
import { OVERDUE_MS, STATUSES, STUCK_CLASSES, type StuckClass } from '#libs/saga-core';
import type { ShownStatus, Term, TextField, Unsettable } from './condition.js';
import type { Comparison } from './parser.js';
import { refuse } from './refusal.js';
import {
  agoRange,
  flagOf,
  idOf,
  isUnequal,
  numberRange,
  textLike,
  timeRange,
  untilRange,
  valueOf,
} from './values.js';

export interface FilterWorld {
  /** The time of the database, which `age` and `due` count from. */
  readonly nowMs: number;
  /** The stored form of a label's value. */
  labelOf(key: string, value: string): string;
}

/** A term, and whether the comparison asks for its opposite. */
export interface Answer {
  readonly term: Term;
  readonly negated: boolean;
}

type Field = (comparison: Comparison, world: FilterWorld) => Answer;

const STATUS_NAMES: ReadonlySet<string> = new Set(['PENDING', ...STATUSES]);
const CLASS_NAMES: ReadonlyMap<string, StuckClass> = new Map(
  STUCK_CLASSES.map((name) => [name.toUpperCase(), name]),
);
const LABEL_KEY = /^[A-Za-z0-9_-]{1,64}$/;
const CODE = /^[A-Z0-9_]{1,63}$/;

const asTerm =
  (read: (comparison: Comparison) => Term): Field =>
  (comparison) => ({ negated: isUnequal(comparison), term: read(comparison) });

const text = (field: TextField, pattern: RegExp, what: string): Field =>
  asTerm((comparison) => ({ kind: 'text', field, value: textLike(comparison, pattern, what) }));

const id = (field: 'owner' | 'origin'): Field =>
  asTerm((comparison) => ({ kind: 'id', field, value: idOf(comparison) }));

/** `field:*` asks whether it is set. */
const orSet =
  (field: Unsettable, compare: Field): Field =>
  (comparison, world) =>
    comparison.operator === ':'
      ? { term: { kind: 'set', field }, negated: false }
      : compare(comparison, world);

const range =
  (read: (comparison: Comparison, nowMs: number) => Term): Field =>
  (comparison, { nowMs }) => ({ term: read(comparison, nowMs), negated: comparison.operator === '!=' });

/** A field that is true or false. */
const flag =
  (term: (nowMs: number) => Term): Field =>
  (comparison, { nowMs }) => ({ term: term(nowMs), negated: isUnequal(comparison) === flagOf(comparison) });

const status = asTerm((comparison) => {
  const value = valueOf(comparison);
  if (!STATUS_NAMES.has(value)) {
    const hint = `there are ${[...STATUS_NAMES].join(', ')}`;
    refuse({ it: 'names no status', at: comparison.valueAt, hint });
  }
  return { kind: 'status', status: value as ShownStatus };
});

const stuckClass = asTerm((comparison) => {
  const found = CLASS_NAMES.get(valueOf(comparison).toUpperCase());
  const hint = `there are ${[...CLASS_NAMES.keys()].join(', ')}`;
  return {
    kind: 'stuck_class',
    stuckClass: found ?? refuse({ it: 'names no stuck class', at: comparison.valueAt, hint }),
  };
});

const overdue = flag((nowMs) => ({
  kind: 'range',
  field: 'due_time',
  from: null,
  before: Math.floor(nowMs) - OVERDUE_MS,
}));

const label: Field = (comparison, { labelOf }) => {
  const key = comparison.field.slice(LABELS.length);
  if (!LABEL_KEY.test(key)) refuse({ it: 'names no label', at: comparison.at });
  if (comparison.operator === ':') return { term: { kind: 'label', key, value: null }, negated: false };
  const negated = isUnequal(comparison);
  return { term: { kind: 'label', key, value: labelOf(key, valueOf(comparison)) }, negated };
};

const LABELS = 'labels.';
const SHOWN_LABEL = 'labels.<key>';

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['status', status],
  ['type', text('type', /^/, 'a text')],
  ['stuck_class', orSet('stuck_class', stuckClass)],
  ['step', text('step', /^[a-z][a-z0-9_]{0,63}$/, 'the name of a step')],
  [
    'error.code',
    orSet('error.code', text('error.code', CODE, 'the name of a gRPC status, as in UNAVAILABLE')),
  ],
  ['error.reason', orSet('error.reason', text('error.reason', CODE, 'a reason in capital letters'))],
  ['cause', orSet('cause', text('cause', /^[A-Za-z0-9_-]{1,64}$/, 'the fingerprint of a cause'))],
  ['owner', orSet('owner', id('owner'))],
  [
    'blocked_on',
    orSet('blocked_on', text('blocked_on', /^[A-Za-z0-9_.]{1,128}$/, 'the full name of a service')),
  ],
  ['paused', flag(() => ({ kind: 'paused' }))],
  ['origin', orSet('origin', id('origin'))],
  ['create_time', range((comparison) => timeRange('create_time', comparison))],
  ['update_time', range((comparison) => timeRange('update_time', comparison))],
  [
    'finish_time',
    orSet(
      'finish_time',
      range((comparison) => timeRange('finish_time', comparison)),
    ),
  ],
  ['age', range((comparison, nowMs) => agoRange('create_time', comparison, nowMs))],
  ['due', range((comparison, nowMs) => untilRange('due_time', comparison, nowMs))],
  ['overdue', overdue],
  ['revision', range((comparison) => numberRange('revision', comparison))],
  [SHOWN_LABEL, label],
]);

export type FieldSet = ReadonlySet<string>;

export const OPERATOR_FIELDS: FieldSet = new Set(FIELDS.keys());

/** What the clients' door offers (suoke.saga.v1.ListSagasRequest). */
export const CLIENT_FIELDS: FieldSet = new Set(['status', 'type', 'stuck_class', 'create_time', SHOWN_LABEL]);

/** What a comparison asks of a row. @throws EngineError INVALID_ARGUMENT */
export function answerOf(comparison: Comparison, fields: FieldSet, world: FilterWorld): Answer {
  const { field, at } = comparison;
  const name = field.startsWith(LABELS) ? SHOWN_LABEL : field;
  const known = field !== SHOWN_LABEL && fields.has(name) ? FIELDS.get(name) : undefined;
  if (known === undefined) {
    return refuse({ it: 'names an unknown field', at, hint: `the fields are ${[...fields].join(', ')}` });
  }
  return known(comparison, world);
}
