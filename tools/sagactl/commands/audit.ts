/** Who did what, and whether anybody has tampered with that. */
import { command, type Command } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { usage } from '../failures.js';
import { PAGE_OPTIONS } from '../options.js';
import { showList } from '../pages.js';
import type { AuditVerdict } from '../plain.js';
import { auditTable, auditVerdictBlocks, type AnchorVerdict } from '../views/oversight.js';

const ls = command({
  path: ['audit', 'ls'],
  text: 'cmd.audit.ls',
  arguments: [],
  options: {
    filter: { kind: 'text', hint: '<filter>', text: 'opt.auditFilter' },
    reveal: { kind: 'flag', text: 'opt.revealReasons' },
    reason: { kind: 'text', hint: '<text>', text: 'opt.revealReason' },
    ...PAGE_OPTIONS,
  },
  async run({ options, session }) {
    const { filter = '', reveal, reason } = options;
    if (reveal && reason === undefined) throw usage('usage.reasonNeeded');
    await showList(session, options, {
      field: 'entries',
      table: auditTable,
      fetch: async (page_size, page_token) => {
        const request = { filter, page_size, page_token, ...(reveal ? { reveal, reason } : {}) };
        const reply = await session.door.call('ListAuditEntries', request);
        return { items: reply.entries, nextPageToken: reply.next_page_token };
      },
    });
    return EXIT.ok;
  },
});

interface Anchor {
  readonly seq: string;
  readonly hash: string;
}

function anchorOf(text: string | undefined): Anchor | null {
  if (text === undefined) return null;
  const [, seq, hash] = /^([1-9]\d{0,17}):([0-9a-fA-F]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw usage('usage.anchor');
  return { seq, hash: hash.toLowerCase() };
}

/** What an anchor that was kept elsewhere says about the entries up to it. */
export function judgeAnchor(anchor: Anchor, upTo: AuditVerdict): AnchorVerdict {
  if (BigInt(upTo.head_seq) < BigInt(anchor.seq)) return 'truncated';
  return upTo.head_hash.toLowerCase() === anchor.hash ? 'fits' : 'rewritten';
}

const verify = command({
  path: ['audit', 'verify'],
  text: 'cmd.audit.verify',
  arguments: [],
  options: {
    from: { kind: 'number', hint: '<seq>', min: 1, max: 999_999_999, text: 'opt.from' },
    to: { kind: 'number', hint: '<seq>', min: 1, max: 999_999_999, text: 'opt.to' },
    anchor: { kind: 'text', hint: '<seq:hash>', text: 'opt.anchor' },
  },
  async run({ options, session }) {
    const kept = anchorOf(options.anchor);
    const range = { from_seq: String(options.from ?? 0), to_seq: String(options.to ?? 0) };
    const verdict = await session.door.call('VerifyAudit', range);
    const anchor: AnchorVerdict =
      kept === null
        ? 'none'
        : judgeAnchor(kept, await session.door.call('VerifyAudit', { to_seq: kept.seq }));
    session.screen.result({ ...verdict, anchor }, (reader) => auditVerdictBlocks(verdict, anchor, reader));
    const sound = verdict.intact && (anchor === 'none' || anchor === 'fits');
    return sound ? EXIT.ok : EXIT.integrity;
  },
});

export const AUDIT: readonly Command[] = [ls, verify];
