/**
 * What is left when a page was played: how the sagas ended, what the participants keep, what the audit says. The oracles are
 * those of chaos.
 */
import { eventually } from '#libs/testkit';
import { contradictions } from '../chaos/reconcile.js';
import { SHIPPED_KEEPERS } from '../chaos/keepers.js';
import { readHistories, readLedgers } from '../chaos/rows.js';
import type { Deed } from './rehearsal.js';
import type { Ending, Play } from './scene.js';
import type { Site } from './site.js';
import { Terminal } from './terminal.js';

/** Under which name the audit has what a command does. */
const METHODS: Readonly<Record<string, string>> = {
  replay: 'ReplaySaga',
  rewind: 'RewindSaga',
  compensate: 'CompensateSaga',
  skip: 'SkipStep',
  edit: 'EditStepInput',
  record: 'RecordOutcome',
  waive: 'WaiveCompensation',
  pause: 'PauseSaga',
  resume: 'ResumeSaga',
  close: 'CloseSaga',
  hold: 'HoldParticipant',
  release: 'ReleaseParticipant',
  'batch replay': 'BatchReplaySagas',
  'batch compensate': 'BatchCompensateSagas',
  'batch pause': 'BatchPauseSagas',
  'batch resume': 'BatchResumeSagas',
  'batch close': 'BatchCloseSagas',
  'op pause': 'PauseOperation',
  'op resume': 'PauseOperation',
  'op cancel': 'CancelOperation',
  'approvals approve': 'ApproveRequest',
  'approvals reject': 'RejectRequest',
};

/** Number of the last entry of the audit; what comes after it is the page's. */
export async function auditHead({ pool }: Site): Promise<number> {
  const text = 'select coalesce(max(seq), 0)::int as seq from orchestrator.audit_entry';
  return (await pool.query<{ seq: number }>(text)).rows[0]?.seq ?? 0;
}

/** Everything that is not as it has to be after a page was played. @param afterSeq where the audit of the page begins */
export async function wrongsAfter(
  site: Site,
  play: Play,
  deeds: readonly Deed[],
  afterSeq: number,
): Promise<string[]> {
  return [
    ...(await wrongEndings(site, play)),
    ...(await missingEntries(site, deeds, afterSeq)),
    ...((await play.further?.()) ?? []),
  ];
}

async function wrongEndings({ pool }: Site, { endings }: Play): Promise<string[]> {
  const ids = [...endings.keys()];
  const text = 'select 1 from orchestrator.saga where id = any($1) and finished_at is null';
  await eventually(
    async () => {
      const { rowCount } = await pool.query(text, [ids]);
      if (rowCount !== 0) throw new Error(`${rowCount} sagas have not ended`);
    },
    { timeoutMs: 20_000, intervalMs: 50, what: 'the end of every saga' },
  );
  const [histories, ledgers] = [await readHistories(pool), await readLedgers(pool, SHIPPED_KEEPERS)];
  return ids.flatMap((id) => {
    const { status, stays = [] } = endings.get(id) as Ending;
    const history = histories.get(id);
    if (history === undefined) return [`saga ${id} is gone`];
    if (history.status !== status) return [`saga ${id} is ${history.status} and not ${status}`];
    const found = contradictions(history, ledgers.get(id) ?? {});
    const missing = stays.filter((what) => !found.includes(what));
    const surplus = found.filter((what) => !stays.includes(what));
    return [...surplus, ...missing.map((what) => `not: ${what}`)].map((what) => `saga ${id}: ${what}`);
  });
}

/** Every change has its entry, under the name of who asked for it. */
async function missingEntries({ pool }: Site, deeds: readonly Deed[], afterSeq: number): Promise<string[]> {
  const { rows } = await pool.query<{ actor: string; action: string }>(
    `select actor, action from orchestrator.audit_entry where seq > $1 and decision = 'allowed' order by seq`,
    [afterSeq],
  );
  const left = rows.map(({ actor, action }) => `${actor} ${action}`);
  return deeds.flatMap(({ who, command }) => {
    const at = left.indexOf(`${who} ${METHODS[command] ?? command}`);
    if (at === -1) return [`the audit has no entry for ${command} of ${who}`];
    left.splice(at, 1);
    return [];
  });
}

/** What has to hold when all pages were played, as an operator finds out: the audit is whole, and nobody is in limbo. */
export async function wrongsInTheEnd(site: Site): Promise<string[]> {
  const terminal = new Terminal({
    address: site.address,
    tokens: site.stack.operatorTokens,
    env: { DATABASE_URL: site.stack.databaseUrl },
    files: new Map(),
  });
  try {
    const looks = [['audit', 'verify'], ['limbo']];
    const wrongs: string[] = [];
    for (const args of looks) {
      const { code, lines } = await terminal.run('auditor', args, () => '');
      if (code !== 0) wrongs.push(`sagactl ${args.join(' ')} ends with ${code}: ${lines.join('; ')}`);
    }
    return wrongs;
  } finally {
    terminal.close();
  }
}
