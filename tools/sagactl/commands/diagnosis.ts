/** Whether the whole is well, and which sagas nobody would move. */
import { command, type Command } from '../command.js';
import { DATABASE_OPTIONS, withDatabase } from '../database.js';
import { readLimbo, type LimboEntry } from '../direct.js';
import { findingBlocks, findingDocument } from '../doctor/finding.js';
import { EXIT } from '../exit-codes.js';
import { line, styled, type Block } from '../output/layout.js';
import type { Reader } from '../screen.js';
import { statusCell, timeText } from '../views/words.js';

const doctor = command({
  path: ['doctor'],
  text: 'cmd.doctor',
  arguments: [],
  options: {
    ...DATABASE_OPTIONS,
    'redis-url': { kind: 'text', hint: '<url>', text: 'opt.redis-url' },
  },
  async run({ options, session }) {
    const { screen } = session;
    const { examine } = await import('../doctor/examination.js');
    const findings = await examine(options['database-url'], options['redis-url'], session);
    screen.result(findingDocument(findings, screen.reader), (reader) => findingBlocks(findings, reader));
    return findings.some(({ verdict }) => verdict === 'fail') ? EXIT.integrity : EXIT.ok;
  },
});

/** Sagas that nobody would move. */
function limboBlocks(entries: readonly LimboEntry[], reader: Reader): Block[] {
  const { t } = reader;
  if (entries.length === 0) return [line(styled('green', t('doctor.limbo')))];
  const columns = [
    { head: t('col.saga'), whole: true },
    { head: t('col.why') },
    { head: t('col.status') },
    { head: t('col.updated') },
  ];
  const rows = entries.map(({ saga_id: id, why, status, update_time: time }) => [
    ...[id, why, statusCell(`SAGA_STATUS_${status}`), timeText(time, reader)],
  ]);
  return [{ kind: 'table', columns, rows }, line(t('doctor.limboAdvice'))];
}

const limbo = command({
  path: ['limbo'],
  text: 'cmd.limbo',
  arguments: [],
  options: DATABASE_OPTIONS,
  async run({ options, session }) {
    const entries = await withDatabase(options['database-url'], session.world, readLimbo);
    session.screen.result({ limbo: entries }, (reader) => limboBlocks(entries, reader));
    return entries.length === 0 ? EXIT.ok : EXIT.integrity;
  },
});

export const DIAGNOSIS: readonly Command[] = [doctor, limbo];
