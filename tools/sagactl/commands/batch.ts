/**
 * Actions on many sagas at once.
 *
 * 1. Without a question to answer, the line itself says how many sagas it may be for at most (`--max-items`).
 * 2. With one, the set may not have grown since it was counted: what was seen is the most that is done.
 */
import { makeChange, type Change, type ChangeValues } from '../changes.js';
import { command, type Command } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { usage } from '../failures.js';
import type { PlainKey } from '../language/translate.js';
import { CHANGE_OPTIONS, type Options, type Values } from '../options.js';
import type { AdminRequest, BatchResult } from '../plain.js';
import type { Session } from '../session.js';
import { batchPreviewBlocks, batchResultBlocks } from '../views/operations.js';
import { waitForOperation } from './operations.js';

const LARGEST_BATCH = 100_000;
const BATCH_OPTIONS = {
  filter: { kind: 'text', hint: '<filter>', text: 'opt.filter' },
  ids: { kind: 'text', hint: '<id,id,...>', text: 'opt.ids' },
  'ids-file': { kind: 'text', hint: '<file>', text: 'opt.ids-file' },
  'max-items': { kind: 'number', hint: '<n>', min: 1, max: LARGEST_BATCH, text: 'opt.max-items' },
  rate: { kind: 'number', hint: '<n>', min: 1, max: 1_000, text: 'opt.rate' },
  canary: { kind: 'number', hint: '<n>', min: 0, max: 100, text: 'opt.canary' },
  'max-failed': { kind: 'number', hint: '<percent>', min: 1, max: 100, text: 'opt.max-failed' },
  wait: { kind: 'flag', text: 'opt.wait' },
  ...CHANGE_OPTIONS,
} as const satisfies Options;
type BatchValues = Values<typeof BATCH_OPTIONS>;

type BatchRequest = AdminRequest<'BatchReplaySagas'>;
interface BatchReply {
  readonly result?: BatchResult | undefined;
}

/** Ids between commas, or one a line; what is empty is passed over. */
function idsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((id) => id !== '');
}

function selectionOf(options: BatchValues, session: Session): { filter: string } | { saga_ids: string[] } {
  const { filter, ids, 'ids-file': file } = options;
  const given = [filter, ids, file].filter((value) => value !== undefined);
  if (given.length !== 1) throw usage('usage.selection');
  if (filter !== undefined) {
    if (filter.trim() === '') throw usage('usage.emptyFilter');
    return { filter };
  }
  const found = idsOf(file === undefined ? (ids ?? '') : session.textFile(file));
  if (found.length === 0) throw usage('usage.noIds');
  return { saga_ids: found };
}

/** What a batch would be for, of its preview; 0 where there is none. */
const selectedIn = ({ result }: BatchReply): number => Number(result?.preview?.selected ?? 0);

async function runBatch(
  session: Session,
  options: BatchValues,
  title: PlainKey,
  send: (request: BatchRequest) => Promise<BatchReply>,
): Promise<ExitCode> {
  const selection = selectionOf(options, session);
  if (options.yes && options['max-items'] === undefined) throw usage('usage.maxItemsNeeded');
  const pacing = {
    items_per_second: options.rate ?? 0,
    canary_items: options.canary ?? 0,
    max_failed_percent: options['max-failed'] ?? 0,
  };
  let seen = options['max-items'] ?? 0;
  let operationId = '';
  const change: Change<BatchReply> = {
    title: session.screen.t(title),
    send: async ({ etag: _etag, ...envelope }) => {
      const request = { ...envelope, selection: { ...selection, max_items: seen }, pacing };
      const reply = await send(request);
      if (envelope.validate_only && seen === 0) seen = selectedIn(reply);
      operationId = reply.result?.operation?.operation_id ?? '';
      return reply;
    },
    preview: ({ result }, reader) => batchPreviewBlocks(result?.preview, reader),
    isIdle: (reply) => reply.result?.preview !== undefined && selectedIn(reply) === 0,
    done: ({ result }, reader) => (result === undefined ? [] : batchResultBlocks(result, reader)),
    get repeat() {
      return [['max-items', String(seen)] as const];
    },
  };
  const exit = await makeChange(session, options satisfies ChangeValues, change);
  if (exit !== EXIT.ok || !options.wait || operationId === '') return exit;
  return waitForOperation(session, operationId);
}

function batch(
  verb: string,
  text: PlainKey,
  send: (session: Session) => (request: BatchRequest) => Promise<BatchReply>,
) {
  return command({
    path: ['batch', verb],
    text,
    arguments: [],
    options: BATCH_OPTIONS,
    run: async ({ options, session }) => runBatch(session, options, text, send(session)),
  });
}

const close = command({
  path: ['batch', 'close'],
  text: 'cmd.batch.close',
  arguments: [],
  options: {
    statement: { kind: 'text', hint: '<text>', text: 'opt.statement' },
    ...BATCH_OPTIONS,
  },
  run: async ({ options, session }) => {
    const { statement } = options;
    if (statement === undefined) throw usage('usage.optionMissing', { option: '--statement' });
    return runBatch(session, options, 'cmd.batch.close', (request) =>
      session.door.call('BatchCloseSagas', { ...request, statement }),
    );
  },
});

export const BATCHES: readonly Command[] = [
  batch(
    'replay',
    'cmd.batch.replay',
    ({ door }) =>
      (request) =>
        door.call('BatchReplaySagas', request),
  ),
  batch(
    'compensate',
    'cmd.batch.compensate',
    ({ door }) =>
      (request) =>
        door.call('BatchCompensateSagas', request),
  ),
  batch(
    'pause',
    'cmd.batch.pause',
    ({ door }) =>
      (request) =>
        door.call('BatchPauseSagas', request),
  ),
  batch(
    'resume',
    'cmd.batch.resume',
    ({ door }) =>
      (request) =>
        door.call('BatchResumeSagas', request),
  ),
  close,
];
