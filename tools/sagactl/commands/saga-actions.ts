/** A command for each action on one saga. */
import type { JsonObject } from '#libs/contracts';
import { aboutSaga, makeChange, readSaga, type ChangeValues, type Envelope } from '../changes.js';
import { command, type Command } from '../command.js';
import type { ExitCode } from '../exit-codes.js';
import { usage } from '../failures.js';
import type { PlainKey } from '../language/translate.js';
import { ETAG_OPTIONS } from '../options.js';
import type { ActionResult } from '../plain.js';
import type { Session } from '../session.js';
import { previewBlocks, resultBlocks } from '../views/preview.js';

const SAGA = { name: 'saga' } as const;
const STEP = { name: 'step' } as const;
/** `step/branch`, or `step` alone where it has only one branch. */
const PLACE = { name: 'step[/branch]' } as const;
const EVIDENCE = { kind: 'text', hint: '<text>', text: 'opt.evidence' } as const;

interface ActionReply {
  readonly result?: ActionResult | undefined;
  readonly started_new?: boolean;
}

/** Makes an action on one saga: its etag is read first, its preview is the one of the service. */
function act(
  session: Session,
  sagaId: string,
  options: ChangeValues,
  title: PlainKey,
  send: (envelope: Envelope & { saga_id: string }) => Promise<ActionReply>,
): Promise<ExitCode> {
  return makeChange<ActionReply>(session, options, {
    title: `${session.screen.t(title)}: ${sagaId}`,
    ...aboutSaga(session.door, sagaId),
    send: (envelope) => send({ saga_id: sagaId, ...envelope }),
    preview: ({ result }, reader) => previewBlocks(result?.preview, reader),
    done: ({ result, started_new: startedNew }, reader) => resultBlocks(result, reader, startedNew),
  });
}

function placeOf(text: string): { step: string; branch: string } {
  const [step = '', branch = '', ...more] = text.split('/');
  if (step === '' || more.length > 0) throw usage('usage.place', { place: text });
  return { step, branch };
}

/** `name=file.json` → the name and what is in the file. */
function namedFile(session: Session, text: string, option: string): [name: string, content: JsonObject] {
  const equals = text.indexOf('=');
  if (equals <= 0) throw usage('usage.namedFile', { option });
  return [text.slice(0, equals), session.jsonFile(text.slice(equals + 1))];
}

function needed<T>(value: T | undefined, option: string): T {
  if (value === undefined) throw usage('usage.optionMissing', { option });
  return value;
}

const replay = command({
  path: ['replay'],
  text: 'cmd.replay',
  arguments: [SAGA],
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { saga }, session }) =>
    act(session, saga, options, 'cmd.replay', (request) => session.door.call('ReplaySaga', request)),
});

const rewind = command({
  path: ['rewind'],
  text: 'cmd.rewind',
  arguments: [SAGA, STEP],
  options: {
    edit: { kind: 'list', hint: '<step[/branch]=file.json>', text: 'opt.edit' },
    ...ETAG_OPTIONS,
  },
  run: async ({ options, arguments: { saga, step }, session }) => {
    const edits = options.edit.map((text) => {
      const [place, request] = namedFile(session, text, '--edit');
      return { ...placeOf(place), request };
    });
    return act(session, saga, options, 'cmd.rewind', (request) =>
      session.door.call('RewindSaga', { ...request, step, edits }),
    );
  },
});

const compensate = command({
  path: ['compensate'],
  text: 'cmd.compensate',
  arguments: [SAGA],
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { saga }, session }) =>
    act(session, saga, options, 'cmd.compensate', (request) => session.door.call('CompensateSaga', request)),
});

const skip = command({
  path: ['skip'],
  text: 'cmd.skip',
  arguments: [SAGA, STEP],
  options: {
    result: { kind: 'list', hint: '<branch=file.json>', text: 'opt.result' },
    ...ETAG_OPTIONS,
  },
  run: async ({ options, arguments: { saga, step }, session }) => {
    const results = Object.fromEntries(options.result.map((text) => namedFile(session, text, '--result')));
    return act(session, saga, options, 'cmd.skip', (request) =>
      session.door.call('SkipStep', { ...request, step, results }),
    );
  },
});

const edit = command({
  path: ['edit'],
  text: 'cmd.edit',
  arguments: [SAGA, PLACE],
  options: {
    request: { kind: 'text', hint: '<file.json>', text: 'opt.request' },
    ...ETAG_OPTIONS,
  },
  run: async ({ options, arguments: { saga, ...places }, session }) => {
    const content = session.jsonFile(needed(options.request, '--request'));
    const place = placeOf(places['step[/branch]']);
    return act(session, saga, options, 'cmd.edit', (request) =>
      session.door.call('EditStepInput', { ...request, edit: { ...place, request: content } }),
    );
  },
});

const OUTCOMES = {
  done: 'RECORDED_OUTCOME_DONE',
  'not-done': 'RECORDED_OUTCOME_NOT_DONE',
} as const;

const record = command({
  path: ['record'],
  text: 'cmd.record',
  arguments: [SAGA],
  options: {
    outcome: { kind: 'text', choices: Object.keys(OUTCOMES), text: 'opt.outcome' },
    evidence: EVIDENCE,
    reply: { kind: 'text', hint: '<file.json>', text: 'opt.reply' },
    at: { kind: 'text', hint: '<step[/branch]>', text: 'opt.at' },
    ...ETAG_OPTIONS,
  },
  run: async ({ options, arguments: { saga }, session }) => {
    const outcome = OUTCOMES[needed(options.outcome, '--outcome') as keyof typeof OUTCOMES];
    const evidence = needed(options.evidence, '--evidence');
    const reply = options.reply === undefined ? {} : { reply: session.jsonFile(options.reply) };
    const place = placeOf(options.at ?? (await stuckPlace(session, saga)));
    return act(session, saga, options, 'cmd.record', (request) =>
      session.door.call('RecordOutcome', { ...request, ...place, outcome, evidence, ...reply }),
    );
  },
});

/** There is one pivot, and a saga whose outcome can be recorded is stuck at it. */
async function stuckPlace({ door }: Session, sagaId: string): Promise<string> {
  const { stuck_at: place } = await readSaga(door, sagaId);
  return needed(place === '' ? undefined : place, '--at');
}

const WAYS = { waived: 'WAIVE_HOW_WAIVED', 'done-by-hand': 'WAIVE_HOW_DONE_BY_HAND' } as const;

const waive = command({
  path: ['waive'],
  text: 'cmd.waive',
  arguments: [SAGA, PLACE],
  options: {
    how: { kind: 'text', choices: Object.keys(WAYS), text: 'opt.how' },
    evidence: EVIDENCE,
    ...ETAG_OPTIONS,
  },
  run: async ({ options, arguments: { saga, ...places }, session }) => {
    const how = WAYS[needed(options.how, '--how') as keyof typeof WAYS];
    const evidence = needed(options.evidence, '--evidence');
    const place = placeOf(places['step[/branch]']);
    return act(session, saga, options, 'cmd.waive', (request) =>
      session.door.call('WaiveCompensation', { ...request, ...place, how, evidence }),
    );
  },
});

const pause = command({
  path: ['pause'],
  text: 'cmd.pause',
  arguments: [SAGA],
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { saga }, session }) =>
    act(session, saga, options, 'cmd.pause', (request) => session.door.call('PauseSaga', request)),
});

const resume = command({
  path: ['resume'],
  text: 'cmd.resume',
  arguments: [SAGA],
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { saga }, session }) =>
    act(session, saga, options, 'cmd.resume', (request) => session.door.call('ResumeSaga', request)),
});

const close = command({
  path: ['close'],
  text: 'cmd.close',
  arguments: [SAGA],
  options: {
    statement: { kind: 'text', hint: '<text>', text: 'opt.statement' },
    ...ETAG_OPTIONS,
  },
  run: async ({ options, arguments: { saga }, session }) => {
    const statement = needed(options.statement, '--statement');
    return act(session, saga, options, 'cmd.close', (request) =>
      session.door.call('CloseSaga', { ...request, statement }),
    );
  },
});

export const SAGA_ACTIONS: readonly Command[] = [
  ...[replay, rewind, compensate, skip, edit, record, waive, pause, resume, close],
];
