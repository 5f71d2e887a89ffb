/** Looking at batches that run, and stopping them. */
import { makeChange, type ChangeValues, type Envelope } from '../changes.js';
import { command, type Command } from '../command.js';
import type { Door } from '../door.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { failure } from '../failures.js';
import type { PlainKey } from '../language/translate.js';
import { ETAG_OPTIONS, PAGE_OPTIONS } from '../options.js';
import { showList } from '../pages.js';
import type { Operation } from '../plain.js';
import type { Session } from '../session.js';
import { isPartial, itemTable, operationBlocks, operationTable, progressLine } from '../views/operations.js';

const OPERATION = [{ name: 'operation' }] as const;
const LOOK_MS = 1_000;

async function readOperation(door: Door, operationId: string): Promise<Operation> {
  const { operation } = await door.call('GetOperation', { operation_id: operationId });
  if (operation === undefined) throw failure(EXIT.unexpected, 'error.empty');
  return operation;
}

/** Waits until a batch has ended, and tells its progress. */
export async function waitForOperation(session: Session, operationId: string): Promise<ExitCode> {
  const { door, screen, world } = session;
  let told = '';
  for (;;) {
    const operation = await readOperation(door, operationId);
    const progress = progressLine(operation, screen.reader);
    const text = JSON.stringify(progress);
    if (text !== told) screen.note(progress);
    told = text;
    if (operation.done) {
      screen.result(operation, (reader) => operationBlocks(operation, reader));
      return isPartial(operation) ? EXIT.partial : EXIT.ok;
    }
    await world.clock.sleep(LOOK_MS, world.interrupted);
  }
}

const ls = command({
  path: ['op', 'ls'],
  text: 'cmd.op.ls',
  arguments: [],
  options: {
    filter: { kind: 'text', hint: '<filter>', text: 'opt.opFilter' },
    ...PAGE_OPTIONS,
  },
  async run({ options, session }) {
    const { filter = '' } = options;
    await showList(session, options, {
      field: 'operations',
      table: operationTable,
      fetch: async (page_size, page_token) => {
        const reply = await session.door.call('ListOperations', { filter, page_size, page_token });
        return { items: reply.operations, nextPageToken: reply.next_page_token };
      },
    });
    return EXIT.ok;
  },
});

const get = command({
  path: ['op', 'get'],
  text: 'cmd.op.get',
  arguments: OPERATION,
  options: {},
  async run({ arguments: { operation: id }, session }) {
    const operation = await readOperation(session.door, id);
    session.screen.result(operation, (reader) => operationBlocks(operation, reader));
    return EXIT.ok;
  },
});

const ITEM_STATES = {
  pending: 'OPERATION_ITEM_STATE_PENDING',
  accepted: 'OPERATION_ITEM_STATE_ACCEPTED',
  effective: 'OPERATION_ITEM_STATE_EFFECTIVE',
  refused: 'OPERATION_ITEM_STATE_REFUSED',
  'stuck-again': 'OPERATION_ITEM_STATE_STUCK_AGAIN',
  skipped: 'OPERATION_ITEM_STATE_SKIPPED',
} as const;

const items = command({
  path: ['op', 'items'],
  text: 'cmd.op.items',
  arguments: OPERATION,
  options: {
    state: { kind: 'text', choices: Object.keys(ITEM_STATES), text: 'opt.itemState' },
    ...PAGE_OPTIONS,
  },
  async run({ options, arguments: { operation: operation_id }, session }) {
    const state = ITEM_STATES[options.state as keyof typeof ITEM_STATES];
    await showList(session, options, {
      field: 'items',
      table: itemTable,
      fetch: async (page_size, page_token) => {
        const request = { operation_id, page_size, page_token, ...(state === undefined ? {} : { state }) };
        const reply = await session.door.call('ListOperationItems', request);
        return { items: reply.items, nextPageToken: reply.next_page_token };
      },
    });
    return EXIT.ok;
  },
});

interface OperationReply {
  readonly operation?: Operation | undefined;
}

function change(
  session: Session,
  id: string,
  options: ChangeValues,
  title: PlainKey,
  send: (request: Envelope & { operation_id: string }) => Promise<OperationReply>,
): Promise<ExitCode> {
  const look = () => readOperation(session.door, id);
  return makeChange<OperationReply>(session, options, {
    title: `${session.screen.t(title)}: ${id}`,
    look: async () => (await look()).etag,
    newer: async () => {
      const operation = await look();
      return { document: { operation }, blocks: (reader) => operationBlocks(operation, reader) };
    },
    send: (envelope) => send({ operation_id: id, ...envelope }),
    preview: ({ operation }, reader) => (operation === undefined ? [] : operationBlocks(operation, reader)),
    done: ({ operation }, reader) => (operation === undefined ? [] : operationBlocks(operation, reader)),
  });
}

const pause = command({
  path: ['op', 'pause'],
  text: 'cmd.op.pause',
  arguments: OPERATION,
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { operation }, session }) =>
    change(session, operation, options, 'cmd.op.pause', (request) =>
      session.door.call('PauseOperation', request),
    ),
});

const resume = command({
  path: ['op', 'resume'],
  text: 'cmd.op.resume',
  arguments: OPERATION,
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { operation }, session }) =>
    change(session, operation, options, 'cmd.op.resume', (request) =>
      session.door.call('PauseOperation', { ...request, resume: true }),
    ),
});

const cancel = command({
  path: ['op', 'cancel'],
  text: 'cmd.op.cancel',
  arguments: OPERATION,
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { operation }, session }) =>
    change(session, operation, options, 'cmd.op.cancel', (request) =>
      session.door.call('CancelOperation', request),
    ),
});

const wait = command({
  path: ['op', 'wait'],
  text: 'cmd.op.wait',
  arguments: OPERATION,
  options: {},
  run: ({ arguments: { operation }, session }) => waitForOperation(session, operation),
});

export const OPERATIONS: readonly Command[] = [ls, get, items, pause, resume, cancel, wait];
