/** docs/SAGACTL.md, made from the command table. Pure; a test holds the page against it. */
import type { Command } from './command.js';
import { commandHelp, environmentRows, exitCodeRows, PROFILE_EXAMPLE } from './help.js';
import { translator } from './language/translate.js';
import { GLOBAL_OPTIONS } from './options.js';
import { layout } from './output/layout.js';
import { padded, widthOf } from './output/width.js';

const t = translator('en');

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string[] {
  const widths = ([0, 1] as const).map((index) =>
    Math.max(...[head, ...rows].map((row) => widthOf(row[index]))),
  );
  const write = (row: readonly [string, string]): string =>
    `| ${row.map((cell, index) => padded(cell, widths[index] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [write(head), rule, ...rows.map(write)];
}

const quoted = (rows: readonly (readonly [string, string])[]) =>
  rows.map(([name, text]) => [`\`${name}\``, text] as const);

/** Help of a command, without what all have in common. */
function commandPart(command: Command): string[] {
  const lines = layout(commandHelp(command, t), { columns: null, colours: false });
  const shared = lines.indexOf(t('help.global'));
  const [summary = '', , ...rest] = lines.slice(0, shared === -1 ? undefined : shared - 1);
  return [`### ${command.path.join(' ')}`, '', summary, '', '```text', ...rest, '```', ''];
}

function globalPart(commands: readonly Command[]): string[] {
  const [command] = commands;
  if (command === undefined) return [];
  const lines = layout(commandHelp(command, t), { columns: null, colours: false });
  return lines.slice(-Object.keys(GLOBAL_OPTIONS).length);
}

/** The page. @param prose what people wrote, before the parts that are made */
export function referencePage(prose: string, commands: readonly Command[]): string {
  return [
    prose.trimEnd(),
    '',
    '## Exit codes',
    '',
    ...table(['code', 'meaning'], exitCodeRows(t)),
    '',
    '## Environment and profiles',
    '',
    ...table(['variable', 'meaning'], quoted(environmentRows(t))),
    '',
    t('help.profiles'),
    '',
    '```yaml',
    ...PROFILE_EXAMPLE,
    '```',
    '',
    '## Options of every command',
    '',
    '```text',
    ...globalPart(commands),
    '```',
    '',
    '## Commands',
    '',
    ...commands.flatMap(commandPart),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** Where the made parts of the page begin. */
export const FIRST_MADE_PART = '\n## Exit codes\n';
