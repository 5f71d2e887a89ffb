/** What waits for a second person. */
import { makeChange, type ChangeValues, type Envelope } from '../changes.js';
import { command, type Command } from '../command.js';
import type { Door } from '../door.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { failure } from '../failures.js';
import type { PlainKey } from '../language/translate.js';
import { line, styled, type Block } from '../output/layout.js';
import { ETAG_OPTIONS, PAGE_OPTIONS } from '../options.js';
import { pagesOf, showList } from '../pages.js';
import type { ActionResult, Approval } from '../plain.js';
import type { Reader } from '../screen.js';
import type { Session } from '../session.js';
import { approvalBlocks, approvalTable } from '../views/oversight.js';
import { resultBlocks } from '../views/preview.js';

const APPROVAL = [{ name: 'approval' }] as const;
const STATES = {
  pending: 'APPROVAL_STATE_PENDING',
  approved: 'APPROVAL_STATE_APPROVED',
  rejected: 'APPROVAL_STATE_REJECTED',
  expired: 'APPROVAL_STATE_EXPIRED',
  stale: 'APPROVAL_STATE_STALE',
} as const;
type State = (typeof STATES)[keyof typeof STATES];

async function page(door: Door, state: State | undefined, page_size: number, page_token: string) {
  const request = { page_size, page_token, ...(state === undefined ? {} : { state }) };
  const reply = await door.call('ListApprovals', request);
  return { items: reply.approvals, nextPageToken: reply.next_page_token };
}

/** There is no method that reads one: it is looked for among those that are there, first among the open ones. */
async function find(door: Door, approvalId: string): Promise<Approval> {
  for (const state of [STATES.pending, undefined]) {
    const pages = pagesOf(Number.POSITIVE_INFINITY, (size, token) => page(door, state, size, token));
    for await (const { items } of pages) {
      const found = items.find(({ approval_id: id }) => id === approvalId);
      if (found !== undefined) return found;
    }
  }
  throw failure(EXIT.notFound, 'error.noApproval', { id: approvalId });
}

const ls = command({
  path: ['approvals', 'ls'],
  text: 'cmd.approvals.ls',
  arguments: [],
  options: {
    state: { kind: 'text', choices: Object.keys(STATES), text: 'opt.approvalState' },
    ...PAGE_OPTIONS,
  },
  async run({ options, session }) {
    const state: State | undefined = STATES[options.state as keyof typeof STATES];
    await showList(session, options, {
      field: 'approvals',
      table: approvalTable,
      fetch: (size, token) => page(session.door, state, size, token),
    });
    return EXIT.ok;
  },
});

interface DecisionReply {
  readonly approval?: Approval | undefined;
  readonly result?: ActionResult | undefined;
}

const shown = ({ approval }: DecisionReply, reader: Reader): Block[] =>
  approval === undefined ? [] : approvalBlocks(approval, reader);

function decide(
  session: Session,
  id: string,
  options: ChangeValues,
  title: PlainKey,
  send: (request: Envelope & { approval_id: string }) => Promise<DecisionReply>,
): Promise<ExitCode> {
  return makeChange<DecisionReply>(session, options, {
    title: `${session.screen.t(title)}: ${id}`,
    look: async () => (await find(session.door, id)).etag,
    newer: async () => {
      const approval = await find(session.door, id);
      return { document: { approval }, blocks: (reader) => approvalBlocks(approval, reader) };
    },
    send: (envelope) => send({ approval_id: id, ...envelope }),
    preview: shown,
    done: (reply, reader) => [
      line(styled('green', reader.t('approval.told'))),
      ...shown(reply, reader),
      ...resultBlocks(reply.result, reader),
    ],
  });
}

const approve = command({
  path: ['approvals', 'approve'],
  text: 'cmd.approvals.approve',
  arguments: APPROVAL,
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { approval }, session }) =>
    decide(session, approval, options, 'cmd.approvals.approve', (request) =>
      session.door.call('ApproveRequest', request),
    ),
});

const reject = command({
  path: ['approvals', 'reject'],
  text: 'cmd.approvals.reject',
  arguments: APPROVAL,
  options: ETAG_OPTIONS,
  run: ({ options, arguments: { approval }, session }) =>
    decide(session, approval, options, 'cmd.approvals.reject', (request) =>
      session.door.call('RejectRequest', request),
    ),
});

export const APPROVALS: readonly Command[] = [ls, approve, reject];
