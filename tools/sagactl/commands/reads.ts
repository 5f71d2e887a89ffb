/** Commands that look at sagas and change nothing. */
import { CallFailed } from '../../client/call-failed.js';
import { command, type Command } from '../command.js';
import { DATABASE_OPTIONS, withDatabase } from '../database.js';
import { directEvents, directSaga, directSagas } from '../direct.js';
import type { Door } from '../door.js';
import { EXIT } from '../exit-codes.js';
import { failure, usage } from '../failures.js';
import { line, styled } from '../output/layout.js';
import { PAGE_OPTIONS } from '../options.js';
import { showList, type Listing } from '../pages.js';
import { asJson, type AdminRequest, type AdminSaga, type AdminSagaEvent } from '../plain.js';
import type { Session } from '../session.js';
import { eventTable, watchLines } from '../views/events.js';
import { explanationBlocks } from '../views/preview.js';
import { sagaDetail, sagaTable } from '../views/saga.js';
import { definitionTable, groupTable, participantTable } from '../views/oversight.js';

const SAGA = [{ name: 'saga' }] as const;
const FILTER = { kind: 'text', hint: '<filter>', text: 'opt.filter' } as const;
const REVEAL_OPTIONS = {
  reveal: { kind: 'flag', text: 'opt.reveal' },
  reason: { kind: 'text', hint: '<text>', text: 'opt.revealReason' },
} as const;

/** Past the service, to Postgres. */
const DIRECT_OPTIONS = {
  direct: { kind: 'flag', text: 'opt.direct' },
  ...DATABASE_OPTIONS,
} as const;

/** What a request for payloads needs; nothing is asked for without `--reveal`, and only the service shows any. */
function revealOf(options: {
  readonly reveal: boolean;
  readonly reason: string | undefined;
  readonly direct: boolean;
}) {
  if (!options.reveal) return {};
  if (options.direct) throw usage('usage.directReveal');
  if (options.reason === undefined) throw usage('usage.reasonNeeded');
  return { reveal: true, reason: options.reason };
}

const ls = command({
  path: ['ls'],
  text: 'cmd.ls',
  arguments: [],
  options: {
    filter: FILTER,
    order: { kind: 'text', hint: '<order>', text: 'opt.order' },
    ...PAGE_OPTIONS,
    ...DIRECT_OPTIONS,
  },
  async run({ options, session }) {
    const { filter = '', order = '' } = options;
    const list = (fetch: Listing<AdminSaga>['fetch']) =>
      showList(session, options, { field: 'sagas', table: sagaTable, fetch });
    if (options.direct) {
      if (order !== '') throw usage('usage.directOrder');
      await withDatabase(options['database-url'], session.world, (pool) =>
        list((size, token) => directSagas(pool, filter, size, token)),
      );
      return EXIT.ok;
    }
    await list(async (page_size, page_token) => {
      const request = { filter, order_by: order, page_size, page_token };
      const { sagas, next_page_token } = await session.door.call('ListSagas', request);
      return { items: sagas, nextPageToken: next_page_token };
    });
    return EXIT.ok;
  },
});

const get = command({
  path: ['get'],
  text: 'cmd.get',
  arguments: SAGA,
  options: { ...REVEAL_OPTIONS, ...DIRECT_OPTIONS },
  async run({ options, arguments: { saga: sagaId }, session }) {
    const reveal = revealOf(options);
    if (options.direct) {
      const found = await withDatabase(options['database-url'], session.world, (pool) =>
        directSaga(pool, sagaId),
      );
      if (found === null) throw failure(EXIT.notFound, 'error.noSaga', { id: sagaId });
      session.screen.result(found, (reader) => sagaDetail(found, reader));
      return EXIT.ok;
    }
    const { saga } = await session.door.call('GetSaga', { saga_id: sagaId, ...reveal });
    session.screen.result(saga ?? {}, (reader) => (saga === undefined ? [] : sagaDetail(saga, reader)));
    return EXIT.ok;
  },
});

const events = command({
  path: ['events'],
  text: 'cmd.events',
  arguments: SAGA,
  options: {
    after: { kind: 'number', hint: '<seq>', min: 0, max: 999_999_999, text: 'opt.after' },
    ...REVEAL_OPTIONS,
    ...PAGE_OPTIONS,
    ...DIRECT_OPTIONS,
  },
  async run({ options, arguments: { saga: sagaId }, session }) {
    const { after = 0 } = options;
    const reveal = revealOf(options);
    // A history is read as a whole, unless somebody wants less of it.
    const all = options.all || options.limit === undefined;
    const list = (fetch: Listing<AdminSagaEvent>['fetch']) =>
      showList(session, { ...options, all }, { field: 'events', table: eventTable, fetch });
    if (options.direct) {
      await withDatabase(options['database-url'], session.world, (pool) =>
        list((size, token) => directEvents(pool, sagaId, after, size, token)),
      );
      return EXIT.ok;
    }
    await list(async (page_size, page_token) => {
      const request = { saga_id: sagaId, after_seq: String(after), page_size, page_token };
      const reply = await session.door.call('ListSagaEvents', { ...request, ...reveal });
      return { items: reply.events, nextPageToken: reply.next_page_token };
    });
    return EXIT.ok;
  },
});

/** What `--preview` may name, with the action that is asked for. */
const PREVIEWS = {
  replay: 'ACTION_REPLAY',
  rewind: 'ACTION_REWIND',
  compensate: 'ACTION_COMPENSATE',
  skip: 'ACTION_SKIP_STEP',
  edit: 'ACTION_EDIT_STEP_INPUT',
  record: 'ACTION_RECORD_OUTCOME',
  waive: 'ACTION_WAIVE_COMPENSATION',
  pause: 'ACTION_PAUSE',
  resume: 'ACTION_RESUME',
  close: 'ACTION_CLOSE',
} as const;

const explain = command({
  path: ['explain'],
  text: 'cmd.explain',
  arguments: SAGA,
  options: {
    preview: { kind: 'list', choices: Object.keys(PREVIEWS), text: 'opt.preview' },
  },
  async run({ options, arguments: { saga: sagaId }, session }) {
    const request: AdminRequest<'ExplainSaga'> = {
      saga_id: sagaId,
      preview_actions: options.preview.map((name) => PREVIEWS[name as keyof typeof PREVIEWS]),
    };
    const explanation = await session.door.call('ExplainSaga', request);
    session.screen.result(explanation, (reader) => explanationBlocks(explanation, reader));
    return EXIT.ok;
  },
});

/** Streams that were lost in a row before watching is given up. */
const MAX_LOST_STREAMS = 10;
const RECONNECT_MS = 1_000;
const WORTH_RESUMING: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'CANCELLED',
]);

/** Shows what happens, and resumes after the last revision seen when the stream is lost. */
async function follow(session: Session, door: Door, sagaId: string, after: string): Promise<void> {
  const { screen, world } = session;
  let seen = after;
  for (let lost = 0; ;) {
    try {
      for await (const message of door.watch(sagaId, seen)) {
        lost = 0;
        seen = message.saga?.revision ?? seen;
        if (screen.format === 'table') screen.show(watchLines(message, screen.reader));
        else screen.document(asJson(message));
      }
      return;
    } catch (error) {
      const resumes = error instanceof CallFailed && WORTH_RESUMING.has(error.status);
      lost += 1;
      if (!resumes || lost >= MAX_LOST_STREAMS || world.interrupted.aborted) throw error;
      screen.note(line(styled('dim', screen.t('watch.lost'))));
      await world.clock.sleep(RECONNECT_MS, world.interrupted);
    }
  }
}

const watch = command({
  path: ['watch'],
  text: 'cmd.watch',
  arguments: SAGA,
  options: {
    after: { kind: 'number', hint: '<revision>', min: 0, max: 999_999_999, text: 'opt.afterRevision' },
  },
  async run({ options, arguments: { saga: sagaId }, session }) {
    await follow(session, session.door, sagaId, String(options.after ?? 0));
    return EXIT.ok;
  },
});

const participants = command({
  path: ['participants'],
  text: 'cmd.participants',
  arguments: [],
  options: PAGE_OPTIONS,
  async run({ options, session }) {
    await showList(session, options, {
      field: 'participants',
      table: participantTable,
      fetch: async (page_size, page_token) => {
        const reply = await session.door.call('ListParticipants', { page_size, page_token });
        return { items: reply.participants, nextPageToken: reply.next_page_token };
      },
    });
    return EXIT.ok;
  },
});

const groups = command({
  path: ['groups'],
  text: 'cmd.groups',
  arguments: [],
  options: { filter: FILTER, ...PAGE_OPTIONS },
  async run({ options, session }) {
    const { filter = '' } = options;
    await showList(session, options, {
      field: 'groups',
      table: groupTable,
      fetch: async (page_size, page_token) => {
        const reply = await session.door.call('ListCauseGroups', { filter, page_size, page_token });
        return { items: reply.groups, nextPageToken: reply.next_page_token };
      },
    });
    return EXIT.ok;
  },
});

const definitions = command({
  path: ['definitions'],
  text: 'cmd.definitions',
  arguments: [{ name: 'type', optional: true }],
  options: PAGE_OPTIONS,
  async run({ options, arguments: { type = '' }, session }) {
    await showList(session, options, {
      field: 'definitions',
      table: definitionTable,
      fetch: async (page_size, page_token) => {
        const reply = await session.door.call('ListDefinitions', { type, page_size, page_token });
        return { items: reply.definitions, nextPageToken: reply.next_page_token };
      },
    });
    return EXIT.ok;
  },
});

export const READS: readonly Command[] = [ls, get, explain, events, watch, groups, participants, definitions];
